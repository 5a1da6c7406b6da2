"""Writes what PyTorch says of attention and the Transformers, padding included.

    python src/test/python/goldens_transformers.py

As goldens.py, with whole numbers and masks in the file beside the results. BERT and GPT-2 are written
out here under the names that Hugging Face gave their parameters. Needs torch and numpy.
"""

import json
import math

import torch
from formula import fill, tensor
from goldens import FOLDER, array
from nets_sequences import packed
from torch import nn
from torch.nn import functional as F

WIDTH, HEADS, HIDDEN, DEPTH = 8, 2, 12, 2
VOCABULARY, TIME, CLASSES, FEATURES = 11, 5, 3, 4
MASK = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
OPTIONS = {"dropout": 0.0, "batch_first": True}


def numbers(name, below, time=TIME):
    return ((tensor(name, 2, time) + 1) / 2 * below).long()


def waves(time, width):
    """Vaswani et al. 2017, section 3.5."""
    table = torch.zeros(time, width, dtype=torch.float64)
    angle = torch.arange(time).double()[:, None] / 10_000 ** (torch.arange(0, width, 2) / width)
    table[:, 0::2], table[:, 1::2] = angle.sin(), angle.cos()
    return table


class Classifier(nn.Module):
    """nn.TransformerEncoder between an embedding or a linear layer and a masked mean."""

    def __init__(self, norm_first, tokens, activation):
        super().__init__()
        layer = nn.TransformerEncoderLayer(
            WIDTH, HEADS, HIDDEN, activation=activation, norm_first=norm_first, **OPTIONS
        )
        norm = nn.LayerNorm(WIDTH) if norm_first else None
        self.encoder = nn.TransformerEncoder(layer, DEPTH, norm, enable_nested_tensor=False)
        if tokens:
            self.embedding = nn.Embedding(VOCABULARY, WIDTH)
        else:
            self.input = nn.Linear(FEATURES, WIDTH)
        self.fc = nn.Linear(WIDTH, CLASSES)

    def forward(self, mask, tokens=None, series=None):
        x = self.input(series) if tokens is None else self.embedding(tokens) * math.sqrt(WIDTH)
        y = self.encoder(x + waves(TIME, WIDTH), src_key_padding_mask=mask == 0)
        present = mask.double()[..., None]
        return {"logits": self.fc((y * present).sum(1) / present.sum(1))}


class Translator(nn.Module):
    """The two halves of nn.Transformer and embeddings, one table for all or three."""

    def __init__(self, tied, norm_first=False):
        super().__init__()
        sizes = WIDTH, HEADS, DEPTH, DEPTH, HIDDEN
        whole = nn.Transformer(*sizes, norm_first=norm_first, **OPTIONS)
        self.encoder, self.decoder, self.tied = whole.encoder, whole.decoder, tied
        if tied:
            self.embedding = nn.Embedding(VOCABULARY, WIDTH)
        else:
            self.src_embedding = nn.Embedding(VOCABULARY, WIDTH)
            self.tgt_embedding = nn.Embedding(VOCABULARY, WIDTH)
            self.generator = nn.Linear(WIDTH, VOCABULARY)

    def forward(self, source, mask, target):
        from_table, to_table = (
            (self.embedding, self.embedding)
            if self.tied
            else (self.src_embedding, self.tgt_embedding)
        )
        padding, time = mask == 0, target.shape[1]
        x = from_table(source) * math.sqrt(WIDTH) + waves(TIME, WIDTH)
        memory = self.encoder(x, src_key_padding_mask=padding)
        later = torch.ones(time, time).triu(1).bool()
        y = to_table(target) * math.sqrt(WIDTH) + waves(time, WIDTH)
        y = self.decoder(y, memory, tgt_mask=later, memory_key_padding_mask=padding)
        return {"logits": y @ self.embedding.weight.T if self.tied else self.generator(y)}


