package org.vivarium.apps.generative;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.data.Images;
import org.vivarium.report.ContactSheet;
import org.vivarium.report.Picture;

/**
 * The pictures of a report.
 *
 * @param codes of the images, a row for each
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Gallery(Drawing drawing, Images images, float[][] codes) {
  private static final int OF_CLASS = 2;
  private static final int LINES = 5;
  private static final int STEPS = 12;

  Picture samples(int count, long seed) {
    return Grid.square(drawing.sample(count, seed)).picture();
  }

  /** A column for each class: images, and what is decoded from their codes. */
  List<ContactSheet.Column> reconstructions() {
    List<ContactSheet.Column> columns = new ArrayList<>();
    for (int c = 0; c < images.classes().size(); c++) {
      List<Picture> pictures = new ArrayList<>();
      int[] members = images.ofClass(c);
      for (int i = 0; i < Math.min(OF_CLASS, members.length); i++) {
        pictures.add(original(members[i]));
        pictures.addAll(drawing.decode(new float[][] {codes[members[i]]}));
      }
      columns.add(new ContactSheet.Column(images.classes().get(c), pictures));
    }
    return columns;
  }

  /** As the network sees it, black and white. */
  private Picture original(int i) {
    byte[] pixels = images.pixels()[i].clone();
    for (int p = 0; p < pixels.length; p++) {
      pixels[p] = pixels[p] < 0 ? (byte) 255 : 0; // negative: an unsigned byte from 128 on
    }
    return new Picture(images.height(), images.width(), images.channels(), pixels);
  }

  /** Rows from the first image of a class to the first of another. */
  Picture interpolations() {
    List<Picture> rows = new ArrayList<>();
    int classes = images.classes().size();
    for (int line = 0; line < LINES; line++) {
      float[] from = codes[images.ofClass(line)[0]];
      float[] to = codes[images.ofClass(classes - 1 - line)[0]];
      rows.addAll(drawing.decode(Codes.between(from, to, STEPS)));
    }
    return new Grid(rows, STEPS).picture();
  }
}
