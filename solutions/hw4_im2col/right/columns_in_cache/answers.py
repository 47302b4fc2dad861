"""The forward passes keep their columns in the cache, in a layout of their own; im2col turns it into the asked one."""

import numpy as np


def rows_of(x, height, width, stride, pad=0):
    """One row for every window, images slowest: (N * H_out * W_out, C * height * width)."""
    N, C, H, W = x.shape
    H_out, W_out = (H + 2 * pad - height) // stride + 1, (W + 2 * pad - width) // stride + 1
    wide = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
    wide[:, :, pad : pad + H, pad : pad + W] = x
    rows = np.empty((N, H_out, W_out, C, height, width), dtype=x.dtype)
    for i in range(H_out):
        for j in range(W_out):
            y, z = i * stride, j * stride
            rows[:, i, j] = wide[:, :, y : y + height, z : z + width]
    return rows.reshape(N * H_out * W_out, C * height * width), (H_out, W_out)


def images_of(rows, shape, height, width, stride, pad=0):
    N, C, H, W = shape
    H_out, W_out = (H + 2 * pad - height) // stride + 1, (W + 2 * pad - width) // stride + 1
    rows = rows.reshape(N, H_out, W_out, C, height, width)
    wide = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    for i in range(H_out):
        for j in range(W_out):
            y, z = i * stride, j * stride
            wide[:, :, y : y + height, z : z + width] += rows[:, i, j]
    return wide[:, :, pad : pad + H, pad : pad + W]


def im2col(X, k_height, k_width, padding=1, stride=1):
    rows, _ = rows_of(X, k_height, k_width, stride, padding)
    N = len(X)
    return rows.reshape(N, -1, rows.shape[1]).transpose(2, 1, 0).reshape(rows.shape[1], rows.shape[0])


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N = X_shape[0]
    rows = grad_X_col.reshape(len(grad_X_col), -1, N).transpose(2, 1, 0)
    return images_of(rows, X_shape, k_height, k_width, stride, padding)


def conv_forward_im2col(x, w, b, conv_param):
    rows, size = rows_of(x, *w.shape[2:], conv_param["stride"], conv_param["pad"])
    out = rows @ w.reshape(len(w), -1).T + b
    return out.reshape(len(x), *size, len(w)).transpose(0, 3, 1, 2), (rows, x.shape, w, dict(conv_param))


def conv_backward_im2col(dout, cache):
    rows, shape, w, conv_param = cache
    dout_rows = dout.transpose(0, 2, 3, 1).reshape(-1, len(w))
    dw = (dout_rows.T @ rows).reshape(w.shape)
    dx_rows = dout_rows @ w.reshape(len(w), -1)
    return images_of(dx_rows, shape, *w.shape[2:], conv_param["stride"], conv_param["pad"]), dw, dout_rows.sum(axis=0)


def avg_pool_forward_im2col(x, pool_param):
    window = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    rows, size = rows_of(x.reshape(N * C, 1, H, W), *window)
    return rows.mean(axis=1).reshape(N, C, *size), (x.shape, window)


def avg_pool_backward_im2col(dout, cache):
    (N, C, H, W), (height, width, stride) = cache
    share = np.ones((1, height * width)) / (height * width)
    rows = dout.reshape(-1, 1) * share
    return images_of(rows, (N * C, 1, H, W), height, width, stride).reshape(N, C, H, W)


def max_pool_forward_fast(x, pool_param):
    window = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    rows, size = rows_of(x.reshape(N * C, 1, H, W), *window)
    return rows.max(axis=1).reshape(N, C, *size), (rows, x.shape, window)


def max_pool_backward_fast(dout, cache):
    rows, (N, C, H, W), window = cache
    grad = np.zeros(rows.shape)
    grad[np.arange(len(rows)), rows.argmax(axis=1)] = dout.reshape(-1)
    return images_of(grad, (N * C, 1, H, W), *window).reshape(N, C, H, W)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    # Channels last, so that a window's pixels lie side by side.
    wide = np.pad(x.transpose(0, 2, 3, 1), ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    wide = np.ascontiguousarray(wide)
    N, H, W, C = wide.shape
    F, _, HH, WW = w.shape
    n, h, v, c = wide.strides
    view = np.lib.stride_tricks.as_strided(
        wide,
        shape=(N, (H - HH) // stride + 1, (W - WW) // stride + 1, HH, WW, C),
        strides=(n, h * stride, v * stride, h, v, c),
    )
    out = view.reshape(-1, HH * WW * C) @ w.transpose(2, 3, 1, 0).reshape(-1, F) + b
    return out.reshape(*view.shape[:3], F).transpose(0, 3, 1, 2)
