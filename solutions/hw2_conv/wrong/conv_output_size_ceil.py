"""The division is rounded up, so a position that reaches past the end is counted."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = "Lay boxes of 2 on a line of 7 pixels with stride 2. How many whole boxes fit, and what do you return?"


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return -(-room // stride) + 1
