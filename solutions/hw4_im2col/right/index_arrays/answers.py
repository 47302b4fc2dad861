"""Windows are gathered by three index arrays and sent back by np.add.at."""

import numpy as np


def places(C, H, W, kh, kw, padding, stride):
    """Channel, row and column in the padded image of every entry of the matrix for one image."""
    H_out = 1 + (H + 2 * padding - kh) // stride
    W_out = 1 + (W + 2 * padding - kw) // stride
    k, p, q = (axis.reshape(-1, 1) for axis in np.indices((C, kh, kw)))
    top, left = (stride * axis.reshape(1, -1) for axis in np.indices((H_out, W_out)))
    return k, top + p, left + q, H_out, W_out


def im2col(X, k_height, k_width, padding=1, stride=1):
    _N, C, H, W = X.shape
    border = (padding, padding)
    X_pad = np.pad(X, ((0, 0), (0, 0), border, border))
    k, i, j, _, _ = places(C, H, W, k_height, k_width, padding, stride)
    cols = X_pad[:, k, i, j]
    return np.moveaxis(cols, 0, -1).reshape(cols.shape[1], -1)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    k, i, j, _, _ = places(C, H, W, k_height, k_width, padding, stride)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    grad = np.moveaxis(grad_X_col.reshape(len(grad_X_col), -1, N), -1, 0)
    np.add.at(grad_pad, (slice(None), k, i, j), grad)
    if padding == 0:
        return grad_pad
    return grad_pad[:, :, padding:-padding, padding:-padding]


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _C, HH, WW = w.shape
    H_out, W_out = places(*x.shape[1:], HH, WW, pad, stride)[3:]
    x_col = im2col(x, HH, WW, pad, stride)
    out = w.reshape(F, -1).dot(x_col) + b[:, None]
    return out.reshape(F, H_out, W_out, len(x)).transpose(3, 0, 1, 2), (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, _b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    dout_col = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    x_col = im2col(x, HH, WW, pad, stride)
    dw = dout_col.dot(x_col.T).reshape(w.shape)
    dx = im2col_bw(w.reshape(F, -1).T.dot(dout_col), x.shape, HH, WW, pad, stride)
    return dx, dw, dout.sum(axis=(0, 2, 3))


def read(pool_param):
    return pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]


def avg_pool_forward_im2col(x, pool_param):
    ph, pw, stride = read(pool_param)
    N, C, H, W = x.shape
    H_out, W_out = 1 + (H - ph) // stride, 1 + (W - pw) // stride
    cols = im2col(x, ph, pw, padding=0, stride=stride).reshape(C, ph * pw, -1)
    out = cols.mean(axis=1).reshape(C, H_out, W_out, N)
    return out.transpose(3, 0, 1, 2), (x, pool_param)


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    ph, pw, stride = read(pool_param)
    C = x.shape[1]
    share = dout.transpose(1, 2, 3, 0).reshape(C, -1) / (ph * pw)
    return im2col_bw(np.repeat(share, ph * pw, axis=0), x.shape, ph, pw, 0, stride)


def max_pool_forward_fast(x, pool_param):
    ph, pw, stride = read(pool_param)
    N, C, H, W = x.shape
    H_out, W_out = 1 + (H - ph) // stride, 1 + (W - pw) // stride
    cols = im2col(x, ph, pw, padding=0, stride=stride).reshape(C, ph * pw, -1)
    out = cols.max(axis=1).reshape(C, H_out, W_out, N).transpose(3, 0, 1, 2)
    return out, (x.shape, cols.argmax(axis=1), pool_param)


def max_pool_backward_fast(dout, cache):
    x_shape, winner, pool_param = cache
    ph, pw, stride = read(pool_param)
    C = x_shape[1]
    grad = np.zeros((C, ph * pw, winner.shape[1]))
    channel, column = np.indices(winner.shape)
    grad[channel, winner, column] = dout.transpose(1, 2, 3, 0).reshape(C, -1)
    return im2col_bw(grad.reshape(C * ph * pw, -1), x_shape, ph, pw, 0, stride)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
    x_pad[:, :, pad : pad + H, pad : pad + W] = x
    H_out, W_out = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    n, c, i, j = x_pad.strides
    cols = np.lib.stride_tricks.as_strided(
        x_pad, shape=(C, HH, WW, H_out, W_out, N), strides=(c, i, j, stride * i, stride * j, n)
    )
    out = w.reshape(F, -1) @ cols.reshape(C * HH * WW, -1) + b.reshape(F, 1)
    return out.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)
