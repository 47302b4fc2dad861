# %% [markdown]
# # What the attacks on compiled and on timed answers are aimed at

# %% role="setup"

# %% role="answer" question="row_sums"
def row_sums(x):
    """Add up every row, in compiled code.

    Args:
        x: array, (N, M), float64; it may be read-only.

    Returns:
        out: array, (N,), float64.
    """
    raise NotImplementedError("row_sums")


# %% role="answer" question="smooth"
def smooth(x, w):
    """Weigh every window of every row.

    Args:
        x: rows, (N, L), float64.
        w: weights, (K,), float64.

    Returns:
        out: array, (N, L - K + 1); out[n, i] is the sum of x[n, i : i + K] * w.
    """
    raise NotImplementedError("smooth")


# %% role="answer" question="relu"
def relu(x):
    """Keep what is above 0.

    Args:
        x: array of any shape.

    Returns:
        out: array of the same shape.
    """
    raise NotImplementedError("relu")
