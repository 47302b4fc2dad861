"""Plain Python loops over single numbers; slow and right. The Cython cells are Python without a type."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    H_out = (H + 2 * padding - k_height) // stride + 1
    W_out = (W + 2 * padding - k_width) // stride + 1
    X_col = np.zeros((C * k_height * k_width, H_out * W_out * N), dtype=X.dtype)
    row = 0
    for c in range(C):
        for p in range(k_height):
            for q in range(k_width):
                column = 0
                for i in range(H_out):
                    for j in range(W_out):
                        y, x = i * stride + p - padding, j * stride + q - padding
                        inside = 0 <= y < H and 0 <= x < W
                        for n in range(N):
                            if inside:
                                X_col[row, column] = X[n, c, y, x]
                            column += 1
                row += 1
    return X_col


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = (H + 2 * padding - k_height) // stride + 1
    W_out = (W + 2 * padding - k_width) // stride + 1
    grad_X = np.zeros(X_shape)
    for row in range(C * k_height * k_width):
        c, place = divmod(row, k_height * k_width)
        p, q = divmod(place, k_width)
        for column in range(H_out * W_out * N):
            window, n = divmod(column, N)
            i, j = divmod(window, W_out)
            y, x = i * stride + p - padding, j * stride + q - padding
            if y in range(H) and x in range(W):
                grad_X[n, c, y, x] += grad_X_col[row, column]
    return grad_X


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_col = im2col(x, HH, WW, pad, stride)
    w_col = w.reshape(F, C * HH * WW)
    out = np.zeros((N, F, H_out, W_out))
    for f in range(F):
        column = 0
        for i in range(H_out):
            for j in range(W_out):
                for n in range(N):
                    total = b[f]
                    for weight, pixel in zip(w_col[f], x_col[:, column]):
                        total += weight * pixel
                    out[n, f, i, j] = total
                    column += 1
    return out, (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, _b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, F, H_out, W_out = dout.shape
    HH, WW = w.shape[2], w.shape[3]
    dout_col = np.zeros((F, H_out * W_out * N))
    db = np.zeros(F)
    for f in range(F):
        for i in range(H_out):
            for j in range(W_out):
                for n in range(N):
                    dout_col[f, (i * W_out + j) * N + n] = dout[n, f, i, j]
                    db[f] += dout[n, f, i, j]
    x_col = im2col(x, HH, WW, pad, stride)
    dw = np.zeros((F, x_col.shape[0]))
    dx_col = np.zeros(x_col.shape)
    w_col = w.reshape(F, -1)
    for f in range(F):
        for r in range(x_col.shape[0]):
            dw[f, r] = sum(dout_col[f] * x_col[r])
            dx_col[r] += w_col[f, r] * dout_col[f]
    return im2col_bw(dx_col, x.shape, HH, WW, pad, stride), dw.reshape(w.shape), db


def avg_pool_forward_im2col(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = (H - ph) // stride + 1, (W - pw) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    x_col = im2col(x, ph, pw, padding=0, stride=stride)
    for row in range(C * ph * pw):
        for column in range(H_out * W_out * N):
            window, n = divmod(column, N)
            i, j = divmod(window, W_out)
            out[n, row // (ph * pw), i, j] += x_col[row, column] / (ph * pw)
    return out, (x, pool_param)


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx_col = np.zeros((C * ph * pw, H_out * W_out * N))
    for row in range(C * ph * pw):
        for column in range(H_out * W_out * N):
            window, n = divmod(column, N)
            i, j = divmod(window, W_out)
            dx_col[row, column] = dout[n, row // (ph * pw), i, j] / (ph * pw)
    return im2col_bw(dx_col, x.shape, ph, pw, padding=0, stride=stride)


def max_pool_forward_fast(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    _N, _C, H, W = x.shape
    H_out, W_out = (H - ph) // stride + 1, (W - pw) // stride + 1
    best = None
    for p in range(ph):
        for q in range(pw):
            part = x[:, :, p::stride, q::stride][:, :, :H_out, :W_out]
            best = part if best is None else np.where(part > best, part, best)
    return best.copy(), (x, pool_param)


def max_pool_backward_fast(dout, cache):
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    N, C, H_out, W_out = dout.shape
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    y, z = i * stride, j * stride
                    for p in range(ph):
                        for q in range(pw):
                            if x[n, c, i * stride + p, j * stride + q] > x[n, c, y, z]:
                                y, z = i * stride + p, j * stride + q
                    dx[n, c, y, z] += dout[n, c, i, j]
    return dx


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = (H + 2 * pad - HH) // stride + 1
    W_out = (W + 2 * pad - WW) // stride + 1
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    x_pad[:, :, pad : pad + H, pad : pad + W] = x
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        channel, row, column = x_pad[n].strides
        windows = np.lib.stride_tricks.as_strided(
            x_pad[n], (C, H_out, W_out, HH, WW), (channel, row * stride, column * stride, row, column)
        )
        for i in range(H_out):
            for j in range(W_out):
                for f in range(F):
                    out[n, f, i, j] = (windows[:, i, j] * w[f]).sum() + b[f]
    return out
