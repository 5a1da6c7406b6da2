package org.vivarium.apps.nlp.lm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.vivarium.data.DataDir;
import org.vivarium.data.Download;
import org.vivarium.text.Grammar;
import org.vivarium.text.TextFiles;

/**
 * A text to model: its first nine tenths to train on, the rest to validate on.
 *
 * @param name as {@code --data} has it
 * @param source where it comes from, in words
 */
record Corpus(String name, String source, String training, String validation) {
  static final String GRAMMAR = "grammar";
  static final String SHAKESPEARE = "tiny-shakespeare";
  static final String FILE = "file:";

  private static final Download.Remote REMOTE =
      new Download.Remote(
          "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt",
          "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed");
  private static final int STORIES = 1500;
  private static final int STORIES_SEED = 1; // the text is the same, whatever the run's seed
  private static final double TRAINED_ON = .9;
  private static final int PIECE = 1 << 14; // characters that are cut into tokens at once

  /**
   * Reads a corpus.
   *
   * @param limit so many characters of it at most
   */
  static Corpus load(String name, Path dataDir, int limit, boolean quiet) throws IOException {
    String text;
    String source;
    if (name.equals(GRAMMAR)) {
      text = Grammar.text(STORIES, STORIES_SEED);
      source = "stories that Vivarium makes by a grammar";
    } else if (name.equals(SHAKESPEARE)) {
      Path folder = DataDir.resolve(dataDir).resolve(SHAKESPEARE);
      text = TextFiles.read(Download.fetch(REMOTE, folder, quiet));
      source = "Shakespeare's plays, the first 40,000 lines (Karpathy 2015)";
    } else if (name.startsWith(FILE) && name.length() > FILE.length()) {
      Path file = Path.of(name.substring(FILE.length()));
      text = TextFiles.read(file);
      source = "'" + file + "'";
    } else {
      throw new IllegalArgumentException(
          "--data is '%s'; it must be %s, %s or %sPATH"
              .formatted(name, GRAMMAR, SHAKESPEARE, FILE));
    }
    text = text.replace("\r\n", "\n");
    text = text.substring(0, whole(text, Math.min(limit, text.length())));
    if (text.isBlank()) {
      throw new IllegalArgumentException("there is no text to learn from in " + source);
    }
    int cut = whole(text, (int) (TRAINED_ON * text.length()));
    return new Corpus(name, source, text.substring(0, cut), text.substring(cut));
  }

  /** No place between the halves of a character. */
  private static int whole(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }

  /** A text in pieces that end with a line, so that no token is cut that holds no line's end. */
  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = from + PIECE < text.length() ? text.indexOf('\n', from + PIECE) : -1;
      while (end >= 0 && end + 1 < text.length() && Character.isWhitespace(text.charAt(end + 1))) {
        end++;
      }
      int to = end < 0 ? text.length() : end + 1;
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  long characters() {
    return training.length() + (long) validation.length();
  }

  /** Of all of it. */
  String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(training.getBytes(StandardCharsets.UTF_8));
      digest.update(validation.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
