"""The columns are put back as if there were a border of one pixel."""

import numpy as np

QUESTIONS = ("avg_pool_backward_im2col",)
OUTPUT = "dx"
HINT = (
    "Your dx belongs to an image with a border of one pixel around it, and average pooling has no border. For most "
    "sizes the pieces then do not fit together and the call fails; where they do fit, every share lands one row too "
    "high and one column too far left. Look at which border is assumed when the shares are carried back to the image, "
    "also where you say nothing about it. Take a 4x4 image, a 2x2 window and stride 2: how many windows lie across it "
    "without a border, and how many with one?"
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
    dx_col = np.repeat(dout_col, size, axis=0)
    return _im2col_bw(dx_col, x.shape, pool_height, pool_width, stride=stride)
