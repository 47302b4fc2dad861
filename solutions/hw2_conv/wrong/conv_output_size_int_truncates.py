"""The quotient is cut toward zero, so a window longer than the input still gets one position."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "Try a window of 4 on 3 pixels with stride 2. How many positions are there? Which way does int() round a negative "
    "number?"
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return int(room / stride) + 1
