ANSWERS = '''
import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def im2row(x, field, stride):
    rows = []
    for i in range(0, x.shape[0] - field + 1, stride):
        for j in range(0, x.shape[1] - field + 1, stride):
            rows.append(x[i : i + field, j : j + field].ravel())
    return np.array(rows)
'''


def make(folder):
    (folder / "answers.py").write_text(ANSWERS)
    for number in range(35):
        (folder / f"beside_{number}.py").write_text("#" + "x" * ((1 << 20) - 1))
