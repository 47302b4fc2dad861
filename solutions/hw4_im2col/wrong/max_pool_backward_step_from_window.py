"""The windows are taken to lie side by side, whatever the stride."""

import numpy as np

QUESTIONS = ("max_pool_backward_fast",)
OUTPUT = "dx"
HINT = (
    "dx is right whenever the stride equals the size of the window. With other strides the winners are the right "
    "pixels of their windows, but the windows are taken to lie side by side, so entries land in the wrong place or "
    "outside x. Look at where a window begins when you turn a place inside it into a place in x. Take a 1x5 image, 1x2 "
    "windows and stride 3. At which pixel does the second window begin, and where does your code think it does?"
)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride].reshape(*dout.shape, pool_height * pool_width)
    row, column = np.divmod(windows.argmax(axis=-1), pool_width)
    n, c, i, j = np.indices(dout.shape)
    dx = np.zeros(x.shape)
    np.add.at(dx, (n, c, i * pool_height + row, j * pool_width + column), dout)
    return dx
