"""Windows are chosen by 0/1 matrices, and every function is an einsum or a tensordot with them."""

import numpy as np


def chooser(size, window, stride, pad=0):
    """(count, window, size): 1 where place p of window i is pixel y; 0 on the border."""
    count = (size + 2 * pad - window) // stride + 1
    pixel = np.arange(count)[:, None] * stride + np.arange(window) - pad
    return (pixel[:, :, None] == np.arange(size)).astype(float)


def im2col(X, k_height, k_width, padding=1, stride=1):
    down = chooser(X.shape[2], k_height, stride, padding)
    across = chooser(X.shape[3], k_width, stride, padding)
    cols = np.einsum("ncyx,ipy,jqx->cpqijn", X, down, across, optimize=True)
    return cols.reshape(X.shape[1] * k_height * k_width, -1).astype(X.dtype)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    down, across = chooser(H, k_height, stride, padding), chooser(W, k_width, stride, padding)
    grad = grad_X_col.reshape(C, k_height, k_width, len(down), len(across), N)
    return np.einsum("cpqijn,ipy,jqx->ncyx", grad, down, across, optimize=True)


def _choosers(x, w, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    return chooser(x.shape[2], w.shape[2], stride, pad), chooser(x.shape[3], w.shape[3], stride, pad)


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    _F, C, HH, WW = w.shape
    down, across = _choosers(x, w, conv_param)
    x_col = im2col(x, HH, WW, pad, stride).reshape(C, HH, WW, len(down), len(across), len(x))
    out = np.tensordot(w, x_col, axes=([1, 2, 3], [0, 1, 2]))
    return np.einsum("fijn->nfij", out) + b[None, :, None, None], (x, w, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, conv_param = cache
    down, across = _choosers(x, w, conv_param)
    dw = np.einsum("nfij,ncyx,ipy,jqx->fcpq", dout, x, down, across, optimize=True)
    dx = np.einsum("nfij,fcpq,ipy,jqx->ncyx", dout, w, down, across, optimize=True)
    return dx, dw, np.einsum("nfij->f", dout)


def _pool_choosers(x, pool_param):
    stride = pool_param["stride"]
    down = chooser(x.shape[2], pool_param["pool_height"], stride)
    return down, chooser(x.shape[3], pool_param["pool_width"], stride)


def avg_pool_forward_im2col(x, pool_param):
    down, across = (matrix.mean(axis=1) for matrix in _pool_choosers(x, pool_param))
    return np.einsum("ncyx,iy,jx->ncij", x, down, across), (down, across)


def avg_pool_backward_im2col(dout, cache):
    down, across = cache
    return np.einsum("ncij,iy,jx->ncyx", dout, down, across)


def max_pool_forward_fast(x, pool_param):
    down, across = _pool_choosers(x, pool_param)
    # One pixel is chosen by each place of each window, so the sums have one term.
    windows = np.einsum("ncyx,ipy,jqx->ncijpq", x, down, across, optimize=True)
    return windows.max(axis=(4, 5)), (windows, down, across)


def max_pool_backward_fast(dout, cache):
    windows, down, across = cache
    hit = (windows == windows.max(axis=(4, 5), keepdims=True)).astype(float)
    hit /= hit.sum(axis=(4, 5), keepdims=True)
    return np.einsum("ncij,ncijpq,ipy,jqx->ncyx", dout, hit, down, across, optimize=True)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(wide, w.shape[2:], axis=(2, 3))
    return np.einsum("ncijpq,fcpq->nfij", view[:, :, ::stride, ::stride], w) + b.reshape(1, -1, 1, 1)
