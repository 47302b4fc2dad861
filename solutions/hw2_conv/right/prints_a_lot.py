"""Odd: prints shapes on each call and on import, and writes warnings to stderr; the results are right."""

import sys
import warnings

import numpy as np

print("numpy", np.__version__)
np.set_printoptions(precision=3, suppress=True)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    print("conv_output_size", size, kernel, stride, pad, dilation, strict)
    field = dilation * (kernel - 1) + 1
    rest = size + 2 * pad - field
    if strict and (rest < 0 or rest % stride != 0):
        print("does not fit:", rest, file=sys.stderr)
        raise ValueError(f"does not fit, {rest} pixels rest")
    result = rest // stride + 1
    print("->", result)
    return result


def conv_forward_naive(x, w, b, conv_param):
    print("conv_forward_naive: x", x.shape, "w", w.shape, "b", b.shape, conv_param)
    warnings.warn("conv_forward_naive is slow", stacklevel=2)
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)], "constant")
    print("x_pad", x_pad.shape, x_pad.dtype, x_pad.flags, sep="\n")
    H_out = conv_output_size(H, HH, stride, pad)
    W_out = conv_output_size(W, WW, stride, pad)
    out = np.zeros([N, F, H_out, W_out])
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                patch = x_pad[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
                out[n, :, i, j] = (w * patch).sum(axis=(1, 2, 3)) + b
        print("image", n, "done", end="\r")
    print()
    print("out", out.shape, out)
    cache = (x, w, b, conv_param)
    return out, cache


def true_convolution(image, kernel):
    print("true_convolution", image.shape, kernel.shape)
    kernel = np.flipud(np.fliplr(kernel))
    kh, kw = kernel.shape
    result = []
    for i in range(image.shape[0] - kh + 1):
        row = []
        for j in range(image.shape[1] - kw + 1):
            row.append((image[i : i + kh, j : j + kw] * kernel).sum())
        print(row)
        result.append(row)
    return np.array(result)


def filter_image(image, kernel):
    print("filter_image", image.shape, image.dtype, image.min(), image.max())
    if image.dtype != np.uint8:
        print("warning: not uint8", file=sys.stderr)
    # Kernel centre on pixel (i, j): conv_forward_naive pads both axes alike, so pad here.
    kh, kw = kernel.shape
    big = np.zeros((3, 1, image.shape[0] + kh - 1, image.shape[1] + kw - 1))
    for channel in range(3):
        big[channel, 0, kh // 2 : kh // 2 + image.shape[0], kw // 2 : kw // 2 + image.shape[1]] = image[:, :, channel]
    out, _ = conv_forward_naive(big, kernel.reshape(1, 1, kh, kw), np.zeros(1), {"stride": 1, "pad": 0})
    print("range now", out.min(), out.max())
    return out[:, 0].transpose(1, 2, 0)


def pool_sizes(x, pool_param):
    H_out = conv_output_size(x.shape[2], pool_param["pool_height"], pool_param["stride"])
    W_out = conv_output_size(x.shape[3], pool_param["pool_width"], pool_param["stride"])
    print("pool", x.shape, "->", (x.shape[0], x.shape[1], H_out, W_out), pool_param)
    return pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"], H_out, W_out


def max_pool_forward_naive(x, pool_param):
    ph, pw, s, H_out, W_out = pool_sizes(x, pool_param)
    out = np.zeros((x.shape[0], x.shape[1], H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            out[:, :, i, j] = np.max(x[:, :, i * s : i * s + ph, j * s : j * s + pw], axis=(2, 3))
    print(out)
    return out, (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s, H_out, W_out = pool_sizes(x, pool_param)
    out = np.zeros((x.shape[0], x.shape[1], H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            out[:, :, i, j] = np.sum(x[:, :, i * s : i * s + ph, j * s : j * s + pw], axis=(2, 3)) / (ph * pw)
    print(out)
    return out, (x, pool_param)


def min_pool_forward_naive(x, pool_param):
    ph, pw, s, H_out, W_out = pool_sizes(x, pool_param)
    out = np.zeros((x.shape[0], x.shape[1], H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            out[:, :, i, j] = np.min(x[:, :, i * s : i * s + ph, j * s : j * s + pw], axis=(2, 3))
    print(out)
    return out, (x, pool_param)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    print("spatial_batchnorm_forward", x.shape, gamma.shape, beta.shape, bn_param)
    eps, momentum, mode = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9), bn_param["mode"]
    C = x.shape[1]
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if "running_mean" not in bn_param:
        print("warning: no running_mean yet, starting from zeros", file=sys.stderr)
    if mode == "train":
        mu = np.mean(x, axis=(0, 2, 3))
        var = np.var(x, axis=(0, 2, 3))
        running_mean = momentum * running_mean + (1 - momentum) * mu
        running_var = momentum * running_var + (1 - momentum) * var
        bn_param["running_mean"] = running_mean
        bn_param["running_var"] = running_var
        print("running_mean", running_mean, "running_var", running_var)
    else:
        mu, var = running_mean, running_var
    print("mean", mu, "var", var, file=sys.stderr)
    x_hat = (x - mu.reshape(1, C, 1, 1)) / np.sqrt(var.reshape(1, C, 1, 1) + eps)
    out = gamma.reshape(1, C, 1, 1) * x_hat + beta.reshape(1, C, 1, 1)
    return out, (x_hat, var, eps, gamma)


def three_layer_forward(x, params):
    for name in sorted(params):
        print(name, params[name].shape)
    pad = (params["W1"].shape[2] - 1) // 2
    a1, _ = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": pad})
    h1 = np.where(a1 > 0, a1, 0)
    p1, _ = max_pool_forward_naive(h1, {"pool_height": 2, "pool_width": 2, "stride": 2})
    print("share of dead units", np.mean(h1 == 0))
    a2 = p1.reshape(p1.shape[0], -1).dot(params["W2"]) + params["b2"]
    h2 = np.where(a2 > 0, a2, 0)
    scores = h2.dot(params["W3"]) + params["b3"]
    print("scores", scores)
    return scores


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    print("conv_backward_naive", dout.shape, [a.shape for a in (x, w, b)], conv_param)
    warnings.warn("conv_backward_naive is slower still", stacklevel=2)
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, F, H_out, W_out = dout.shape
    HH, WW = w.shape[2:]
    x_pad = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)], "constant")
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(b.shape)
    for n in range(N):
        for f in range(F):
            db[f] += np.sum(dout[n, f])
            for i in range(H_out):
                for j in range(W_out):
                    hs, ws = i * stride, j * stride
                    dw[f] += dout[n, f, i, j] * x_pad[n, :, hs : hs + HH, ws : ws + WW]
                    dx_pad[n, :, hs : hs + HH, ws : ws + WW] += dout[n, f, i, j] * w[f]
    dx = dx_pad[:, :, pad : pad + x.shape[2], pad : pad + x.shape[3]]
    print("dx", dx.shape, "dw", dw.shape, "db", db)
    return dx, dw, db


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s, H_out, W_out = pool_sizes(x, pool_param)
    dx = np.zeros(x.shape)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            for i in range(H_out):
                for j in range(W_out):
                    window = x[n, c, i * s : i * s + ph, j * s : j * s + pw]
                    r, k = np.unravel_index(window.argmax(), window.shape)
                    print("window", (n, c, i, j), "won by", (r, k))
                    dx[n, c, i * s + r, j * s + k] += dout[n, c, i, j]
    return dx


def spatial_batchnorm_backward(dout, cache):
    x_hat, var, eps, gamma = cache
    N, C, H, W = dout.shape
    print("spatial_batchnorm_backward", dout.shape, "values per channel:", N * H * W)
    dbeta = np.sum(dout, axis=(0, 2, 3))
    dgamma = np.sum(dout * x_hat, axis=(0, 2, 3))
    print("dgamma", dgamma, "dbeta", dbeta, file=sys.stderr)
    dx_hat = dout * gamma.reshape(1, C, 1, 1)
    mean = dx_hat.mean(axis=(0, 2, 3), keepdims=True)
    projection = (dx_hat * x_hat).mean(axis=(0, 2, 3), keepdims=True)
    dx = (dx_hat - mean - x_hat * projection) / np.sqrt(var.reshape(1, C, 1, 1) + eps)
    return dx, dgamma, dbeta
