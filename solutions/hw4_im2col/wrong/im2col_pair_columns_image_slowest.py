"""Both functions put all windows of one image side by side."""

import numpy as np

QUESTIONS = ("im2col", "im2col_bw")
OUTPUT = "X_col"
HINT = (
    "With one image both functions are right. With several, im2col puts all windows of image 0 first, then all of "
    "image 1, and im2col_bw reads them in the same order, so the two are adjoint and that test passes, in a layout "
    "that is not the docstring's. Look at the order of the columns in both. Take two images of one pixel each, and "
    "then two images of 1x2 pixels. In which of the two cases does your X_col for a 1x1 window and padding 0 differ "
    "from what the docstring asks for?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    X_col = X_pad[:, c, i * stride + p, j * stride + q]
    return X_col.transpose(1, 0, 2).reshape(C * k_height * k_width, -1)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    c, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, k_height, k_width)))
    i, j = (axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    grad = grad_X_col.reshape(C * k_height * k_width, N, H_out * W_out).transpose(1, 0, 2)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    np.add.at(grad_pad, (slice(None), c, i * stride + p, j * stride + q), grad)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]
