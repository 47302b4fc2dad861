"""The winner of the last image is used for all images."""

import numpy as np

QUESTIONS = ("max_pool_backward_fast",)
OUTPUT = "dx"
HINT = (
    "The last image is right. In the others the entries of dout go to the place where the last image has its maximum, "
    "whether or not it is one there. Look at where the place of the maximum is worked out, and for how many images. "
    "Take two 1x2 images, (9, 1) and (1, 9), a 1x2 window and a dout of ones. Which pixel wins in each image, and "
    "which pixels get something from your code?"
)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride].reshape(*dout.shape, pool_height * pool_width)
    row, column = np.divmod(np.broadcast_to(windows[-1:].argmax(axis=-1), dout.shape), pool_width)
    n, c, i, j = np.indices(dout.shape)
    dx = np.zeros(x.shape)
    np.add.at(dx, (n, c, i * stride + row, j * stride + column), dout)
    return dx
