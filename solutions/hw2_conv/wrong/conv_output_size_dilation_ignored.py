"""Dilation has no effect on the length of the window."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "With dilation 1 your number is right. With a larger dilation you return the same number as with dilation 1, and "
    "that is often too many. Look at the length of the window. Draw a window of 3 taps with dilation 2: a cross for "
    "each tap, a dot for each pixel between two taps. How many pixels is it from the first cross to the last, and "
    "which length does your code work with?"
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - kernel
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return room // stride + 1
