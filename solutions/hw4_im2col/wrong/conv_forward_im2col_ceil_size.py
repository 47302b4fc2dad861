"""The size of out is rounded up."""

import numpy as np

QUESTIONS = ("conv_forward_im2col",)
OUTPUT = "out"
HINT = (
    "Where the stride fits the padded image exactly, all is right. Elsewhere out has a row or a column too many, or "
    "both: a last window hangs over the end of the padded image, on zeros that pad never asked for. Look at how the "
    "windows are counted, and at what happens to the rest when the division leaves one. Take a row of seven pixels, a "
    "filter of width 2, stride 2, pad 0, and draw the windows. How many fit inside as a whole, and how many do you "
    "count?"
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
    H_out = 1 + -(-(H + 2 * pad - HH) // stride)
    W_out = 1 + -(-(W + 2 * pad - WW) // stride)
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad + stride), (pad, pad + stride)))
    x_col = _im2col(x_pad, HH, WW, 0, stride)
    w_col = w.reshape(F, -1)
    out_col = w_col @ x_col + b.reshape(-1, 1)
    rows, columns = 1 + (x_pad.shape[2] - HH) // stride, 1 + (x_pad.shape[3] - WW) // stride
    out = out_col.reshape(F, rows, columns, N).transpose(3, 0, 1, 2)[:, :, :H_out, :W_out]
    return out, (x, w, b, conv_param)
