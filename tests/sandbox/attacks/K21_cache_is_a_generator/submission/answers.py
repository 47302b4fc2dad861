import numpy as np


def im2row(x, field, stride):
    rows = []
    for i in range(0, x.shape[0] - field + 1, stride):
        for j in range(0, x.shape[1] - field + 1, stride):
            rows.append(x[i : i + field, j : j + field].ravel())
    return np.array(rows)


def layer(x):
    dout = yield np.maximum(x, 0)
    while True:
        dout = yield dout * (x > 0)


def relu_forward(x):
    running = layer(x)
    return next(running), running


def relu_backward(dout, cache):
    return cache.send(dout)
