"""Writes what sacreBLEU says of translations, ordinary and odd.

    python src/test/python/translation_golden.py
"""

import json
import random
from pathlib import Path

from sacrebleu.metrics import BLEU, CHRF

ROOT = Path(__file__).resolve().parents[3]

ORDINARY = [
    ("A man in a red shirt rides a bike.", "A man in a red shirt is riding a bicycle."),
    ("Two young dogs play in the snow.", "Two young dogs are playing in the snow."),
    ("A group of people stand in front of a building.", "People standing in front of a building."),
    ("The girl jumps into the water", "A girl is jumping into the pool."),
    ("A woman with a large purse is walking by a gate.", "A woman with a large purse is walking by a gate."),
]
ODD = [
    ("", "Nothing was said."),
    ("Nothing to compare to.", ""),
    ("", ""),
    ("   ", "\t"),
    ("It costs 1,234.56 dollars, or 3-4 euros (5%).", "It costs 1,234.56 dollars, or 3 - 4 euros (5 %)."),
    ("The U.S.A. won 3.5:2 -- in 1990's style", "The USA won 3.5 : 2 in the 1990s' style."),
    ("&quot;Hi&quot; &amp; &lt;bye&gt;", "\"Hi\" & <bye>"),
    ("&amp;quot; twice <skipped>gone", "&quot; twice gone"),
    ("Der Fluß fließt über die Straße – „schön“", "Der Fluss fließt über die Straße – „sehr schön“"),
    ("日本語の文字と 漢字。", "日本語の文字、漢字。"),
    ("emoji 😀😀👍🏽 go 👨‍👩‍👧", "emoji 😀👍🏽 gone 👨‍👩‍👧"),
    ("THE CASE IS KEPT", "The case is kept"),
    ("the the the the the the", "the cat the"),
    ("a", "a"),
    ("(hi) 'quoted' [x] ... !? 😀!", "(hi) quoted [x] … ! ? !😀"),
    ("no\u00a0break\u2009thin\u3000wide\x1funit\x85next", "no break thin wide unit next"),
    ("cafe\u0301 naïve", "café naïve"),
    ("a.b,c 1.a b.2 .3, 4.", "a . b , c 1 . a b . 2 .3 , 4 ."),
    ("trailing space   ", "trailing space"),
    ("x y z", "completely different words here"),
    ("{a}~|`_^\\@?>=<;:/+*)(&%$#\"!", "{ a } ~ | ` _ ^ \\ @ ? > = < ; : / + * ) ( & % $ # \" !"),
    ("one two three four five", "one two three four five"),
    ("one two three", "one two three four"),
    ("line-\nbroken here\nand there", "linebroken here and there"),
]


def noisy(rng, words):
    """A reference and what a weak translator might have made of it."""
    reference = [rng.choice(words) for _ in range(rng.randrange(1, 25))]
    output = [rng.choice(words) if rng.random() < 0.3 else w for w in reference if rng.random() > 0.1]
    return " ".join(output), " ".join(reference)


rng = random.Random(3)
words = "a the man woman dogs, river. (old) 3.5 1,000 state-of-the-art über Straße is's \"no\" –".split()
NOISY = [noisy(rng, words) for _ in range(60)]


def measured(name, pairs):
    outputs, references = [p[0] for p in pairs], [p[1] for p in pairs]
    bleu = BLEU().corpus_score(outputs, [references])
    sentence = BLEU(effective_order=True)
    return {
        "name": name,
        "outputs": outputs,
        "references": references,
        "bleu": bleu.score,
        "precisions": bleu.precisions,
        "brevity": bleu.bp,
        "chrf": CHRF().corpus_score(outputs, [references]).score,
        "chrf++": CHRF(word_order=2).corpus_score(outputs, [references]).score,
        "sentence_bleu": [sentence.sentence_score(o, [r]).score for o, r in pairs],
        "sentence_chrf": [CHRF().sentence_score(o, [r]).score for o, r in pairs],
        "sentence_chrf++": [CHRF(word_order=2).sentence_score(o, [r]).score for o, r in pairs],
    }


sets = [
    measured("ordinary", ORDINARY),
    measured("odd", ODD),
    measured("noisy", NOISY),
    measured("all of it", ORDINARY + ODD + NOISY),
    measured("nothing in common", [("x y z", "a b c")]),
    measured("too short for four words", [("a b", "a b"), ("c", "d")]),
    measured("empty", [("", "a b c")]),
]
path = ROOT / "zoo/src/test/resources/metrics/translation.json"
path.write_text("[\n" + ",\n".join(json.dumps(s, ensure_ascii=False) for s in sets) + "\n]\n")
