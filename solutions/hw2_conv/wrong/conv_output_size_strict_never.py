"""The strict flag is accepted and never looked at."""

QUESTIONS = ("conv_output_size",)
OUTPUT = "result"
HINT = (
    "Your numbers are right, but no call ever raises the ValueError, so strict=True makes no difference. Read the "
    "Raises section: it names two reasons. For the first, draw size 7, kernel 2 and stride 2: where does the last "
    "window end, and where does the line end? For the second, draw size 2 and kernel 3. What should happen in each "
    "case with strict=True, and at which point does your code know enough to tell?"
)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    return (size + 2 * pad - dilation * (kernel - 1) - 1) // stride + 1
