"""The reshape to one row per image mixes the images."""

import numpy as np

QUESTIONS = ("three_layer_forward",)
OUTPUT = "scores"
HINT = (
    "A batch of one image is scored correctly. In a larger batch, each row of scores depends on several images: the "
    "pooled values of different images have been mixed in one row. Look at the step that turns the pooled maps into "
    "one row per image, and at which axis of the maps belongs to the images. Score a batch of two images, then change "
    "every pixel of the second image and score it again. Which rows of scores may change, and which rows of yours do?"
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
    flat = _max_pool(maps).reshape(-1, len(x)).T
    hidden = np.maximum(flat @ params["W2"] + params["b2"], 0)
    return hidden @ params["W3"] + params["b3"]
