"""Products and sums are made in float32, whatever comes in; some results stay so, some are cast to float64."""

import numpy as np

f4 = np.float32


def positions(size, window, stride, pad=0):
    return (size + 2 * pad - window) // stride + 1


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    wide = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=X.dtype)
    wide[:, :, padding : padding + H, padding : padding + W] = X
    down, across = positions(H, k_height, stride, padding), positions(W, k_width, stride, padding)
    columns = [
        wide[:, :, i * stride : i * stride + k_height, j * stride : j * stride + k_width].reshape(N, -1)
        for i in range(down)
        for j in range(across)
    ]
    return np.concatenate(columns).T.copy()


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    wide = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=f4)
    across = positions(W, k_width, stride, padding)
    columns = grad_X_col.astype(f4).T.reshape(-1, N, C, k_height, k_width)
    for place, block in enumerate(columns):
        i, j = divmod(place, across)
        wide[:, :, i * stride : i * stride + k_height, j * stride : j * stride + k_width] += block
    return wide[:, :, padding : padding + H, padding : padding + W].astype(grad_X_col.dtype)


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    (N, _, H, W), (F, _, HH, WW) = x.shape, w.shape
    x_col = im2col(x.astype(f4), HH, WW, pad, stride)
    out = w.reshape(F, -1).astype(f4) @ x_col + b.astype(f4)[:, None]
    out = out.reshape(F, positions(H, HH, stride, pad), positions(W, WW, stride, pad), N)
    return np.moveaxis(out, -1, 0), (x_col, x.shape, w.astype(f4), stride, pad)


def conv_backward_im2col(dout, cache):
    x_col, shape, w, stride, pad = cache
    F, _, HH, WW = w.shape
    rows = np.moveaxis(dout.astype(f4), 0, -1).reshape(F, -1)
    dx = im2col_bw(w.reshape(F, -1).T @ rows, shape, HH, WW, pad, stride)
    return dx.astype(np.float64), (rows @ x_col.T).reshape(w.shape), rows.sum(axis=1, dtype=f4)


def pooled(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    down, across = positions(x.shape[2], ph, stride), positions(x.shape[3], pw, stride)
    for tap in range(ph * pw):
        p, q = divmod(tap, pw)
        yield np.s_[:, :, p : p + stride * (down - 1) + 1 : stride, q : q + stride * (across - 1) + 1 : stride]


def avg_pool_forward_im2col(x, pool_param):
    single = x.astype(f4)
    parts = [single[place] for place in pooled(x, pool_param)]
    return sum(parts[1:], parts[0]) * f4(1 / len(parts)), (x.shape, pool_param)


def avg_pool_backward_im2col(dout, cache):
    shape, pool_param = cache
    dx = np.zeros(shape, dtype=f4)
    share = dout.astype(f4) / f4(pool_param["pool_height"] * pool_param["pool_width"])
    for place in pooled(dx, pool_param):
        dx[place] += share
    return dx


def max_pool_forward_fast(x, pool_param):
    parts = np.stack([x[place] for place in pooled(x, pool_param)]).astype(f4)
    return parts.max(axis=0), (parts, x.shape, pool_param)


def max_pool_backward_fast(dout, cache):
    parts, shape, pool_param = cache
    wins = parts == parts.max(axis=0)
    share = dout.astype(f4) / wins.sum(axis=0, dtype=f4)
    dx = np.zeros(shape, dtype=f4)
    for won, place in zip(wins, pooled(dx, pool_param), strict=True):
        dx[place] += won * share
    return dx


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x.astype(f4), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(wide, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return np.moveaxis(np.tensordot(view, w.astype(f4), axes=((1, 4, 5), (1, 2, 3))) + b.astype(f4), 3, 1)
