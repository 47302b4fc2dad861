"""In another style: window by window in loops, the windows as rows."""

import numpy as np


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, height, width = w.shape
    H_out = 1 + (H + 2 * pad - height) // stride
    W_out = 1 + (W + 2 * pad - width) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows = []
    for top in range(0, H + 2 * pad - width + 1, stride):
        for left in range(0, W + 2 * pad - height + 1, stride):
            rows.append(x_pad[:, :, top : top + width, left : left + height].reshape(N, -1))
    out = np.stack(rows, axis=1) @ w.reshape(F, -1).T + b
    return out.transpose(0, 2, 1).reshape(N, F, H_out, W_out), (x, w, b, conv_param)
