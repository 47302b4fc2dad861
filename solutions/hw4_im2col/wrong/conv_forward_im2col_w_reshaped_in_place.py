"""The caller's filters are left with two axes."""

import numpy as np

QUESTIONS = ("conv_forward_im2col",)
OUTPUT = "w"
HINT = (
    "out is right, but the filters that were handed to your function have changed: after the call the caller's w has "
    "two axes instead of four. The numbers are untouched; it is the shape that is gone, and the backward pass or the "
    "next call will miss it. Look at how you lay out each filter as one row: does this step make a new array, or does "
    "it change the one that you were given? Print w.shape before and after a call. How many names in your code stand "
    "for the same array?"
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
    cache = x, w.copy(), b, conv_param
    w_col = w
    w_col.shape = (F, C * HH * WW)
    out_col = w_col @ x_col + b.reshape(-1, 1)
    out = out_col.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)
    return out, cache
