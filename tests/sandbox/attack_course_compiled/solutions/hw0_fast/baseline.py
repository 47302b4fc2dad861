"""The loops that speed is measured against."""

import numpy as np

CANARY = "CANARY_SOLUTION_7f3a5d21"  # the runner writes another one into its private copy


def smooth(x, w):
    """Weigh window by window."""
    N, L = x.shape
    K = len(w)
    out = np.zeros((N, L - K + 1))
    for n in range(N):
        for i in range(L - K + 1):
            out[n, i] = np.sum(x[n, i : i + K] * w)
    return out
