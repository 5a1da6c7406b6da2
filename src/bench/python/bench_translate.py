#!/usr/bin/env python3
"""Times PyTorch on the work of Translating.java: bench_translate.py LAPS WARMUP.

A pre-norm nn.Transformer with one table for embeddings and output: a training step (label smoothing, dropout, clipping, Adam in one
kernel), and greedy decoding that keeps keys and values of the past and those of the source, under inference_mode. Median milliseconds,
and milliseconds of CPU of the process.
"""

import math
import resource
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

VOCABULARY, WIDTH, HEADS, HIDDEN, DEPTH = 4000, 192, 4, 384, 2
SENTENCES, TIME, WRITTEN = 64, 24, 24


class Translator(nn.Module):
    def __init__(self):
        super().__init__()
        whole = nn.Transformer(WIDTH, HEADS, DEPTH, DEPTH, HIDDEN, 0.1, batch_first=True, norm_first=True)
        self.encoder, self.decoder = whole.encoder, whole.decoder
        self.embedding = nn.Embedding(VOCABULARY, WIDTH)
        nn.init.normal_(self.embedding.weight, std=WIDTH**-0.5)
        self.dropout = nn.Dropout(0.1)
        angle = torch.arange(256)[:, None] / 10_000 ** (torch.arange(0, WIDTH, 2) / WIDTH)
        waves = torch.stack([angle.sin(), angle.cos()], 2).flatten(1)
        self.register_buffer("waves", waves)
        self.register_buffer("later", torch.ones(TIME, TIME).triu(1).bool())

    def placed(self, tokens, at=0):
        x = self.embedding(tokens) * math.sqrt(WIDTH) + self.waves[at : at + tokens.shape[1]]
        return self.dropout(x)

    def forward(self, source, padding, target):
        memory = self.encoder(self.placed(source), src_key_padding_mask=padding)
        y = self.decoder(self.placed(target), memory, self.later, memory_key_padding_mask=padding)
        return F.linear(y, self.embedding.weight)

    def split(self, x):
        return x.unflatten(-1, (HEADS, -1)).transpose(1, 2)

    def attended(self, attention, q, k, v, mask=None):
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return attention.out_proj(y.transpose(1, 2).flatten(2))

    def greedy(self, source, padding):
        memory = self.encoder(self.placed(source), src_key_padding_mask=padding)
        seen = ~padding[:, None, None]
        cross, past = [], [None] * DEPTH
        for layer in self.decoder.layers:
            a = layer.multihead_attn
            k, v = F.linear(memory, a.in_proj_weight[WIDTH:], a.in_proj_bias[WIDTH:]).chunk(2, -1)
            cross.append((self.split(k), self.split(v)))
        last, out = torch.full((len(source), 1), 2), []
        for t in range(WRITTEN):
            x = self.placed(last, t)
            for i, layer in enumerate(self.decoder.layers):
                a, c = layer.self_attn, layer.multihead_attn
                q, k, v = map(self.split, F.linear(layer.norm1(x), a.in_proj_weight, a.in_proj_bias).chunk(3, -1))
                if past[i] is not None:
                    k, v = torch.cat([past[i][0], k], 2), torch.cat([past[i][1], v], 2)
                past[i] = k, v
                x = x + self.attended(a, q, k, v)
                q = self.split(F.linear(layer.norm2(x), c.in_proj_weight[:WIDTH], c.in_proj_bias[:WIDTH]))
                x = x + self.attended(c, q, *cross[i], seen)
                x = x + layer.linear2(F.relu(layer.linear1(layer.norm3(x))))
            last = F.linear(self.decoder.norm(x), self.embedding.weight).argmax(-1)
            out.append(last)
        return torch.cat(out, 1)


def tokens(first):
    numbers = torch.arange(SENTENCES * TIME) * 2654435761 % (VOCABULARY - first) + first
    return numbers.reshape(SENTENCES, TIME)


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measure(mode, laps, warmup, work):
    for _ in range(warmup):
        work()
    before, times = cpu(), []
    for _ in range(laps):
        start = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - start))
    used = 1e3 * (cpu() - before) / laps
    print(f"pytorch {mode}: median {statistics.median(times):.1f} ms, {used:.1f} ms of CPU", flush=True)


def main():
    laps, warmup = map(int, sys.argv[1:3])
    torch.manual_seed(1)
    net = Translator()
    source, target, labels = tokens(4), tokens(5), tokens(6)
    padding = torch.zeros(SENTENCES, TIME, dtype=torch.bool)
    adam = torch.optim.Adam(net.parameters(), 0.001, fused=True)

    def step():
        adam.zero_grad()
        logits = net(source, padding, target)
        loss = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), label_smoothing=0.1)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1)
        adam.step()
        return loss.item()

    measure("train", laps, warmup, step)
    net.eval()
    with torch.inference_mode():
        measure("greedy", laps, warmup, lambda: net.greedy(source, padding))


if __name__ == "__main__":
    main()
