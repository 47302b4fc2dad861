"""Naive loops as most write them: one window at a time, cut out of the padded image, times a filter, and summed."""

import numpy as np

NAIVE = True


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    covered = dilation * (kernel - 1) + 1
    room = size + 2 * pad - covered
    if strict and (room < 0 or room % stride != 0):
        raise ValueError(f"a window of {covered} pixels with stride {stride} does not fit {size + 2 * pad} pixels")
    return room // stride + 1


def conv_forward_naive(x, w, b, conv_param):
    stride = conv_param["stride"]
    pad = conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="constant")
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    window = x_pad[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    cache = (x, w, b, conv_param)
    return out, cache


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    flipped = kernel[::-1, ::-1]
    result = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            result[i, j] = np.sum(image[i : i + kh, j : j + kw] * flipped)
    return result


def filter_image(image, kernel):
    H, W, channels = image.shape
    kh, kw = kernel.shape
    padded = np.zeros((H + kh - 1, W + kw - 1, channels))
    padded[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W] = image
    result = np.zeros((H, W, channels))
    for c in range(channels):
        for i in range(H):
            for j in range(W):
                result[i, j, c] = np.sum(padded[i : i + kh, j : j + kw, c] * kernel)
    return result


def max_pool_forward_naive(x, pool_param):
    pool_height = pool_param["pool_height"]
    pool_width = pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    H_out = 1 + (H - pool_height) // stride
    W_out = 1 + (W - pool_width) // stride
    out = np.zeros((N, C, H_out, W_out))
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    window = x[n, c, i * stride : i * stride + pool_height, j * stride : j * stride + pool_width]
                    out[n, c, i, j] = np.max(window)
    cache = (x, pool_param)
    return out, cache


def avg_pool_forward_naive(x, pool_param):
    pool_height = pool_param["pool_height"]
    pool_width = pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    H_out = 1 + (H - pool_height) // stride
    W_out = 1 + (W - pool_width) // stride
    out = np.zeros((N, C, H_out, W_out))
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    window = x[n, c, i * stride : i * stride + pool_height, j * stride : j * stride + pool_width]
                    out[n, c, i, j] = np.mean(window)
    return out, (x, pool_param)


def min_pool_forward_naive(x, pool_param):
    pool_height = pool_param["pool_height"]
    pool_width = pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    H_out = 1 + (H - pool_height) // stride
    W_out = 1 + (W - pool_width) // stride
    out = np.zeros((N, C, H_out, W_out))
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    window = x[n, c, i * stride : i * stride + pool_height, j * stride : j * stride + pool_width]
                    out[n, c, i, j] = np.min(window)
    return out, (x, pool_param)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(N * H * W, C)
    if bn_param["mode"] == "train":
        mean = np.mean(rows, axis=0)
        var = np.var(rows, axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean = running_mean
        var = running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (x_hat, std, gamma)


def three_layer_forward(x, params):
    K = params["W1"].shape[2]
    conv, _ = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": (K - 1) // 2})
    conv = np.maximum(conv, 0)
    pool, _ = max_pool_forward_naive(conv, {"pool_height": 2, "pool_width": 2, "stride": 2})
    flat = pool.reshape(x.shape[0], -1)
    hidden = np.maximum(np.dot(flat, params["W2"]) + params["b2"], 0)
    return np.dot(hidden, params["W3"]) + params["b3"]


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride = conv_param["stride"]
    pad = conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    _, _, H_out, W_out = dout.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="constant")
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(b.shape)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top = i * stride
                    left = j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    dw[f] += dout[n, f, i, j] * window
                    dx_pad[n, :, top : top + HH, left : left + WW] += dout[n, f, i, j] * w[f]
                    db[f] += dout[n, f, i, j]
    dx = dx_pad[:, :, pad : pad + H, pad : pad + W]
    return dx, dw, db


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    pool_height = pool_param["pool_height"]
    pool_width = pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top = i * stride
                    left = j * stride
                    window = x[n, c, top : top + pool_height, left : left + pool_width]
                    row, column = np.unravel_index(np.argmax(window), window.shape)
                    dx[n, c, top + row, left + column] += dout[n, c, i, j]
    return dx


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(N * H * W, C)
    dbeta = np.sum(rows, axis=0)
    dgamma = np.sum(rows * x_hat, axis=0)
    dx_hat = rows * gamma
    dx = (dx_hat - np.mean(dx_hat, axis=0) - x_hat * np.mean(dx_hat * x_hat, axis=0)) / std
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma, dbeta
