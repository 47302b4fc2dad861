"""Odd: extremes by sorting and partitioning, winners by lexsort, sums by bincount over places."""

import numpy as np


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    ends = np.arange(dilation * (kernel - 1), size + 2 * pad, stride)
    count = np.searchsorted(ends, size + 2 * pad, side="left")
    if strict and (count == 0 or ends[-1] != size + 2 * pad - 1):
        raise ValueError("the last window stops short")
    return count


def place_table(shape, kernel, stride):
    """The place in a flattened image of every tap of every window, (H_out, W_out, kh * kw)."""
    places = np.arange(shape[0] * shape[1]).reshape(shape)
    rows = np.arange(0, shape[0] - kernel[0] + 1, stride)[:, None, None, None] + np.arange(kernel[0])[:, None]
    columns = np.arange(0, shape[1] - kernel[1] + 1, stride)[:, None, None] + np.arange(kernel[1])
    return places[rows, columns].reshape(len(rows), columns.shape[0], -1)


def seen(x, pool_param):
    table = place_table(x.shape[2:], (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"])
    return x.reshape(*x.shape[:2], -1)[:, :, table], table


def max_pool_forward_naive(x, pool_param):
    values, table = seen(x, pool_param)
    order = np.argsort(values, axis=-1, kind="stable")
    out = np.take_along_axis(values, order[..., -1:], axis=-1)[..., 0]
    return out, (order[..., -1], table, x.shape)


def max_pool_backward_naive(dout, cache):
    last, table, (N, C, H, W) = cache
    i, j = np.indices(table.shape[:2])
    place = table[i, j, last] + H * W * np.arange(N * C).reshape(N, C, 1, 1)
    return np.bincount(place.ravel(), weights=dout.ravel(), minlength=N * C * H * W).reshape(N, C, H, W)


def min_pool_forward_naive(x, pool_param):
    values, _ = seen(x, pool_param)
    return np.partition(values, 0, axis=-1)[..., 0], None


def avg_pool_forward_naive(x, pool_param):
    values, table = seen(x, pool_param)
    window = np.broadcast_to(np.arange(table.shape[0] * table.shape[1])[:, None], (table[..., 0].size, table.shape[2]))
    lines = values.reshape(-1, window.size)
    sums = np.stack([np.bincount(window.ravel(), weights=line) for line in lines])
    return sums.reshape(*values.shape[:-1]) / table.shape[2], None


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    table = place_table(wide.shape[2:], w.shape[2:], stride)
    columns = wide.reshape(*x.shape[:2], -1)[:, :, table]
    out = np.tensordot(columns, w.reshape(*w.shape[:2], -1), axes=((1, 4), (1, 2))) + b
    return np.ascontiguousarray(np.rollaxis(out, 3, 1)), (columns, table, x.shape, pad, w)


def conv_backward_naive(dout, cache):
    columns, table, (N, C, H, W), pad, w = cache
    dw = np.einsum("nfij,ncijk->fck", dout, columns).reshape(w.shape)
    flow = np.einsum("nfij,fck->ncijk", dout, w.reshape(*w.shape[:2], -1))
    wide = (H + 2 * pad) * (W + 2 * pad)
    place = table + wide * np.arange(N * C).reshape(N, C, 1, 1, 1)
    sums = np.bincount(place.ravel(), weights=flow.ravel(), minlength=N * C * wide)
    dx = sums.reshape(N, C, H + 2 * pad, W + 2 * pad)[:, :, pad : pad + H, pad : pad + W]
    channel = np.broadcast_to(np.arange(dout.shape[1])[:, None, None], dout.shape)
    return dx, dw, np.bincount(channel.ravel(), weights=dout.ravel())


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    channel = np.broadcast_to(np.arange(C)[:, None, None], x.shape).ravel()
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean, var = bn_param.get("running_mean", np.zeros(C)), bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        share = 1 / (N * H * W)
        new_mean = np.bincount(channel, weights=x.ravel()) * share
        new_var = np.bincount(channel, weights=(x.ravel() - new_mean[channel]) ** 2) * share
        bn_param["running_mean"] = momentum * mean + (1 - momentum) * new_mean
        bn_param["running_var"] = momentum * var + (1 - momentum) * new_var
        mean, var = new_mean, new_var
    x_hat = (x.ravel() - mean[channel]) * (var[channel] + eps) ** -0.5
    out = x_hat * gamma[channel] + beta[channel]
    return out.reshape(x.shape), (x_hat, channel, gamma, var + eps)


def spatial_batchnorm_backward(dout, cache):
    x_hat, channel, gamma, spread = cache
    g = dout.ravel()
    dbeta, dgamma = np.bincount(channel, weights=g), np.bincount(channel, weights=g * x_hat)
    M = g.size / len(gamma)
    dx = (g - dbeta[channel] / M - x_hat * dgamma[channel] / M) * gamma[channel] / np.sqrt(spread[channel])
    return dx.reshape(dout.shape), dgamma, dbeta
