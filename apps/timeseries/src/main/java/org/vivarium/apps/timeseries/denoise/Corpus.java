package org.vivarium.apps.timeseries.denoise;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vivarium.audio.Fsdd;
import org.vivarium.audio.Noises;
import org.vivarium.audio.Sound;
import org.vivarium.audio.Voice;
import org.vivarium.data.Draws;

/**
 * Speech and noise to train on, to validate with and to test with: no speaker and no noise clip of
 * the test has a part in the others.
 *
 * @param rate samples per second, of all
 * @param source in words
 */
record Corpus(int rate, String source, Part train, Part validation, Part test) {
  private static final String FOLDER = "folder:";
  private static final List<Noises> KINDS = List.of(Noises.values());
  private static final int CLIP = 4; // seconds of a noise that is computed
  private static final double TRAINING = .6; // of a noise that is cut in time, or of noise files
  private static final double BEFORE_TEST = .8;
  private static final int FEWEST = 5; // noise files; fewer are cut in time

  static Corpus load(DenoiseConfig config, Path dataDir) throws IOException {
    if (config.data().startsWith(FOLDER)) {
      return folder(Path.of(config.data().substring(FOLDER.length())), config.rate());
    }
    return config.data().equals("fsdd") ? digits(dataDir, config.testSpeaker()) : voices(config);
  }

  /** Voices and noises that are computed. */
  private static Corpus voices(DenoiseConfig config) {
    int rate = config.rate();
    return new Corpus(
        rate,
        "voices and noises of Vivarium's generator",
        drawn(16, 4, rate, "train"),
        drawn(4, 2, rate, "validation"),
        drawn(4, 2, rate, "test"));
  }

  private static Part drawn(int voices, int each, int rate, String purpose) {
    List<List<Sound>> speakers = new ArrayList<>();
    for (int v = 0; v < voices; v++) {
      Voice voice = Voice.draw(new Draws(1, purpose + " voice", v));
      List<Sound> takes = new ArrayList<>();
      for (int i = 0; i < each * Voice.WORDS.size(); i++) {
        int word = i % Voice.WORDS.size();
        float[] said = voice.say(word, rate, new Draws(1, purpose + " word", v, i));
        takes.add(new Sound(Voice.WORDS.get(word), rate, said));
      }
      speakers.add(takes);
    }
    List<Sound> noises = new ArrayList<>();
    for (int i = 0; i < each * KINDS.size(); i++) {
      Noises kind = KINDS.get(i % KINDS.size());
      float[] noise = kind.generate(CLIP * rate, rate, new Draws(1, purpose + " noise", i));
      noises.add(new Sound(kind.name().toLowerCase(Locale.ROOT), rate, noise));
    }
    return new Part(speakers, noises);
  }

