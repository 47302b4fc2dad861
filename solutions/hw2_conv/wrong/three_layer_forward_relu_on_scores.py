"""The scores pass through a ReLU as well."""

import numpy as np

QUESTIONS = ("three_layer_forward",)
OUTPUT = "scores"
HINT = (
    "None of your scores is negative. Where a score should be below 0 there is a 0, and all others are right. So the "
    "net works up to its last layer. Look at what happens after that, and count the steps in the first line of the "
    "docstring against yours. Set W3 to zeros and b3 to [-1, 2]. What should each row of scores be, and what is each "
    "row of yours?"
)


def _conv(x, w, b):
    K = w.shape[2]
    pad = (K - 1) // 2
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (K, K), axis=(2, 3))
    return np.einsum("nchwij,fcij->nfhw", windows, w) + b[:, None, None]


def _max_pool(x):
    N, C, H, W = x.shape
    return x.reshape(N, C, H // 2, 2, W // 2, 2).max(axis=(3, 5))


def three_layer_forward(x, params):
    maps = np.maximum(_conv(x, params["W1"], params["b1"]), 0)
    flat = _max_pool(maps).reshape(len(x), -1)
    hidden = np.maximum(flat @ params["W2"] + params["b2"], 0)
    return np.maximum(hidden @ params["W3"] + params["b3"], 0)
