"""Both passes average the window."""

import numpy as np

QUESTIONS = ("max_pool_forward_fast", "max_pool_backward_fast")
OUTPUT = "out"
HINT = (
    "out is the average of each window, and the backward pass shares each entry of dout equally among the pixels. The "
    "two fit together, and a gradient check compares them only with each other, so it passes. Look at the step that "
    "makes one number out of a window, and then at who gets its gradient. Take the window [[1, 2], [3, 6]]. Which "
    "number should out be, and if the 1 becomes 1.5, should out change?"
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


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = windows.mean(axis=(4, 5))
    return out, (x, pool_param)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    size = pool_height * pool_width
    dout_col = dout.transpose(1, 2, 3, 0).reshape(C, -1) / size
    dx_col = np.repeat(dout_col, size, axis=0)
    return _im2col_bw(dx_col, x.shape, pool_height, pool_width, 0, stride)
