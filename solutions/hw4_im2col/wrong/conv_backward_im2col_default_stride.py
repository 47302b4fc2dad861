"""The columns are put back with stride 1."""

import numpy as np

QUESTIONS = ("conv_backward_im2col",)
OUTPUT = "dx"
RAISES = "ValueError"
HINT = (
    "Stride 1 is right. For larger strides the call fails wherever there is more than one window at stride 1: the "
    "windows are counted as if they lay one pixel apart, and for that many there are not enough columns. Look at how "
    "the stride reaches the step that carries the gradient from the columns back to x, and at what that step assumes "
    "when it is told nothing. Take a 5x5 image, a 3x3 filter, pad 0 and stride 2. How many columns does one image "
    "have, and how many does that step want?"
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


def _im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = grad_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            part += grad[:, i, j].transpose(3, 0, 1, 2)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_col = _im2col(x, HH, WW, pad, stride)
    w_col = w.reshape(F, -1)
    dout_col = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    db = dout_col.sum(axis=1)
    dw = (dout_col @ x_col.T).reshape(w.shape)
    dx_col = w_col.T @ dout_col
    dx = _im2col_bw(dx_col, x.shape, HH, WW, pad)
    return dx, dw, db
