"""The hidden bias is added after the ReLU."""

import numpy as np

QUESTIONS = ("three_layer_forward",)
OUTPUT = "scores"
HINT = (
    "The scores are those of a net whose hidden values can be as low as b2, even when b2 is negative. With b2 = 0 they "
    "are right. The convolution, the pool and the last layer are fine; look at the steps between the flattened maps "
    "and the hidden values, and at the order in which they come. Set W2 to zeros and b2 to -1. Which number should "
    "every hidden value be then, and which one is yours?"
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
    hidden = np.maximum(flat @ params["W2"], 0) + params["b2"]
    return hidden @ params["W3"] + params["b3"]