class GruAttention(nn.Module):
    """Luong et al. 2015: global attention, general score, without feeding it back."""

    def __init__(self, units):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, WIDTH)
        self.encoder = nn.GRU(WIDTH, units, batch_first=True, bidirectional=True)
        self.bridge = nn.Linear(2 * units, units)
        self.decoder = nn.GRU(WIDTH, units, batch_first=True)
        self.attention = nn.Linear(2 * units, units, bias=False)
        self.combine = nn.Linear(3 * units, WIDTH, bias=False)

    def embedded(self, tokens):
        return self.embedding(tokens) * math.sqrt(WIDTH)

    def forward(self, source, mask, target):
        read, last = packed(self.encoder, self.embedded(source), mask.sum(1))
        first = self.bridge(torch.cat(list(last), 1)).tanh()
        states, _ = self.decoder(self.embedded(target), first[None])
        scores = states @ self.attention(read).mT
        weights = scores.masked_fill(mask[:, None] == 0, -math.inf).softmax(-1)
        told = self.combine(torch.cat([weights @ read, states], 2)).tanh()
        return {"logits": told @ self.embedding.weight.T}


def attention(q, k, v, hidden):
    """All three are [batch, time, width]; ``hidden`` is true where a key is not to be seen."""

    def split(x):
        return x.unflatten(-1, (HEADS, -1)).transpose(1, 2)

    scores = split(q) @ split(k).transpose(-1, -2) / math.sqrt(q.shape[-1] / HEADS)
    weights = scores.masked_fill(hidden, -math.inf).softmax(-1)
    return (weights @ split(v)).transpose(1, 2).flatten(2)


class Named(nn.Module):
    """Modules by name, of which one may be called self."""

    def __init__(self, /, **modules):
        super().__init__()
        for name, module in modules.items():
            self.add_module(name, module)


class BertLayer(nn.Module):
    def __init__(self):
        super().__init__()
        linear = nn.Linear
        own = {name: linear(WIDTH, WIDTH) for name in ("query", "key", "value")}
        norm = {"LayerNorm": nn.LayerNorm(WIDTH, 1e-12)}
        output = Named(dense=linear(WIDTH, WIDTH), **norm)
        self.attention = Named(**{"self": Named(**own), "output": output})
        self.intermediate = Named(dense=linear(WIDTH, HIDDEN))
        self.output = Named(dense=linear(HIDDEN, WIDTH), LayerNorm=nn.LayerNorm(WIDTH, 1e-12))

    def forward(self, x, hidden):
        own, out = getattr(self.attention, "self"), self.attention.output
        seen = attention(own.query(x), own.key(x), own.value(x), hidden)
        x = out.LayerNorm(x + out.dense(seen))
        wide = F.gelu(self.intermediate.dense(x))
        return self.output.LayerNorm(x + self.output.dense(wide))


class Bert(nn.Module):
    def __init__(self):
        super().__init__()
        self.embeddings = Named(
            word_embeddings=nn.Embedding(VOCABULARY, WIDTH),
            position_embeddings=nn.Embedding(TIME + 2, WIDTH),
            token_type_embeddings=nn.Embedding(2, WIDTH),
            LayerNorm=nn.LayerNorm(WIDTH, 1e-12),
        )
        self.encoder = Named(layer=nn.ModuleList(BertLayer() for _ in range(DEPTH)))
        self.pooler = Named(dense=nn.Linear(WIDTH, WIDTH))

    def forward(self, tokens, types, mask):
        e = self.embeddings
        x = e.word_embeddings(tokens) + e.token_type_embeddings(types)
        x = e.LayerNorm(x + e.position_embeddings.weight[: tokens.shape[1]])
        for layer in self.encoder.layer:
            x = layer(x, mask[:, None, None] == 0)
        return {"hidden": x, "pooled": self.pooler.dense(x[:, 0]).tanh()}


class BertClassifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = Bert()
        self.classifier = nn.Linear(WIDTH, CLASSES)

    def forward(self, **inputs):
        return {"logits": self.classifier(self.bert(**inputs)["pooled"])}


