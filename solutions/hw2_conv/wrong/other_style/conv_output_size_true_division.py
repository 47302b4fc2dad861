"""In another style: covered pixels, the checks one after the other."""


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    padded = size + 2 * pad
    covered = (kernel - 1) * dilation + 1
    if strict:
        if padded < covered:
            raise ValueError("window too long")
        if (padded - covered) // stride * stride != padded - covered:
            raise ValueError("window does not fit")
    steps = (padded - covered) / stride
    return steps + 1
