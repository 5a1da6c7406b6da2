"""Writes what the Hugging Face library takes each character for: characters.txt of org.vivarium.text.

    python src/test/python/characters.py > zoo/src/main/resources/org/vivarium/text/characters.txt

The parts of the library have Unicode tables of several ages, none of them that of a JDK. So every
character is shown to the library (Python's tokenizers 0.23.2), and the answers are kept as ranges.
Python's build knows digits and capitals of Unicode 17, which the build in DJL 0.36.0 does not: those
are left out.
"""

import unicodedata

from tokenizers import normalizers, pre_tokenizers

UNICODE_17 = [
    *range(0x11DE0, 0x11DEA),
    *range(0x16EA0, 0x16EB9),
    *range(0x16FF4, 0x16FF7),
    *(0xA7CE, 0xA7D2, 0xA7D4),
]
ALL = [chr(c) for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]


def pieces(tokenizer, before, c, after):
    return len(tokenizer.pre_tokenize_str(before + c + after))


def changed(normalizer, c):
    return normalizer.normalize_str(c) != c


def gone(normalizer, c):
    return normalizer.normalize_str(c) == ""


def bert(**on):
    off = dict(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    return normalizers.BertNormalizer(**{**off, **on})


def inert(c):
    """Whether the library's normal forms do not know the character, which is younger than they."""
    if unicodedata.category(c) == "Cn":
        return True
    forms = [(f, getattr(normalizers, f)()) for f in ("NFC", "NFD", "NFKC", "NFKD")]
    probes = [c, c + "\u0334", c + "\u0300", "a\u0316" + c, "a\u0301" + c, "a\u3099" + c]
    return any(
        library.normalize_str(text) != unicodedata.normalize(name, text)
        for name, library in forms
        for text in probes
    )


def ranges(values):
    found = []
    for value in values:
        if found and found[-1][1] == value - 1:
            found[-1][1] = value
        else:
            found.append([value, value])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in found)


def line(name, test):
    print(name, ranges([ord(c) for c in ALL if test(c)]), flush=True)


def main():
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False)
    words = pre_tokenizers.Whitespace()
    punctuation = pre_tokenizers.Punctuation()
    digits = pre_tokenizers.Digits()
    line("word", lambda c: pieces(words, "a", c, "a") == 1)
    line("space", lambda c: pieces(words, "a", c, "a") == 2)
    line("letter", lambda c: pieces(byte_level, "a", c, "a") == 1)
    line("number", lambda c: pieces(byte_level, "1", c, "1") == 1)
    line("digit", lambda c: pieces(digits, "a", c, "a") > 1 and ord(c) not in UNICODE_17)
    line("punctuation", lambda c: pieces(punctuation, "a", c, "a") > 1)
    cleaned = bert(clean_text=True)
    line("control", lambda c: gone(cleaned, c))
    line("blank", lambda c: changed(cleaned, c) and not gone(cleaned, c))
    marks = normalizers.StripAccents()
    line("mark", lambda c: gone(marks, c))
    stripped = bert(strip_accents=True)
    line("nonspacing", lambda c: gone(stripped, c))
    chinese = bert(handle_chinese_chars=True)
    line("chinese", lambda c: changed(chinese, c))
    line("inert", inert)
    lower = normalizers.Lowercase()
    small = {c: lower.normalize_str(c) for c in ALL}
    steps = {}
    for c in ALL:
        if small[c] != c and len(small[c]) == 1 and ord(c) not in UNICODE_17:
            steps.setdefault(ord(small[c]) - ord(c), []).append(ord(c))
    for step in sorted(steps):
        print("lower", step, ranges(steps[step]))


if __name__ == "__main__":
    main()
