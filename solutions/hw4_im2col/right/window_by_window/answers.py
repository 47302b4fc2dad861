"""One window at a time: im2col fills its matrix column by column, and pooling is told each window's place."""

import numpy as np

NAIVE = True


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = (H + 2 * padding - k_height) // stride + 1
    W_out = (W + 2 * padding - k_width) // stride + 1
    X_pad = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="constant")
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            for n in range(N):
                X_col[:, column] = X_pad[n, :, top : top + k_height, left : left + k_width].flatten()
                column += 1
    return X_col


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = (H + 2 * padding - k_height) // stride + 1
    W_out = (W + 2 * padding - k_width) // stride + 1
    grad_X_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    column = 0
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            for n in range(N):
                window = grad_X_col[:, column].reshape(C, k_height, k_width)
                grad_X_pad[n, :, top : top + k_height, left : left + k_width] += window
                column += 1
    return grad_X_pad[:, :, padding : padding + H, padding : padding + W]


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_col = im2col(x, HH, WW, pad, stride)
    out = np.dot(w.reshape(F, -1), x_col) + b.reshape(-1, 1)
    out = out.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)
    return out, (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    F, C, HH, WW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    x_col = im2col(x, HH, WW, pad, stride)
    dout_col = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    dw = np.dot(dout_col, x_col.T).reshape(w.shape)
    dx_col = np.dot(w.reshape(F, -1).T, dout_col)
    dx = im2col_bw(dx_col, x.shape, HH, WW, pad, stride)
    db = np.sum(dout, axis=(0, 2, 3))
    return dx, dw, db


def avg_pool_forward_im2col(x, pool_param):
    N, C, H, W = x.shape
    height, width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    H_out = (H - height) // stride + 1
    W_out = (W - width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for c in range(C):
        x_col = im2col(x[:, c : c + 1], height, width, padding=0, stride=stride)
        means = np.mean(x_col, axis=0)
        out[:, c] = means.reshape(H_out, W_out, N).transpose(2, 0, 1)
    return out, (x, pool_param)


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    N, C, H, W = x.shape
    height, width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for c in range(C):
        dmeans = dout[:, c].transpose(1, 2, 0).reshape(1, -1)
        dx_col = np.ones((height * width, 1)) * dmeans / (height * width)
        dx[:, c : c + 1] = im2col_bw(dx_col, (N, 1, H, W), height, width, padding=0, stride=stride)
    return dx


def max_pool_forward_fast(x, pool_param):
    N, C, H, W = x.shape
    height, width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    H_out = (H - height) // stride + 1
    W_out = (W - width) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * stride : i * stride + height, j * stride : j * stride + width]
            out[:, :, i, j] = np.max(window, axis=(2, 3))
    return out, (x, pool_param)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    N, C, H_out, W_out = dout.shape
    height, width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x[n, c, top : top + height, left : left + width]
                    row, column = np.unravel_index(np.argmax(window), window.shape)
                    dx[n, c, top + row, left + column] += dout[n, c, i, j]
    return dx


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    _F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="constant")
    N, C, H, W = x_pad.shape
    n_step, c_step, row_step, column_step = x_pad.strides
    windows = np.lib.stride_tricks.as_strided(
        x_pad,
        shape=(N, (H - HH) // stride + 1, (W - WW) // stride + 1, C, HH, WW),
        strides=(n_step, row_step * stride, column_step * stride, c_step, row_step, column_step),
    )
    out = np.tensordot(windows, w, axes=((3, 4, 5), (1, 2, 3))) + b
    return out.transpose(0, 3, 1, 2)
