"""Odd: the cache is a function, or a dict of functions, and the backward pass calls it."""

import functools
import operator

import numpy as np


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    free = size + 2 * pad - dilation * (kernel - 1) - 1
    rules = (lambda: free >= 0, lambda: free % stride == 0)
    if strict and not all(rule() for rule in rules):
        raise ValueError(f"free pixels: {free}, stride: {stride}")
    return operator.floordiv(free, stride) + 1


def slider(stride, height, width):
    def at(i, j):
        return ..., slice(i * stride, i * stride + height), slice(j * stride, j * stride + width)

    return at


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    at = slider(stride, HH, WW)
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    inside = (..., slice(pad, pad + H), slice(pad, pad + W))
    x_pad[inside] = x
    rows = range(conv_output_size(H, HH, stride, pad))
    columns = range(conv_output_size(W, WW, stride, pad))
    flat_w = w.reshape(F, -1)
    out = np.zeros((N, F, len(rows), len(columns)))
    for i in rows:
        for j in columns:
            out[..., i, j] = x_pad[at(i, j)].reshape(N, -1) @ flat_w.T + b

    def backward(dout):
        dx_pad, dw = np.zeros(x_pad.shape), np.zeros(flat_w.shape)
        for i in rows:
            for j in columns:
                g = dout[..., i, j]
                dx_pad[at(i, j)] += (g @ flat_w).reshape(N, C, HH, WW)
                dw += g.T @ x_pad[at(i, j)].reshape(N, -1)
        return dx_pad[inside], dw.reshape(w.shape), dout.sum(axis=(0, 2, 3))

    return out, backward


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1

    def term(p, q):
        return image[p : p + rows, q : q + columns] * kernel[kh - 1 - p, kw - 1 - q]

    return functools.reduce(np.add, (term(p, q) for p in range(kh) for q in range(kw)))


def filter_image(image, kernel):
    H, W, _ = image.shape
    kh, kw = kernel.shape
    tall = np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0))).astype(float)

    def pixel(i, j):
        return np.tensordot(kernel, tall[i : i + kh, j : j + kw], axes=([0, 1], [0, 1]))

    return np.array([[pixel(i, j) for j in range(W)] for i in range(H)])


def make_pool(choose):
    def forward(x, pool_param):
        ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
        at = slider(stride, ph, pw)
        H_out, W_out = conv_output_size(x.shape[2], ph, stride), conv_output_size(x.shape[3], pw, stride)
        out = np.zeros((*x.shape[:2], H_out, W_out))
        for i in range(H_out):
            for j in range(W_out):
                out[..., i, j] = choose(x[at(i, j)])
        steps = {
            "window": lambda i, j: x[at(i, j)],
            "empty": lambda: np.zeros(x.shape),
            "place": lambda i, j, k: (i * stride + k // pw, j * stride + k % pw),
        }
        return out, steps

    return forward


max_pool = make_pool(lambda window: window.max(axis=(2, 3)))
avg_pool = make_pool(lambda window: window.mean(axis=(2, 3)))
min_pool = make_pool(lambda window: window.min(axis=(2, 3)))


def max_pool_forward_naive(x, pool_param):
    return max_pool(x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    return avg_pool(x, pool_param)


def min_pool_forward_naive(x, pool_param):
    return min_pool(x, pool_param)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    def per_channel(v):
        return np.expand_dims(v, (0, 2, 3))

    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)

    def stored(key):
        return bn_param[key] if key in bn_param else np.zeros(C)

    def blend(key, new):
        bn_param[key] = momentum * stored(key) + (1 - momentum) * new
        return new

    if bn_param["mode"] == "train":
        mean = blend("running_mean", np.mean(x, axis=(0, 2, 3)))
        var = blend("running_var", np.mean(np.square(x - per_channel(mean)), axis=(0, 2, 3)))
    else:
        mean, var = stored("running_mean"), stored("running_var")
    rate = per_channel(1 / np.sqrt(var + eps))
    x_hat = (x - per_channel(mean)) * rate

    def backward(dout):
        g = per_channel(gamma) * dout
        dmean = g.mean(axis=(0, 2, 3), keepdims=True)
        dslope = (g * x_hat).mean(axis=(0, 2, 3), keepdims=True)
        return rate * (g - dmean - x_hat * dslope), np.sum(x_hat * dout, (0, 2, 3)), np.sum(dout, (0, 2, 3))

    return per_channel(gamma) * x_hat + per_channel(beta), backward


def three_layer_forward(x, params):
    def conv(a):
        return conv_forward_naive(a, params["W1"], params["b1"], {"stride": 1, "pad": params["W1"].shape[2] // 2})[0]

    def relu(a):
        return np.maximum(a, 0)

    def pool(a):
        return max_pool_forward_naive(a, {"pool_height": 2, "pool_width": 2, "stride": 2})[0]

    def affine(k):
        return lambda a: a.reshape(len(a), -1) @ params[f"W{k}"] + params[f"b{k}"]

    return functools.reduce(lambda a, layer: layer(a), (conv, relu, pool, affine(2), relu, affine(3)), x)


def conv_backward_naive(dout, cache):
    return cache(dout)


def max_pool_backward_naive(dout, cache):
    dx = cache["empty"]()
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            window = cache["window"](i, j)
            for n in range(dout.shape[0]):
                for c in range(dout.shape[1]):
                    row, column = cache["place"](i, j, int(np.argmax(window[n, c])))
                    dx[n, c, row, column] += dout[n, c, i, j]
    return dx


def spatial_batchnorm_backward(dout, cache):
    return cache(dout)
