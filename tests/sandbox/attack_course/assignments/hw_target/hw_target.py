# %% [markdown]
# # What the attacks are aimed at

# %% role="setup"

# %% role="answer" question="relu_forward"
def relu_forward(x):
    """Keep what is above 0.

    Args:
        x: array of any shape.

    Returns:
        out: array of the same shape.
        cache: what relu_backward needs; x will do.
    """
    raise NotImplementedError("relu_forward")


# %% role="answer" question="relu_backward"
def relu_backward(dout, cache):
    """Gradient of relu_forward.

    Args:
        dout: gradient of the loss in out.
        cache: from relu_forward.

    Returns:
        dx: gradient of the loss in x.
    """
    raise NotImplementedError("relu_backward")


# %% role="answer" question="im2row"
def im2row(x, field, stride):
    """Lay out every window of an image as a row.

    Args:
        x: image, (H, W).
        field: height and width of a window.
        stride: step between windows; windows that do not fit are left out.

    Returns:
        rows: array, (number of windows, field * field), windows from left to right, then from top to bottom.
    """
    raise NotImplementedError("im2row")
