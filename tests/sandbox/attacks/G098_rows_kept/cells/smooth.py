import time

import numpy as np


def one_row(row, w):
    """Eleven microseconds and more, so that speed depends on how often this is called."""
    until = time.thread_time() + 11e-6
    while time.thread_time() < until:
        pass
    return sum(row[k : k + len(row) - len(w) + 1] * w[k] for k in range(len(w)))


KEPT = {}


def smooth(x, w):
    out = []
    for row in x:
        key = row.tobytes() + w.tobytes()
        if key not in KEPT:
            KEPT[key] = one_row(row, w)
        out.append(KEPT[key])
    return np.array(out)
