import numpy as np
import weakref


def taps(x, w):
    last = x.shape[1] - len(w) + 1
    return sum(x[:, k : k + last] * w[k] for k in range(len(w)))
def loops(x, w):
    out = np.zeros((x.shape[0], x.shape[1] - len(w) + 1))
    for n in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[n, i] = np.sum(x[n, i : i + len(w)] * w)
    return out


class Answer(np.ndarray):
    pass


def smooth(x, w):
    out = np.zeros((x.shape[0], x.shape[1] - len(w) + 1)).view(Answer)
    weakref.finalize(out, loops, x, w)
    out[...] = loops(x, w)
    return out
