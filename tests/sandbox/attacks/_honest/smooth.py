import numpy as np


def smooth(x, w):
    last = x.shape[1] - len(w) + 1
    return sum(x[:, k : k + last] * w[k] for k in range(len(w)))
