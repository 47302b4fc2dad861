"""Loops over the k_height * k_width places of a window; each moves one strided slice of the whole batch."""

import numpy as np

MUTATED = True


def count(size, window, stride, pad=0):
    return 1 + (size + 2 * pad - window) // stride


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    down, across = count(H, k_height, stride, padding), count(W, k_width, stride, padding)
    wide = np.zeros((C, H + 2 * padding, W + 2 * padding, N), dtype=X.dtype)
    wide[:, padding : padding + H, padding : padding + W] = X.transpose(1, 2, 3, 0)
    X_col = np.empty((C, k_height, k_width, down, across, N), dtype=X.dtype)
    for p in range(k_height):
        for q in range(k_width):
            X_col[:, p, q] = wide[:, p:, q:][
                :, : stride * (down - 1) + 1 : stride, : stride * (across - 1) + 1 : stride
            ]
    return X_col.reshape(C * k_height * k_width, down * across * N)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    down, across = count(H, k_height, stride, padding), count(W, k_width, stride, padding)
    grad = grad_X_col.reshape(C, k_height, k_width, down, across, N)
    wide = np.zeros((C, H + 2 * padding, W + 2 * padding, N))
    for p in range(k_height):
        for q in range(k_width):
            wide[:, p : p + stride * down : stride, q : q + stride * across : stride] += grad[:, p, q]
    return wide[:, padding : padding + H, padding : padding + W].transpose(3, 0, 1, 2).copy()


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    (N, _, H, W), (F, _, HH, WW) = x.shape, w.shape
    product = w.reshape(F, -1) @ im2col(x, HH, WW, pad, stride)
    product += b[:, np.newaxis]
    out = product.reshape(F, count(H, HH, stride, pad), count(W, WW, stride, pad), N)
    return np.rollaxis(out, 3), (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, _b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, C, HH, WW = w.shape
    dout_col = np.moveaxis(dout, 0, -1).reshape(F, -1)
    x_col = im2col(x, HH, WW, pad, stride)
    dx_col = w.reshape(F, -1).T @ dout_col
    return (
        im2col_bw(dx_col, x.shape, HH, WW, pad, stride),
        (x_col @ dout_col.T).T.reshape(F, C, HH, WW),
        dout_col.sum(axis=1),
    )


def _pool(pool_param):
    return pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]


def avg_pool_forward_im2col(x, pool_param):
    ph, pw, stride = _pool(pool_param)
    N, C, H, W = x.shape
    x_col = im2col(x.reshape(N * C, 1, H, W), ph, pw, 0, stride)
    out = x_col.mean(axis=0).reshape(count(H, ph, stride), count(W, pw, stride), N, C)
    return out.transpose(2, 3, 0, 1), (x, pool_param)


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    ph, pw, stride = _pool(pool_param)
    N, C, H, W = x.shape
    row = dout.transpose(2, 3, 0, 1).ravel() / (ph * pw)
    dx_col = np.tile(row, (ph * pw, 1))
    return im2col_bw(dx_col, (N * C, 1, H, W), ph, pw, 0, stride).reshape(N, C, H, W)


def max_pool_forward_fast(x, pool_param):
    ph, pw, stride = _pool(pool_param)
    down, across = count(x.shape[2], ph, stride), count(x.shape[3], pw, stride)
    out = np.full((*x.shape[:2], down, across), -np.inf)
    for p in range(ph):
        for q in range(pw):
            part = x[:, :, p : p + stride * down : stride, q : q + stride * across : stride]
            np.maximum(out, part, out=out)
    return out, (x, out, pool_param)


def max_pool_backward_fast(dout, cache):
    x, out, pool_param = cache
    ph, pw, stride = _pool(pool_param)
    down, across = out.shape[2:]
    dx = np.zeros(x.shape)
    left = np.array(dout, dtype=float)
    # From the last place backwards: on ties the last maximum gets everything.
    for p in reversed(range(ph)):
        for q in reversed(range(pw)):
            place = np.s_[:, :, p : p + stride * down : stride, q : q + stride * across : stride]
            wins = x[place] == out
            dx[place] += np.where(wins, left, 0)
            left[wins] = 0
    return dx


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(np.ascontiguousarray(x), ((0,), (0,), (pad,), (pad,)))
    N, C, H, W = x_pad.shape
    _F, _, HH, WW = w.shape
    shape = (N, C, count(H, HH, stride), count(W, WW, stride), HH, WW)
    size = x_pad.itemsize
    strides = np.array([C * H * W, H * W, stride * W, stride, W, 1]) * size
    windows = np.lib.stride_tricks.as_strided(x_pad, shape, tuple(strides), writeable=False)
    return np.einsum("ncijpq,fcpq->nfij", windows, w, optimize=True) + b[None, :, None, None]
