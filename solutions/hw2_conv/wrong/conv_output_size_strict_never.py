"""The strict flag is accepted and never looked at."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = "What should happen for size 7, kernel 2, stride 2 with strict=True? Read the Raises section again."


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    return (size + 2 * pad - dilation * (kernel - 1) - 1) // stride + 1
