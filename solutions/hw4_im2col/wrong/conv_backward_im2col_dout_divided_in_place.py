"""The caller's dout is divided by a number and not put back."""

import numpy as np

QUESTIONS = ("conv_backward_im2col",)
OUTPUT = "dout"
RAISES = "ValueError"
HINT = (
    "Your function writes into the dout that it is handed. Where dout cannot be written to, the call stops at that "
    "step with an error. Where it can, the gradients come out right, but afterwards the caller's dout is smaller by a "
    "factor, the number of images. Look at the first step that changes numbers of dout, and ask whether its result is a "
    "new array or the old one. Make a dout of ones for two images, call your function and print dout. Whose array is it?"
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
    dout /= N
    dout_col = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    db = dout_col.sum(axis=1)
    dw = (dout_col @ x_col.T).reshape(w.shape)
    dx_col = w_col.T @ dout_col
    dx = _im2col_bw(dx_col, x.shape, HH, WW, pad, stride)
    return dx * N, dw * N, db * N
