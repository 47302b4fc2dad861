import numpy as np

STARTED = []


def loops(x, w):
    out = np.zeros((x.shape[0], x.shape[1] - len(w) + 1))
    for n in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[n, i] = np.sum(x[n, i : i + len(w)] * w)
    return out


def smooth(x, w):
    set_busy(1)
    if not STARTED and x.shape[0] >= 8:
        STARTED.append(burn(24))
    out = loops(x, w)
    set_busy(0)
    return out
