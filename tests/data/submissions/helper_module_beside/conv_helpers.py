import numpy as np


def flipped(kernel):
    return np.flip(kernel)
