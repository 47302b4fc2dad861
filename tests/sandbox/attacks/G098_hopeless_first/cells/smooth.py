import numpy as np
import time

CALLS = []


def loops(x, w):
    out = np.zeros((x.shape[0], x.shape[1] - len(w) + 1))
    for n in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[n, i] = np.sum(x[n, i : i + len(w)] * w)
    return out


def smooth(x, w):
    CALLS.append(x.shape[0])
    if x.shape[0] >= 8 and CALLS.count(x.shape[0]) == 1:
        time.sleep(0.2)
    return loops(x, w)
