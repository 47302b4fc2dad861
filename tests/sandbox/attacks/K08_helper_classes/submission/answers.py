import numpy as np


def im2row(x, field, stride):
    rows = []
    for i in range(0, x.shape[0] - field + 1, stride):
        for j in range(0, x.shape[1] - field + 1, stride):
            rows.append(x[i : i + field, j : j + field].ravel())
    return np.array(rows)


from dataclasses import dataclass


class Registered(type):
    known = {}

    def __new__(cls, name, bases, space):
        made = super().__new__(cls, name, bases, space)
        cls.known[name] = made
        return made


class Layer(metaclass=Registered):
    @property
    def name(self):
        return type(self).__name__


@dataclass
class Saved:
    positive: np.ndarray
    by: str


class ReLU(Layer):
    def forward(self, x):
        assert Registered.known["ReLU"] is ReLU
        return np.maximum(x, 0), Saved(x > 0, self.name)


def relu_forward(x):
    return ReLU().forward(x)


def relu_backward(dout, cache):
    assert cache.by == "ReLU"
    return dout * cache.positive
