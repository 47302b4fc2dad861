import numpy as np


def relu_backward(dout, cache):
    return dout * (cache > 0)


def im2row(x, field, stride):
    rows = []
    for i in range(0, x.shape[0] - field + 1, stride):
        for j in range(0, x.shape[1] - field + 1, stride):
            rows.append(x[i : i + field, j : j + field].ravel())
    return np.array(rows)


class Layer:
    pass


class ReLU(Layer):
    def forward(self, x):
        return np.maximum(x, 0)


def relu_forward(x):
    layer = {cls.__name__: cls for cls in Layer.__subclasses__()}["ReLU"]
    return layer().forward(x), x
