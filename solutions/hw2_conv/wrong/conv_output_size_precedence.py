"""Parentheses are missing, so only the window length is divided by the stride."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "With stride 1 your number is right. With a larger stride it is far too large, about as large as the input "
    "itself: size 9, kernel 3 and stride 2 give 9. Work this example out on paper in two steps: how many pixels can "
    "the window still move from its first position, and how many strides are there in that? Then evaluate your own "
    "expression in the order in which Python does. Which numbers take part in the division?"
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    extent = dilation * (kernel - 1) + 1
    room = size + 2 * pad - extent
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return size + 2 * pad - extent // stride + 1
