"""The filters are flattened with the channels last."""

import numpy as np

QUESTIONS = ("conv_forward_im2col",)
OUTPUT = "out"
HINT = (
    "With one channel, or with a 1x1 filter, all is right. Otherwise each weight meets the wrong pixel of the window, "
    "mostly in a wrong channel. Look at the order in which a filter becomes a row of numbers, and at the order of the "
    "rows in im2col's docstring: channel, row and column. Take a 2x2 image with two channels, pad 0, b 0 and one 2x2 "
    "filter that is 0 except for a 1 in channel 1, top left. Which pixel of x should out show, and which one does it "
    "show?"
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
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_col = _im2col(x, HH, WW, pad, stride)
    w_col = w.transpose(0, 2, 3, 1).reshape(F, -1)
    out_col = w_col @ x_col + b.reshape(-1, 1)
    out = out_col.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)
    return out, (x, w, b, conv_param)
