"""Every pixel of a window gets an equal share of its gradient."""

import numpy as np

QUESTIONS = ("max_pool_backward_naive",)
OUTPUT = "dx"
HINT = (
    "The sum of dx is right, and so is the sum over each window as long as windows do not overlap. But inside a "
    "window every pixel gets the same: the entry of dout, divided by the number of pixels. Look at how much each "
    "pixel of a window has to say in the forward pass. Pool [[1, 2], [3, 9]] as a single window, then raise the 1 to "
    "1.5 and pool it again, and then do the same with the 9. By how much does out change each time, and what do the "
    "four entries of dx say about it?"
)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    _, _, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    window = x[n, c, i * stride : i * stride + ph, j * stride : j * stride + pw]
                    p, q = np.unravel_index(np.argmax(window), window.shape)
                    dx[n, c, i * stride : i * stride + ph, j * stride : j * stride + pw] += dout[n, c, i, j] / (ph * pw)
    return dx
