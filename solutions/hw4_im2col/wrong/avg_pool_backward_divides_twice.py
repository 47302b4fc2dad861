"""The entries are divided by the window's size twice."""

import numpy as np

QUESTIONS = ("avg_pool_backward_im2col",)
OUTPUT = "dx"
HINT = (
    "Every share goes to the right pixel and is too small: by 4 for a 2x2 window, by 9 for a 3x3 window, not at all "
    "for 1x1. Follow one entry of dout on its whole way to dx and count the steps that make it smaller. Try a 2x2 "
    "image with a 2x2 window and a dout of 4. The four pixels of dx should add up to 4 again. What do yours add up to, "
    "and after which step was the total last right?"
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
    dx_col = np.repeat(dout_col, size, axis=0) / size
    return _im2col_bw(dx_col, x.shape, pool_height, pool_width, 0, stride)
