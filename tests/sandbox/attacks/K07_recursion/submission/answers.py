import sys

import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


LIMIT = sys.setrecursionlimit(5000)


def gather(x, places, field):
    if not places:
        return []
    (i, j), rest = places[0], places[1:]
    return [x[i : i + field, j : j + field].ravel(), *gather(x, rest, field)]


def deep(n):
    return 0 if n == 0 or LIMIT else 1 + deep(n - 1)


def im2row(x, field, stride):
    places = [(i, j) for i in range(0, x.shape[0] - field + 1, stride) for j in range(0, x.shape[1] - field + 1, stride)]
    assert deep(900) == 900
    return np.array(gather(x, places, field))
