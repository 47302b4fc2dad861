"""The scores are turned into probabilities."""

import numpy as np

QUESTIONS = ("three_layer_forward",)
OUTPUT = "scores"
HINT = (
    "Every row of your result sums to 1, and no entry is negative: these numbers can be read as probabilities. The "
    "order of the classes in each row is right. So the net works up to its last layer; look at what you do after that, "
    "and read the Returns section of the docstring again. Add 5 to every entry of b3. By how much should each score "
    "grow, and what happens to your result?"
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
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
