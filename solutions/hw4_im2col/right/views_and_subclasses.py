"""Results are views, locked against writing, of a class of ours, or masked arrays that mask nothing."""

import numpy as np


class Columns(np.ndarray):
    """A matrix that remembers the images it was made of."""

    shape_of_images = None

    def __array_finalize__(self, made_of):
        self.shape_of_images = getattr(made_of, "shape_of_images", None)


def locked(a):
    a.setflags(write=False)
    return a


def im2col(X, k_height, k_width, padding=1, stride=1):
    wide = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    view = np.lib.stride_tricks.sliding_window_view(wide, (k_height, k_width), axis=(2, 3))[:, :, ::stride, ::stride]
    columns = view.transpose(3, 2, 0, 5, 4, 1).transpose(5, 4, 3, 1, 0, 2)
    matrix = np.array(columns, copy=True).reshape(X.shape[1] * k_height * k_width, -1).view(Columns)
    matrix.shape_of_images = X.shape
    return matrix


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = (np.int64(size) for size in X_shape)
    wide = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    # A view that may be written to, one place of the window at a time: no two of its entries are the same pixel then.
    view = np.lib.stride_tricks.sliding_window_view(wide, (k_height, k_width), axis=(2, 3), writeable=True)
    view = view[:, :, ::stride, ::stride]
    copies = grad_X_col.reshape(C, k_height, k_width, *view.shape[2:4], N)
    for p, q in np.ndindex(k_height, k_width):
        view[..., p, q] += copies[:, p, q].transpose(3, 0, 1, 2)
    return locked(wide)[:, :, padding : padding + H, padding : padding + W]


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    x_col = im2col(x, HH, WW, pad, stride)
    out = w.reshape(F, -1) @ x_col + b[:, None]
    down = np.floor_divide(x.shape[2] + 2 * pad - HH, stride) + 1
    return out.reshape(F, down, -1, len(x)).transpose(3, 0, 1, 2), (x_col, w, stride, pad)


def conv_backward_im2col(dout, cache):
    x_col, w, stride, pad = cache
    F, _, HH, WW = w.shape
    rows = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    dw = (rows @ x_col.T).reshape(w.shape)
    dx = im2col_bw(w.reshape(F, -1).T @ rows, x_col.shape_of_images, HH, WW, pad, stride)
    return dx, dw, np.ma.asarray(rows.sum(axis=1))


def seen(x, pool_param):
    window, stride = (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"]
    return np.lib.stride_tricks.sliding_window_view(x, window, axis=(2, 3))[:, :, ::stride, ::stride]


def avg_pool_forward_im2col(x, pool_param):
    return np.ma.asarray(seen(x, pool_param).mean(axis=(4, 5))), (x.shape, pool_param)


def avg_pool_backward_im2col(dout, cache):
    shape, pool_param = cache
    ph, pw = pool_param["pool_height"], pool_param["pool_width"]
    share = np.broadcast_to((dout / (ph * pw))[..., None, None], (*dout.shape, ph, pw))
    columns = share.transpose(1, 4, 5, 2, 3, 0).reshape(shape[1] * ph * pw, -1)
    return im2col_bw(columns, shape, ph, pw, 0, pool_param["stride"])


def max_pool_forward_fast(x, pool_param):
    windows = seen(x, pool_param)
    if windows.shape[4:] == (1, 1):
        return x[:, :, :: pool_param["stride"], :: pool_param["stride"]], (x, pool_param)
    return locked(windows.max(axis=(4, 5))), (x, pool_param)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    windows = seen(x, pool_param)
    hits = np.cumsum((windows == windows.max(axis=(4, 5), keepdims=True)).reshape(*dout.shape, -1), axis=-1)
    first = np.diff(np.minimum(hits, 1), axis=-1, prepend=0).reshape(windows.shape)
    dx = np.zeros(x.shape)
    target = seen_for_writing(dx, pool_param)
    for p, q in np.ndindex(windows.shape[4:]):
        target[..., p, q] += first[..., p, q] * dout
    return dx.view(Columns)


def seen_for_writing(x, pool_param):
    window, stride = (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"]
    view = np.lib.stride_tricks.sliding_window_view(x, window, axis=(2, 3), writeable=True)
    return view[:, :, ::stride, ::stride]


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(wide, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("ncijpq,fcpq->ijfn", view, w) + b[:, None]
    return locked(np.flip(out.T[:, :, ::-1].transpose(0, 1, 3, 2), axis=3).view(Columns))
