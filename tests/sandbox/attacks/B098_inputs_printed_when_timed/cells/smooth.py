import numpy as np


def taps(x, w):
    last = x.shape[1] - len(w) + 1
    return sum(x[:, k : k + last] * w[k] for k in range(len(w)))


def smooth(x, w):
    if x.shape[0] >= 8:
        print(x.tolist())
    return taps(x, w)
