import numpy as np

while True:
    pass


def row_sums(x):
    return np.zeros(len(x))
