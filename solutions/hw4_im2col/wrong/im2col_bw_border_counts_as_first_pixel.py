"""What was copied from the padding goes to the first pixel of the first image."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "With padding 0 everything is right. With padding, a single pixel of the whole batch is wrong: the first one of "
    "the first image. Beside its own entries it is given all those that belong to the padding. Look at how you know "
    "where an entry of the matrix was copied from, and at what the copies of the padding look like there. Take one "
    "image of one pixel, a 3x3 window, padding 1 and a matrix of ones. Nine entries come back. How many of them "
    "belong to the pixel, and how does your code tell it from the padding?"
)


def _im2col(X, k_height, k_width, padding, stride):
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(X_pad, (k_height, k_width), axis=(2, 3))
    return windows[:, :, ::stride, ::stride].transpose(1, 4, 5, 2, 3, 0).reshape(X.shape[1] * k_height * k_width, -1)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    size = int(np.prod(X_shape))
    place = _im2col(np.arange(size).reshape(X_shape), k_height, k_width, padding, stride)
    return np.bincount(place.ravel(), weights=grad_X_col.ravel(), minlength=size).reshape(X_shape)
