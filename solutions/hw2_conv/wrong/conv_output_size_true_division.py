"""The result is a float and keeps the fraction when the size does not divide."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = "Look at the type of what you return. Could range() count with it?"


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return room / stride + 1
