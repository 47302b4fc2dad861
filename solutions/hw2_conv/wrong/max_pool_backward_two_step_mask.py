"""The mask is built in two steps, and a maximum of 0 marks the whole window."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "Your dx goes wrong in windows whose largest value is exactly 0, as is common behind a ReLU: every pixel of such a "
    "window receives the whole entry of dout. Look at how the winner of a window is marked, and at what the marked "
    "window holds after each step of the marking. Take the window [[0, -1], [-2, -3]] with an entry of 1 in dout and "
    "write down the four numbers after every step. After which step can the winner no longer be told from the others?"
)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x[n, c, top : top + pool_height, left : left + pool_width]
                    mask = window.copy()
                    top_value = mask.max()
                    mask[mask < top_value] = 0
                    mask[mask == top_value] = 1
                    dx[n, c, top : top + pool_height, left : left + pool_width] += mask * dout[n, c, i, j]
    return dx
