"""Odd: results come back in Fortran order, with gaps between the values, or with negative steps in memory."""

import numpy as np


def fortran(a):
    return np.asfortranarray(a)


def gappy(a):
    """The same values, every second place of a buffer twice as wide."""
    buffer = np.full((*a.shape[:-1], 2 * a.shape[-1]), np.nan)
    buffer[..., ::2] = a
    return buffer[..., ::2]


def backwards(a):
    """The same values, stored from last to first along every axis."""
    return np.flip(np.flip(a).copy())


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = 2 * pad + size - 1 - dilation * (kernel - 1)
    if strict and (room < 0 or room != room // stride * stride):
        raise ValueError(f"stride {stride} does not fit {size} pixels")
    return 1 + room // stride


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    HH, WW = w.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    H_out = conv_output_size(x.shape[2], HH, stride, pad)
    W_out = conv_output_size(x.shape[3], WW, stride, pad)
    maps = np.zeros((H_out, W_out, len(x), len(w)))
    for i in range(H_out):
        for j in range(W_out):
            window = x_pad[:, :, stride * i : stride * i + HH, stride * j : stride * j + WW]
            maps[i, j] = window.reshape(len(x), -1) @ w.reshape(len(w), -1).T + b
    return maps.transpose(2, 3, 0, 1), (backwards(x_pad), fortran(w), stride, pad)


def true_convolution(image, kernel):
    # Convolution is symmetric, so the picture may be turned instead of the kernel.
    kh, kw = kernel.shape
    turned = np.flip(image)
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(turned[i : i + kh, j : j + kw] * kernel)
    return np.flip(out)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    planes = []
    for channel in range(image.shape[2]):
        padded = np.pad(np.float64(image[..., channel]), ((kh // 2, kh // 2), (kw // 2, kw // 2)))
        plane = np.zeros(image.shape[:2])
        for i, j in np.ndindex(*plane.shape):
            plane[i, j] = np.sum(padded[i : i + kh, j : j + kw] * kernel)
        planes.append(plane)
    return np.stack(planes).transpose(1, 2, 0)


def windows(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    H_out, W_out = conv_output_size(x.shape[2], ph, stride), conv_output_size(x.shape[3], pw, stride)
    for i in range(H_out):
        yield [x[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw] for j in range(W_out)]


def max_pool_forward_naive(x, pool_param):
    out = np.array([[w.max(axis=(2, 3)) for w in row] for row in windows(x, pool_param)])
    return out.transpose(2, 3, 0, 1), (fortran(x), pool_param)


def avg_pool_forward_naive(x, pool_param):
    out = np.array([[w.mean(axis=(2, 3)) for w in row] for row in windows(x, pool_param)])
    return gappy(out.transpose(2, 3, 0, 1)), None


def min_pool_forward_naive(x, pool_param):
    out = np.array([[w.min(axis=(2, 3)) for w in row] for row in windows(x, pool_param)])
    return backwards(out.transpose(2, 3, 0, 1)), None


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    last = x.transpose(0, 2, 3, 1)
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    mean, var = running_mean, running_var
    if bn_param["mode"] == "train":
        mean, var = last.mean(axis=(0, 1, 2)), last.var(axis=(0, 1, 2))
        bn_param["running_mean"] = backwards(momentum * running_mean + (1 - momentum) * mean)
        bn_param["running_var"] = gappy(momentum * running_var + (1 - momentum) * var)
    std = np.sqrt(var + eps)
    x_hat = (last - mean) / std
    return (gamma * x_hat + beta).transpose(0, 3, 1, 2), (x_hat, std, gamma)


def three_layer_forward(x, params):
    K = params["W1"].shape[2]
    maps, _ = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": K // 2})
    pooled, _ = max_pool_forward_naive(np.maximum(maps, 0), {"pool_height": 2, "pool_width": 2, "stride": 2})
    flat = pooled.transpose(1, 2, 3, 0).reshape(-1, len(x))
    hidden = np.maximum(params["W2"].T @ flat + params["b2"][:, None], 0)
    return (params["W3"].T @ hidden + params["b3"][:, None]).T


def conv_backward_naive(dout, cache):
    x_pad, w, stride, pad = cache
    HH, WW = w.shape[2:]
    dx_pad, dw = np.zeros(x_pad.shape, order="F"), np.zeros(w.shape, order="F")
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows, columns = slice(stride * i, stride * i + HH), slice(stride * j, stride * j + WW)
            g = dout[:, :, i, j]
            dx_pad[:, :, rows, columns] += np.einsum("nf,fcpq->ncpq", g, w)
            dw += np.einsum("nf,ncpq->fcpq", g, x_pad[:, :, rows, columns])
    H_pad, W_pad = dx_pad.shape[2:]
    dx = dx_pad[:, :, pad : H_pad - pad, pad : W_pad - pad]
    return backwards(dx), dw, gappy(dout.sum(axis=(0, 2, 3)))


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    stride, pw = pool_param["stride"], pool_param["pool_width"]
    dx = np.zeros(x.shape, order="F")
    for i, row in enumerate(windows(x, pool_param)):
        for j, window in enumerate(row):
            for n, c in np.ndindex(*x.shape[:2]):
                # Counted from the end, so that the last of several maxima gets the gradient.
                at = window[n, c].size - 1 - np.argmax(window[n, c].ravel()[::-1])
                dx[n, c, i * stride + at // pw, j * stride + at % pw] += dout[n, c, i, j]
    return dx


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    g = dout.transpose(0, 2, 3, 1)
    M = g.size // g.shape[-1]
    dbeta, dgamma = g.sum(axis=(0, 1, 2)), (g * x_hat).sum(axis=(0, 1, 2))
    dx = gamma / std * (g - dbeta / M - x_hat * dgamma / M)
    return dx.transpose(0, 3, 1, 2), backwards(dgamma), gappy(dbeta)
