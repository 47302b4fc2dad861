"""In another style: einsum for each position, all images and filters at once."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    K = w.shape[2]
    H_out = (x.shape[2] + 2 * pad - w.shape[2]) // s + 1
    W_out = (x.shape[3] + 2 * pad - w.shape[3]) // s + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((len(x), len(w), H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            patch = x_pad[:, :, s * i : s * i + K, s * j : s * j + K]
            out[:, :, i, j] = np.einsum("ncpq,fcpq->nf", patch, w)
    return out + b[:, None, None], (x, w, b, conv_param)
