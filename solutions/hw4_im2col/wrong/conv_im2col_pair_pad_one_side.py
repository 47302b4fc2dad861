"""Both passes put the whole border below and to the right."""

import numpy as np

QUESTIONS = ("conv_forward_im2col", "conv_backward_im2col")
OUTPUT = "out"
HINT = (
    "As soon as pad is above 0, every window lies too far down and to the right: the first ones begin on the image "
    "itself. Both passes agree about this, so a gradient check, which compares them only with each other, passes. Look "
    "at how many rows and columns of zeros end up on each of the four sides of an image. Take one 1x1 image, pad 1 and "
    "a 3x3 filter with nine different weights. With its single window, which weight should meet the only pixel?"
)


def _im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (0, 2 * padding), (0, 2 * padding)))
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
    return grad_pad[:, :, :H, :W]


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_col = _im2col(x, HH, WW, pad, stride)
    w_col = w.reshape(F, -1)
    out_col = w_col @ x_col + b.reshape(-1, 1)
    out = out_col.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)
    return out, (x, w, b, conv_param)


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
    dx = _im2col_bw(dx_col, x.shape, HH, WW, pad, stride)
    return dx, dw, db
