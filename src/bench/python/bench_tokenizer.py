"""Training of byte-level BPE with the Hugging Face library, as BytePairs.java does it:

    python bench_tokenizer.py CORPUS MERGES [tokenizer.json]
"""

import time

BEGIN = time.perf_counter()

import json
import resource
import sys

import tokenizers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers


def main():
    start = time.perf_counter()
    with open(sys.argv[1], encoding="utf-8", newline="\n") as file:
        lines = file.read().split("\n")
    if lines[-1] == "":
        lines.pop()
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    specials = ["<pad>", "<unk>", "<s>", "</s>"]
    trainer = trainers.BpeTrainer(
        vocab_size=len(specials) + 256 + int(sys.argv[2]),
        min_frequency=2,
        special_tokens=specials,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(lines, trainer)
    seconds = time.perf_counter() - start
    if len(sys.argv) > 3:
        tokenizer.save(sys.argv[3])
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "framework": "tokenizers " + tokenizers.__version__,
                "seconds": seconds,
                "process_seconds": time.perf_counter() - BEGIN,
                "cpu_seconds": usage.ru_utime + usage.ru_stime,
                "peak_mb": usage.ru_maxrss / 1024,
                "tokens": tokenizer.get_vocab_size(),
            }
        )
    )


if __name__ == "__main__":
    main()
