"""The output width is computed from the height of the filter."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "With square filters everything is right. With filters higher than wide your out lacks columns at its right end; "
    "with filters wider than high it has too many, and the last windows run past the edge. The height of out is "
    "right. Take an image of 6 by 6, a filter of 2 rows and 3 columns, stride 1 and pad 0, and work out both sizes of "
    "out on paper. Which length of the filter belongs to which of them, and which one does your width use?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - HH) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
