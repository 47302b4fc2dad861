"""In another style: a true division, rounded down."""

import math


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    padded = pad + size + pad
    covered = kernel + (kernel - 1) * (dilation - 1)
    if strict:
        moves = (padded - covered) / stride
        if moves < 0 or moves != int(moves):
            raise ValueError(f"{kernel} pixels with stride {stride} do not fit into {padded}")
    return padded - math.floor(covered / stride) + 1
