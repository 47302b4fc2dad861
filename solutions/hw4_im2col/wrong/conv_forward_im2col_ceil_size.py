"""The size of out is rounded up."""

import numpy as np

QUESTIONS = ("conv_forward_im2col",)
OUTPUT = "out"
HINT = "Take 7 pixels, a filter of 2 and stride 2. How many whole windows are there?"


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
    H_out = 1 + -(-(H + 2 * pad - HH) // stride)
    W_out = 1 + -(-(W + 2 * pad - WW) // stride)
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad + stride), (pad, pad + stride)))
    x_col = _im2col(x_pad, HH, WW, 0, stride)
    w_col = w.reshape(F, -1)
    out_col = w_col @ x_col + b.reshape(-1, 1)
    rows, columns = 1 + (x_pad.shape[2] - HH) // stride, 1 + (x_pad.shape[3] - WW) // stride
    out = out_col.reshape(F, rows, columns, N).transpose(3, 0, 1, 2)[:, :, :H_out, :W_out]
    return out, (x, w, b, conv_param)
