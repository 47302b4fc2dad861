import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def im2row(x, field, stride):
    name = "\x1b[2J<script>alert(4711)</script>\u202e"
    source = "def fail():\n    raise type(NAME, (Exception,), {})(NAME)\n"
    space = {"NAME": name}
    exec(compile(source, "<student: " + name + ">", "exec"), space)
    space["fail"]()
