"""The output array is half precision, which keeps only three decimal digits."""

import numpy as np

QUESTIONS = ("conv_forward_naive",)
OUTPUT = "out"
HINT = (
    "Your values are close, but only their first three digits are right, and results above 65504 turn into inf. So each "
    "pixel meets the right weight of its filter, and digits get lost when a number is stored. Look at the type of the "
    "numbers in your arrays. Print out.dtype, and one sum just before and just after it goes into out. Then store 2049 "
    "in an array of that dtype: what do you read back, and where in your code is this dtype chosen?"
)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out), dtype=np.float16)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)
