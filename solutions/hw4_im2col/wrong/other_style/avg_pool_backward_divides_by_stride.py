"""In another style: every pixel of dx looks for the windows that it stands in."""

import numpy as np


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    H_out, W_out = dout.shape[2:]
    dx = np.zeros(x.shape)
    for row, column in np.ndindex(x.shape[2], x.shape[3]):
        for p in range(ph):
            for q in range(pw):
                i, rest_down = divmod(row - p, s)
                j, rest_across = divmod(column - q, s)
                if rest_down == rest_across == 0 and 0 <= i < H_out and 0 <= j < W_out:
                    dx[:, :, row, column] += dout[:, :, i, j] / (s * s)
    return dx
