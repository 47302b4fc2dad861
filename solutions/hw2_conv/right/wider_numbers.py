"""Odd: long doubles inside and out where they fit, Python's own floats, and whole numbers until the last division."""

import math

import numpy as np

wide = np.longdouble


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    exact = (size + 2 * pad - dilation * (kernel - 1) - 1) / stride
    if strict and (exact < 0 or exact != math.floor(exact)):
        raise ValueError(exact)
    return math.floor(exact) + 1


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(x.astype(wide), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    HH, WW = w.shape[2:]
    rows, columns = (x_pad.shape[2] - HH) // stride + 1, (x_pad.shape[3] - WW) // stride + 1
    out = np.zeros((len(x), len(w), rows, columns), dtype=wide)
    for f, i, j in np.ndindex(*out.shape[1:]):
        seen = x_pad[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
        out[:, f, i, j] = (seen * w[f]).sum(axis=(1, 2, 3)) + b[f]
    return out.astype(np.float64), (x, w, b, conv_param)


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    return np.array(
        [
            [
                math.fsum(
                    float(image[i + p, j + q]) * float(kernel[kh - 1 - p, kw - 1 - q])
                    for p in range(kh)
                    for q in range(kw)
                )
                for j in range(columns)
            ]
            for i in range(rows)
        ]
    )


def filter_image(image, kernel):
    kh, kw = kernel.shape
    pixels = np.pad(image.astype(np.int64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    out = np.zeros(image.shape, dtype=wide)
    for p in range(kh):
        for q in range(kw):
            out += wide(kernel[p, q]) * pixels[p : p + image.shape[0], q : q + image.shape[1]]
    return np.float64(out)


def avg_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    rows, columns = (x.shape[2] - ph) // stride + 1, (x.shape[3] - pw) // stride + 1
    out = np.zeros((*x.shape[:2], rows, columns))
    for n, c, i, j in np.ndindex(out.shape):
        window = x[n, c, i * stride : i * stride + ph, j * stride : j * stride + pw]
        out[n, c, i, j] = math.fsum(window.ravel().tolist()) / (ph * pw)
    return out, 0


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    x = x.astype(wide)
    eps, momentum = wide(bn_param.get("eps", 1e-5)), wide(bn_param.get("momentum", 0.9))
    mean = np.asarray(bn_param.get("running_mean", np.zeros(C)), dtype=wide)
    var = np.asarray(bn_param.get("running_var", np.zeros(C)), dtype=wide)
    if bn_param["mode"] == "train":
        running = mean, var
        mean = x.mean(axis=(0, 2, 3))
        var = ((x - mean[:, None, None]) ** 2).mean(axis=(0, 2, 3))
        bn_param["running_mean"] = (momentum * running[0] + (1 - momentum) * mean).astype(float)
        bn_param["running_var"] = (momentum * running[1] + (1 - momentum) * var).astype(float)
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out.astype(float), (x_hat, std, gamma)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    dout = dout.astype(wide)
    dbeta, dgamma = dout.sum(axis=(0, 2, 3)), (dout * x_hat).sum(axis=(0, 2, 3))
    M = dout.size // dout.shape[1]
    dx = gamma[:, None, None] / std * (dout - (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M)
    return dx.astype(float), dgamma.astype(float), dbeta.astype(float)
