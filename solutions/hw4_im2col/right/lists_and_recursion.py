"""Nested lists inside, halved by recursion; lists where tuples are described, and caches that are functions."""

import numpy as np


def total(parts):
    """Halve the list until one part is left."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return total(parts[:middle]) + total(parts[middle:])


def count(size, window, padding, stride):
    """Windows are counted one at a time, from the last."""
    return 0 if size + 2 * padding < window else 1 + count(size - stride, window, padding, stride)


def column(image, top, left, height, width):
    """One window as a list, (C, height, width); what lies outside the image is 0."""
    C, H, W = len(image), len(image[0]), len(image[0][0])
    return [
        image[c][i][j] if 0 <= i < H and 0 <= j < W else 0.0
        for c in range(C)
        for i in range(top, top + height)
        for j in range(left, left + width)
    ]


def corners(H, W, height, width, padding, stride):
    return [
        (i * stride - padding, j * stride - padding)
        for i in range(count(H, height, padding, stride))
        for j in range(count(W, width, padding, stride))
    ]


def im2col(X, k_height, k_width, padding=1, stride=1):
    images = X.tolist()
    places = corners(*X.shape[2:], k_height, k_width, padding, stride)
    columns = [column(image, top, left, k_height, k_width) for top, left in places for image in images]
    return np.array(list(zip(*columns, strict=True)), dtype=X.dtype)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    received = [[[[[0.0] for _ in range(W)] for _ in range(H)] for _ in range(C)] for _ in range(N)]
    places = corners(H, W, k_height, k_width, padding, stride)
    for where, line in enumerate(grad_X_col.T.tolist()):
        (top, left), n = places[where // N], where % N
        for k, g in enumerate(line):
            c, p, q = k // (k_height * k_width), k // k_width % k_height, k % k_width
            if 0 <= top + p < H and 0 <= left + q < W:
                received[n][c][top + p][left + q].append(g)
    sums = [[[[total(pixel) for pixel in row] for row in plane] for plane in image] for image in received]
    return np.array(sums).reshape(X_shape)


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_col = im2col(x, HH, WW, pad, stride)
    rows = w.reshape(F, -1)
    out = total([np.outer(rows[:, k], x_col[k]) for k in range(len(x_col))]) + b.reshape(F, 1)
    out = out.reshape(F, count(x.shape[2], HH, pad, stride), -1, len(x))

    def backward(dout):
        flat = dout.transpose(1, 2, 3, 0).reshape(F, -1)
        dx_col = total([np.outer(row, line) for row, line in zip(rows, flat, strict=True)])
        dw = total([np.outer(flat[:, k], x_col[:, k]) for k in range(flat.shape[1])])
        return [im2col_bw(dx_col, x.shape, HH, WW, pad, stride), dw.reshape(w.shape), total(list(flat.T))]

    return [out.transpose(3, 0, 1, 2), backward]


def conv_backward_im2col(dout, cache):
    return cache(dout)


def pooled(x, pool_param, choose):
    """Maps from one number per window, and the function that carries their gradient back."""
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    x_col = im2col(x.reshape(N * C, 1, H, W), ph, pw, 0, stride)
    values, weights = zip(*(choose(line) for line in x_col.T.tolist()), strict=True)
    out = np.array(values).reshape(count(H, ph, 0, stride), -1, N, C).transpose(2, 3, 0, 1)

    def backward(dout):
        flat = dout.transpose(2, 3, 0, 1).ravel()
        return im2col_bw(np.array(weights).T * flat, (N * C, 1, H, W), ph, pw, 0, stride).reshape(x.shape)

    return [out, backward]


def avg_pool_forward_im2col(x, pool_param):
    return pooled(x, pool_param, lambda line: (total(line) / len(line), [1 / len(line)] * len(line)))


def avg_pool_backward_im2col(dout, cache):
    return cache(dout)


def max_pool_forward_fast(x, pool_param):
    def choose(line):
        hits = [value == max(line) for value in line]
        return max(line), [hit / sum(hits) for hit in hits]

    return pooled(x, pool_param, choose)


def max_pool_backward_fast(dout, cache):
    return cache(dout)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(wide, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    taps = [view[:, c, None, :, :, p, q] * w[:, c, p, q][:, None, None] for c, p, q in np.ndindex(w.shape[1:])]
    return total(taps) + b[:, None, None]
