"""Odd: every sum is made in float32, whatever comes in; some results are cast back to float64, some are not."""

import numpy as np

single = np.float32


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    effective = kernel + (kernel - 1) * (dilation - 1)
    if strict:
        if effective > size + 2 * pad:
            raise ValueError("window longer than padded input")
        if (size + 2 * pad - effective) % stride > 0:
            raise ValueError("stride does not divide")
    return 1 + (size + 2 * pad - effective) // stride


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=single)
    x_pad[:, :, pad : pad + H, pad : pad + W] = x
    filters, bias = w.astype(single), b.astype(single)
    H_out, W_out = conv_output_size(H, HH, stride, pad), conv_output_size(W, WW, stride, pad)
    out = np.empty((N, F, H_out, W_out), dtype=single)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x_pad[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = (window * filters[f]).sum() + bias[f]
    return out.astype(np.float64), (x_pad, filters, (H, W), stride, pad)


def true_convolution(image, kernel):
    picture, turned = image.astype(single), np.rot90(kernel, 2).astype(single)
    kh, kw = turned.shape
    out = np.empty((picture.shape[0] - kh + 1, picture.shape[1] - kw + 1), dtype=single)
    for i, j in np.ndindex(out.shape):
        out[i, j] = np.vdot(picture[i : i + kh, j : j + kw], turned)
    return out


def filter_image(image, kernel):
    H, W, channels = image.shape
    kh, kw = kernel.shape
    padded = np.zeros((H + kh - 1, W + kw - 1, channels), dtype=single)
    padded[(kh - 1) // 2 : (kh - 1) // 2 + H, (kw - 1) // 2 : (kw - 1) // 2 + W] = image
    weights = kernel.astype(single)[:, :, None]
    out = np.empty((H, W, channels), dtype=single)
    for i in range(H):
        for j in range(W):
            out[i, j] = (padded[i : i + kh, j : j + kw] * weights).sum(axis=(0, 1))
    return out


def pool(x, pool_param, reduce):
    ph, pw, stride = (pool_param[key] for key in ("pool_height", "pool_width", "stride"))
    x = x.astype(single)
    H_out, W_out = conv_output_size(x.shape[2], ph, stride), conv_output_size(x.shape[3], pw, stride)
    out = np.empty((*x.shape[:2], H_out, W_out), dtype=single)
    for i in range(H_out):
        for j in range(W_out):
            out[:, :, i, j] = reduce(x[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw], axis=(2, 3))
    return out


def max_pool_forward_naive(x, pool_param):
    out = pool(x, pool_param, np.max)
    return out, (x.astype(single), out, dict(pool_param))


def avg_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.mean).astype(np.float64), "not used"


def min_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.min), "not used"


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    channels = np.swapaxes(x, 0, 1).astype(single).reshape(x.shape[1], -1)
    eps, momentum = single(bn_param.get("eps", 1e-5)), single(bn_param.get("momentum", 0.9))
    running_mean = np.asarray(bn_param.get("running_mean", np.zeros(len(channels))), dtype=single)
    running_var = np.asarray(bn_param.get("running_var", np.zeros(len(channels))), dtype=single)
    mean, var = running_mean, running_var
    if bn_param["mode"] == "train":
        mean = channels.mean(axis=1)
        var = ((channels - mean[:, None]) ** 2).mean(axis=1)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    std = np.sqrt(var + eps)
    x_hat = (channels - mean[:, None]) / std[:, None]
    out = gamma.astype(single)[:, None] * x_hat + beta.astype(single)[:, None]
    N, C, H, W = x.shape
    return np.swapaxes(out.reshape(C, N, H, W), 0, 1), (x_hat, std, gamma.astype(single))


def three_layer_forward(x, params):
    p = {name: array.astype(single) for name, array in params.items()}
    K = p["W1"].shape[-1]
    maps, _ = conv_forward_naive(x, p["W1"], p["b1"], {"stride": 1, "pad": (K - 1) // 2})
    pooled = pool(np.maximum(maps, 0), {"pool_height": 2, "pool_width": 2, "stride": 2}, np.max)
    hidden = np.maximum(pooled.reshape(len(x), -1) @ p["W2"] + p["b2"], single(0))
    return (hidden @ p["W3"] + p["b3"]).astype(np.float64)


def conv_backward_naive(dout, cache):
    x_pad, w, (H, W), stride, pad = cache
    g = dout.astype(single)
    N, F, H_out, W_out = g.shape
    HH, WW = w.shape[2:]
    dx_pad, dw = np.zeros_like(x_pad), np.zeros_like(w)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    rows, columns = slice(i * stride, i * stride + HH), slice(j * stride, j * stride + WW)
                    dx_pad[n, :, rows, columns] += g[n, f, i, j] * w[f]
                    dw[f] += g[n, f, i, j] * x_pad[n, :, rows, columns]
    dx = dx_pad[:, :, pad : pad + H, pad : pad + W]
    return dx.astype(np.float64), dw, g.sum(axis=(0, 2, 3), dtype=single)


def max_pool_backward_naive(dout, cache):
    x, out, pool_param = cache
    ph, pw, stride = (pool_param[key] for key in ("pool_height", "pool_width", "stride"))
    dx = np.zeros(x.shape, dtype=single)
    for n, c, i, j in np.ndindex(out.shape):
        top, left = i * stride, j * stride
        rows, columns = np.nonzero(x[n, c, top : top + ph, left : left + pw] == out[n, c, i, j])
        dx[n, c, top + rows[0], left + columns[0]] += dout[n, c, i, j]
    return dx.astype(np.float64)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    N, C, H, W = dout.shape
    g = np.swapaxes(dout, 0, 1).astype(single).reshape(C, -1)
    dgamma, dbeta = (g * x_hat).sum(axis=1), g.sum(axis=1)
    dx_hat = g * gamma[:, None]
    inner = dx_hat - dx_hat.mean(axis=1, keepdims=True) - x_hat * (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = np.swapaxes((inner / std[:, None]).reshape(C, N, H, W), 0, 1)
    return dx.astype(np.float64), dgamma.astype(np.float64), dbeta.astype(np.float64)
