"""The division is rounded up, so a position that reaches past the end is counted."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "Where the windows fit exactly, your number is right; everywhere else it is one too many. Look at what happens "
    "when the division does not come out even. Draw a line of 8 pixels and lay a window of 3 on it with stride 2, "
    "again and again. Which is the last window that still lies on the line as a whole? Count, compare with your "
    "result, and read what the docstring says about positions that reach past the end."
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return -(-room // stride) + 1
