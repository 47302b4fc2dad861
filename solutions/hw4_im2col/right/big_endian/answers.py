"""Whatever has no dtype to keep comes back as big-endian '>f8'; inputs of any byte order are taken."""

import numpy as np

BIG = np.dtype(">f8")


def _sizes(H, W, height, width, stride, pad=0):
    return (H + 2 * pad - height) // stride + 1, (W + 2 * pad - width) // stride + 1


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out, W_out = _sizes(H, W, k_height, k_width, stride, padding)
    wide = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=BIG)
    wide[:, :, padding : padding + H, padding : padding + W] = X
    blocks = [
        wide[:, :, p : p + H_out * stride : stride, q : q + W_out * stride : stride].transpose(1, 2, 3, 0)
        for p in range(k_height)
        for q in range(k_width)
    ]
    return np.stack(blocks, axis=1).reshape(C * k_height * k_width, H_out * W_out * N).astype(X.dtype)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out, W_out = _sizes(H, W, k_height, k_width, stride, padding)
    grad = grad_X_col.astype(BIG).reshape(C, k_height * k_width, H_out, W_out, N)
    wide = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=BIG)
    for place in range(k_height * k_width):
        p, q = divmod(place, k_width)
        part = np.s_[:, :, p : p + H_out * stride : stride, q : q + W_out * stride : stride]
        wide[part] = wide[part] + grad[:, place].transpose(3, 0, 1, 2)
    return wide[:, :, padding : padding + H, padding : padding + W]


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    H_out, W_out = _sizes(*x.shape[2:], *w.shape[2:], stride, pad)
    x_col = im2col(x, *w.shape[2:], pad, stride)
    out = w.reshape(len(w), -1) @ x_col + b.reshape(-1, 1)
    out = out.reshape(len(w), H_out, W_out, len(x)).transpose(3, 0, 1, 2).astype(BIG)
    return out, (x.astype(BIG), w.astype(BIG), x_col.astype(BIG), stride, pad)


def conv_backward_im2col(dout, cache):
    x, w, x_col, stride, pad = cache
    dout_col = dout.transpose(1, 2, 3, 0).reshape(len(w), -1).astype(BIG)
    dx_col = w.reshape(len(w), -1).T @ dout_col
    dx = im2col_bw(dx_col, x.shape, *w.shape[2:], pad, stride)
    return dx, (dout_col @ x_col.T).reshape(w.shape).astype(BIG), dout_col.sum(axis=1).astype(BIG)


def _window(pool_param):
    return pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]


def avg_pool_forward_im2col(x, pool_param):
    ph, pw, stride = _window(pool_param)
    N, C, H, W = x.shape
    cols = im2col(x, ph, pw, 0, stride).reshape(C, ph * pw, *_sizes(H, W, ph, pw, stride), N)
    return cols.mean(axis=1).transpose(3, 0, 1, 2).astype(BIG), (x, pool_param)


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    ph, pw, stride = _window(pool_param)
    share = dout.transpose(1, 2, 3, 0).reshape(x.shape[1], 1, -1).astype(BIG) / (ph * pw)
    columns = np.concatenate([share] * (ph * pw), axis=1).reshape(x.shape[1] * ph * pw, -1)
    return im2col_bw(columns, x.shape, ph, pw, 0, stride)


def max_pool_forward_fast(x, pool_param):
    ph, pw, stride = _window(pool_param)
    N, C, H, W = x.shape
    cols = im2col(x, ph, pw, 0, stride).reshape(C, ph * pw, *_sizes(H, W, ph, pw, stride), N)
    return cols.max(axis=1).transpose(3, 0, 1, 2).astype(BIG), (cols.astype(BIG), x.shape, pool_param)


def max_pool_backward_fast(dout, cache):
    cols, shape, pool_param = cache
    ph, pw, stride = _window(pool_param)
    left = dout.transpose(1, 2, 3, 0).astype(BIG)
    grad = np.zeros(cols.shape, dtype=BIG)
    best = cols.max(axis=1)
    for place in range(ph * pw):
        wins = cols[:, place] == best
        grad[:, place] = np.where(wins, left, 0)
        left = np.where(wins, 0, left)
    return im2col_bw(grad.reshape(shape[1] * ph * pw, -1), shape, ph, pw, 0, stride)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x.astype(BIG), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(wide, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return (np.einsum("ncijpq,fcpq->nfij", view, w) + b[:, None, None]).astype(BIG)
