import numpy as np

KEPT = {}


def smooth(x, w):
    last = x.shape[1] - len(w) + 1
    room = KEPT.setdefault((len(x), last), np.empty((len(x), last)))
    room[...] = 0
    for k in range(len(w)):
        room += x[:, k : k + last] * w[k]
    return room.copy()
