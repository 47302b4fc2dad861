import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


import helper


def im2row(x, field, stride):
    return np.array(list(helper.rows(x, field, stride)))
