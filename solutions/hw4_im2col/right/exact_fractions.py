"""Object arrays of exact fractions; only what comes back is rounded, once."""

from fractions import Fraction

import numpy as np

exact = np.frompyfunc(lambda value: Fraction(float(value)), 1, 1)


def windows_along(size, window, pad, stride):
    return 1 + (size + 2 * pad - window) // stride


def rows_of_windows(x, height, width, pad, stride):
    """One row per window, (H_out * W_out * N, C * height * width), of Python objects."""
    N, C, H, W = x.shape
    wide = np.full((N, C, H + 2 * pad, W + 2 * pad), 0, dtype=object)
    wide[:, :, pad : pad + H, pad : pad + W] = x
    return np.array(
        [
            wide[n, :, i * stride : i * stride + height, j * stride : j * stride + width].ravel()
            for i in range(windows_along(H, height, pad, stride))
            for j in range(windows_along(W, width, pad, stride))
            for n in range(N)
        ]
    )


def back_to_images(rows, shape, height, width, pad, stride):
    N, C, H, W = shape
    wide = np.full((N, C, H + 2 * pad, W + 2 * pad), Fraction(0), dtype=object)
    across = windows_along(W, width, pad, stride)
    for k, row in enumerate(rows):
        place, n = divmod(k, N)
        i, j = (stride * step for step in divmod(place, across))
        wide[n, :, i : i + height, j : j + width] += row.reshape(C, height, width)
    return wide[:, :, pad : pad + H, pad : pad + W]


def im2col(X, k_height, k_width, padding=1, stride=1):
    return rows_of_windows(exact(X), k_height, k_width, padding, stride).T.astype(X.dtype)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    images = back_to_images(exact(grad_X_col).T, X_shape, k_height, k_width, padding, stride)
    return images.astype(grad_X_col.dtype)


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    rows, filters = rows_of_windows(exact(x), HH, WW, pad, stride), exact(w).reshape(F, -1)
    out = (rows.dot(filters.T) + exact(b)).reshape(windows_along(x.shape[2], HH, pad, stride), -1, len(x), F)
    return out.transpose(2, 3, 0, 1).astype(float), (rows, filters, x.shape, w.shape, pad, stride)


def conv_backward_im2col(dout, cache):
    rows, filters, x_shape, w_shape, pad, stride = cache
    g = exact(dout).transpose(2, 3, 0, 1).reshape(len(rows), -1)
    dx = back_to_images(g.dot(filters), x_shape, *w_shape[2:], pad, stride)
    return dx.astype(float), g.T.dot(rows).reshape(w_shape).astype(float), g.sum(axis=0).astype(float)


def pool_rows(x, pool_param):
    N, C, H, W = x.shape
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    return rows_of_windows(exact(x).reshape(N * C, 1, H, W), ph, pw, 0, stride)


def as_maps(values, x, pool_param):
    down = windows_along(x.shape[2], pool_param["pool_height"], 0, pool_param["stride"])
    return np.array(values, dtype=object).reshape(down, -1, *x.shape[:2]).transpose(2, 3, 0, 1).astype(float)


def pool_back(weights, dout, shape, pool_param):
    N, C, H, W = shape
    rows = weights * exact(dout).transpose(2, 3, 0, 1).reshape(-1, 1)
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    return back_to_images(rows, (N * C, 1, H, W), ph, pw, 0, stride).reshape(shape).astype(float)


def avg_pool_forward_im2col(x, pool_param):
    rows = pool_rows(x, pool_param)
    return as_maps([sum(row) / len(row) for row in rows], x, pool_param), (x, pool_param)


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    area = pool_param["pool_height"] * pool_param["pool_width"]
    return pool_back(np.full((1, area), Fraction(1, area)), dout, x.shape, pool_param)


def max_pool_forward_fast(x, pool_param):
    rows = pool_rows(x, pool_param)
    best = rows.max(axis=1)
    ties = rows == best[:, None]
    # Thirds are exact here, and add up to the whole again.
    shares = np.array([[Fraction(int(tie), int(line.sum())) for tie in line] for line in ties])
    return as_maps(best, x, pool_param), (shares, x.shape, pool_param)


def max_pool_backward_fast(dout, cache):
    shares, shape, pool_param = cache
    return pool_back(shares, dout, shape, pool_param)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(exact(x), ((0, 0), (0, 0), (pad, pad), (pad, pad)), constant_values=Fraction(0))
    filters = exact(w)
    view = np.lib.stride_tricks.sliding_window_view(wide, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    sums = sum(view[:, None, :, :, :, p, q] * filters[:, :, p, q, None, None] for p, q in np.ndindex(w.shape[2:]))
    return (sums.sum(axis=2) + exact(b)[:, None, None]).astype(np.float64)
