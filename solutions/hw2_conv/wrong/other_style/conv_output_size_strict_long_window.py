"""In another style: divmod, and the steps are multiplied back."""


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    last_start = size + 2 * pad - (dilation * (kernel - 1) + 1)
    steps = last_start // stride
    if not strict or steps * stride == last_start:
        return 1 + steps
    raise ValueError(f"{last_start - steps * stride} pixels are left over")
