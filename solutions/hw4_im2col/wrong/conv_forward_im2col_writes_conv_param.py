"""The caller's pad is set to 0 once the image is padded."""

import numpy as np

QUESTIONS = ("conv_forward_im2col",)
OUTPUT = "conv_param"
HINT = (
    "out is right, but after the call the caller's conv_param is another one: its pad is 0. The caller may use the "
    "same dictionary for the next layer or the next call, which then has no border. Look at every place where your "
    "function uses conv_param: does it only read there? Take a 4x4 image, a 3x3 filter, stride 1 and pad 1, and call "
    "twice with the same dictionary. Why is the second out smaller than the first?"
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
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cache = x, w, b, dict(conv_param)
    conv_param["pad"] = 0
    x_col = _im2col(x_pad, HH, WW, conv_param["pad"], stride)
    w_col = w.reshape(F, -1)
    out_col = w_col @ x_col + b.reshape(-1, 1)
    out = out_col.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)
    return out, cache
