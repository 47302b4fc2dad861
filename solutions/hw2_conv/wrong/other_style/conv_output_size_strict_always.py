"""In another style: the window is moved step by step and counted."""


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    length = pad + size + pad
    end = dilation * (kernel - 1) + 1
    count = 0
    while end < length:
        end += stride
        count += 1
    if end != length:
        raise ValueError(f"{kernel} does not fit into {size}")
    return count + 1
