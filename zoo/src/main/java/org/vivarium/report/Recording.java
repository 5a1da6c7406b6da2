package org.vivarium.report;

import java.util.Base64;

/**
 * A sound to listen to, within the page.
 *
 * @param caption what it is
 * @param wav a WAV file
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Recording(String caption, byte[] wav) {
  String html() {
    String caption = Html.escape(this.caption);
    return "<figure><figcaption>%s</figcaption><audio controls preload=\"none\" aria-label=\"%s\" src=\"data:audio/wav;base64,%s\"></audio></figure>\n"
        .formatted(caption, caption, Base64.getEncoder().encodeToString(wav));
  }
}
