"""In another style: covered pixels and NumPy's rounding."""

import numpy as np


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    padded = size + pad + pad
    covered = dilation * (kernel - 1) + 1
    steps = (padded - covered) / stride
    if strict and (covered > padded or steps != int(steps)):
        raise ValueError("does not fit")
    return int(np.rint(steps)) + 1
