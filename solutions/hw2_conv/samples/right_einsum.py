"""Odd: sliding_window_view and einsum everywhere; conv backward is a transposed convolution (dilate, flip, full)."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    ends = range(dilation * (kernel - 1) + 1, size + 2 * pad + 1, stride)
    if strict and (not ends or ends[-1] != size + 2 * pad):
        raise ValueError("sizes do not fit")
    return len(ends)


def windows(x, height, width, stride):
    """(N, C, H_out, W_out, height, width), a view."""
    return sliding_window_view(x, (height, width), axis=(2, 3))[:, :, ::stride, ::stride]


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    out = np.einsum("ncijpq,fcpq->nfij", windows(x_pad, *w.shape[2:], stride), w)
    return out + b.reshape(1, -1, 1, 1), (x_pad, w, stride, pad)


def true_convolution(image, kernel):
    return np.einsum("ijpq,pq->ij", sliding_window_view(image, kernel.shape), np.flip(kernel))


def filter_image(image, kernel):
    kh, kw = kernel.shape
    padded = np.pad(image.astype(float), [(kh // 2,) * 2, (kw // 2,) * 2, (0, 0)])
    return np.einsum("hwcpq,pq->hwc", sliding_window_view(padded, (kh, kw), axis=(0, 1)), kernel)


def max_pool_forward_naive(x, pool_param):
    view = windows(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    winner = view.reshape(*view.shape[:4], -1).argmax(axis=-1)
    return view.max(axis=(4, 5)), (winner, x.shape, pool_param)


def avg_pool_forward_naive(x, pool_param):
    ph, pw = pool_param["pool_height"], pool_param["pool_width"]
    out = np.einsum("ncijpq->ncij", windows(x, ph, pw, pool_param["stride"])) / (ph * pw)
    return out, ()


def min_pool_forward_naive(x, pool_param):
    view = windows(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    return np.min(view, axis=(-2, -1)), ()


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    stored = [bn_param.get(key, np.zeros(C)) for key in ("running_mean", "running_var")]
    if bn_param["mode"] == "train":
        mean = np.einsum("nchw->c", x) / (N * H * W)
        centred = x - mean.reshape(C, 1, 1)
        var = np.einsum("nchw,nchw->c", centred, centred) / (N * H * W)
        bn_param["running_mean"] = momentum * stored[0] + (1 - momentum) * mean
        bn_param["running_var"] = momentum * stored[1] + (1 - momentum) * var
    else:
        centred, var = x - stored[0].reshape(C, 1, 1), stored[1]
    scale = (var + eps) ** -0.5
    out = np.einsum("c,c,nchw->nchw", gamma, scale, centred) + beta.reshape(C, 1, 1)
    return out, (centred, scale, gamma)


def three_layer_forward(x, params):
    N, _, H, W = x.shape
    K = params["W1"].shape[-1]
    x_pad = np.pad(x, [(0, 0), (0, 0), (K // 2, K // 2), (K // 2, K // 2)])
    maps = np.einsum("ncijpq,fcpq->nfij", sliding_window_view(x_pad, (K, K), axis=(2, 3)), params["W1"])
    maps = np.maximum(maps + params["b1"][:, None, None], 0)
    pooled = maps.reshape(N, -1, H // 2, 2, W // 2, 2).max(axis=(3, 5))
    W2 = params["W2"].reshape(*pooled.shape[1:], -1)
    hidden = np.maximum(np.einsum("nfij,fijm->nm", pooled, W2) + params["b2"], 0)
    return np.einsum("nm,mt->nt", hidden, params["W3"]) + params["b3"]


def dilate(dout, stride):
    """Put stride - 1 zeros between neighbours."""
    N, F, H_out, W_out = dout.shape
    spread = np.zeros((N, F, (H_out - 1) * stride + 1, (W_out - 1) * stride + 1), dtype=dout.dtype)
    spread[:, :, ::stride, ::stride] = dout
    return spread


def conv_backward_naive(dout, cache):
    x_pad, w, stride, pad = cache
    HH, WW = w.shape[2:]
    H_pad, W_pad = x_pad.shape[2:]
    dw = np.einsum("ncijpq,nfij->fcpq", windows(x_pad, HH, WW, stride), dout)
    spread = dilate(dout, stride)
    below, right = H_pad - spread.shape[2], W_pad - spread.shape[3]
    full = np.pad(spread, [(0, 0), (0, 0), (HH - 1, below), (WW - 1, right)])
    flipped = w[:, :, ::-1, ::-1]
    dx_pad = np.einsum("nfijpq,fcpq->ncij", windows(full, HH, WW, 1), flipped)
    return dx_pad[:, :, pad : H_pad - pad, pad : W_pad - pad], dw, np.einsum("nfij->f", dout)


def max_pool_backward_naive(dout, cache):
    winner, (_, _, H, W), pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    one_hot = np.eye(ph * pw, dtype=dout.dtype)[winner].reshape(*winner.shape, ph, pw)

    # A window position and an offset inside it name one row of x, and likewise one column.
    def place(count, kernel, length):
        position = stride * np.arange(count)[:, None, None] + np.arange(kernel)[:, None]
        return (position == np.arange(length)).astype(float)

    rows, columns = place(winner.shape[2], ph, H), place(winner.shape[3], pw, W)
    return np.einsum("ncij,ncijpq,iph,jqw->nchw", dout, one_hot, rows, columns, optimize=True)


def spatial_batchnorm_backward(dout, cache):
    centred, scale, gamma = cache
    C = len(gamma)
    M = dout.size // C
    x_hat = np.einsum("nchw,c->nchw", centred, scale)
    dgamma = np.einsum("nchw,nchw->c", dout, x_hat)
    dbeta = np.einsum("nchw->c", dout)
    dx = dout - (dbeta / M).reshape(C, 1, 1) - np.einsum("nchw,c->nchw", x_hat, dgamma / M)
    return np.einsum("nchw,c->nchw", dx, gamma * scale), dgamma, dbeta
