import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def im2row(x, field, stride):
    view = np.lib.stride_tricks.sliding_window_view(x, (field, field))[::stride, ::stride]
    return view.reshape(-1, field * field)
