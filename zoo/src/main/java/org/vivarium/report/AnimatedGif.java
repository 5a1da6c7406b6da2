package org.vivarium.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures of one size that follow each other, over and over.
 *
 * @param hundredths of a second that each is shown
 * @param last hundredths of a second that the last one is shown
 */
public record AnimatedGif(List<Picture> frames, int hundredths, int last) {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  public AnimatedGif {
    frames = List.copyOf(frames);
    if (frames.isEmpty() || hundredths < 1 || last < 1) {
      throw new IllegalArgumentException(
          "%d pictures, each for %d hundredths of a second, are no animation"
              .formatted(frames.size(), hundredths));
    }
  }

  /** The GIF file. */
  public byte[] bytes() {
    ImageWriter writer = ImageIO.getImageWritersBySuffix("gif").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames.size(); i++) {
        BufferedImage image = frames.get(i).image();
        IIOMetadata about =
            writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        about.setFromTree(FORMAT, told(about, i == frames.size() - 1 ? last : hundredths));
        writer.writeToSequence(new IIOImage(image, null, about), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static IIOMetadataNode told(IIOMetadata about, int hundredths) {
    IIOMetadataNode root = (IIOMetadataNode) about.getAsTree(FORMAT);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", Integer.toString(hundredths));
    control.setAttribute("transparentColorIndex", "0");
    IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    loop.setUserObject(new byte[] {1, 0, 0}); // again and again
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(loop);
    root.appendChild(control);
    root.appendChild(extensions);
    return root;
  }
}
