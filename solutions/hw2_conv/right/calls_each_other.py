"""Odd: the functions call one another: pools by conv and max pool, backward by forward, batch norm by a 2-D helper."""

import numpy as np


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    if dilation != 1:
        return conv_output_size(size, 1 + dilation * (kernel - 1), stride=stride, pad=pad, strict=strict)
    if strict:
        count = conv_output_size(size, kernel, stride, pad)
        # Going back from the count to the size it covers must lead to where we started.
        if count < 1 or (count - 1) * stride + kernel != size + 2 * pad:
            raise ValueError(f"{count} positions do not cover {size} pixels padded by {pad}")
        return count
    return (size + 2 * pad - kernel) // stride + 1


def output_shape(shape, height, width, stride, pad=0):
    return conv_output_size(shape[2], height, stride, pad), conv_output_size(shape[3], width, stride, pad)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    if pad:
        wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        out, _ = conv_forward_naive(wide, w, b, {**conv_param, "pad": 0})
        return out, (x, w, b, conv_param)
    out = np.zeros((len(x), F, *output_shape(x.shape, HH, WW, stride)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = x[:, None, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
            out[:, :, i, j] = (window * w).sum(axis=(2, 3, 4)) + b
    return out, (x, w, b, conv_param)


def correlate(x, w, stride=1):
    return conv_forward_naive(x, w, np.zeros(len(w)), {"stride": stride, "pad": 0})[0]


def true_convolution(image, kernel):
    return correlate(image[None, None], np.flip(kernel)[None, None])[0, 0]


def filter_image(image, kernel):
    kh, kw = kernel.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    # Two turns cancel: the convolution with the flipped kernel is the cross-correlation.
    return np.stack([true_convolution(padded[:, :, c], np.flip(kernel)) for c in range(image.shape[2])], axis=-1)


def max_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    out = np.zeros((*x.shape[:2], *output_shape(x.shape, ph, pw, stride)))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw].max(axis=(2, 3))
    return out, (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    constant = np.full((1, 1, ph, pw), 1 / (ph * pw))
    out = correlate(x.reshape(N * C, 1, H, W), constant, stride)
    return out.reshape(N, C, *out.shape[2:]), (x, pool_param)


def min_pool_forward_naive(x, pool_param):
    out, cache = max_pool_forward_naive(-x, pool_param)
    return -out, cache


def batchnorm_forward(x, gamma, beta, bn_param):
    """Normalise the columns of a matrix, (M, C)."""
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1]))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1]))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    return gamma * (x - mean) / std + beta, (x, mean, std, gamma)


def batchnorm_backward(dout, cache):
    x, mean, std, gamma = cache
    # The gradient is what a second normalisation step takes away from dout.
    x_hat = (x - mean) / std
    dx_hat = dout * gamma
    dx = (dx_hat - dx_hat.mean(axis=0) - x_hat * (x_hat * dx_hat).mean(axis=0)) / std
    return dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)


def to_matrix(x):
    return np.moveaxis(x, 1, -1).reshape(-1, x.shape[1])


def from_matrix(rows, shape):
    N, C, H, W = shape
    return np.moveaxis(rows.reshape(N, H, W, C), -1, 1)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    out, cache = batchnorm_forward(to_matrix(x), gamma, beta, bn_param)
    return from_matrix(out, x.shape), cache


def spatial_batchnorm_backward(dout, cache):
    dx, dgamma, dbeta = batchnorm_backward(to_matrix(dout), cache)
    return from_matrix(dx, dout.shape), dgamma, dbeta


def relu(x):
    return -min_of_zero(-x)


def min_of_zero(x):
    return np.minimum(x, 0)


def affine_as_conv(x, w, b):
    """A matrix product is a convolution of one-pixel images."""
    return conv_forward_naive(x[:, :, None, None], w.T[:, :, None, None], b, {"stride": 1, "pad": 0})[0][:, :, 0, 0]


def three_layer_forward(x, params):
    K = params["W1"].shape[2]
    maps, _ = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": (K - 1) // 2})
    pooled, _ = max_pool_forward_naive(relu(maps), {"pool_height": 2, "pool_width": 2, "stride": 2})
    hidden = relu(affine_as_conv(pooled.reshape(len(x), -1), params["W2"], params["b2"]))
    return affine_as_conv(hidden, params["W3"], params["b3"])


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    H_pad, W_pad = x_pad.shape[2:]
    HH, WW = w.shape[2:]
    N, F, H_out, W_out = dout.shape
    rows, columns = (H_out - 1) * stride + 1, (W_out - 1) * stride + 1

    full = np.zeros((N, F, H_pad + HH - 1, W_pad + WW - 1))
    full[:, :, HH - 1 : HH - 1 + rows : stride, WW - 1 : WW - 1 + columns : stride] = dout
    dx_pad = correlate(full, np.flip(w, axis=(2, 3)).swapaxes(0, 1))

    dilated = full[:, :, HH - 1 : HH - 1 + rows, WW - 1 : WW - 1 + columns]
    covered = x_pad[:, :, : rows + HH - 1, : columns + WW - 1]
    dw = correlate(covered.swapaxes(0, 1), dilated.swapaxes(0, 1)).swapaxes(0, 1)

    db = correlate(dout.swapaxes(0, 1), np.ones((1, N, H_out, W_out)))[:, 0, 0, 0]
    return dx_pad[:, :, pad : H_pad - pad, pad : W_pad - pad], dw, db


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    # Rank the pixels, so that equal values differ and the pool of the ranks names one winner per window.
    ranks = np.argsort(np.argsort(x, axis=None, kind="stable")).reshape(x.shape)
    winners, _ = max_pool_forward_naive(ranks.astype(float), pool_param)
    dx = np.zeros(x.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, columns = slice(i * stride, i * stride + ph), slice(j * stride, j * stride + pw)
            won = ranks[:, :, rows, columns] == winners[:, :, i, j, None, None]
            dx[:, :, rows, columns] += won * dout[:, :, i, j, None, None]
    return dx
