import numpy as np

BUFFERS = {}


def taps(x, w):
    last = x.shape[1] - len(w) + 1
    return sum(x[:, k : k + last] * w[k] for k in range(len(w)))


def smooth(x, w):
    out = taps(x, w)
    kept = BUFFERS.setdefault(out.shape, out)
    kept[...] = out
    return kept
