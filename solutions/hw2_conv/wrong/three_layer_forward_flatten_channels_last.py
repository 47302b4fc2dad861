"""The pooled maps are flattened with the filters last."""

import numpy as np

QUESTIONS = ("three_layer_forward",)
OUTPUT = "scores"
HINT = (
    "The pooled maps are right, but their values meet the wrong rows of W2. With a single filter the scores would be "
    "right. So look at the order in which the pooled values of one image are laid out in one long row. Take two "
    "filters whose pooled maps are 1 by 2, with the values a, b for the first filter and c, d for the second. In which "
    "order does the docstring want these four, and in which order do yours come?"
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
    flat = _max_pool(maps).transpose(0, 2, 3, 1).reshape(len(x), -1)
    hidden = np.maximum(flat @ params["W2"] + params["b2"], 0)
    return hidden @ params["W3"] + params["b3"]
