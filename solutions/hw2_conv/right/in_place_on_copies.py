"""Odd: writes over everything it may: its own copies, its caches' copies, and buffers given by out=."""

import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    conv_param = dict(conv_param)
    stride, pad = conv_param.pop("stride"), conv_param.pop("pad")
    x = x.copy()
    w = w.copy()
    kept = x.copy(), w.copy()
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    wide = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    wide[..., pad : pad + H, pad : pad + W] = x
    w = w.reshape(F, C * HH * WW)
    out = np.empty((N, F, (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1))
    piece, answer = np.empty((N, C * HH * WW)), np.empty((N, F))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            piece[:] = wide[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW].reshape(N, -1)
            np.matmul(piece, w.T, out=answer)
            np.add(answer, b, out=answer)
            out[:, :, i, j] = answer
    x.fill(np.nan)
    return out, (*kept, stride, pad)


def conv_backward_naive(dout, cache):
    x, w, stride, pad = cache
    g = np.array(dout, dtype=float)
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    wide = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    wide[..., pad : pad + H, pad : pad + W] = x
    back, dw, db = np.zeros_like(wide), np.zeros_like(w), np.zeros(F)
    while g.any():
        n, f, i, j = np.unravel_index(np.flatnonzero(g)[0], g.shape)
        box = (n, slice(None), slice(i * stride, i * stride + HH), slice(j * stride, j * stride + WW))
        dw[f] += g[n, f, i, j] * wide[box]
        back[box] += g[n, f, i, j] * w[f]
        db[f] += g[n, f, i, j]
        g[n, f, i, j] = 0
    return back[..., pad : pad + H, pad : pad + W], dw, db


def true_convolution(image, kernel):
    kernel = kernel.copy()
    kernel[:] = kernel[::-1].copy()
    kernel[:] = kernel[:, ::-1].copy()
    kh, kw = kernel.shape
    out = np.zeros((len(image) - kh + 1, image.shape[1] - kw + 1))
    shifted = np.empty_like(out)
    for (p, q), weight in np.ndenumerate(kernel):
        np.multiply(image[p : p + out.shape[0], q : q + out.shape[1]], weight, out=shifted)
        out += shifted
    return out


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    wide = np.zeros((H + kh - 1, W + kw - 1, 3))
    wide[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W] = image
    total = np.zeros((H, W, 3))
    for (p, q), weight in np.ndenumerate(kernel):
        np.copyto(part := np.empty_like(total), wide[p : p + H, q : q + W])
        part *= weight
        np.add(total, part, out=total)
    return total


def pool(x, pool_param, ufunc, begin):
    ph, pw, stride = (pool_param[k] for k in ("pool_height", "pool_width", "stride"))
    out = np.full((*x.shape[:2], (x.shape[2] - ph) // stride + 1, (x.shape[3] - pw) // stride + 1), begin)
    rows, columns = stride * (out.shape[2] - 1) + 1, stride * (out.shape[3] - 1) + 1
    for p in range(ph):
        for q in range(pw):
            ufunc(out, x[:, :, p : p + rows : stride, q : q + columns : stride], out=out)
    return out


def max_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.maximum, -np.inf), (x.copy(), dict(pool_param))


def min_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.minimum, np.inf), (x.copy(), dict(pool_param))


def avg_pool_forward_naive(x, pool_param):
    out = pool(x, pool_param, np.add, 0.0)
    out /= pool_param["pool_height"] * pool_param["pool_width"]
    return out, None


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, stride = (pool_param[k] for k in ("pool_height", "pool_width", "stride"))
    dx = np.zeros_like(x)
    for n, c, i, j in np.ndindex(dout.shape):
        top, left = i * stride, j * stride
        window = x[n, c, top : top + ph, left : left + pw].copy()
        # Everything that is not the largest is wiped out, then all but one of the largest.
        window -= window.max()
        np.equal(window, 0, out=window)
        window.flat[np.flatnonzero(window)[:-1]] = 0
        window *= dout[n, c, i, j]
        dx[n, c, top : top + ph, left : left + pw] += window
    return dx


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps = bn_param.get("eps", 1e-5)
    running_mean = np.array(bn_param.get("running_mean", np.zeros(C)), dtype=float)
    running_var = np.array(bn_param.get("running_var", np.zeros(C)), dtype=float)
    out = np.array(x, dtype=float)
    if bn_param["mode"] == "train":
        momentum = bn_param.get("momentum", 0.9)
        mean = out.mean(axis=(0, 2, 3))
        out -= mean[:, None, None]
        var = np.square(out).mean(axis=(0, 2, 3))
        for running, new in ((running_mean, mean), (running_var, var)):
            running *= momentum
            running += (1 - momentum) * new
        bn_param["running_mean"], bn_param["running_var"] = running_mean, running_var
    else:
        out -= running_mean[:, None, None]
        var = running_var
    root = np.sqrt(var + eps)
    out /= root[:, None, None]
    x_hat = out.copy()
    out *= gamma[:, None, None]
    out += beta[:, None, None]
    return out, [x_hat, root, np.copy(gamma)]


def spatial_batchnorm_backward(dout, cache):
    x_hat, root, gamma = (np.copy(part) for part in cache)
    dx = np.array(dout, dtype=float)
    dbeta = dx.sum(axis=(0, 2, 3))
    dgamma = np.einsum("nchw,nchw->c", dx, x_hat)
    M = dx.size // len(gamma)
    x_hat *= (dgamma / M)[:, None, None]
    dx -= x_hat
    dx -= (dbeta / M)[:, None, None]
    gamma /= root
    dx *= gamma[:, None, None]
    return dx, dgamma, dbeta


def three_layer_forward(x, params):
    params = {name: value.copy() for name, value in params.items()}
    pad = params["W1"].shape[2] // 2
    maps = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": pad})[0]
    maps[maps < 0] = 0
    np.maximum(maps[:, :, ::2], maps[:, :, 1::2], out=maps[:, :, ::2])
    np.maximum(maps[..., ::2, ::2], maps[..., ::2, 1::2], out=maps[..., ::2, ::2])
    hidden = maps[..., ::2, ::2].reshape(len(x), -1) @ params["W2"]
    hidden += params["b2"]
    hidden[hidden < 0] = 0
    scores = hidden @ params["W3"]
    scores += params["b3"]
    return scores
