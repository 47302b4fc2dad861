"""In another style: the rest is taken off before the division, and then forgotten."""


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    covered = kernel + (kernel - 1) * (dilation - 1)
    room = size + pad + pad - covered
    rest = room % stride
    return 1 + (room - rest) // stride
