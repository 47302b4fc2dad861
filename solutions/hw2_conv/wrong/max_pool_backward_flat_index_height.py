"""The winner's place in the flat image is computed with the height as the row length."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "For square images dx is right. For others the gradients arrive at the wrong pixels, or the call stops because a "
    "place lies outside the image. The winner's row and column are right; look at how its place in the whole image "
    "follows from them. Number the pixels of an image with 2 rows and 4 columns from 0, row by row. Which number has "
    "the pixel in row 1, column 0, and which number does your rule give it?"
)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    H = x.shape[2]
    flat = dx.reshape(N, C, -1)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x[n, c, top : top + pool_height, left : left + pool_width]
                    row, column = divmod(np.argmax(window), pool_width)
                    flat[n, c, (top + row) * H + left + column] += dout[n, c, i, j]
    return dx
