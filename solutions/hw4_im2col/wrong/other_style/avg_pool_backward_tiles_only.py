"""In another style: every pixel looks up the number of its block."""

import numpy as np


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    ph, pw = pool_param["pool_height"], pool_param["pool_width"]
    dx = np.zeros(x.shape)
    for row in range(x.shape[2]):
        for column in range(x.shape[3]):
            i, j = row // ph, column // pw
            if i < dout.shape[2] and j < dout.shape[3]:
                dx[:, :, row, column] = dout[:, :, i, j] / (ph * pw)
    return dx
