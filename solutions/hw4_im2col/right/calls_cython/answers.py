"""Every function calls the two functions that the Cython cells define."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    return im2col_cython(np.ascontiguousarray(X), k_height, k_width, padding, stride)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    # The cell is compiled for doubles in C order.
    grad = np.ascontiguousarray(grad_X_col, dtype=np.float64)
    return col2im_cython(grad, *X_shape, k_height, k_width, padding, stride)


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    x_col = im2col_cython(np.ascontiguousarray(x), HH, WW, pad, stride)
    out = w.reshape(F, -1) @ x_col + b.reshape(F, 1)
    return out.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2), (x, w, b, conv_param, x_col)


def conv_backward_im2col(dout, cache):
    x, w, _b, conv_param, x_col = cache
    F, _, HH, WW = w.shape
    dout_col = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    dx = im2col_bw(w.reshape(F, -1).T @ dout_col, x.shape, HH, WW, conv_param["pad"], conv_param["stride"])
    return dx, (dout_col @ x_col.T).reshape(w.shape), dout_col.sum(axis=1)


def avg_pool_forward_im2col(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    w = np.full((1, 1, ph, pw), 1 / (ph * pw))
    images = np.ascontiguousarray(x).reshape(N * C, 1, H, W)
    out, cache = conv_forward_im2col(images, w, np.zeros(1), {"stride": stride, "pad": 0})
    return out.reshape(N, C, *out.shape[2:]), (x.shape, cache)


def avg_pool_backward_im2col(dout, cache):
    shape, conv_cache = cache
    N, C, H_out, W_out = dout.shape
    return conv_backward_im2col(dout.reshape(N * C, 1, H_out, W_out), conv_cache)[0].reshape(shape)


def max_pool_forward_fast(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = (H - ph) // stride + 1, (W - pw) // stride + 1
    x_col = im2col(x.reshape(N * C, 1, H, W), ph, pw, 0, stride)
    winner = x_col.argmax(axis=0)
    out = np.take_along_axis(x_col, winner[None], axis=0).reshape(H_out, W_out, N, C)
    return out.transpose(2, 3, 0, 1), (x.shape, x_col.shape, winner, pool_param)


def max_pool_backward_fast(dout, cache):
    (N, C, H, W), shape, winner, pool_param = cache
    grad = np.zeros(shape)
    np.put_along_axis(grad, winner[None], dout.transpose(2, 3, 0, 1).reshape(1, -1), axis=0)
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    return im2col_bw(grad, (N * C, 1, H, W), ph, pw, 0, stride).reshape(N, C, H, W)


def conv_forward_strides(x, w, b, conv_param):
    x = np.array(x, order="C")
    pad, stride = conv_param["pad"], conv_param["stride"]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, w.shape[2:], (2, 3))[:, :, ::stride, ::stride]
    return np.tensordot(windows, w, [[1, 4, 5], [1, 2, 3]]).transpose(0, 3, 1, 2) + b[:, None, None]
