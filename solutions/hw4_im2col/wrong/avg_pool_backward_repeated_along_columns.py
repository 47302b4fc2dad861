"""The entries are repeated along the columns, then reshaped."""

import numpy as np

QUESTIONS = ("avg_pool_backward_im2col",)
OUTPUT = "dx"
HINT = (
    "All pixels of a window should get equal shares, but in your dx the shares of different windows, one after the "
    "other, are laid into a single window. Look at the step that makes one copy of each entry of dout for every pixel "
    "of its window, and at where these copies end up in the matrix: in one column, or side by side in a row? Try an "
    "image of one row and four pixels, a 1x2 window, stride 2 and a dout of 2 and 4. The first window should get 1 and "
    "1. What does it get?"
)


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


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    size = pool_height * pool_width
    dout_col = dout.transpose(1, 2, 3, 0).reshape(C, -1) / size
    dx_col = np.repeat(dout_col, size, axis=1).reshape(C * size, -1)
    return _im2col_bw(dx_col, x.shape, pool_height, pool_width, 0, stride)
