"""One pixel is cut off on every side, whatever the padding."""

import numpy as np

QUESTIONS = ("im2col_bw",)
OUTPUT = "grad_X"
HINT = (
    "With padding 1 everything is right. With padding 0 grad_X is two rows and two columns too small, and with padding "
    "2 two rows and two columns too large. Look at what is cut off at the end, and at what this amount depends on. For "
    "an image of height 4, work out the height of the padded image for padding 0, 1 and 2. How many rows have to go at "
    "the top in each of the three cases?"
)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    grad = grad_X_col.reshape(C * k_height * k_width, H_out * W_out, N).transpose(2, 0, 1)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    np.add.at(grad_pad, (slice(None), c, i * stride + p, j * stride + q), grad)
    return grad_pad[:, :, 1:-1, 1:-1]
