"""Strict does not complain about a window that is longer than the padded input."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "The Raises section names two reasons. Try size 1, kernel 3, stride 2 with strict=True: the remainder is 0, yet "
    "how many windows fit?"
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    if strict and room % stride != 0:
        raise ValueError("the window does not fit")
    return room // stride + 1
