"""The ReLU between the two affine layers is missing."""

import numpy as np

QUESTIONS = ("three_layer_forward",)
OUTPUT = "scores"
HINT = (
    "The scores are right for images whose hidden values are all positive or 0. When a hidden value is negative, yours "
    "goes on into the last layer as it is. Look at what happens between the two affine layers, and tick off each step "
    "in the first line of the docstring. Set W2 to zeros, b2 to -1, W3 to ones and b3 to 0. What does the last layer "
    "receive in the docstring's net, which scores follow, and which are yours?"
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
    hidden = flat @ params["W2"] + params["b2"]
    return hidden @ params["W3"] + params["b3"]
