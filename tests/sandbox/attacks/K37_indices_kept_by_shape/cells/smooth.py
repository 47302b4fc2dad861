import numpy as np

KEPT = {}


def smooth(x, w):
    key = x.shape[1], len(w)
    if key not in KEPT:
        KEPT[key] = np.arange(key[0] - key[1] + 1)[:, None] + np.arange(key[1])
    return x[:, KEPT[key]] @ w
