"""Hidden answers to hw_target."""

import numpy as np

CANARY = "CANARY_SOLUTION_7f3a5d20"  # the runner writes another one into its private copy


def relu_forward(x):
    """Keep what is above 0.

    Args:
        x: array of any shape.

    Returns:
        out: array of the same shape.
        cache: what relu_backward needs; x will do.
    """
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    """Gradient of relu_forward.

    Args:
        dout: gradient of the loss in out.
        cache: from relu_forward.

    Returns:
        dx: gradient of the loss in x.
    """
    return dout * (cache > 0)


def im2row(x, field, stride):
    """Lay out every window of an image as a row.

    Args:
        x: image, (H, W).
        field: height and width of a window.
        stride: step between windows; windows that do not fit are left out.

    Returns:
        rows: array, (number of windows, field * field), windows from left to right, then from top to bottom.
    """
    tops = range(0, x.shape[0] - field + 1, stride)
    lefts = range(0, x.shape[1] - field + 1, stride)
    return np.stack([x[i : i + field, j : j + field].ravel() for i in tops for j in lefts])
