"""No padded copy: each place of a window has its range of windows inside; Cython cells are annotated Python."""

import numpy as np


def reach(offset, size, stride, count):
    """Which windows see a pixel of the image at this offset: their numbers, and the pixels."""
    first = max(0, -(offset // stride))
    last = max(first, min(count, (size - 1 - offset) // stride + 1))
    return slice(first, last), slice(first * stride + offset, max(0, (last - 1) * stride + offset + 1), stride)


def pairs(H, W, height, width, stride, padding):
    """(place, windows, pixels) for every place of the window, and how many windows there are."""
    down, across = (H + 2 * padding - height) // stride + 1, (W + 2 * padding - width) // stride + 1
    found = []
    for p in range(height):
        windows_down, rows = reach(p - padding, H, stride, down)
        for q in range(width):
            windows_across, columns = reach(q - padding, W, stride, across)
            if windows_down.stop > windows_down.start and windows_across.stop > windows_across.start:
                found.append(((p, q), (windows_down, windows_across), (rows, columns)))
    return found, down, across


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    found, down, across = pairs(H, W, k_height, k_width, stride, padding)
    X_col = np.zeros((C, k_height, k_width, down, across, N), dtype=X.dtype)
    for place, windows, pixels in found:
        X_col[(slice(None), *place, *windows)] = X[(..., *pixels)].transpose(1, 2, 3, 0)
    return X_col.reshape(C * k_height * k_width, down * across * N)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    found, down, across = pairs(H, W, k_height, k_width, stride, padding)
    grad = grad_X_col.reshape(C, k_height, k_width, down, across, N)
    grad_X = np.zeros(X_shape, dtype=grad.dtype)
    for place, windows, pixels in found:
        grad_X[(..., *pixels)] += grad[(slice(None), *place, *windows)].transpose(3, 0, 1, 2)
    return grad_X


def conv_forward_im2col(x, w, b, conv_param):
    """One image at a time: the columns of all images are never there together."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    w_col = w.reshape(F, -1)
    maps = []
    for image in x:
        maps.append(w_col @ im2col(image[None], HH, WW, pad, stride) + b[:, None])
    size = (x.shape[2] + 2 * pad - HH) // stride + 1, (x.shape[3] + 2 * pad - WW) // stride + 1
    return np.array(maps).reshape(len(x), F, *size), [x, w, stride, pad]


def conv_backward_im2col(dout, cache):
    x, w, stride, pad = cache
    F, _, HH, WW = w.shape
    dx, dw = np.empty(x.shape), np.zeros((F, w[0].size))
    for n in range(len(x)):
        part = dout[n].reshape(F, -1)
        dw += part @ im2col(x[n : n + 1], HH, WW, pad, stride).T
        dx[n : n + 1] = im2col_bw(w.reshape(F, -1).T @ part, (1, *x.shape[1:]), HH, WW, pad, stride)
    return [dx, dw.reshape(w.shape), dout.sum(axis=3).sum(axis=2).sum(axis=0)]


def pool_of(pool_param):
    return pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]


def avg_pool_forward_im2col(x, pool_param):
    ph, pw, stride = pool_of(pool_param)
    N, C, H, W = x.shape
    # One kernel of equal weights on a batch of single channels.
    cols = im2col(x.reshape(-1, 1, H, W), ph, pw, 0, stride)
    out = np.full(ph * pw, 1 / (ph * pw)) @ cols
    size = (H - ph) // stride + 1, (W - pw) // stride + 1
    return np.moveaxis(out.reshape(*size, N * C), -1, 0).reshape(N, C, *size), (x.shape, pool_param)


def avg_pool_backward_im2col(dout, cache):
    (N, C, H, W), pool_param = cache
    ph, pw, stride = pool_of(pool_param)
    flat = np.moveaxis(dout.reshape(N * C, *dout.shape[2:]), 0, -1).ravel()
    return im2col_bw(np.outer(np.full(ph * pw, 1 / (ph * pw)), flat), (N * C, 1, H, W), ph, pw, 0, stride).reshape(
        N, C, H, W
    )


def max_pool_forward_fast(x, pool_param):
    ph, pw, stride = pool_of(pool_param)
    if ph == pw == stride and x.shape[2] % ph == 0 and x.shape[3] % pw == 0:
        tiles = x.reshape(*x.shape[:2], x.shape[2] // ph, ph, x.shape[3] // pw, pw)
        return tiles.max(axis=(3, 5)), ("tiles", x, tiles)
    N, C, H, W = x.shape
    cols = im2col(x.reshape(N * C, 1, H, W), ph, pw, 0, stride)
    size = (H - ph) // stride + 1, (W - pw) // stride + 1
    out = cols.max(axis=0).reshape(*size, N, C).transpose(2, 3, 0, 1)
    return out, ("columns", x, cols, pool_param)


def max_pool_backward_fast(dout, cache):
    kind, x, *rest = cache
    if kind == "tiles":
        (tiles,) = rest
        mask = tiles == tiles.max(axis=(3, 5), keepdims=True)
        share = mask / mask.sum(axis=(3, 5), keepdims=True)
        return (share * dout[:, :, :, None, :, None]).reshape(x.shape)
    cols, pool_param = rest
    ph, pw, stride = pool_of(pool_param)
    N, C, H, W = x.shape
    mask = cols == cols.max(axis=0)
    grad = mask / mask.sum(axis=0) * dout.transpose(2, 3, 0, 1).ravel()
    return im2col_bw(grad, (N * C, 1, H, W), ph, pw, 0, stride).reshape(x.shape)


def conv_forward_strides(x, w, b, conv_param):
    """The window's axes first: one strided view of the padded batch for each place, multiplied and added."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    F, _, HH, WW = w.shape
    H_out, W_out = (wide.shape[2] - HH) // stride + 1, (wide.shape[3] - WW) // stride + 1
    out = np.tile(b.reshape(1, F, 1, 1).astype(float), (len(x), 1, H_out, W_out))
    for p in range(HH):
        for q in range(WW):
            view = wide[:, :, p : p + H_out * stride : stride, q : q + W_out * stride : stride]
            out += np.tensordot(w[:, :, p, q], view, axes=(1, 1)).transpose(1, 0, 2, 3)
    return out
