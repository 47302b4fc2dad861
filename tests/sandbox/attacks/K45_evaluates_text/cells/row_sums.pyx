import numpy as np


def row_sums(x):
    names = {"np": np, "x": x}
    exec("out = np.add.reduce(x, 1)", names)
    return eval("out + 0", names)
