"""Odd: everything is turned to (N, H, W, C), done there, and turned back as a view; the cache stays channels last."""

import numpy as np


def last(a):
    return a.transpose(0, 2, 3, 1)


def first(a):
    return a.transpose(0, 3, 1, 2)


def spots(H_out, W_out, stride, height, width):
    for i, j in np.ndindex(H_out, W_out):
        yield i, j, np.s_[:, i * stride : i * stride + height, j * stride : j * stride + width]


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(last(x), ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    filters = w.transpose(2, 3, 1, 0)
    height, width = filters.shape[:2]
    N, H, W, _ = wide.shape
    out = np.zeros((N, (H - height) // stride + 1, (W - width) // stride + 1, len(w)), dtype=wide.dtype)
    for i, j, here in spots(*out.shape[1:3], stride, height, width):
        out[:, i, j] = np.tensordot(wide[here], filters, axes=3) + b
    return first(out), (wide, filters, stride, pad)


def conv_backward_naive(dout, cache):
    wide, filters, stride, pad = cache
    height, width = filters.shape[:2]
    g = last(dout)
    dwide, dfilters = np.zeros(wide.shape), np.zeros(filters.shape)
    for i, j, here in spots(*g.shape[1:3], stride, height, width):
        dfilters += np.tensordot(wide[here], g[:, i, j], axes=(0, 0))
        dwide[here] += np.tensordot(g[:, i, j], filters, axes=(1, 3))
    _, H, W, _ = wide.shape
    return first(dwide[:, pad : H - pad, pad : W - pad]), dfilters.transpose(3, 2, 0, 1), g.sum(axis=(0, 1, 2))


def filter_image(image, kernel):
    kh, kw = kernel.shape
    flat, _ = conv_forward_naive(
        np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0))).astype(float).transpose(2, 0, 1)[:, None],
        kernel[None, None],
        np.zeros(1),
        {"stride": 1, "pad": 0},
    )
    return flat[:, 0].transpose(1, 2, 0)


def pool(x, pool_param, reduce):
    height, width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    images = last(x)
    N, H, W, C = images.shape
    out = np.zeros((N, (H - height) // stride + 1, (W - width) // stride + 1, C), dtype=x.dtype)
    for i, j, here in spots(*out.shape[1:3], stride, height, width):
        out[:, i, j] = reduce(images[here], axis=(1, 2))
    return first(out), (images, out, height, width, stride)


def max_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.max)


def avg_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.mean)


def min_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.min)


def max_pool_backward_naive(dout, cache):
    images, out, height, width, stride = cache
    g = last(dout)
    dx = np.zeros(images.shape)
    for i, j, here in spots(*g.shape[1:3], stride, height, width):
        best = images[here] == out[:, i, j][:, None, None]
        dx[here] += best * (g[:, i, j] / best.sum(axis=(1, 2)))[:, None, None]
    return first(dx)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    rows = last(x).reshape(-1, x.shape[1])
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    zeros = np.zeros(rows.shape[1], dtype=x.dtype)
    mean, var = bn_param.get("running_mean", zeros), bn_param.get("running_var", zeros)
    if bn_param["mode"] == "train":
        new = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * mean + (1 - momentum) * new[0]
        bn_param["running_var"] = momentum * var + (1 - momentum) * new[1]
        mean, var = new
    std = np.sqrt(var + eps)
    normal = (rows - mean) / std
    N, C, H, W = x.shape
    return first((gamma * normal + beta).reshape(N, H, W, C)), (normal, std, gamma)


def spatial_batchnorm_backward(dout, cache):
    normal, std, gamma = cache
    N, C, H, W = dout.shape
    rows = last(dout).reshape(-1, C)
    d_normal = rows * gamma
    dx = (d_normal - d_normal.mean(axis=0) - normal * (d_normal * normal).mean(axis=0)) / std
    return first(dx.reshape(N, H, W, C)), (rows * normal).sum(axis=0), rows.sum(axis=0)


def three_layer_forward(x, params):
    maps, _ = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": params["W1"].shape[2] // 2})
    maps = last(maps)
    N, H, W, F = maps.shape
    pooled = np.maximum(maps, 0).reshape(N, H // 2, 2, W // 2, 2, F).max(axis=(2, 4))
    # W2 expects (F, H/2, W/2); its rows are put in our order instead of turning the maps.
    rows = params["W2"].reshape(F, H // 2, W // 2, -1).transpose(1, 2, 0, 3).reshape(F * H * W // 4, -1)
    hidden = pooled.reshape(N, -1) @ rows + params["b2"]
    return (hidden * (hidden > 0)) @ params["W3"] + params["b3"]
