package org.vivarium.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.data.Draws;

/**
 * Small corpora made by rules and a seed, so that every app over texts runs without a download:
 * reviews that a bag of words cannot tell apart well, sentences in two languages, and stories.
 */
public final class Grammar {
  private static final List<String> THINGS =
      List.of(
          "plot",
          "acting",
          "music",
          "ending",
          "script",
          "cast",
          "pace",
          "camera work",
          "dialogue",
          "story",
          "humour",
          "opening",
          "editing",
          "scenery",
          "lead actor",
          "costume design");
  private static final List<String> GOOD =
      List.of(
          "brilliant",
          "moving",
          "clever",
          "charming",
          "superb",
          "funny",
          "fresh",
          "gripping",
          "tender",
          "inventive",
          "delightful",
          "honest");
  private static final List<String> BAD =
      List.of(
          "dull",
          "clumsy",
          "predictable",
          "noisy",
          "tedious",
          "shallow",
          "lifeless",
          "confusing",
          "forced",
          "hollow",
          "sloppy",
          "tired");
  private static final List<String> DEGREES =
      List.of("", "", "", "really", "quite", "truly", "often", "rather");
  private static final List<String> OPENERS =
      List.of("", "", "", "honestly ,", "for two hours", "in the end", "as always ,", "this time");
  private static final List<String> TURNS = List.of("but", "yet", "and still", ", however ,");

  private Grammar() {}

  /**
   * A text and what it is about.
   *
   * @param label {@code positive} or {@code negative}
   */
  public record Review(String text, String label) {}

  /** One sentence in two languages. */
  public record Pair(String source, String target) {}

