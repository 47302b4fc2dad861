"""A size that does not fit is an error even without strict."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
RAISES = "ValueError"
HINT = (
    "Whenever you return a number, it is right. But when the size does not fit, you raise the error even though "
    "strict is False, which is its default. Try size 7, kernel 2 and stride 2 without strict: draw the windows and "
    "read what the docstring says about positions past the end. Which number does it promise? Then look at the "
    "condition for the error. Which of the arguments should have a say in it?"
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = size + 2 * pad - dilation * (kernel - 1) - 1
    if room < 0 or room % stride != 0:
        raise ValueError("the window does not fit")
    return room // stride + 1
