"""Backward never derives a formula: unit images go through forward, and dout is weighed with what comes out."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    wide = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    view = np.lib.stride_tricks.sliding_window_view(wide, (k_height, k_width), axis=(2, 3))[:, :, ::stride, ::stride]
    return view.transpose(1, 4, 5, 2, 3, 0).reshape(X.shape[1] * k_height * k_width, -1)


def units(shape):
    for place in np.ndindex(*shape):
        unit = np.zeros(shape)
        unit[place] = 1
        yield place, unit


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    grad_X = np.zeros(X_shape)
    of_images = grad_X_col.reshape(C, k_height * k_width, -1, N)
    for (i, j), unit in units((H, W)):
        copies = im2col(unit[None, None], k_height, k_width, padding, stride)
        grad_X[:, :, i, j] = np.einsum("kl,ckln->nc", copies, of_images)
    return grad_X


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    down = (x.shape[2] + 2 * pad - HH) // stride + 1
    flat = w.reshape(F, -1) @ im2col(x, HH, WW, pad, stride) + b[:, None]
    return flat.reshape(F, down, -1, len(x)).transpose(3, 0, 1, 2), (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    for (c, i, j), unit in units(x.shape[1:]):
        answer, _ = conv_forward_im2col(unit[None], w, np.zeros(b.shape), conv_param)
        dx[:, c, i, j] = np.einsum("nfij,fij->n", dout, answer[0])
    for (c, p, q), unit in units(w.shape[1:]):
        answer, _ = conv_forward_im2col(x, unit[None], np.zeros(1), conv_param)
        dw[:, c, p, q] = np.einsum("nfij,nij->f", dout, answer[:, 0])
    for f, unit in units(b.shape):
        answer, _ = conv_forward_im2col(np.zeros(x.shape), w, unit, conv_param)
        db[f] = np.vdot(dout, answer)
    return dx, dw, db


def avg_pool_forward_im2col(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    mean = np.full((1, 1, ph, pw), 1 / (ph * pw))
    out, _ = conv_forward_im2col(x.reshape(N * C, 1, H, W), mean, np.zeros(1), {"stride": stride, "pad": 0})
    return out.reshape(N, C, *out.shape[2:]), (x.shape, pool_param)


def avg_pool_backward_im2col(dout, cache):
    shape, pool_param = cache
    dx = np.zeros(shape)
    for (i, j), unit in units(shape[2:]):
        answer, _ = avg_pool_forward_im2col(unit[None, None], pool_param)
        dx[:, :, i, j] = np.tensordot(dout, answer[0, 0], axes=2)
    return dx


def max_pool_forward_fast(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    view = np.lib.stride_tricks.sliding_window_view(x, (ph, pw), axis=(2, 3))[:, :, ::stride, ::stride]
    return view.max(axis=(4, 5)), (x, pool_param)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    # Ranks have no ties, and the largest rank of a window belongs to one of its largest values.
    order = np.argsort(x, axis=None, kind="stable")
    ranks = np.empty(x.size, dtype=int)
    ranks[order] = np.arange(x.size)
    best, _ = max_pool_forward_fast(ranks.reshape(x.shape), pool_param)
    dx = np.zeros(x.size)
    for rank, gradient in zip(best.ravel(), dout.ravel(), strict=True):
        dx[order[rank]] += gradient
    return dx.reshape(x.shape)
