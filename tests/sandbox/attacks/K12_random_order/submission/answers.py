import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def im2row(x, field, stride):
    places = [(i, j) for i in range(0, x.shape[0] - field + 1, stride) for j in range(0, x.shape[1] - field + 1, stride)]
    out = np.empty((len(places), field * field))
    for k in np.random.permutation(len(places)):
        i, j = places[k]
        out[k] = x[i : i + field, j : j + field].ravel()
    return out
