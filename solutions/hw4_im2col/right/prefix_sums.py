"""Running sums and running maxima: means from a summed-area table, their gradient from a table of differences."""

import numpy as np


def read(pool_param):
    return pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]


def avg_pool_forward_im2col(x, pool_param):
    ph, pw, stride = read(pool_param)
    table = np.pad(x, ((0, 0), (0, 0), (1, 0), (1, 0))).cumsum(axis=2).cumsum(axis=3)
    sums = table[:, :, ph:, pw:] - table[:, :, :-ph, pw:] - table[:, :, ph:, :-pw] + table[:, :, :-ph, :-pw]
    return sums[:, :, ::stride, ::stride] / (ph * pw), (x.shape, pool_param)


def avg_pool_backward_im2col(dout, cache):
    shape, pool_param = cache
    ph, pw, stride = read(pool_param)
    share = dout / (ph * pw)
    # A box is begun at its top left corner and ended below and to the right; the running sum fills it in.
    edges = np.zeros((*shape[:2], shape[2] + 1, shape[3] + 1))
    rows, columns = (np.arange(0, stride * count, stride) for count in dout.shape[2:])
    for down, across, sign in ((0, 0, 1), (ph, 0, -1), (0, pw, -1), (ph, pw, 1)):
        np.add.at(edges, (slice(None), slice(None), rows[:, None] + down, columns + across), sign * share)
    return edges.cumsum(axis=2).cumsum(axis=3)[:, :, :-1, :-1]


def running_max(a, length):
    """The largest of `length` neighbours along the last axis, by doubling: windows of 1, 2, 4 and so on."""
    reach = 1
    while 2 * reach <= length:
        a = np.maximum(a[..., :-reach], a[..., reach:])
        reach *= 2
    rest = length - reach
    return np.maximum(a[..., : a.shape[-1] - rest], a[..., rest:]) if rest else a


def max_pool_forward_fast(x, pool_param):
    ph, pw, stride = read(pool_param)
    best = running_max(running_max(x, pw).swapaxes(2, 3), ph).swapaxes(2, 3)
    return best[:, :, ::stride, ::stride], (x, pool_param)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    ph, pw, stride = read(pool_param)
    best, _ = max_pool_forward_fast(x, pool_param)
    rows, columns = (stride * np.arange(count) for count in dout.shape[2:])
    dx, found = np.zeros(x.shape), np.zeros(dout.shape, dtype=int)
    for p in range(ph):
        for q in range(pw):
            place = np.ix_(range(len(x)), range(x.shape[1]), rows + p, columns + q)
            found += (hits := x[place] == best)
            dx[place] += np.where(hits & (found == 1), dout, 0)
    return dx


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    down, across = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    rows, columns = (stride * np.arange(count) for count in (down, across))
    terms = np.empty((C * HH * WW + 1, N, F, down, across))
    terms[0] = b[:, None, None]
    for k, (c, p, q) in enumerate(np.ndindex(C, HH, WW), 1):
        terms[k] = wide[:, None, c, rows[:, None] + p, columns + q] * w[:, c, p, q][:, None, None]
    return np.add.accumulate(terms)[-1], (x, w, b, conv_param)
