"""The loops stop before the last row and the last column of windows."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "Windows that end exactly on the lower or right edge of the padded image hand back nothing; the entries of all "
    "others arrive where they should. Look at where your last window starts, down and across. Take 4 pixels in a line, "
    "a window of 2, stride 1 and padding 0. Write down the start of every window that fits, then the starts that your "
    "code visits. Which one is missing?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for top in range(0, H + 2 * padding - k_height, stride):
        for left in range(0, W + 2 * padding - k_width, stride):
            column = (top // stride * W_out + left // stride) * N
            for n in range(N):
                window = grad_X_col[:, column].reshape(C, k_height, k_width)
                grad_pad[n, :, top : top + k_height, left : left + k_width] += window
                column += 1
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
