"""dout is reshaped to one row per channel as it lies in memory."""

import numpy as np

QUESTIONS = ("avg_pool_backward_im2col",)
OUTPUT = "dx"
HINT = (
    "One image alone is right; with more of them the shares end up in wrong images and windows, and also in wrong "
    "channels. Look at how dout, (N, C, H_out, W_out), becomes one row for each channel: which entries does your first "
    "row hold, given that a new shape alone moves no number? Try two images of 4x4 with two channels, a 2x2 window, "
    "stride 2, and a dout of 4 for the first image and 0 for the second. Why does channel 0 get everything and channel "
    "1 nothing, in both images?"
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
    dout_col = dout.reshape(C, -1) / size
    dx_col = np.repeat(dout_col, size, axis=0)
    return _im2col_bw(dx_col, x.shape, pool_height, pool_width, 0, stride)
