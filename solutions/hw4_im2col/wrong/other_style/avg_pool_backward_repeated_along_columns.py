"""In another style: no matrix, the copies of one channel as a block that is added window by window."""

import numpy as np


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for c in range(C):
        entries = dout[:, c].transpose(1, 2, 0).ravel()
        copies = [entry / (ph * pw) for entry in entries for _ in range(ph * pw)]
        block = np.array(copies).reshape(ph, pw, H_out, W_out, N)
        for i in range(H_out):
            for j in range(W_out):
                share = np.moveaxis(block[:, :, i, j], -1, 0)
                dx[:, c, i * s : i * s + ph, j * s : j * s + pw] += share
    return dx
