"""Odd: as_strided windows over a contiguous copy, tensordot for the sums; tied maxima share the gradient equally."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    last_start = size + 2 * pad - dilation * (kernel - 1) - 1
    if strict:
        if last_start < 0:
            raise ValueError("the window is longer than the padded input")
        if last_start % stride != 0:
            raise ValueError("the stride steps over the end of the padded input")
    return (last_start + stride) // stride


def strided_windows(x, height, width, stride):
    # A transposed or sliced x has other steps in memory than its shape suggests.
    x = np.ascontiguousarray(x)
    N, C, H, W = x.shape
    sn, sc, sh, sw = x.strides
    shape = (N, C, (H - height) // stride + 1, (W - width) // stride + 1, height, width)
    return as_strided(x, shape, (sn, sc, sh * stride, sw * stride, sh, sw), writeable=False)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(x, ((0,), (0,), (pad,), (pad,)))
    view = strided_windows(x_pad, w.shape[2], w.shape[3], stride)
    out = np.tensordot(view, w, axes=((1, 4, 5), (1, 2, 3)))
    out += b
    return np.moveaxis(out, 3, 1), (x, w, b, conv_param)


def true_convolution(image, kernel):
    view = strided_windows(image[np.newaxis, np.newaxis], *kernel.shape, 1)[0, 0]
    return np.tensordot(view, kernel[::-1, ::-1], axes=2)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    planes = np.moveaxis(np.asarray(image, dtype=np.float64), -1, 0)[:, None]
    planes = np.pad(planes, ((0,), (0,), (kh // 2,), (kw // 2,)))
    return np.moveaxis(np.tensordot(strided_windows(planes, kh, kw, 1), kernel, axes=2)[:, 0], 0, -1)


def pool_windows(x, pool_param):
    return strided_windows(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])


def max_pool_forward_naive(x, pool_param):
    return np.amax(pool_windows(x, pool_param), axis=(4, 5)), (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    return np.mean(pool_windows(x, pool_param), axis=(4, 5)), (x, pool_param)


def min_pool_forward_naive(x, pool_param):
    return np.amin(pool_windows(x, pool_param), axis=(4, 5)), (x, pool_param)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    axes = (0, 2, 3)
    shape = (1, C, 1, 1)
    eps = bn_param.get("eps", 1e-5)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        momentum = bn_param.get("momentum", 0.9)
        mean, var = np.mean(x, axes), np.var(x, axes)
        bn_param.update(
            running_mean=momentum * running_mean + (1 - momentum) * mean,
            running_var=momentum * running_var + (1 - momentum) * var,
        )
    else:
        mean, var = running_mean, running_var
    mu, sigma = np.reshape(mean, shape), np.sqrt(np.reshape(var, shape) + eps)
    out = np.reshape(gamma, shape) * (x - mu) / sigma + np.reshape(beta, shape)
    return out, (x, mu, sigma, gamma)


def three_layer_forward(x, params):
    K = params["W1"].shape[2]
    maps, _ = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": K // 2})
    maps = maps * (maps > 0)
    corners = [maps[:, :, p::2, q::2] for p in (0, 1) for q in (0, 1)]
    flat = np.maximum.reduce(corners).reshape(x.shape[0], -1)
    hidden = np.tensordot(flat, params["W2"], axes=1) + params["b2"]
    return np.tensordot(hidden * (hidden > 0), params["W3"], axes=1) + params["b3"]


def add_windows(dwindows, shape, stride):
    total = np.zeros(shape, dtype=dwindows.dtype)
    H_out, W_out, height, width = dwindows.shape[2:]
    for p in range(height):
        for q in range(width):
            rows = slice(p, p + stride * (H_out - 1) + 1, stride)
            columns = slice(q, q + stride * (W_out - 1) + 1, stride)
            total[:, :, rows, columns] += dwindows[:, :, :, :, p, q]
    return total


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    x_pad = np.pad(x, ((0,), (0,), (pad,), (pad,)))
    view = strided_windows(x_pad, w.shape[2], w.shape[3], stride)
    dw = np.tensordot(dout, view, axes=((0, 2, 3), (0, 2, 3)))
    dwindows = np.moveaxis(np.tensordot(dout, w, axes=((1,), (0,))), 3, 1)
    dx_pad = add_windows(dwindows, x_pad.shape, stride)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, np.sum(dout, axis=(0, 2, 3))


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    view = pool_windows(x, pool_param)
    is_max = view == np.amax(view, axis=(4, 5), keepdims=True)
    share = is_max / np.sum(is_max, axis=(4, 5), keepdims=True)
    return add_windows(share * dout[..., None, None], x.shape, pool_param["stride"])


def spatial_batchnorm_backward(dout, cache):
    x, mu, sigma, gamma = cache
    axes = (0, 2, 3)
    M = x.size / x.shape[1]
    dx_hat = dout * gamma[None, :, None, None]
    dvar = np.sum(dx_hat * (x - mu), axes, keepdims=True) * -0.5 / sigma**3
    dmean = -np.sum(dx_hat, axes, keepdims=True) / sigma
    dx = dx_hat / sigma + dvar * 2 * (x - mu) / M + dmean / M
    return dx, np.sum(dout * (x - mu) / sigma, axes), np.sum(dout, axes)
