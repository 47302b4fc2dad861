"""The division is rounded to the nearest integer."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = "Try size 6, kernel 3, stride 2 and count the positions by hand. Which way does the docstring round?"


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return round(room / stride) + 1