class Conv1d(nn.Module):
    """Hugging Face's name for a linear layer whose weight is [in, out]."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(inputs, outputs))
        self.bias = nn.Parameter(torch.empty(outputs))

    def forward(self, x):
        return x @ self.weight + self.bias


class GptLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.attn = Named(c_attn=Conv1d(WIDTH, 3 * WIDTH), c_proj=Conv1d(WIDTH, WIDTH))
        self.mlp = Named(c_fc=Conv1d(WIDTH, 4 * WIDTH), c_proj=Conv1d(4 * WIDTH, WIDTH))

    def forward(self, x, later):
        seen = attention(*self.attn.c_attn(self.ln_1(x)).chunk(3, -1), later)
        x = x + self.attn.c_proj(seen)
        wide = F.gelu(self.mlp.c_fc(self.ln_2(x)), approximate="tanh")
        return x + self.mlp.c_proj(wide)


class Gpt(nn.Module):
    def __init__(self):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(TIME + 2, WIDTH)
        self.h = nn.ModuleList(GptLayer() for _ in range(DEPTH))
        self.ln_f = nn.LayerNorm(WIDTH)

    def forward(self, tokens):
        time = tokens.shape[1]
        x = self.wte(tokens) + self.wpe.weight[:time]
        for layer in self.h:
            x = layer(x, torch.ones(time, time).triu(1).bool())
        return {"logits": self.ln_f(x) @ self.wte.weight.T}


def network(net, inputs):
    """Outputs, and the gradients of all parameters."""
    outputs = fill(net).train()(**inputs)  # no dropout; eval would take nn's own fast path
    sum((y * tensor(name, *y.shape)).sum() for name, y in outputs.items()).backward()
    return {
        "inputs": {name: array(x, 9) for name, x in inputs.items()},
        "outputs": {name: array(y) for name, y in outputs.items()},
        "gradients": {name: array(p.grad, 5) for name, p in net.named_parameters()},
    }


def layer(mask=None, keys=TIME, cross=False):
    """Output and weights of nn.MultiheadAttention."""
    net = fill(nn.MultiheadAttention(WIDTH, HEADS, batch_first=True))
    q = tensor("queries", 2, TIME, WIDTH)
    k = tensor("keys", 2, keys, WIDTH) if cross else q
    v = tensor("values", 2, keys, WIDTH) if cross else q
    options = {"average_attn_weights": False} | (mask or {})
    y, weights = net(q, k, v, **options)
    return {"output": array(y), "weights": array(weights)}


def main():
    tokens, types = numbers("tokens", VOCABULARY), numbers("types", 2)
    text = {"tokens": tokens, "types": types, "mask": MASK}
    pair = {"source": tokens, "mask": MASK, "target": numbers("target", VOCABULARY)}
    series = {"series": tensor("series", 2, TIME, FEATURES), "mask": MASK}
    later = torch.ones(TIME, TIME).triu(1).bool()
    found = {
        "attention": {
            "plain": layer(),
            "padded": layer({"key_padding_mask": MASK == 0}),
            "causal": layer({"attn_mask": later}),
            "cross": layer(keys=3, cross=True),
        },
        "networks": {
            "post-norm series": network(Classifier(False, False, "relu"), series),
            "pre-norm tokens": network(
                Classifier(True, True, "gelu"), {"tokens": tokens, "mask": MASK}
            ),
            "transformer tied": network(Translator(True), pair),
            "transformer": network(Translator(False), pair),
            "transformer pre-norm": network(Translator(True, norm_first=True), pair),
            "gru attention": network(GruAttention(6), pair),
            "bert": network(Bert(), text),
            "bert classifier": network(BertClassifier(), text),
            "gpt": network(Gpt(), {"tokens": tokens}),
        },
    }
    path = FOLDER / "transformers.json"
    path.write_text(json.dumps(found, separators=(",", ":")).replace('},"', '},\n"') + "\n")
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
