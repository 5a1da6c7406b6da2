"""Writes what PyTorch says of layers and networks over sequences.

    python src/test/python/goldens_sequences.py

As goldens.py does, whose helpers it uses, but an entry may have several inputs and outputs: 'inputs'
are the shapes of floats by name, 'numbers' whole numbers as they are, 'lengths' how long the padded
sequences are. Needs torch and numpy.
"""

import json
from collections import OrderedDict

import nets_sequences as nets
import torch
from formula import fill, tensor
from goldens import FOLDER, array
from torch import nn
from torch.nn import functional as F

LENGTHS = [5, 3, 1, 4]
BATCH, TIME, FEATURES, UNITS = 4, 5, 3, 6


def observe(module, inputs, forward, **entry):
    """Outputs by name, and the gradients of their sum times cotangents, of inputs and parameters."""
    fill(module)
    floats = {k: tensor(k, *shape).requires_grad_() for k, shape in inputs.items()}
    outputs = forward(module, **floats)
    sum(y.mul(tensor("cotangent " + k, *y.shape)).sum() for k, y in outputs.items()).backward()
    gradients = {k: array(x.grad) for k, x in floats.items()}
    gradients |= {k: array(p.grad) for k, p in module.named_parameters()}
    found = {"inputs": inputs, "outputs": {k: array(y) for k, y in outputs.items()}}
    return found | {"gradients": gradients} | entry


def recurrent(make, lengths=None, first=False, time=TIME, **options):
    rnn = make(FEATURES, UNITS, batch_first=True, **options)
    states = rnn.num_layers * (1 + rnn.bidirectional)
    inputs = {"x": (BATCH, time, FEATURES)}
    kinds = ["h", "c"] if make is nn.LSTM else ["h"]
    if first:
        inputs |= {kind + "0": (states, BATCH, UNITS) for kind in kinds}

    def forward(module, x, **given):
        begin = tuple(given.values()) or None
        begin = begin[0] if begin and len(begin) == 1 else begin
        rnn = module.layer
        all, last = nets.packed(rnn, x, lengths, begin) if lengths else rnn(x, begin)
        last = last if isinstance(last, tuple) else (last,)
        return {"all": all} | dict(zip(kinds, last, strict=True))

    extra = {"lengths": lengths} if lengths else {}
    return observe(nn.Sequential(OrderedDict(layer=rnn)), inputs, forward, **extra)


def layer(module, *shape):
    def forward(net, x):
        return {"all": net(x)}

    return observe(nn.Sequential(OrderedDict(layer=module)), {"x": shape}, forward)


def convolution(kernel, before=0, after=0, **options):
    """Over [batch, time, channels], as we have it."""

    class Conv(nn.Conv1d):
        def forward(self, x):
            return super().forward(F.pad(x.mT, (before, after))).mT

    return layer(Conv(3, 4, kernel, **options), 2, 9, 3)


def embedding(**options):
    tokens = [[1, 2, 0, 2], [6, 0, 0, 1]]
    net = nn.Sequential(OrderedDict(layer=nn.Embedding(7, 3, **options)))

    def forward(net):
        return {"all": net(torch.tensor(tokens))}

    return observe(net, {}, forward, numbers=tokens)


def network(net, features=None, vocabulary=None, time=TIME):
    def logits(net, x):
        return {"logits": net(x, LENGTHS)}

    if features:
        return observe(net, {"x": (BATCH, time, features)}, logits, lengths=LENGTHS)
    index = (tensor("tokens", BATCH, time) + 1) / 2 * (vocabulary - 1)
    real = torch.arange(time) < torch.tensor(LENGTHS)[:, None]
    tokens = (index.floor().long() + 1) * real
    return observe(
        net, {}, lambda net: logits(net, tokens), lengths=LENGTHS, numbers=tokens.tolist()
    )


def sequences():
    rnn, lstm, gru = nn.RNN, nn.LSTM, nn.GRU
    deep = {"num_layers": 2, "bidirectional": True}
    both = nets.RecurrentClassifier(lstm(3, 6, 2, batch_first=True, bidirectional=True), 4)
    return {
        "rnn": recurrent(rnn),
        "rnn relu": recurrent(rnn, nonlinearity="relu"),
        "lstm": recurrent(lstm),
        "gru": recurrent(gru),
        "lstm long": recurrent(lstm, time=20),
        "lstm given states": recurrent(lstm, first=True, num_layers=2),
        "gru given states padded": recurrent(gru, LENGTHS, first=True, bidirectional=True),
        "rnn padded": recurrent(rnn, LENGTHS),
        "lstm padded": recurrent(lstm, LENGTHS),
        "gru padded": recurrent(gru, LENGTHS),
        "rnn stacked": recurrent(rnn, num_layers=3),
        "gru both ways": recurrent(gru, bidirectional=True),
        "lstm stacked both ways padded": recurrent(lstm, LENGTHS, **deep),
        "gru stacked both ways padded": recurrent(gru, LENGTHS, **deep),
        "conv k3": convolution(3, 1, 1),
        "conv k1 no bias": convolution(1, bias=False),
        "conv k4 none": convolution(4),
        "conv k3 causal": convolution(3, 2),
        "conv k3 dilated 2": convolution(3, 2, 2, dilation=2),
        "conv k2 dilated 4 causal": convolution(2, 4, dilation=4),
        "embedding": embedding(),
        "embedding padding": embedding(padding_idx=0),
        "lstm classifier": network(nets.RecurrentClassifier(lstm(3, 6, batch_first=True), 4), 3),
        "bilstm classifier": network(both, 3),
        "gru text": network(nets.RecurrentText(11, gru(5, 6, batch_first=True), 4), vocabulary=11),
        "text cnn": network(nets.TextCnn(4, 11, 5, 3), vocabulary=11, time=7),
        "tcn": network(nets.Tcn(3, 4, 3, 5, 2), 3, time=9),
    }


def main():
    rows = sequences()
    short = json.JSONEncoder(separators=(",", ":")).encode
    lines = (f"{short(name)}: {short(row)}" for name, row in rows.items())
    path = FOLDER / "sequences.json"
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{path}: {len(rows)} entries, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
