import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def im2row(x, field, stride):
    error = ValueError("round")
    other = KeyError("and round")
    error.__cause__, other.__cause__, error.__context__ = other, error, error
    error.args = (error, other)
    raise error
