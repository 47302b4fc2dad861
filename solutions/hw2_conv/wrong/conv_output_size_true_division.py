"""The result is a float and keeps the fraction when the size does not divide."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "You return a float: 4.0 where the windows fit exactly, and something like 3.5 where they do not. The docstring "
    "promises a count, an int. Take size 7, kernel 2 and stride 2, where you return 3.5, and draw the windows. Which "
    "of them lies on the line only in part, and does the docstring count it? Look at the division, and at the type "
    "that it gives. Could range() count with your result?"
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return room / stride + 1
