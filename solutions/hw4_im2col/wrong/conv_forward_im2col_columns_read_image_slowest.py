"""The columns of the product are read as (N, H_out, W_out)."""

import numpy as np

QUESTIONS = ("conv_forward_im2col",)
OUTPUT = "out"
HINT = (
    "One image alone is right; with more of them the filters stay apart, but the values of each are spread over the "
    "wrong images and places. Look at how a row of your product is turned into maps: in which order does it run over "
    "output row, output column and image, as im2col's docstring has it, and in which order do you read it? Take two "
    "images of 2x2, one of zeros and one of ones, a 1x1 filter of value 1, b 0 and pad 0. out[0] should be all 0. What "
    "does it look like?"
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
    w_col = w.reshape(F, -1)
    out_col = w_col @ x_col + b.reshape(-1, 1)
    out = out_col.reshape(F, N, H_out, W_out).transpose(1, 0, 2, 3)
    return out, (x, w, b, conv_param)
