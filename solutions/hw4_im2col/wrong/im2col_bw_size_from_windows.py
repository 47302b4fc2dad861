"""The result covers the windows only, so that left-over rows and columns are missing."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "When the windows reach exactly to the end of the padded image, everything is right. When some rows or columns are "
    "left over, grad_X comes out too small. Look at what you work out its height and width from. Draw 5 pixels in a "
    "line and windows of 2, with stride 2 and padding 0. How long is your result, which pixel lies in no window, and "
    "what does the Returns section say about such a pixel?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    grad_pad = np.zeros((N, C, (H_out - 1) * stride + k_height, (W_out - 1) * stride + k_width), dtype=grad_X_col.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = grad_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            part += grad[:, i, j].transpose(3, 0, 1, 2)
    return grad_pad[:, :, padding : grad_pad.shape[2] - padding, padding : grad_pad.shape[3] - padding]
