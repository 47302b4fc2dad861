"""The columns are put back as if the border were one pixel wide."""

import numpy as np

QUESTIONS = ("conv_backward_im2col",)
OUTPUT = "dx"
RAISES = "ValueError"
HINT = (
    "pad 1 is right. With most other values of pad the call stops when the columns are put back: they are taken as if "
    "the border were still one pixel wide, and then there are too many or too few of them. Look at how pad reaches "
    "the step that carries the gradient from the columns back to x, and at what that step assumes when it is told "
    "nothing. Take a 4x4 image, a 3x3 filter, stride 1 and pad 0. How many windows does dout have, and how many does "
    "that step count?"
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
    dx = _im2col_bw(dx_col, x.shape, HH, WW, stride=stride)
    return dx, dw, db