  /**
   * Spoken digits; of the noises, ESC-10's fold 4 and the last fifth of each long recording test.
   */
  private static Corpus digits(Path dataDir, String tested) throws IOException {
    Map<String, List<Sound>> train = new TreeMap<>();
    Map<String, List<Sound>> validation = new TreeMap<>();
    List<Sound> test = new ArrayList<>();
    for (Fsdd.Take take : Fsdd.read(dataDir)) {
      if (take.speaker().equals(tested)) {
        test.add(take.sound());
      } else {
        (take.heldOut() ? validation : train)
            .computeIfAbsent(take.speaker(), s -> new ArrayList<>())
            .add(take.sound());
      }
    }
    if (test.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no speaker '%s' in fsdd; there are %s"
              .formatted(tested, String.join(", ", train.keySet())));
    }
    List<List<Sound>> noises = esc10(dataDir);
    Path hour = dataDir.resolve("noise-speech-commands").resolve("_background_noise_");
    for (Sound noise : sounds(Fsdd.wavs(hour, "Google's Speech Commands"), Fsdd.RATE)) {
      cut(noise, noises);
    }
    return new Corpus(
        Fsdd.RATE,
        "Free Spoken Digit Dataset; noises of ESC-10 and Speech Commands",
        new Part(List.copyOf(train.values()), noises.get(0)),
        new Part(List.copyOf(validation.values()), noises.get(1)),
        new Part(List.of(test), noises.get(2)));
  }

  /** Folds 1 to 3 train, but for the last clip of each kind, which validates; fold 4 tests. */
  private static List<List<Sound>> esc10(Path dataDir) throws IOException {
    List<List<Sound>> parts = parts();
    Path folder = dataDir.resolve("noise-esc10");
    List<Path> files = Fsdd.wavs(folder, "ESC-10 (https://github.com/karoldvl/ESC-10)");
    for (int i = 0; i < files.size(); i++) {
      Path kind = files.get(i).getParent();
      Sound clip = named(files.get(i));
      boolean tests = fold(files.get(i)) == 4;
      boolean last =
          i + 1 == files.size()
              || !files.get(i + 1).getParent().equals(kind)
              || fold(files.get(i + 1)) == 4;
      parts.get(tests ? 2 : last ? 1 : 0).add(clip);
    }
    return parts;
  }

  private static int fold(Path file) {
    return file.getFileName().toString().charAt(0) - '0';
  }

  private static Sound named(Path file) throws IOException {
    Sound sound = Sound.read(file).at(Fsdd.RATE);
    return new Sound(file.getParent().getFileName().toString(), sound.rate(), sound.samples());
  }

  /** Speech and noise in two folders; the last speaker tests. */
  private static Corpus folder(Path folder, int rate) throws IOException {
    Path speech = folder.resolve("speech");
    List<List<Sound>> speakers = speakers(speech, rate);
    if (speakers.size() < 2) {
      throw new IllegalArgumentException(
          "'%s' must hold a folder for each of two speakers or more: the last one tests"
              .formatted(speech));
    }
    List<List<Sound>> rest = speakers.subList(0, speakers.size() - 1);
    List<Sound> noise = sounds(Fsdd.wavs(folder.resolve("noise"), "the noises to take off"), rate);
    List<List<Sound>> noises = parts();
    for (int i = 0; i < noise.size(); i++) {
      if (noise.size() < FEWEST) {
        cut(noise.get(i), noises);
      } else {
        double place = (i + .5) / noise.size();
        noises.get(place < TRAINING ? 0 : place < BEFORE_TEST ? 1 : 2).add(noise.get(i));
      }
    }
    return new Corpus(
        rate,
        "recordings in " + folder,
        new Part(every(rest, false), noises.get(0)),
        new Part(every(rest, true), noises.get(1)),
        new Part(speakers.subList(speakers.size() - 1, speakers.size()), noises.get(2)));
  }

  private static List<List<Sound>> speakers(Path speech, int rate) throws IOException {
    if (!Files.isDirectory(speech)) {
      throw new IllegalArgumentException(
          "'%s' is not there: folder:PATH has a folder 'speech', with a folder for each speaker, and a folder 'noise'"
              .formatted(speech));
    }
    List<Path> folders;
    try (Stream<Path> files = Files.list(speech)) {
      folders = files.filter(Files::isDirectory).sorted().toList();
    }
    List<List<Sound>> speakers = new ArrayList<>();
    for (Path one : folders) {
      speakers.add(sounds(Fsdd.wavs(one, "one speaker"), rate));
    }
    return speakers;
  }

  /** Every eighth recording validates. */
  private static List<List<Sound>> every(List<List<Sound>> speakers, boolean eighth) {
    return speakers.stream()
        .map(
            s ->
                IntStream.range(0, s.size())
                    .filter(i -> (i % 8 == 7 || s.size() == 1) == eighth || s.size() == 1)
                    .mapToObj(s::get)
                    .toList())
        .toList();
  }

  private static List<Sound> sounds(List<Path> files, int rate) throws IOException {
    List<Sound> sounds = new ArrayList<>();
    for (Path file : files) {
      sounds.add(Sound.read(file).at(rate));
    }
    return sounds;
  }

  /** A long noise, of which the beginning trains and the end tests. */
  private static void cut(Sound noise, List<List<Sound>> parts) {
    double[] ends = {0, TRAINING, BEFORE_TEST, 1};
    for (int i = 0; i < 3; i++) {
      int from = (int) (ends[i] * noise.samples().length);
      int to = (int) (ends[i + 1] * noise.samples().length);
      float[] piece = Arrays.copyOfRange(noise.samples(), from, to);
      parts.get(i).add(new Sound(noise.name().replace(".wav", ""), noise.rate(), piece));
    }
  }

  private static List<List<Sound>> parts() {
    return List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** The same with only so many recordings to train on, of all speakers in turn. */
  Corpus limited(int limit) {
    if (limit >= train.takes()) {
      return this;
    }
    List<List<Sound>> fewer = new ArrayList<>();
    int count = train.speakers().size();
    for (int s = 0; s < count; s++) {
      List<Sound> takes = train.speakers().get(s);
      fewer.add(takes.subList(0, Math.min(takes.size(), (limit + count - 1 - s) / count)));
    }
    return new Corpus(rate, source, new Part(fewer, train.noises()), validation, test);
  }

  /** Of all samples that are trained on. */
  String sha256() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
    List<Sound> all = new ArrayList<>(train.noises());
    train.speakers().forEach(all::addAll);
    for (Sound sound : all) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * sound.samples().length);
      bytes.asFloatBuffer().put(sound.samples());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
