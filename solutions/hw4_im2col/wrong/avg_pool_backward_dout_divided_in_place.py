"""The caller's dout is divided by the window's size."""

import numpy as np

QUESTIONS = ("avg_pool_backward_im2col",)
OUTPUT = "dout"
HINT = (
    "dx is right, but the dout that was handed to your function has changed: after the call each entry is smaller by "
    "the number of pixels in a window. The caller may still need it. Look at the step that turns an entry of dout into "
    "shares, and ask which array its result is stored in. Make a dout of ones for a 4x4 image, a 2x2 window and stride "
    "2, call your function twice with it and print dx.sum() after each call. Why is the second sum only a quarter of "
    "the first?"
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
    dout /= size
    dout_col = dout.transpose(1, 2, 3, 0).reshape(C, -1)
    dx_col = np.repeat(dout_col, size, axis=0)
    return _im2col_bw(dx_col, x.shape, pool_height, pool_width, 0, stride)
