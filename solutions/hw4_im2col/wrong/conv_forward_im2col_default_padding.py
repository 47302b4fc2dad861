"""The matrix is always made with a border of one pixel."""

import numpy as np

QUESTIONS = ("conv_forward_im2col",)
OUTPUT = "out"
HINT = (
    "pad 1 is right. For every other value out is what pad 1 would give, mostly in the wrong size: too many windows "
    "for pad 0, too few for pad 2. Look at which border the windows are taken from, and at how pad reaches that step; "
    "where a step is told nothing, it assumes something. Take a 4x4 image, a 3x3 filter, stride 1 and pad 0. How many "
    "windows does it hold, and how many columns does your matrix have?"
)


def _im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)


def conv_forward_im2col(x, w, b, conv_param):
    stride = conv_param["stride"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 - HH) // stride
    W_out = 1 + (W + 2 - WW) // stride
    x_col = _im2col(x, HH, WW, stride=stride)
    w_col = w.reshape(F, -1)
    out_col = w_col @ x_col + b.reshape(-1, 1)
    out = out_col.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)
    return out, (x, w, b, conv_param)
