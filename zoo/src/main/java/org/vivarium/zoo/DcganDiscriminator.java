package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.leakyRelu;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.oneHot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Conv2d;
import org.vivarium.layers.Padding;
import org.vivarium.layers.SpectralNorm;

/**
 * The discriminator of DCGAN (Radford et al., "Unsupervised representation learning with deep
 * convolutional generative adversarial networks", 2015) as in PyTorch's tutorial and by its names:
 * 2,765,568 parameters for 64x64x3 images at width 64. With classes it is told them as one-hot
 * channels beside the image's (Mirza and Osindero, "Conditional generative adversarial nets",
 * 2014). Its output is {@code logits}, {@code [batch, 1]}, high for real images: the sigmoid is the
 * loss's. A critic whose slope is penalised (WGAN-GP, Gulrajani et al. 2017) has {@link Norm#NONE},
 * as batch norm would tie the examples of a batch together; {@link Norm#SPECTRAL} is Miyato et al.
 * 2018.
 *
 * @param side of the square images: 4, 5, 6 or 7 times a power of two
 * @param width filters of the first layer; every later layer has twice as many
 * @param classes 0 for none
 * @param norm what keeps the layers in bounds
 */
public record DcganDiscriminator(int side, int channels, int width, int classes, Norm norm) {
  /** What keeps the layers of a discriminator in bounds. */
  public enum Norm {
    /** Batch norm after every convolution but the first and the last. */
    BATCH,
    /** Every kernel divided by its largest singular value. */
    SPECTRAL,
    NONE
  }

  public DcganDiscriminator {
    DcganGenerator.doublings(side);
  }

  public DcganDiscriminator(int side, int channels, int width, int classes) {
    this(side, channels, width, classes, Norm.BATCH);
  }

  public DcganDiscriminator(int side, int channels) {
    this(side, channels, 64, 0);
  }

  public DcganDiscriminator norm(Norm norm) {
    return new DcganDiscriminator(side, channels, width, classes, norm);
  }

  /** The conditional one. */
  public DcganDiscriminator classes(int classes) {
    return new DcganDiscriminator(side, channels, width, classes, norm);
  }

  /** Logits of images, -1 to 1; {@code labels} may be null where there are none. */
  public Value build(Net net, Value images, Operand<TInt32> labels) {
    int halvings = DcganGenerator.doublings(side);
    List<Layer> body = new ArrayList<>(); // names are positions
    for (int i = 0; i < halvings; i++) {
      body.add(normed(kernel(body, width << i, 4).stride(2).padding(Padding.SAME)));
      if (i > 0 && norm == Norm.BATCH) {
        body.add(batchNorm(DcganGenerator.name(body)));
      }
      body.add(leakyRelu(.2f));
    }
    body.add(normed(kernel(body, 1, side >> halvings).padding(Padding.VALID)));
    return chain(body.toArray(Layer[]::new)).build(net, told(net, images, labels)).reshape(-1, 1);
  }

  public Model model() {
    Model.Input image = Model.Input.floats("image", side, side, channels);
    Model.Input label = Model.Input.numbers("label", classes);
    return new Model(
        classes == 0 ? List.of(image) : List.of(image, label),
        (net, in) -> {
          var labels = classes == 0 ? null : in.numbers("label");
          return Map.of("logits", build(net, in.floats("image"), labels));
        });
  }

  private Conv2d kernel(List<Layer> body, int filters, int size) {
    Conv2d plain = conv(DcganGenerator.name(body), filters, size);
    // with nothing to bring them to scale, kernels must begin at it
    return norm == Norm.BATCH ? plain.init(DcganGenerator.NORMAL).noBias() : plain;
  }

  private Layer normed(Conv2d kernel) {
    return norm == Norm.SPECTRAL ? new SpectralNorm(kernel) : kernel;
  }

  private Value told(Net net, Value images, Operand<TInt32> labels) {
    if (classes == 0) {
      return images;
    }
    var tf = net.tf();
    Value everywhere = net.value(tf.ones(tf.array(1L, side, side, 1), TFloat32.class));
    Value planes = oneHot(net, labels, classes).reshape(-1, 1, 1, classes).times(everywhere);
    return images.of(tf.concat(List.of(images, planes), tf.constant(3)));
  }
}
