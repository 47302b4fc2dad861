import functools

import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


@functools.lru_cache(maxsize=None)
def places(height, width, field, stride):
    return [(i, j) for i in range(0, height - field + 1, stride) for j in range(0, width - field + 1, stride)]


def im2row(x, field, stride):
    return np.stack([x[i : i + field, j : j + field].reshape(-1) for i, j in places(*x.shape, field, stride)])
