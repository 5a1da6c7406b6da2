"""Writes zoo/src/test/resources/text/*.json: tokenizers of the Hugging Face library, small ones, made of
the same parts as those of well-known models. Run from the root: python src/test/python/tokenizers_golden.py"""

from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers
from tokenizers import pre_tokenizers as pre
from tokenizers import processors, trainers

OUT = Path("zoo/src/test/resources/text")
TEXTS = ["The cat's dog didn't bark, naïve café 123 4567.", "Straße und Grüße  aus Köln!", "a b c 漢字 😀"] * 3
BYTES = pre.ByteLevel.alphabet()


def save(name, tokenizer, trainer):
    tokenizer.train_from_iterator(TEXTS, trainer)
    tokenizer.save(str(OUT / f"{name}.json"))


def gpt4():
    tokenizer = Tokenizer(models.BPE(ignore_merges=True))
    pattern = r"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    tokenizer.pre_tokenizer = pre.Sequence(
        [pre.Split(Regex(pattern), "isolated"), pre.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    save("gpt4", tokenizer, trainers.BpeTrainer(vocab_size=300, initial_alphabet=BYTES, show_progress=False))


def llama():
    vocab = {"<unk>": 0, "<s>": 1, "</s>": 2}
    for b in range(256):
        vocab[f"<0x{b:02X}>"] = len(vocab)
    for c in "▁ehtcado":
        vocab[c] = len(vocab)
    merges = [("t", "h"), ("th", "e"), ("▁", "the"), ("c", "a"), ("ca", "t"), ("▁", "cat")]
    for a, b in merges:
        vocab[a + b] = len(vocab)
    tokenizer = Tokenizer(models.BPE(vocab, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    tokenizer.add_special_tokens(["<unk>", "<s>", "</s>"])
    tokenizer.save(str(OUT / "llama.json"))


def t5():
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Strip(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre.Sequence([pre.WhitespaceSplit(), pre.Metaspace(prepend_scheme="first")])
    tokenizer.decoder = decoders.Metaspace()
    save(
        "t5",
        tokenizer,
        trainers.UnigramTrainer(
            vocab_size=80, special_tokens=["<pad>", "</s>", "<unk>"], unk_token="<unk>", show_progress=False
        ),
    )


def bert():
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre.Sequence(
        [pre.BertPreTokenizer(), pre.Digits(individual_digits=True), pre.Punctuation("contiguous")]
    )
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_tokens([AddedToken("CAT's", single_word=True), AddedToken("dog", lstrip=True, rstrip=True)])
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    save("bert", tokenizer, trainers.WordPieceTrainer(vocab_size=100, special_tokens=specials, show_progress=False))


def roberta():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 1), ("<s>", 0))
    specials = ["<s>", "</s>", AddedToken("<mask>", lstrip=True)]
    save(
        "roberta",
        tokenizer,
        trainers.BpeTrainer(
            vocab_size=300, special_tokens=specials, initial_alphabet=BYTES, show_progress=False
        ),
    )


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for make in (gpt4, llama, t5, bert, roberta):
        make()
