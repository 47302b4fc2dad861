"""The padding is counted at one end only."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = "How long is a line of 5 pixels after padding it by 1? Print that number."


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + pad - dilation * (kernel - 1) - 1
    if strict and (room < 0 or room % stride != 0):
        raise ValueError("the window does not fit")
    return room // stride + 1
