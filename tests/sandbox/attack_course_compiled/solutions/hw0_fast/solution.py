"""Hidden answers to hw0_fast; that to row_sums is in row_sums.pyx."""

import numpy as np

CANARY = "CANARY_SOLUTION_7f3a5d21"  # the runner writes another one into its private copy


def smooth(x, w):
    """Weigh every window of every row.

    Args:
        x: rows, (N, L), float64.
        w: weights, (K,), float64.

    Returns:
        out: array, (N, L - K + 1); out[n, i] is the sum of x[n, i : i + K] * w.
    """
    return np.lib.stride_tricks.sliding_window_view(x, len(w), axis=1) @ w


def relu(x):
    """Keep what is above 0.

    Args:
        x: array of any shape.

    Returns:
        out: array of the same shape.
    """
    return np.maximum(x, 0)
