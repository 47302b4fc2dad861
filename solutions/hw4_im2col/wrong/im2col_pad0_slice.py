"""X is copied into the padded array by a slice that ends at -padding."""

import numpy as np

QUESTIONS = ("im2col",)
OUTPUT = "X_col"
RAISES = "ValueError"
HINT = (
    "With padding 1 or more X_col is right. With padding 0 the images find no room in the padded array: the part they "
    "should go to has no rows and no columns. Look at how you name the end of that part. For an image of height 4, "
    "write down where the image starts and where it ends in the padded array, first for padding 2, then 1, then 0, the "
    "way your code says it. What does Python understand by the last one?"
)


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    X_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=X.dtype)
    X_pad[:, :, padding:-padding, padding:-padding] = X
    X_col = np.zeros((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = X_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            X_col[:, i, j] = part.transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)
