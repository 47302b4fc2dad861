"""Odd: returns a list where a tuple is described: [out, cache] and [dx, dw, db]; the caches are lists as well."""

import math
from fractions import Fraction

import numpy as np


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    steps = Fraction(size + 2 * pad - dilation * (kernel - 1) - 1, stride)
    if strict and (steps < 0 or steps.denominator != 1):
        raise ValueError(f"{steps} steps")
    return math.floor(steps) + 1


def corners(shape, height, width, stride):
    """[top, left] of each window, row by row."""
    H, W = shape[2:]
    return [[top, left] for top in range(0, H - height + 1, stride) for left in range(0, W - width + 1, stride)]


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.concatenate([np.zeros((N, C, pad, W)), x, np.zeros((N, C, pad, W))], axis=2)
    side = np.zeros((N, C, H + 2 * pad, pad))
    x_pad = np.concatenate([side, x_pad, side], axis=3)
    pieces = []
    for top, left in corners(x_pad.shape, HH, WW, stride):
        window = x_pad[:, :, top : top + HH, left : left + WW]
        pieces.append([[np.vdot(image, kernel) for kernel in w] for image in window] + b)
    H_out, W_out = conv_output_size(H, HH, stride, pad), conv_output_size(W, WW, stride, pad)
    out = np.stack(pieces, axis=2).reshape(N, F, H_out, W_out)
    return [out, [x_pad, w, [H, W], stride, pad]]


def true_convolution(image, kernel):
    flipped = kernel[::-1][:, ::-1]
    kh, kw = flipped.shape
    rows = [
        [np.vdot(image[i : i + kh, j : j + kw], flipped) for j in range(image.shape[1] - kw + 1)]
        for i in range(image.shape[0] - kh + 1)
    ]
    return np.asarray(rows)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    channels = []
    for plane in np.rollaxis(image.astype("float64"), 2):
        tall = np.vstack([np.zeros((kh // 2, W)), plane, np.zeros((kh // 2, W))])
        wide = np.hstack([np.zeros((H + kh - 1, kw // 2)), tall, np.zeros((H + kh - 1, kw // 2))])
        channels.append([[np.vdot(wide[i : i + kh, j : j + kw], kernel) for j in range(W)] for i in range(H)])
    return np.stack(channels, axis=2)


def pool(x, pool_param, reduce):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    H_out, W_out = conv_output_size(x.shape[2], ph, stride), conv_output_size(x.shape[3], pw, stride)
    pieces = [
        reduce(x[:, :, top : top + ph, left : left + pw], axis=(2, 3)) for top, left in corners(x.shape, ph, pw, stride)
    ]
    return np.stack(pieces, axis=2).reshape(*x.shape[:2], H_out, W_out)


def max_pool_forward_naive(x, pool_param):
    return [pool(x, pool_param, np.max), [x, pool_param]]


def avg_pool_forward_naive(x, pool_param):
    return [pool(x, pool_param, np.mean), []]


def min_pool_forward_naive(x, pool_param):
    return [pool(x, pool_param, np.min), []]


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = bn_param.get("running_mean", np.zeros(C))
    var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        new_mean = np.array([x[:, c].mean() for c in range(C)])
        new_var = np.array([x[:, c].var() for c in range(C)])
        bn_param["running_mean"] = mean + (1 - momentum) * (new_mean - mean)
        bn_param["running_var"] = var + (1 - momentum) * (new_var - var)
        mean, var = new_mean, new_var
    std = np.sqrt(np.asarray(var) + eps)
    x_hat = np.stack([(x[:, c] - mean[c]) / std[c] for c in range(C)], axis=1)
    out = np.stack([gamma[c] * x_hat[:, c] + beta[c] for c in range(C)], axis=1)
    return [out, [x_hat, std, gamma]]


def three_layer_forward(x, params):
    W1, b1, W2, b2, W3, b3 = [params[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3")]
    [maps, _] = conv_forward_naive(x, W1, b1, {"stride": 1, "pad": W1.shape[2] // 2})
    [pooled, _] = max_pool_forward_naive(maps, {"pool_height": 2, "pool_width": 2, "stride": 2})
    rows = [np.maximum(image, 0).ravel() for image in pooled]
    return np.stack([np.maximum(row @ W2 + b2, 0) @ W3 + b3 for row in rows])


def conv_backward_naive(dout, cache):
    [x_pad, w, [H, W], stride, pad] = cache
    N, F, _, W_out = dout.shape
    HH, WW = w.shape[2:]
    dx_pad, dw = np.zeros(x_pad.shape), np.zeros(w.shape)
    for k, [top, left] in enumerate(corners(x_pad.shape, HH, WW, stride)):
        g = dout[:, :, k // W_out, k % W_out]
        for n in range(N):
            for f in range(F):
                dw[f] += g[n, f] * x_pad[n, :, top : top + HH, left : left + WW]
                dx_pad[n, :, top : top + HH, left : left + WW] += g[n, f] * w[f]
    db = np.array([dout[:, f].sum() for f in range(F)])
    return [dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db]


def max_pool_backward_naive(dout, cache):
    [x, pool_param] = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    W_out = dout.shape[3]
    dx = np.zeros(x.shape)
    for k, [top, left] in enumerate(corners(x.shape, ph, pw, stride)):
        window = x[:, :, top : top + ph, left : left + pw]
        for n, c in np.ndindex(x.shape[:2]):
            # The last of several maxima, by counting from the end.
            row, column = np.argwhere(window[n, c] == window[n, c].max())[-1]
            dx[n, c, top + row, left + column] += dout[n, c, k // W_out, k % W_out]
    return dx


def spatial_batchnorm_backward(dout, cache):
    [x_hat, std, gamma] = cache
    C = dout.shape[1]
    dx, dgamma, dbeta = [], [], []
    for c in range(C):
        g, normal = dout[:, c], x_hat[:, c]
        dgamma.append(np.sum(g * normal))
        dbeta.append(np.sum(g))
        dx.append(gamma[c] / std[c] * (g - g.mean() - normal * np.mean(g * normal)))
    return [np.stack(dx, axis=1), np.array(dgamma), np.array(dbeta)]