  /**
   * Reviews of films, as many good as bad ones. A "not" turns what follows it, and of two clauses
   * the last one counts: order matters, so a network can know more than a count of words tells.
   */
  public static List<Review> reviews(int count, long seed) {
    List<Review> reviews = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Draws draws = new Draws(seed, "reviews", i);
      boolean good = i % 2 == 0;
      List<String> words = new ArrayList<>();
      words.add(pick(draws, OPENERS));
      if (draws.uniform() < .45) {
        words.add(clause(draws, draws.uniform() < .25 ? good : !good));
        words.add(pick(draws, TURNS));
      }
      words.add(clause(draws, good));
      words.add(draws.uniform() < .2 ? "!" : ".");
      reviews.add(new Review(joined(words), good ? "positive" : "negative"));
    }
    return reviews;
  }

  private static String clause(Draws draws, boolean good) {
    boolean negated = draws.uniform() < .3;
    String word = pick(draws, good != negated ? GOOD : BAD);
    String degree = pick(draws, DEGREES);
    String thing = "the " + pick(draws, THINGS);
    return joined(
        draws.uniform() < .7
            ? List.of(thing, "is", negated ? "not" : "", degree, word)
            : List.of("i", negated ? "never found" : "found", thing, degree, word));
  }

  // ---- a language of our own: the verb stands last, adjectives follow, nouns take endings

  private static final Map<String, String> NOUNS =
      words(
          "dog bota, cat mira, bird pilu, child tano, woman sela, man goro, fish lumo, horse kavi,"
              + " house dora, tree fanu, river neva, stone rek, boat sivo, book leti, lamp zuma,"
              + " apple pomi");
  private static final Map<String, String> ADJECTIVES =
      words(
          "big grom, small tik, red ruva, blue selu, old vanta, young nilo, cold fris, kind mela");
  private static final Map<String, String> VERBS =
      words(
          "see vid, find trov, carry port, love amel, hear sond, follow sekv, want vol, paint"
              + " pikt");
  private static final Map<String, String> PLACES =
      words("in na, near apu, behind dors, under sut");
  private static final List<String> TENSES = List.of("present", "past", "future");

  private static Map<String, String> words(String list) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String pair : list.split(", ", -1)) {
      words.put(pair.split(" ", -1)[0], pair.split(" ", -1)[1]);
    }
    return words;
  }

  /**
   * English sentences and what they are in an invented language, where the verb stands last,
   * adjectives follow their noun, a noun that something is done to ends in {@code n}, many of a
   * kind end in {@code j}, and tense and negation are endings of the verb.
   */
  public static List<Pair> pairs(int count, long seed) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(pair(new Draws(seed, "pairs", i)));
    }
    return pairs;
  }

  private static Pair pair(Draws draws) {
    Pair subject = noun(draws, "");
    boolean many = subject.source().startsWith("the many ") || subject.source().startsWith("two ");
    Pair object = noun(draws, "n");
    String verb = pick(draws, List.copyOf(VERBS.keySet()));
    String tense = pick(draws, TENSES);
    boolean not = draws.uniform() < .2;
    List<String> source = new ArrayList<>(List.of(subject.source()));
    source.add(english(verb, tense, not, many));
    source.add(object.source());
    List<String> target = new ArrayList<>(List.of(subject.target()));
    if (draws.uniform() < .35) {
      Pair place = noun(draws, "");
      String where = pick(draws, List.copyOf(PLACES.keySet()));
      source.add(where + " " + place.source());
      target.add(place.target() + " " + PLACES.get(where));
    }
    target.add(object.target());
    String ending = tense.equals("past") ? "is" : tense.equals("future") ? "os" : "as";
    target.add(VERBS.get(verb) + ending + (not ? "ne" : ""));
    return new Pair(joined(source) + " .", joined(target) + " .");
  }

  private static Pair noun(Draws draws, String ending) {
    String noun = pick(draws, List.copyOf(NOUNS.keySet()));
    String adjective = draws.uniform() < .5 ? pick(draws, List.copyOf(ADJECTIVES.keySet())) : "";
    double kind = draws.uniform();
    String first = kind < .45 ? "the" : kind < .7 ? "a" : kind < .85 ? "the many" : "two";
    boolean many = kind >= .7;
    String word = NOUNS.get(noun) + (many ? "j" : "") + ending;
    String described = adjective.isEmpty() ? "" : ADJECTIVES.get(adjective) + (many ? "j" : "");
    String article = kind < .45 ? "la" : kind < .7 ? "" : kind < .85 ? "la multe" : "du";
    return new Pair(
        joined(List.of(first, adjective, many ? plural(noun) : noun)),
        joined(List.of(article, word, described)));
  }

  private static String plural(String noun) {
    return switch (noun) {
      case "child" -> "children";
      case "woman" -> "women";
      case "man" -> "men";
      case "fish" -> "fish";
      default -> noun + "s";
    };
  }

  private static String english(String verb, String tense, boolean not, boolean many) {
    if (tense.equals("future")) {
      return (not ? "will not " : "will ") + verb;
    }
    if (not) {
      return (tense.equals("past") ? "did not " : many ? "do not " : "does not ") + verb;
    }
    if (tense.equals("past")) {
      return switch (verb) {
        case "see" -> "saw";
        case "find" -> "found";
        case "hear" -> "heard";
        case "carry" -> "carried";
        default -> verb.endsWith("e") ? verb + "d" : verb + "ed";
      };
    }
    return many ? verb : verb.equals("carry") ? "carries" : verb + "s";
  }

  /** Stories of some sentences each, a paragraph a story: English to model letter by letter. */
  public static String text(int stories, long seed) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < stories; i++) {
      Draws draws = new Draws(seed, "text", i);
      int sentences = 3 + draws.below(4);
      for (int s = 0; s < sentences; s++) {
        String sentence = pair(draws).source().replace(" .", ".");
        text.append(s == 0 ? "" : " ");
        text.append(Character.toUpperCase(sentence.charAt(0))).append(sentence.substring(1));
      }
      text.append("\n\n");
    }
    return text.toString();
  }

  private static String pick(Draws draws, List<String> words) {
    return words.get(draws.below(words.size()));
  }

  private static String joined(List<String> words) {
    return String.join(" ", words.stream().filter(word -> !word.isEmpty()).toList());
  }
}
