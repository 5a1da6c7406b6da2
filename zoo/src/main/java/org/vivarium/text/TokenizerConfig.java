package org.vivarium.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a tokenizer is to be, before any text is seen.
 *
 * @param kind how text becomes tokens
 * @param vocabulary the most tokens it may have, special ones included
 * @param form the Unicode normal form that text is brought to first
 * @param lowerCase whether capitals are made small
 * @param stripAccents whether marks over and under letters go
 * @param minFrequency what is seen less often in the training text becomes no token of its own
 * @param specials tokens that are never cut and that no text makes by chance; the first is the
 *     padding, with id 0, the second stands for what is unknown
 */
public record TokenizerConfig(
    Kind kind,
    int vocabulary,
    Form form,
    boolean lowerCase,
    boolean stripAccents,
    int minFrequency,
    List<String> specials) {

  /** How text becomes tokens. */
  public enum Kind {
    /** One token for each code point. */
    CHARACTER,
    /** One token for each word and each run of punctuation. */
    WORD,
    /** Byte pairs merged by frequency; no text is unknown (Sennrich et al. 2016; GPT-2, 2019). */
    BPE,
    /** Parts of words, the longest first, as BERT has them (Schuster and Nakajima 2012). */
    WORDPIECE,
    /** The likeliest cut under a unigram model of pieces (Kudo 2018). */
    UNIGRAM
  }

  /** Unicode normal forms. */
  public enum Form {
    NFC,
    NFKC,
    NONE
  }

  public TokenizerConfig {
    if (vocabulary < 1) {
      throw new IllegalArgumentException(
          "a vocabulary of " + vocabulary + " tokens; it must be at least 1");
    }
    if (minFrequency < 1) {
      throw new IllegalArgumentException(
          "a least frequency of " + minFrequency + "; it must be at least 1");
    }
    specials = List.copyOf(specials);
    if (specials.size() < 2) {
      throw new IllegalArgumentException(
          "special tokens " + specials + "; the padding and the unknown token must be among them");
    }
    if (new LinkedHashSet<>(specials).size() < specials.size()) {
      throw new IllegalArgumentException("special tokens " + specials + "; one is there twice");
    }
    if (specials.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("special tokens " + specials + "; one is empty");
    }
  }

  /**
   * A tokenizer of a kind with what is usual for it: NFC (NFKC for {@link Kind#UNIGRAM}, none for
   * {@link Kind#BPE}, which gives every text back as it was), capitals and accents kept, the
   * special tokens {@code <pad> <unk> <s> </s>} ({@code [PAD] [UNK] [CLS] [SEP] [MASK]} for {@link
   * Kind#WORDPIECE}), pairs seen at least twice where pairs are merged.
   */
  public static TokenizerConfig of(Kind kind, int vocabulary) {
    Form form =
        switch (kind) {
          case BPE -> Form.NONE;
          case UNIGRAM -> Form.NFKC;
          case CHARACTER, WORD, WORDPIECE -> Form.NFC;
        };
    boolean merges = kind == Kind.BPE || kind == Kind.WORDPIECE;
    List<String> specials =
        kind == Kind.WORDPIECE
            ? List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
            : List.of("<pad>", "<unk>", "<s>", "</s>");
    return new TokenizerConfig(kind, vocabulary, form, false, false, merges ? 2 : 1, specials);
  }

  public TokenizerConfig form(Form form) {
    return new TokenizerConfig(
        kind, vocabulary, form, lowerCase, stripAccents, minFrequency, specials);
  }

  public TokenizerConfig lowerCase(boolean lowerCase) {
    return new TokenizerConfig(
        kind, vocabulary, form, lowerCase, stripAccents, minFrequency, specials);
  }

  public TokenizerConfig stripAccents(boolean stripAccents) {
    return new TokenizerConfig(
        kind, vocabulary, form, lowerCase, stripAccents, minFrequency, specials);
  }

  public TokenizerConfig minFrequency(int minFrequency) {
    return new TokenizerConfig(
        kind, vocabulary, form, lowerCase, stripAccents, minFrequency, specials);
  }

  /** Other special tokens: the first is the padding, the second stands for what is unknown. */
  public TokenizerConfig specials(List<String> specials) {
    return new TokenizerConfig(
        kind, vocabulary, form, lowerCase, stripAccents, minFrequency, specials);
  }

  /** Special tokens after those there are. */
  public TokenizerConfig moreSpecials(List<String> more) {
    List<String> all = new ArrayList<>(specials);
    all.addAll(more);
    return specials(all);
  }

  String unknown() {
    return specials.get(1);
  }
}
