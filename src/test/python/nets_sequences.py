"""The zoo's networks over series and texts, written in PyTorch as people write them there."""

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


def packed(rnn, x, lengths, first=None):
    """All states and the last ones of padded sequences."""
    steps = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    all, last = rnn(steps, first)
    return pad_packed_sequence(all, batch_first=True, total_length=x.shape[1])[0], last


class RecurrentClassifier(nn.Module):
    def __init__(self, rnn, outputs):
        super().__init__()
        self.rnn = rnn
        self.fc = nn.Linear(rnn.hidden_size * (1 + rnn.bidirectional), outputs)

    def forward(self, x, lengths):
        _, last = packed(self.rnn, x, lengths)
        h = last[0] if isinstance(last, tuple) else last
        return self.fc(torch.cat(list(h[-1 - self.rnn.bidirectional :]), 1))


class RecurrentText(nn.Module):
    def __init__(self, vocabulary, rnn, outputs):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, rnn.input_size, padding_idx=0)
        classifier = RecurrentClassifier(rnn, outputs)
        self.rnn, self.fc = classifier.rnn, classifier.fc

    def forward(self, tokens, lengths):
        return RecurrentClassifier.forward(self, self.embedding(tokens), lengths)


class TextCnn(nn.Module):
    """Each text is cut to its words and computed for itself, so that nothing is padded."""

    def __init__(self, classes, vocabulary, width, filters):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width, padding_idx=0)
        self.convs = nn.ModuleList(nn.Conv1d(width, filters, k) for k in (3, 4, 5))
        self.fc = nn.Linear(3 * filters, classes)

    def forward(self, tokens, lengths):
        texts = zip(tokens, lengths, strict=True)
        return torch.cat([self.one(text[None, :length]) for text, length in texts])

    def one(self, text):
        x = self.embedding(text).mT
        answers = [F.relu(c(F.pad(x, (c.kernel_size[0] - 1, 0)))) for c in self.convs]
        return self.fc(torch.cat([a.amax(2) for a in answers], 1))


class Block(nn.Module):
    def __init__(self, inputs, filters, kernel, dilation):
        super().__init__()
        self.conv1 = nn.Conv1d(inputs, filters, kernel, dilation=dilation)
        self.conv2 = nn.Conv1d(filters, filters, kernel, dilation=dilation)
        self.downsample = nn.Conv1d(inputs, filters, 1) if inputs != filters else nn.Identity()

    def forward(self, x):
        y = x
        for conv in self.conv1, self.conv2:
            reach = conv.dilation[0] * (conv.kernel_size[0] - 1)
            y = F.relu(conv(F.pad(y, (reach, 0))))
        return F.relu(y + self.downsample(x))


class Tcn(nn.Module):
    def __init__(self, features, outputs, blocks, filters, kernel):
        super().__init__()
        inputs = [features] + [filters] * blocks
        self.tcn = nn.Module()
        self.tcn.network = nn.Sequential(
            *(Block(inputs[i], filters, kernel, 1 << i) for i in range(blocks))
        )
        self.linear = nn.Linear(filters, outputs)

    def forward(self, x, lengths):
        y = self.tcn.network(x.mT)
        return self.linear(torch.stack([row[:, n - 1] for row, n in zip(y, lengths, strict=True)]))
