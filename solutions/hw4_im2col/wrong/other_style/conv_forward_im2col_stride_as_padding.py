"""In another style: the windows as rows of a list, the filters as columns."""

import numpy as np


def _rows(x, height, width, padding=1, stride=1):
    x_pad = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    down = 1 + (x_pad.shape[2] - height) // stride
    across = 1 + (x_pad.shape[3] - width) // stride
    rows = []
    for i in range(down):
        for j in range(across):
            for image in x_pad:
                window = image[:, i * stride : i * stride + height, j * stride : j * stride + width]
                rows.append(window.ravel())
    return np.array(rows)


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    scores = _rows(x, HH, WW, stride, pad) @ w.reshape(F, -1).T + b
    out = np.moveaxis(scores.reshape(H_out, W_out, N, F), (2, 3), (0, 1))
    return out, (x, w, b, conv_param)
