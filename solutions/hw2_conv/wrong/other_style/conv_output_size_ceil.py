"""In another style: covered pixels and math.ceil."""

import math


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    padded = size + 2 * pad
    covered = dilation * (kernel - 1) + 1
    if strict:
        if covered > padded:
            raise ValueError("the window is longer than the padded input")
        if (padded - covered) % stride:
            raise ValueError("the last window does not end at the end")
    return math.ceil((padded - covered) / stride) + 1
