"""Dilation has no effect on the length of the window."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = "Draw a window of 3 taps with dilation 2. From its first tap to its last, how many pixels does it cover?"


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - kernel
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return room // stride + 1
