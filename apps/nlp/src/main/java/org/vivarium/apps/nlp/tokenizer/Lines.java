package org.vivarium.apps.nlp.tokenizer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;

/** What the verbs that use a tokenizer share: the file, and text in and out as UTF-8. */
final class Lines {
  private Lines() {}

  static Option tokenizerOption() {
    return Flags.option(
        "tokenizer", "FILE", "a tokenizer.json of Hugging Face", TokenizerTrain.DEFAULT_OUT);
  }

  static Path tokenizer(Arguments a) {
    return a.path("tokenizer").orElse(Path.of(TokenizerTrain.DEFAULT_OUT));
  }

  /** Standard output in UTF-8, whatever the terminal's language; to be closed, which flushes it. */
  static PrintStream out() {
    PrintStream out = System.out;
    return new PrintStream(out, false, StandardCharsets.UTF_8) {
      @Override
      public void close() {
        flush(); // standard output stays open
      }
    };
  }

  /** The words after the options, or else the lines of standard input. */
  static List<String> of(Arguments a) throws IOException {
    if (!a.operands().isEmpty()) {
      return a.operands();
    }
    byte[] bytes = System.in.readAllBytes();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.lines().toList();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("standard input is not UTF-8; convert it first", e);
    }
  }
}
