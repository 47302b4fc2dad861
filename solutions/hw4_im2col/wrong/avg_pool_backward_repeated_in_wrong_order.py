"""The channels are repeated one after the other where each should be repeated by itself."""

import numpy as np

QUESTIONS = ("avg_pool_backward_im2col",)
OUTPUT = "dx"
HINT = (
    "With one channel all is right; with more of them, the pixels of a single window get the shares of different "
    "channels in turn. The number of copies is right, so look at their order: how do the copies of the channels follow "
    "each other, from row to row of the matrix, and what does im2col's docstring say about rows? Try one 2x2 image "
    "with two channels, a 2x2 window and a dout of 4 for channel 0 and 8 for channel 1. Which pixels of channel 0 get "
    "a 2 instead of a 1?"
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
    dx_col = np.tile(dout_col, (size, 1))
    return _im2col_bw(dx_col, x.shape, pool_height, pool_width, 0, stride)
