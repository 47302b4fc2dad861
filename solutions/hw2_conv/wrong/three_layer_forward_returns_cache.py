"""The function returns a pair where the scores alone are asked for."""

import numpy as np

QUESTIONS = ("three_layer_forward",)
OUTPUT = "scores"
HINT = (
    "The numbers of your scores are right, but they come as the first part of a tuple, together with things that "
    "nobody asked for. Some functions of this homework hand back two results; look at what this one hands back, and "
    "read the Returns section of its docstring again. Print type(three_layer_forward(x, params)). Which type does the "
    "docstring name, and how many results does it list?"
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
    scores = hidden @ params["W3"] + params["b3"]
    return scores, (maps, flat, hidden)
