"""Only the first channel of images and filters is multiplied."""

import numpy as np

QUESTIONS = ("conv_forward_im2col",)
OUTPUT = "out"
HINT = (
    "With one channel all is right. With more, out depends on channel 0 alone: the products of the other channels are "
    "missing from each sum. Look at how many numbers one window has, over all its channels, and how many of them meet "
    "a weight. Set channel 0 of x to 0, b to 0 and everything else to 1, for three channels and a 1x1 filter. What "
    "should each value of out be, and what is it?"
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
    x_col = _im2col(x[:, :1], HH, WW, pad, stride)
    w_col = w[:, 0].reshape(F, -1)
    out_col = w_col @ x_col + b.reshape(-1, 1)
    out = out_col.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)
    return out, (x, w, b, conv_param)
