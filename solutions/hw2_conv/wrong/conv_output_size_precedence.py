"""Parentheses are missing, so only the window length is divided by the stride."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "Work out size 9, kernel 3, stride 2 with pencil and paper, then follow the order in which Python evaluates your "
    "line."
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    extent = dilation * (kernel - 1) + 1
    room = size + 2 * pad - extent
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return size + 2 * pad - extent // stride + 1
