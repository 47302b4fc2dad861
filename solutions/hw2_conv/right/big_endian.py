"""Odd: every array that comes back, running statistics included, is stored as big-endian '>f8'."""

import numpy as np

BIG = np.dtype(">f8")


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    window = 1 + dilation * (kernel - 1)
    whole_steps, left_over = divmod(size + 2 * pad - window, stride)
    if strict and (left_over or whole_steps < 0):
        raise ValueError(f"{left_over} pixels left over after {whole_steps} steps")
    return whole_steps + 1


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=BIG)
    x_pad[:, :, pad : pad + H, pad : pad + W] = x
    H_out, W_out = conv_output_size(H, HH, stride, pad), conv_output_size(W, WW, stride, pad)
    out = np.zeros((N, F, H_out, W_out), dtype=BIG)
    for f in range(F):
        for i in range(H_out):
            for j in range(W_out):
                window = x_pad[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
                out[:, f, i, j] = np.sum(window * w[f], axis=(1, 2, 3)) + b[f]
    return out, (x_pad, w.astype(BIG), stride, pad, (H, W))


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1), dtype=BIG)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel[::-1, ::-1])
    return out


def filter_image(image, kernel):
    H, W, channels = image.shape
    kh, kw = kernel.shape
    padded = np.zeros((H + kh - 1, W + kw - 1, channels), dtype=BIG)
    padded[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W] = image
    out = np.zeros((H, W, channels), dtype=BIG)
    for p in range(kh):
        for q in range(kw):
            out += padded[p : p + H, q : q + W] * kernel[p, q]
    return out


def pooled(x, pool_param, reduce):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    H_out = conv_output_size(x.shape[2], ph, stride)
    W_out = conv_output_size(x.shape[3], pw, stride)
    bands = [reduce(x[:, :, i * stride : i * stride + ph], axis=2) for i in range(H_out)]
    maps = np.stack(bands, axis=2)
    return np.stack([reduce(maps[..., j * stride : j * stride + pw], axis=3) for j in range(W_out)], axis=3).astype(BIG)


def max_pool_forward_naive(x, pool_param):
    out = pooled(x, pool_param, np.max)
    return out, (x.astype(BIG), out, pool_param)


def avg_pool_forward_naive(x, pool_param):
    return pooled(x, pool_param, np.mean), None


def min_pool_forward_naive(x, pool_param):
    return pooled(x, pool_param, np.min), None


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    flat = np.array([x[:, c].ravel() for c in range(C)], dtype=BIG)
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = np.mean(flat, axis=1), np.var(flat, axis=1)
        bn_param["running_mean"] = (momentum * running_mean + (1 - momentum) * mean).astype(BIG)
        bn_param["running_var"] = (momentum * running_var + (1 - momentum) * var).astype(BIG)
    else:
        mean, var = running_mean, running_var
    out, x_hat = np.zeros(x.shape, dtype=BIG), np.zeros(x.shape, dtype=BIG)
    for c in range(C):
        x_hat[:, c] = (x[:, c] - mean[c]) / np.sqrt(var[c] + eps)
        out[:, c] = gamma[c] * x_hat[:, c] + beta[c]
    return out, (x_hat, np.sqrt(var + eps).astype(BIG), gamma)


def three_layer_forward(x, params):
    K = params["W1"].shape[2]
    maps = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": (K - 1) // 2})[0]
    pooled_maps = pooled(np.maximum(maps, 0), {"pool_height": 2, "pool_width": 2, "stride": 2}, np.max)
    hidden = np.maximum(np.dot(pooled_maps.reshape(len(x), -1), params["W2"]) + params["b2"], 0)
    return (np.dot(hidden, params["W3"]) + params["b3"]).astype(BIG)


def conv_backward_naive(dout, cache):
    x_pad, w, stride, pad, (H, W) = cache
    HH, WW = w.shape[2:]
    dx_pad, dw = np.zeros(x_pad.shape, dtype=BIG), np.zeros(w.shape, dtype=BIG)
    db = np.sum(dout, axis=(0, 2, 3)).astype(BIG)
    for n in range(len(dout)):
        for i in range(dout.shape[2]):
            for j in range(dout.shape[3]):
                rows, columns = slice(i * stride, i * stride + HH), slice(j * stride, j * stride + WW)
                g = dout[n, :, i, j][:, None, None, None]
                dw += g * x_pad[n, :, rows, columns]
                dx_pad[n, :, rows, columns] += np.sum(g * w, axis=0)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db


def max_pool_backward_naive(dout, cache):
    x, out, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape, dtype=BIG)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            pending = dout[:, :, i, j].astype(BIG)
            for p in range(i * stride, i * stride + ph):
                for q in range(j * stride, j * stride + pw):
                    hit = x[:, :, p, q] == out[:, :, i, j]
                    dx[:, :, p, q] += np.where(hit, pending, 0)
                    # Handed on once: later maxima of the same window find nothing left.
                    pending = np.where(hit, 0, pending)
    return dx


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    N, C, H, W = dout.shape
    M = N * H * W
    dx = np.zeros(dout.shape, dtype=BIG)
    dgamma, dbeta = np.zeros(C, dtype=BIG), np.zeros(C, dtype=BIG)
    for c in range(C):
        g, normal = dout[:, c], x_hat[:, c]
        dgamma[c], dbeta[c] = np.sum(g * normal), np.sum(g)
        dx[:, c] = gamma[c] / (M * std[c]) * (M * g - dbeta[c] - normal * dgamma[c])
    return dx, dgamma, dbeta
