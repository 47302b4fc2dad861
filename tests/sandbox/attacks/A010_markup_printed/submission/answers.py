import numpy as np


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


MARKUP = "</pre></td><script>alert(4711)</script><img src=x onerror=alert(4711)><!-- ![x](javascript:alert(4711))"


def im2row(x, field, stride):
    print(MARKUP)
    raise ValueError(MARKUP + " {{7*7}} {% raw %} ${jndi:x}")
