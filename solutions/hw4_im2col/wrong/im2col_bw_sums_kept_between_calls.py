"""The sums of earlier calls are still there when the next one starts."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "The first call is right. Later calls with the same sizes return their own result plus everything that came "
    "before. Look at the array in which the sums grow: where is it made, how often, and what stands in it when a call "
    "begins? Call the function three times with one and the same matrix of ones and print one pixel each time. Which "
    "three numbers do you see, and which ones should you see?"
)


_sums = {}


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    size = (N, C, H + 2 * padding, W + 2 * padding)
    grad_pad = _sums.setdefault(size, np.zeros(size))
    for i in range(k_height):
        for j in range(k_width):
            part = grad_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            part += grad[:, i, j].transpose(3, 0, 1, 2)
    return grad_pad[:, :, padding : padding + H, padding : padding + W].copy()
