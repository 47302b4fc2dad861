import numpy as np


def im2row(x, field, stride):
    rows = []
    for i in range(0, x.shape[0] - field + 1, stride):
        for j in range(0, x.shape[1] - field + 1, stride):
            rows.append(x[i : i + field, j : j + field].ravel())
    return np.array(rows)


TABLE = {}


def register(function):
    TABLE[function.__name__] = function
    return function


@register
def positive(x):
    return np.maximum(x, 0)


@register
def mask(dout, x):
    return dout * (x > 0)


def relu_forward(x):
    return TABLE["positive"](x), x


def relu_backward(dout, cache):
    return TABLE["mask"](dout, cache)
