package org.vivarium.apps.generative.vae;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.apps.generative.Grid;
import org.vivarium.apps.generative.Pictures;
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
  private static final float EDGE = 2.5f;

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
        pictures.add(drawing.seen(Pictures.of(images, members[i])));
        pictures.addAll(drawing.decode(new float[][] {codes[members[i]]}));
      }
      columns.add(new ContactSheet.Column(images.classes().get(c), pictures));
    }
    return columns;
  }

  /** Rows from an image to one of another class. */
  Picture interpolations() {
    List<Picture> rows = new ArrayList<>();
    Images turns = images.inTurns(); // the first ones are of different classes
    float[][] ends = drawing.encode(turns.first(2 * LINES));
    for (int line = 0; line < ends.length / 2; line++) {
      float[] from = ends[line];
      float[] to = ends[ends.length - 1 - line];
      rows.addAll(drawing.decode(Codes.between(from, to, STEPS)));
    }
    return new Grid(rows, STEPS).picture();
  }

  /** The plane of a code of two numbers, decoded place by place. */
  Picture plane(int across) {
    float[][] places = new float[across * across][];
    for (int i = 0; i < places.length; i++) {
      places[i] = new float[] {place(i % across, across), -place(i / across, across)};
    }
    return new Grid(drawing.decode(places), across).picture();
  }

  private static float place(int i, int across) {
    return EDGE * (2f * i / (across - 1) - 1);
  }
}
