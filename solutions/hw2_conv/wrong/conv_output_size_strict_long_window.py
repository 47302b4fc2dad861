"""Strict does not complain about a window that is longer than the padded input."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "One kind of misfit gets through when strict is True: a window longer than the padded input. If the division "
    "happens to leave no remainder, you return a number, and it is 0 or less. The Raises section names two reasons "
    "for the error. Try size 1, kernel 3 and stride 2 with strict=True. What is the remainder here, and how many "
    "windows fit on one pixel? Which of the two reasons does your condition notice?"
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    if strict and room % stride != 0:
        raise ValueError("the window does not fit")
    return room // stride + 1
