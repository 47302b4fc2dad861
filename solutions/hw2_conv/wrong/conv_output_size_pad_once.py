"""The padding is counted at one end only."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "With pad 0 your number is right. With padding it is often too small, and with strict you accept or refuse the "
    "wrong sizes: your line of pixels is shorter than it should be. Draw a line of 5 pixels and pad it by 1, as the "
    "docstring describes pad. How long is it now from one end to the other? Lay windows of 3 on it with stride 1 and "
    "count them. Which length does your code give this line?"
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + pad - dilation * (kernel - 1) - 1
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return room // stride + 1
