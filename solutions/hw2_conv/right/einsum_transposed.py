"""Odd: one einsum a function; conv's dx is a transposed convolution, the stretched dout correlated with flipped filters."""

import numpy as np


def taps(count, stride, kernel, dilation=1):
    """The pixel under every tap of every window, (count, kernel)."""
    return stride * np.arange(count)[:, None] + dilation * np.arange(kernel)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    span = size + 2 * pad - dilation * (kernel - 1)
    count = -(-span // stride)
    if strict and (count < 1 or taps(count, stride, kernel, dilation)[-1, -1] + 1 != size + 2 * pad):
        raise ValueError(f"{kernel} by {stride} does not fit {size}")
    return count


def windows(x, kernel, stride):
    """A copy, (N, C, H_out, kh, W_out, kw)."""
    rows, columns = (
        taps(conv_output_size(size, k, stride), stride, k) for size, k in zip(x.shape[2:], kernel, strict=True)
    )
    return x[:, :, rows][..., columns]


def surround(x, pad):
    N, C, H, W = x.shape
    wide = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
    wide[:, :, pad : pad + H, pad : pad + W] = x
    return wide


def conv_forward_naive(x, w, b, conv_param):
    wide = surround(x, conv_param["pad"])
    out = np.einsum("ncipjq,fcpq->nfij", windows(wide, w.shape[2:], conv_param["stride"]), w)
    return out + b[None, :, None, None], {"wide": wide, "w": w, **conv_param}


def true_convolution(image, kernel):
    seen = windows(image[None, None], kernel.shape, 1)
    return np.einsum("ncipjq,pq->ij", seen[..., ::-1], kernel[::-1])


def filter_image(image, kernel):
    kh, kw = kernel.shape
    planes = image.transpose(2, 0, 1)[None].astype(np.float64)
    wide = np.zeros((1, 3, image.shape[0] + kh - 1, image.shape[1] + kw - 1))
    wide[:, :, kh // 2 : kh // 2 + image.shape[0], kw // 2 : kw // 2 + image.shape[1]] = planes
    return np.einsum("ncipjq,pq->ijc", windows(wide, kernel.shape, 1), kernel)


def pooled(x, pool_param):
    return windows(x, (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"])


def max_pool_forward_naive(x, pool_param):
    seen = pooled(x, pool_param)
    out = seen.max(axis=(3, 5))
    wins = seen == out[:, :, :, None, :, None]
    return out, (wins, x.shape, pool_param["stride"])


def avg_pool_forward_naive(x, pool_param):
    seen = pooled(x, pool_param)
    return np.einsum("ncipjq->ncij", seen) / (seen.shape[3] * seen.shape[5]), None


def min_pool_forward_naive(x, pool_param):
    return np.einsum("ncij->ncij", pooled(x, pool_param).min(axis=(3, 5))), None


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    M = x.size // x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_mean = bn_param.get("running_mean", np.zeros_like(gamma))
    old_var = bn_param.get("running_var", np.zeros_like(gamma))
    if bn_param["mode"] == "train":
        mean = np.einsum("nchw->c", x) / M
        away = x - mean[:, None, None]
        var = np.einsum("nchw,nchw->c", away, away) / M
        bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * old_var + (1 - momentum) * var
    else:
        away, var = x - old_mean[:, None, None], old_var
    slope = 1 / np.sqrt(var + eps)
    out = np.einsum("nchw,c,c->nchw", away, slope, gamma) + beta[:, None, None]
    return out, (away, slope, gamma)


def three_layer_forward(x, params):
    K = params["W1"].shape[-1]
    seen = windows(surround(x, (K - 1) // 2), (K, K), 1)
    maps = np.einsum("ncipjq,fcpq->nfij", seen, params["W1"]) + params["b1"][:, None, None]
    small = windows(np.maximum(maps, 0), (2, 2), 2).max(axis=(3, 5))
    hidden = np.einsum("na,am->nm", small.reshape(len(x), -1), params["W2"]) + params["b2"]
    return np.einsum("nm,mt->nt", np.maximum(hidden, 0), params["W3"]) + params["b3"]


def conv_backward_naive(dout, cache):
    wide, w, stride, pad = cache["wide"], cache["w"], cache["stride"], cache["pad"]
    N, F, H_out, W_out = dout.shape
    HH, WW = w.shape[2:]
    H_wide, W_wide = wide.shape[2:]
    dw = np.einsum("ncipjq,nfij->fcpq", windows(wide, (HH, WW), stride), dout)
    stretched = np.zeros((N, F, H_wide + HH - 1, W_wide + WW - 1), dtype=dout.dtype)
    last_row, last_column = HH - 1 + stride * H_out, WW - 1 + stride * W_out
    stretched[:, :, HH - 1 : last_row : stride, WW - 1 : last_column : stride] = dout
    dwide = np.einsum("nfipjq,fcpq->ncij", windows(stretched, (HH, WW), 1), w[:, :, ::-1, ::-1])
    return dwide[:, :, pad : H_wide - pad, pad : W_wide - pad], dw, np.einsum("nfij->f", dout)


def max_pool_backward_naive(dout, cache):
    wins, shape, stride = cache
    ph, pw = wins.shape[3], wins.shape[5]
    share = dout / wins.sum(axis=(3, 5))
    in_row = np.arange(shape[2]) == taps(wins.shape[2], stride, ph)[..., None]
    in_column = np.arange(shape[3]) == taps(wins.shape[4], stride, pw)[..., None]
    return np.einsum("ncij,ncipjq,iph,jqw->nchw", share, wins, in_row, in_column, optimize=True)


def spatial_batchnorm_backward(dout, cache):
    away, slope, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = np.einsum("nchw->c", dout)
    dgamma = np.einsum("nchw,nchw,c->c", dout, away, slope)
    dx = dout - np.einsum("nchw,c->nchw", away, slope * dgamma / M) - dbeta[:, None, None] / M
    return np.einsum("nchw,c->nchw", dx, gamma * slope), dgamma, dbeta
