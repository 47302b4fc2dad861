"""The convolution always pads by 1, whatever the size of the filters."""

import numpy as np

QUESTIONS = ("three_layer_forward",)
OUTPUT = "scores"
RAISES = "ValueError"
HINT = (
    "With filters of 3 by 3 the scores are right. With any other size the maps get larger or smaller than the image, "
    "and then do not fit W2. Look at how many zeros you put around the image before the convolution, and what that "
    "number depends on. Take an image of 4 by 4 pixels, first with a filter of 1 by 1 and then with one of 5 by 5. "
    "Which size should the maps have in both cases, and which size do yours have?"
)


def _conv(x, w, b):
    K = w.shape[2]
    x_pad = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, (K, K), axis=(2, 3))
    return np.einsum("nchwij,fcij->nfhw", windows, w) + b[:, None, None]


def _max_pool(x):
    N, C, H, W = x.shape
    return x.reshape(N, C, H // 2, 2, W // 2, 2).max(axis=(3, 5))


def three_layer_forward(x, params):
    maps = np.maximum(_conv(x, params["W1"], params["b1"]), 0)
    flat = _max_pool(maps).reshape(len(x), -1)
    hidden = np.maximum(flat @ params["W2"] + params["b2"], 0)
    return hidden @ params["W3"] + params["b3"]
