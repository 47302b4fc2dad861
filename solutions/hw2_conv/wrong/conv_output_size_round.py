"""The division is rounded to the nearest integer."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "Many of your numbers are right, but some are one too many, as where the division gives 1.67. Size 8, kernel 3, "
    "stride 3 gives 3, while size 7 with the same window is right. Draw the 8 pixels and the windows. How many whole "
    "windows are there? Then work out your division for both sizes with a pocket calculator and see what becomes of the "
    "digits after the point. Which way does the docstring round?"
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return round(room / stride) + 1
