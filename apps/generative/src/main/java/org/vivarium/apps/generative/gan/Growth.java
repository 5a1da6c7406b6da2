package org.vivarium.apps.generative.gan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vivarium.apps.generative.Grid;
import org.vivarium.data.ImageFolder;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Run;
import org.vivarium.report.AnimatedGif;
import org.vivarium.report.Picture;
import org.vivarium.report.RunFolder;

/**
 * Draws the same noise after each epoch: {@code growth/epoch-0001.png} and so on, and the pictures
 * of all epochs as an animation. A run that is resumed finds those from before in its folder.
 */
final class Growth implements Listener {
  private static final int SHOWN = 64;
  private static final int FRAME = 40; // hundredths of a second
  private static final int LAST = 250;
  private static final int SIDE = 500;

  private final RunFolder folder;
  private final Painter painter;
  private final float[][] noise;

  Growth(RunFolder folder, Painter painter, long seed) {
    this.folder = folder;
    this.painter = painter;
    this.noise = painter.noise(SHOWN, seed);
  }

  @Override
  public void started(Run run) {
    if (run.history().isEmpty()) {
      draw(run, 0);
    }
  }

  @Override
  public void epoch(Run run, Epoch epoch) {
    draw(run, epoch.number());
  }

  private void draw(Run run, int epoch) {
    painter.load(GanNetwork.average(run.program().weights()));
    List<Picture> pictures = painter.paint(noise, painter.turns(SHOWN));
    try {
      Path file = file(epoch);
      new RunFolder(file.getParent())
          .bytes(file.getFileName().toString(), Grid.square(pictures).picture().png());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(int epoch) {
    return folder.file("growth").resolve("epoch-%04d.png".formatted(epoch));
  }

  /** The sheets of so many epochs, from before the first on; those that are lost are left out. */
  List<Picture> sheets(int epochs) {
    int side = (int) Math.ceil(Math.sqrt(SHOWN));
    Picture like = blank();
    int height = side * (like.height() + 2) + 2;
    List<Picture> sheets = new ArrayList<>();
    for (int epoch = 0; epoch <= epochs; epoch++) {
      if (Files.exists(file(epoch))) {
        byte[] pixels = ImageFolder.read(file(epoch), height, height, like.channels());
        sheets.add(new Picture(height, height, like.channels(), pixels));
      }
    }
    return sheets;
  }

  private Picture blank() {
    List<Integer> image = painter.network().image();
    int size = image.get(0) * image.get(1) * image.get(2);
    return new Picture(image.get(0), image.get(1), image.get(2), new byte[size]);
  }

  static AnimatedGif animation(List<Picture> sheets) {
    return new AnimatedGif(sheets.stream().map(sheet -> sheet.fit(SIDE)).toList(), FRAME, LAST);
  }
}
