"""Each pixel gets the mean of its copies."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Pixels that lie in a single window are right. A pixel in two windows gets half of what it should, a pixel in four "
    "a quarter. Look at what you do to the gradient after all entries have arrived. Take one 3x3 image, 2x2 windows, "
    "stride 1, padding 0 and a matrix of ones. If the middle pixel grows by 1, how many entries of X_col grow by 1, "
    "and by how much does the sum of X_col grow?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    count = np.zeros(grad_pad.shape)
    for i in range(k_height):
        for j in range(k_width):
            part = grad_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            part += grad[:, i, j].transpose(3, 0, 1, 2)
            count[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride] += 1
    grad_pad /= np.maximum(count, 1)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
