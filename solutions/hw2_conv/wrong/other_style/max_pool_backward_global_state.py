"""In another style: the best value so far over the taps of the window, winners on a stack."""

import numpy as np

_STACK = []


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    oh, ow = (H - ph) // s + 1, (W - pw) // s + 1
    best = np.full((N, C, oh, ow), -np.inf)
    where = np.zeros((N, C, oh, ow), dtype=int)
    for k in range(ph * pw):
        p, q = divmod(k, pw)
        seen = x[:, :, p : p + s * oh : s, q : q + s * ow : s]
        where[seen > best] = k
        best = np.maximum(best, seen)
    _STACK.append(where)
    return best, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    where = _STACK.pop()
    s, pw = pool_param["stride"], pool_param["pool_width"]
    dx = np.zeros(x.shape)
    for place, grad in np.ndenumerate(dout):
        n, c, i, j = place
        p, q = divmod(where[place], pw)
        dx[n, c, s * i + p, s * j + q] += grad
    return dx
