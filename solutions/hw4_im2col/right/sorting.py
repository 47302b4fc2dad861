"""Places are numbered once, values sorted, winners are the last in order, and bincount adds gradients up."""

import numpy as np


def numbered(shape, k_height, k_width, padding, stride):
    """The number of the pixel that each entry of the matrix is a copy of; -1 in the border."""
    N, C, H, W = shape
    pixels = np.full((N, C, H + 2 * padding, W + 2 * padding), -1)
    pixels[:, :, padding : padding + H, padding : padding + W] = np.arange(N * C * H * W).reshape(shape)
    view = np.lib.stride_tricks.sliding_window_view(pixels, (k_height, k_width), axis=(2, 3))
    view = view[:, :, ::stride, ::stride].transpose(1, 4, 5, 2, 3, 0)
    return view.reshape(C * k_height * k_width, -1)


def im2col(X, k_height, k_width, padding=1, stride=1):
    # -1 picks the zero that is put behind the last pixel.
    return np.append(X, X.dtype.type(0))[numbered(X.shape, k_height, k_width, padding, stride)]


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    places = numbered(X_shape, k_height, k_width, padding, stride)
    inside = places >= 0
    size = np.prod(X_shape)
    return np.bincount(places[inside], weights=grad_X_col[inside], minlength=size).reshape(X_shape)


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, _ = x.shape
    F, _, HH, WW = w.shape
    out = w.reshape(F, -1) @ im2col(x, HH, WW, pad, stride) + np.vstack(b)
    out = out.reshape(F, (H + 2 * pad - HH) // stride + 1, -1, N)
    return np.rollaxis(out, 3), (x, w, stride, pad)


def conv_backward_im2col(dout, cache):
    x, w, stride, pad = cache
    F, _, HH, WW = w.shape
    rows = np.stack([dout[:, f].transpose(1, 2, 0).ravel() for f in range(F)])
    dw = np.inner(rows, im2col(x, HH, WW, pad, stride)).reshape(w.shape)
    return im2col_bw(w.reshape(F, -1).T @ rows, x.shape, HH, WW, pad, stride), dw, rows @ np.ones(rows.shape[1])


def windows(x, pool_param):
    """One row of numbers per window, (N, C, H_out, W_out, ph * pw)."""
    N, C, H, W = x.shape
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    matrix = numbered((N * C, 1, H, W), ph, pw, 0, stride)
    return matrix.T.reshape((H - ph) // stride + 1, -1, N, C, ph * pw).transpose(2, 3, 0, 1, 4)


def avg_pool_forward_im2col(x, pool_param):
    places = windows(x, pool_param)
    return np.sort(x.ravel()[places], axis=-1).mean(axis=-1), (places, x.shape)


def avg_pool_backward_im2col(dout, cache):
    places, shape = cache
    share = np.repeat(dout.ravel() / places.shape[-1], places.shape[-1])
    return np.bincount(places.ravel(), weights=share, minlength=np.prod(shape)).reshape(shape)


def max_pool_forward_fast(x, pool_param):
    places = windows(x, pool_param)
    values = x.ravel()[places]
    last = np.argsort(values, axis=-1, kind="stable")[..., -1:]
    winner = np.take_along_axis(places, last, axis=-1)[..., 0]
    return x.ravel()[winner], (winner, x.shape)


def max_pool_backward_fast(dout, cache):
    winner, shape = cache
    return np.bincount(winner.ravel(), weights=dout.ravel(), minlength=np.prod(shape)).reshape(shape)
