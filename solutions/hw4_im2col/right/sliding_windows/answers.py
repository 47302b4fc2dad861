"""Everything goes through sliding_window_view; gradients are windows of a stretched dout."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

MUTATED = True


def windows_of(x, height, width, stride, pad=0):
    """(N, C, H_out, W_out, height, width), a view of the padded images."""
    wide = np.pad(x, [(0, 0)] * 2 + [(pad, pad)] * 2)
    return sliding_window_view(wide, (height, width), axis=(-2, -1))[:, :, ::stride, ::stride]


def scatter(windows, H, W, stride, pad=0):
    """Add windows (N, C, H_out, W_out, height, width) back into images of H x W."""
    N, C, H_out, W_out, height, width = windows.shape
    wide = np.zeros((N, C, H + 2 * pad, W + 2 * pad), windows.dtype)
    room = sliding_window_view(wide, (height, width), axis=(2, 3), writeable=True)[:, :, ::stride, ::stride]
    # One window at a time: two of them may share pixels.
    for i, j in np.ndindex(H_out, W_out):
        room[:, :, i, j] += windows[:, :, i, j]
    return wide[..., pad : H + pad, pad : W + pad]


def im2col(X, k_height, k_width, padding=1, stride=1):
    windows = windows_of(X, k_height, k_width, stride, padding)
    rows = X.shape[1] * k_height * k_width
    return np.ascontiguousarray(windows.transpose(1, 4, 5, 2, 3, 0)).reshape(rows, -1).copy()


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    size = [(n + 2 * padding - k) // stride + 1 for n, k in ((H, k_height), (W, k_width))]
    grad = grad_X_col.reshape(C, k_height, k_width, *size, N)
    return scatter(grad.transpose(5, 0, 3, 4, 1, 2), H, W, stride, padding)


def conv_forward_im2col(x, w, b, conv_param):
    windows = windows_of(x, *w.shape[2:], conv_param["stride"], conv_param["pad"])
    N, C, H_out, W_out, HH, WW = windows.shape
    rows = windows.transpose(0, 2, 3, 1, 4, 5).reshape(N, H_out * W_out, C * HH * WW)
    out = rows @ w.reshape(len(w), -1).T + b
    return out.transpose(0, 2, 1).reshape(N, len(w), H_out, W_out), (x, w, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    windows = windows_of(x, *w.shape[2:], stride, pad)
    N, C, H_out, W_out, HH, WW = windows.shape
    rows = windows.transpose(0, 2, 3, 1, 4, 5).reshape(N * H_out * W_out, -1)
    dout_rows = dout.transpose(0, 2, 3, 1).reshape(N * H_out * W_out, -1)
    dw = (dout_rows.T @ rows).reshape(w.shape)
    grad = (dout_rows @ w.reshape(len(w), -1)).reshape(N, H_out, W_out, C, HH, WW)
    return scatter(grad.transpose(0, 3, 1, 2, 4, 5), *x.shape[2:], stride, pad), dw, dout_rows.sum(0)


def avg_pool_forward_im2col(x, pool_param):
    windows = windows_of(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    return windows.mean(axis=(-2, -1)), (windows.shape, x.shape, pool_param["stride"])


def avg_pool_backward_im2col(dout, cache):
    shape, x_shape, stride = cache
    share = dout[..., None, None] / (shape[-1] * shape[-2])
    return scatter(np.broadcast_to(share, shape), *x_shape[2:], stride)


def max_pool_forward_fast(x, pool_param):
    windows = windows_of(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    out = windows.max(axis=(-2, -1))
    return out, (windows, out, x.shape, pool_param["stride"])


def max_pool_backward_fast(dout, cache):
    windows, out, x_shape, stride = cache
    best = windows == out[..., None, None]
    # Ties share the entry equally.
    share = dout / best.sum(axis=(-2, -1))
    return scatter(best * share[..., None, None], *x_shape[2:], stride)


def conv_forward_strides(x, w, b, conv_param):
    windows = windows_of(x, *w.shape[2:], conv_param["stride"], conv_param["pad"])
    out = np.tensordot(windows, w, ((1, 4, 5), (1, 2, 3)))
    return np.moveaxis(out + b, -1, 1)
