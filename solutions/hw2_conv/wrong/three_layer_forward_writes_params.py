"""The hidden layer is stored in the caller's params."""

import numpy as np

QUESTIONS = ("three_layer_forward",)
OUTPUT = "params"
HINT = (
    "The scores are right. But after a call, params holds something that was not in it before, although the docstring "
    "calls this dict read-only. Look for an intermediate result of the net that your function keeps, and at the place "
    "where it keeps it. Print the keys of params before and after one call. Which key is new, and what would become of "
    "it in a training step that updates every array in params?"
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
    params["hidden"] = hidden
    return hidden @ params["W3"] + params["b3"]
