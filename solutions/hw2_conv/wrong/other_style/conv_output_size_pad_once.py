"""In another style: covered pixels and one division."""


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    padded = size + pad
    covered = kernel + (kernel - 1) * (dilation - 1)
    positions, left_over = divmod(padded - covered + stride, stride)
    if strict and (left_over or covered > padded):
        raise ValueError(f"{covered} does not fit {padded}")
    return positions
