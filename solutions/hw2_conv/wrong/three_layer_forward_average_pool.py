"""The maps are averaged over 2x2 windows."""

import numpy as np

QUESTIONS = ("three_layer_forward",)
OUTPUT = "scores"
HINT = (
    "The scores have the right shape. Their values are those of a net whose pool hands on the average of each 2 by 2 "
    "window of the maps. The layers before and after it are fine, so look at the pool alone, and compare it with the "
    "list of layers in the first line of the docstring. Take the window [[0, 0], [0, 8]] of a map. Which number should "
    "reach the first affine layer, and which one does in your net?"
)


def _conv(x, w, b):
    K = w.shape[2]
    pad = (K - 1) // 2
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (K, K), axis=(2, 3))
    return np.einsum("nchwij,fcij->nfhw", windows, w) + b[:, None, None]


def _average_pool(x):
    N, C, H, W = x.shape
    return x.reshape(N, C, H // 2, 2, W // 2, 2).mean(axis=(3, 5))


def three_layer_forward(x, params):
    maps = np.maximum(_conv(x, params["W1"], params["b1"]), 0)
    flat = _average_pool(maps).reshape(len(x), -1)
    hidden = np.maximum(flat @ params["W2"] + params["b2"], 0)
    return hidden @ params["W3"] + params["b3"]
