"""In another style: the window is moved step by step and the positions are counted."""


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    length = pad + size + pad
    positions = 0
    end = kernel
    while end <= length:
        positions += 1
        last_end = end
        end += stride
    if strict and (positions == 0 or last_end != length):
        raise ValueError(f"kernel {kernel} and stride {stride} leave a rest of {length} pixels")
    return positions
