package org.vivarium.apps.timeseries.classify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vivarium.audio.Fsdd;
import org.vivarium.audio.Sound;
import org.vivarium.audio.Voice;
import org.vivarium.data.Draws;
import org.vivarium.data.Splits;

/**
 * Spoken words to train on, to validate with and to test with.
 *
 * @param source in words
 */
record SpokenSet(
    String source, List<String> classes, Spoken training, Spoken validation, Spoken test) {
  private static final double VALIDATION = .1; // of what is not for the test
  private static final double TEST = .2; // of a folder
  private static final int VOICES = 120;
  private static final int STRANGERS = 30;

  static SpokenSet load(ClassifyConfig config, Path dataDir) throws IOException {
    if (config.data().startsWith(ClassifyConfig.FOLDER)) {
      return folder(config);
    }
    return config.data().equals(ClassifyConfig.FSDD) ? digits(config, dataDir) : voices(config);
  }

  /** Holds out a tenth of each class, and cuts the rest to the limit. */
  private static SpokenSet of(
      ClassifyConfig config, String source, List<String> classes, Spoken rest, Spoken test) {
    Splits.Split split =
        Splits.stratified(rest.labelArray(), classes.size(), VALIDATION, config.seed());
    if (split.held().length == 0 || test.size() == 0) {
      throw new IllegalArgumentException(
          "%d recordings of %d classes leave none to validate or to test with"
              .formatted(rest.size(), classes.size()));
    }
    int[] kept = split.kept();
    new Draws(config.seed(), "limit").shuffle(kept);
    return new SpokenSet(
        source, classes, rest.select(kept).first(config.limit()), rest.select(split.held()), test);
  }

  /** Words of voices that are computed; other voices test. */
  private static SpokenSet voices(ClassifyConfig config) {
    Spoken.Builder rest = new Spoken.Builder();
    Spoken.Builder test = new Spoken.Builder();
    for (int v = 0; v < VOICES + STRANGERS; v++) {
      Voice voice = Voice.draw(new Draws(2, "voice", v));
      for (int word = 0; word < Voice.WORDS.size(); word++) {
        float[] said = voice.say(word, config.rate(), new Draws(2, "word", v, word));
        Sound sound = new Sound(Voice.WORDS.get(word) + " " + v, config.rate(), hissed(said, v));
        (v < VOICES ? rest : test).add(sound, word);
      }
    }
    return of(config, "voices of Vivarium's generator", Voice.WORDS, rest.build(), test.build());
  }

  /** A quiet hiss, as of a microphone. */
  private static float[] hissed(float[] said, int voice) {
    Draws draws = new Draws(2, "hiss", voice);
    double loud = draws.uniform(.002, .03);
    for (int i = 0; i < said.length; i++) {
      said[i] += (float) (loud * draws.normal());
    }
    return said;
  }

  /** Digits: the recordings that their authors hold out test, or all of one speaker. */
  private static SpokenSet digits(ClassifyConfig config, Path dataDir) throws IOException {
    Spoken.Builder rest = new Spoken.Builder();
    Spoken.Builder test = new Spoken.Builder();
    List<Fsdd.Take> takes = Fsdd.read(dataDir);
    List<String> speakers = takes.stream().map(Fsdd.Take::speaker).distinct().sorted().toList();
    if (config.testSpeaker().isPresent() && !speakers.contains(config.testSpeaker().get())) {
      throw new IllegalArgumentException(
          "there is no speaker '%s' in fsdd; there are %s"
              .formatted(config.testSpeaker().get(), String.join(", ", speakers)));
    }
    for (Fsdd.Take take : takes) {
      boolean tests = config.testSpeaker().map(take.speaker()::equals).orElse(take.heldOut());
      (tests ? test : rest).add(take.sound().at(config.rate()), take.digit());
    }
    List<String> classes = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return of(config, "Free Spoken Digit Dataset", classes, rest.build(), test.build());
  }

  private static SpokenSet folder(ClassifyConfig config) throws IOException {
    Path folder = Path.of(config.data().substring(ClassifyConfig.FOLDER.length()));
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("'%s' is not there".formatted(folder));
    }
    List<Path> folders;
    try (Stream<Path> files = Files.list(folder)) {
      folders = files.filter(Files::isDirectory).sorted().toList();
    }
    if (folders.size() < 2) {
      throw new IllegalArgumentException(
          "'%s' must hold a folder of WAV files for each of two classes or more".formatted(folder));
    }
    Spoken.Builder all = new Spoken.Builder();
    for (int c = 0; c < folders.size(); c++) {
      for (Path file : Fsdd.wavs(folders.get(c), "one class")) {
        all.add(Sound.read(file).at(config.rate()), c);
      }
    }
    List<String> classes = folders.stream().map(f -> f.getFileName().toString()).toList();
    Spoken spoken = all.build();
    Splits.Split split = Splits.stratified(spoken.labelArray(), classes.size(), TEST, 1);
    return of(
        config,
        "recordings in " + folder,
        classes,
        spoken.select(split.kept()),
        spoken.select(split.held()));
  }

  /** Of all samples that are trained on. */
  String sha256() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
    for (Sound sound : training.sounds()) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * sound.samples().length);
      bytes.asFloatBuffer().put(sound.samples());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
