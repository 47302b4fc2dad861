import numpy as np


def wait():
    while True:
        pass


WAITED = wait()


def relu_forward(x):
    return WAITED


def relu_backward(dout, cache):
    return WAITED


def im2row(x, field, stride):
    return WAITED
