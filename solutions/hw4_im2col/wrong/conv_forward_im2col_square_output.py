"""The width of out is worked out from the height of x."""

import numpy as np

QUESTIONS = ("conv_forward_im2col",)
OUTPUT = "out"
RAISES = "ValueError"
HINT = (
    "When there are as many windows across as down, all is right; when the counts differ, the call fails, because the "
    "product does not fit into the shape that you ask for. Look at your two counts of windows and at which sizes each "
    "is made from. Take an image of 4x7, a 3x3 filter, stride 1 and pad 1, and count the windows on paper, down and "
    "across. The product has as many columns as the two counts multiplied. Which of your two counts does not agree "
    "with this?"
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
    W_out = H_out
    x_col = _im2col(x, HH, WW, pad, stride)
    w_col = w.reshape(F, -1)
    out_col = w_col @ x_col + b.reshape(-1, 1)
    out = out_col.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)
    return out, (x, w, b, conv_param)
