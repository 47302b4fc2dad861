"""What comes back is in Fortran order, or a view with negative or permuted strides."""

import numpy as np


def sizes(shape, height, width, stride, pad=0):
    return (shape[2] + 2 * pad - height) // stride + 1, (shape[3] + 2 * pad - width) // stride + 1


def im2col(X, k_height, k_width, padding=1, stride=1):
    H_out, W_out = sizes(X.shape, k_height, k_width, stride, padding)
    N, C = X.shape[:2]
    wide = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    X_col = np.empty((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype, order="F")
    for column in range(X_col.shape[1]):
        (i, j), n = divmod(column // N, W_out), column % N
        window = wide[n, :, i * stride : i * stride + k_height, j * stride : j * stride + k_width]
        X_col[:, column] = window.ravel()
    return X_col


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    _H_out, W_out = sizes(X_shape, k_height, k_width, stride, padding)
    N, C, H, W = X_shape
    # Built upside down and turned at the end.
    wide = np.zeros((W + 2 * padding, H + 2 * padding, C, N))
    for column in range(grad_X_col.shape[1]):
        (i, j), n = divmod(column // N, W_out), column % N
        window = grad_X_col[:, column].reshape(C, k_height, k_width)
        wide[j * stride : j * stride + k_width, i * stride : i * stride + k_height, :, n] += window.T
    return wide.T[:, :, padding : padding + H, padding : padding + W]


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C = x.shape[:2]
    F, _, HH, WW = w.shape
    H_out, W_out = sizes(x.shape, HH, WW, stride, pad)
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.empty((H_out, W_out, N, C, HH, WW), dtype=x.dtype)
    for p in range(HH):
        for q in range(WW):
            part = wide[:, :, p : p + stride * H_out : stride, q : q + stride * W_out : stride]
            cols[..., p, q] = part.transpose(2, 3, 0, 1)
    x_col = cols.reshape(-1, C * HH * WW).T
    out = w.reshape(F, -1) @ x_col + b[:, None]
    return np.asfortranarray(out.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)), (x, w, b, conv_param, x_col)


def conv_backward_im2col(dout, cache):
    x, w, _b, conv_param, x_col = cache
    F, _, HH, WW = w.shape
    dout_col = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    dx = im2col_bw(w.reshape(F, -1).T @ dout_col, x.shape, HH, WW, conv_param["pad"], conv_param["stride"])
    dw = np.asfortranarray((dout_col @ x_col.T).reshape(w.shape))
    return dx, dw, dout_col[::-1].sum(axis=1)[::-1]


def _read(pool_param):
    return pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]


def avg_pool_forward_im2col(x, pool_param):
    ph, pw, stride = _read(pool_param)
    cols = im2col(x, ph, pw, 0, stride)
    rows = cols.reshape(x.shape[1], ph * pw, -1).mean(axis=1)
    out = rows.reshape(x.shape[1], *sizes(x.shape, ph, pw, stride), len(x)).transpose(3, 0, 1, 2)
    return np.asfortranarray(out), (x, pool_param)


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    ph, pw, stride = _read(pool_param)
    rows = dout.transpose(1, 2, 3, 0).reshape(x.shape[1], -1) / (ph * pw)
    return im2col_bw(np.kron(rows, np.ones((ph * pw, 1))), x.shape, ph, pw, 0, stride)


def max_pool_forward_fast(x, pool_param):
    ph, pw, stride = _read(pool_param)
    windows = np.lib.stride_tricks.sliding_window_view(x, (ph, pw), axis=(2, 3))[:, :, ::stride, ::stride]
    # Along one axis of the window after the other.
    out = np.asfortranarray(windows.max(axis=5).max(axis=4))
    return out[::-1][::-1], (x, out, pool_param)


def max_pool_backward_fast(dout, cache):
    x, out, pool_param = cache
    ph, pw, stride = _read(pool_param)
    dx = np.zeros(x.shape, order="F")
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            place = np.s_[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw]
            hit = x[place] == out[:, :, i, j, None, None]
            dx[place] += hit * (dout[:, :, i, j] / hit.sum(axis=(2, 3)))[:, :, None, None]
    return dx


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    H_out, W_out = sizes(x.shape, HH, WW, stride, pad)
    wide = np.asfortranarray(np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad))))
    n, c, y, z = wide.strides
    view = np.lib.stride_tricks.as_strided(
        wide, (*x.shape[:2], H_out, W_out, HH, WW), (n, c, y * stride, z * stride, y, z)
    )
    out = np.zeros((len(x), F, H_out, W_out), order="F")
    for f in range(F):
        out[:, f] = np.einsum("ncijpq,cpq->nij", view, w[f]) + b[f]
    return out
