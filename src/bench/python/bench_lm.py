#!/usr/bin/env python3
"""Times PyTorch on the work of LanguageModels.java: bench_lm.py MODEL MODE LAPS WARMUP, or bench_lm.py table FILE.

Both models are written as people write them for speed: fused attention, fused LSTM layers, AdamW in one kernel. Generation
is under inference_mode with a cache of keys and values, or the LSTM's state; it is timed with one thread and with all.
"""

import json
import statistics
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

VOCABULARY, BATCH, TIME, RATE = 65, 32, 128, 0.001


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.c_attn, self.c_proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.c_fc, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, past):
        batch, time_, width = x.shape
        q, k, v = self.c_attn(self.ln_1(x)).view(batch, time_, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        if past is not None:
            k, v = torch.cat([past[0], k], 2), torch.cat([past[1], v], 2)
        seen = functional.scaled_dot_product_attention(q, k, v, is_causal=time_ > 1)
        x = x + self.c_proj(seen.transpose(1, 2).reshape(batch, time_, width))
        return x + self.narrow(functional.gelu(self.c_fc(self.ln_2(x)), approximate="tanh")), (k, v)


class Gpt(nn.Module):
    """818,048 parameters, its output tied to the embedding."""

    length = TIME - 1

    def __init__(self, width=128, heads=4, depth=4):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(VOCABULARY, width), nn.Embedding(TIME, width)
        self.h = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.ln_f = nn.LayerNorm(width)
        nn.init.normal_(self.wte.weight, std=0.02)
        nn.init.normal_(self.wpe.weight, std=0.02)

    def forward(self, tokens, past=None):
        done = 0 if past is None else past[0][0].shape[2]
        x = self.wte(tokens) + self.wpe.weight[done : done + tokens.shape[1]]
        memories = []
        for i, block in enumerate(self.h):
            x, memory = block(x, past[i] if past else None)
            memories.append(memory)
        return self.ln_f(x) @ self.wte.weight.T, memories


class Lstm(nn.Module):
    """1,069,377 parameters, its output tied to the embedding."""

    length = 500

    def __init__(self, width=256, layers=2):
        super().__init__()
        self.encoder = nn.Embedding(VOCABULARY, width)
        nn.init.uniform_(self.encoder.weight, -0.1, 0.1)
        self.rnn = nn.LSTM(width, width, layers, batch_first=True)
        self.decoder = nn.Linear(width, VOCABULARY)
        self.decoder.weight = self.encoder.weight

    def forward(self, tokens, past=None):
        states, last = self.rnn(self.encoder(tokens), past)
        return self.decoder(states), last


def timed(laps, warmup, work):
    times, first = [], None
    for i in range(-warmup, laps):
        start = time.perf_counter()
        last = work()
        first = last if first is None else first
        if i >= 0:
            times.append(1e3 * (time.perf_counter() - start))
    return times, first, last


def train(network):
    text = ((np.arange(BATCH * TIME + 1, dtype=np.uint32) * np.uint32(2654435761)) >> 24).astype(np.int64) % VOCABULARY
    text = torch.from_numpy(text)
    tokens, labels = text[:-1].view(BATCH, TIME), text[1:]
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.1, fused=True)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = functional.cross_entropy(network(tokens)[0].view(-1, VOCABULARY), labels)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1)
        optimizer.step()
        return loss.item()

    return step


def generate(network):
    network.eval()

    @torch.inference_mode()
    def text():
        token, past = torch.zeros(1, 1, dtype=torch.long), None
        for _ in range(network.length):
            logits, past = network(token, past)
            token = torch.multinomial(functional.softmax(logits[:, -1], -1), 1)
            token.item()

    return text


def measure(model, mode, laps, warmup):
    for threads in (1, torch.get_num_threads()) if mode == "generate" else (torch.get_num_threads(),):
        torch.set_num_threads(threads)
        torch.manual_seed(1)
        network = {"gpt": Gpt, "lstm": Lstm}[model]()
        times, first, last = timed(laps, warmup, {"train": train, "generate": generate}[mode](network))
        tokens = BATCH * TIME if mode == "train" else network.length
        median = statistics.median(times)
        line = {
            "framework": "pytorch", "version": torch.__version__, "model": model, "precision": "float32", "mode": mode,
            "variant": f"{threads} threads" if mode == "generate" else "", "batch": tokens, "steps": laps,
            "median_ms": median, "min_ms": min(times), "examples_per_second": 1e3 * tokens / median,
            "parameters": sum(p.numel() for p in network.parameters()), "first_loss": first, "last_loss": last,
        }
        print(json.dumps(line), flush=True)


def table(path):
    """The medians over all rounds; the ratio is to PyTorch's fastest variant."""
    rows = [json.loads(line) for line in open(path, encoding="utf-8") if line.startswith("{")]
    medians = {}
    for row in rows:
        key = row["model"], row["mode"], row["framework"], row["variant"]
        medians.setdefault(key, []).append(row["median_ms"] / (row["batch"] if row["mode"] == "generate" else 1))
    medians = {key: statistics.median(times) for key, times in medians.items()}
    print("| model | work | Vivarium | PyTorch | ratio |\n| --- | --- | --- | --- | --- |")
    for model, mode in sorted({key[:2] for key in medians}):
        ours = medians[model, mode, "vivarium", ""]
        best = min(time_ for key, time_ in medians.items() if key[:3] == (model, mode, "pytorch"))
        unit = "ms a token" if mode == "generate" else "ms a step"
        print(f"| {model} | {mode} | {ours:.3g} {unit} | {best:.3g} {unit} | {ours / best:.2f} |")


if __name__ == "__main__":
    if sys.argv[1] == "table":
        table(sys.argv[2])
    else:
        measure(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
