"""The matrix product has filters first, and it is reshaped as if images came first."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "For one image or one filter everything is right. With several of both, all the right maps are in out, but many "
    "stand in the wrong place: with 2 images, out[0, 1] shows what filter 0 says about image 1. Look at the step that "
    "gives out its four axes. Take 2 images, 3 filters and one position. In which order do your six numbers come "
    "before that step, and in which order does the shape (N, F, H_out, W_out) want them?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    columns = []
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                top, left = i * stride, j * stride
                columns.append(x_pad[n, :, top : top + HH, left : left + WW].reshape(-1))
    out = w.reshape(F, -1) @ np.array(columns).T + b[:, None]
    return out.reshape(N, F, H_out, W_out), (x, w, b, conv_param)
