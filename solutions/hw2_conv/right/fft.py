"""Odd: every sum over a window goes through the Fourier transform, and its rounding is left in the results."""

import numpy as np


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    starts = np.arange(size + 2 * pad - dilation * (kernel - 1))[::stride]
    if strict:
        ends = starts + dilation * (kernel - 1) + 1
        if starts.size == 0 or ends[-1] != size + 2 * pad:
            raise ValueError("the windows do not end at the border")
    return starts.size


def spectrum(a, shape):
    return np.fft.rfft2(a, s=shape, axes=(-2, -1))


def inverse(a, shape):
    return np.fft.irfft2(a, s=shape, axes=(-2, -1))


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    shape = x_pad.shape[2:]
    X, K = spectrum(x_pad, shape), spectrum(w, shape)
    # No position of the valid region wraps around, so the circular correlation is the wanted one there.
    circular = inverse(np.einsum("ncuv,fcuv->nfuv", X, K.conj()), shape)
    rows, columns = shape[0] - w.shape[2] + 1, shape[1] - w.shape[3] + 1
    out = circular[:, :, :rows:stride, :columns:stride] + b[:, None, None]
    return out, (X, K, shape, w.shape, stride, pad)


def true_convolution(image, kernel):
    shape = (image.shape[0] + kernel.shape[0] - 1, image.shape[1] + kernel.shape[1] - 1)
    full = inverse(spectrum(image, shape) * spectrum(kernel, shape), shape)
    return full[kernel.shape[0] - 1 : image.shape[0], kernel.shape[1] - 1 : image.shape[1]]


def filter_image(image, kernel):
    H, W, _ = image.shape
    kh, kw = kernel.shape
    shape = (H + kh - 1, W + kw - 1)
    planes = np.moveaxis(image, 2, 0) * 1.0
    full = inverse(spectrum(planes, shape) * spectrum(kernel[::-1, ::-1], shape), shape)
    return np.moveaxis(full[:, kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W], 0, 2)


def sorted_windows(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    H_out, W_out = conv_output_size(x.shape[2], ph, stride), conv_output_size(x.shape[3], pw, stride)
    values = np.empty((*x.shape[:2], H_out, W_out, ph * pw), dtype=x.dtype)
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw]
            values[:, :, i, j] = window.reshape(*x.shape[:2], -1)
    return values, np.argsort(values, axis=-1)


def max_pool_forward_naive(x, pool_param):
    values, order = sorted_windows(x, pool_param)
    best = order[..., -1:]
    return np.take_along_axis(values, best, axis=-1)[..., 0], (best[..., 0], x.shape, dict(pool_param))


def avg_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    shape = x.shape[2:]
    box = np.full((ph, pw), 1 / (ph * pw))
    means = inverse(spectrum(x, shape) * spectrum(box, shape).conj(), shape)
    return means[:, :, : shape[0] - ph + 1 : stride, : shape[1] - pw + 1 : stride], None


def min_pool_forward_naive(x, pool_param):
    values, order = sorted_windows(x, pool_param)
    return np.take_along_axis(values, order[..., :1], axis=-1)[..., 0], None


def channel_sum(a):
    """The constant term of the transform, added over the batch."""
    return np.fft.fft2(a)[:, :, 0, 0].real.sum(axis=0)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean = channel_sum(x) / (N * H * W)
        var = channel_sum((x - mean[:, None, None]) ** 2) / (N * H * W)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    elif bn_param["mode"] == "test":
        mean, var = running_mean, running_var
    else:
        raise ValueError(f"unknown mode {bn_param['mode']}")
    x_hat = (x - mean[:, None, None]) / np.sqrt(var + eps)[:, None, None]
    return gamma[:, None, None] * x_hat + beta[:, None, None], (x_hat, var + eps, gamma)


def three_layer_forward(x, params):
    N, _, H, W = x.shape
    maps, _ = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": params["W1"].shape[2] // 2})
    blocks = np.maximum(maps, 0).reshape(N, -1, H // 2, 2, W // 2, 2)
    flat = np.sort(np.sort(blocks, axis=3)[:, :, :, 1], axis=4)[..., 1].reshape(N, -1)
    hidden = np.maximum(flat @ params["W2"] + params["b2"], 0)
    return hidden @ params["W3"] + params["b3"]


def conv_backward_naive(dout, cache):
    X, K, shape, (_, _, HH, WW), stride, pad = cache
    spread = np.zeros((*dout.shape[:2], *shape))
    rows, columns = (dout.shape[2] - 1) * stride + 1, (dout.shape[3] - 1) * stride + 1
    spread[:, :, :rows:stride, :columns:stride] = dout
    G = spectrum(spread, shape)
    dx_pad = inverse(np.einsum("nfuv,fcuv->ncuv", G, K), shape)
    dw = inverse(np.einsum("ncuv,nfuv->fcuv", X, G.conj()), shape)[:, :, :HH, :WW]
    db = G[:, :, 0, 0].real.sum(axis=0)
    return dx_pad[:, :, pad : shape[0] - pad, pad : shape[1] - pad], dw, db


def max_pool_backward_naive(dout, cache):
    best, shape, pool_param = cache
    pw, stride = pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(shape)
    n, c, i, j = np.indices(dout.shape)
    np.add.at(dx, (n, c, i * stride + best // pw, j * stride + best % pw), dout)
    return dx


def spatial_batchnorm_backward(dout, cache):
    x_hat, var_eps, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta, dgamma = channel_sum(dout), channel_sum(dout * x_hat)
    slope = (gamma / np.sqrt(var_eps))[:, None, None]
    dx = slope / M * (M * dout - dbeta[:, None, None] - x_hat * dgamma[:, None, None])
    return dx, dgamma, dbeta
