"""A size that does not fit is an error even without strict."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "Call the function with size 7, kernel 2, stride 2 and the default for strict. What does the docstring promise "
    "there?"
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    if room < 0 or room % stride != 0:
        raise ValueError("the window does not fit")
    return room // stride + 1
