"""Stride and padding change places in the call of im2col."""

import numpy as np

QUESTIONS = ("conv_forward_im2col",)
OUTPUT = "out"
RAISES = ("ValueError", "ZeroDivisionError")
HINT = (
    "Where stride and pad are the same number, all is right. Elsewhere the call fails: the matrix is made with the one "
    "in the role of the other, while out is counted with each in its own; for pad 0 there is even a division by zero. "
    "Look at the step that asks for the matrix, and at the order in which im2col's docstring lists what it is given. "
    "Take a 5x5 image, a 3x3 filter, stride 2 and pad 1. Which border and which step does your matrix have?"
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
    x_col = _im2col(x, HH, WW, stride, pad)
    w_col = w.reshape(F, -1)
    out_col = w_col @ x_col + b.reshape(-1, 1)
    out = out_col.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)
    return out, (x, w, b, conv_param)
