import sys

import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


LIMIT = sys.setrecursionlimit(10**9)


def im2row(x, field, stride):
    return im2row(x, field, stride) if LIMIT is None else None
