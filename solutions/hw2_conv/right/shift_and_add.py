"""Odd: loops over kernel offsets and adds shifted pictures; the last tie wins; batch norm by E[x^2] - E[x]^2."""

import numpy as np

MUTATED = True


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    covered = (kernel - 1) * dilation + 1
    available = size + pad + pad
    positions = (available - covered) // stride + 1
    exact = (positions - 1) * stride + covered == available
    if strict and not (exact and positions >= 1):
        raise ValueError(f"{size} pixels, window {kernel}: does not fit")
    return positions


def shifted(x, p, q, stride, H_out, W_out):
    return x[:, :, p : p + (H_out - 1) * stride + 1 : stride, q : q + (W_out - 1) * stride + 1 : stride]


def conv_forward_naive(x, w, b, conv_param):
    s, pad = conv_param["stride"], conv_param["pad"]
    HH, WW = w.shape[2:]
    H_out = conv_output_size(x.shape[2], HH, s, pad)
    W_out = conv_output_size(x.shape[3], WW, s, pad)
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="constant")
    out = np.zeros((len(x), len(w), H_out, W_out), dtype=x.dtype)
    for p in reversed(range(HH)):
        for q in reversed(range(WW)):
            piece = shifted(x_pad, p, q, s, H_out, W_out)
            for f in range(len(w)):
                out[:, f] += np.sum(piece * w[f, :, p, q][:, None, None], axis=1)
    for f in range(len(b)):
        out[:, f] += b[f]
    return out, (x_pad, w, b, s, pad)


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    H_valid, W_valid = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    full = np.zeros((image.shape[0] + kh - 1, image.shape[1] + kw - 1))
    for p in range(kh):
        for q in range(kw):
            full[p : p + image.shape[0], q : q + image.shape[1]] += kernel[p, q] * image
    return full[kh - 1 : kh - 1 + H_valid, kw - 1 : kw - 1 + W_valid]


def filter_image(image, kernel):
    H, W, _ = image.shape
    kh, kw = kernel.shape
    out = np.zeros(image.shape, dtype=float)
    for p in range(kh):
        for q in range(kw):
            up, left = p - kh // 2, q - kw // 2
            to_rows, to_columns = slice(max(0, -up), min(H, H - up)), slice(max(0, -left), min(W, W - left))
            if to_rows.start >= to_rows.stop or to_columns.start >= to_columns.stop:
                continue
            from_rows = slice(to_rows.start + up, to_rows.stop + up)
            from_columns = slice(to_columns.start + left, to_columns.stop + left)
            out[to_rows, to_columns] += kernel[p, q] * image[from_rows, from_columns].astype(float)
    return out


def pool_size(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    return ph, pw, s, conv_output_size(x.shape[2], ph, s), conv_output_size(x.shape[3], pw, s)


def max_pool_forward_naive(x, pool_param):
    ph, pw, s, H_out, W_out = pool_size(x, pool_param)
    best = np.full((*x.shape[:2], H_out, W_out), -np.inf, dtype=x.dtype)
    winner = np.zeros(best.shape, dtype=int)
    for p in range(ph):
        for q in range(pw):
            candidate = shifted(x, p, q, s, H_out, W_out)
            winner = np.where(candidate >= best, p * pw + q, winner)
            best = np.maximum(best, candidate)
    return best, (winner, x.shape, ph, pw, s)


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s, H_out, W_out = pool_size(x, pool_param)
    total = 0
    for p in range(ph):
        for q in range(pw):
            total = total + shifted(x, p, q, s, H_out, W_out)
    return total / (ph * pw), None


def min_pool_forward_naive(x, pool_param):
    ph, pw, s, H_out, W_out = pool_size(x, pool_param)
    least = shifted(x, 0, 0, s, H_out, W_out).copy()
    for p in range(ph):
        for q in range(pw):
            np.minimum(least, shifted(x, p, q, s, H_out, W_out), out=least)
    return least, None


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    M = x.size // C
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param["running_mean"] if "running_mean" in bn_param else np.zeros(C)
    running_var = bn_param["running_var"] if "running_var" in bn_param else np.zeros(C)
    if bn_param["mode"] == "test":
        mean, var = running_mean, running_var
    else:
        first, second = x.sum(axis=(0, 2, 3)) / M, (x * x).sum(axis=(0, 2, 3)) / M
        mean, var = first, np.maximum(second - first**2, 0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    slope = gamma / np.sqrt(var + eps)
    shift = beta - mean * slope
    return x * slope[:, None, None] + shift[:, None, None], (x, mean, var + eps, gamma)


def three_layer_forward(x, params):
    K = params["W1"].shape[2]
    maps = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": K // 2})[0]
    pooled = max_pool_forward_naive(maps, {"pool_height": 2, "pool_width": 2, "stride": 2})[0]
    pooled[pooled < 0] = 0
    hidden = pooled.reshape(len(x), -1).dot(params["W2"]) + params["b2"]
    hidden[hidden < 0] = 0
    return hidden.dot(params["W3"]) + params["b3"]


def conv_backward_naive(dout, cache):
    x_pad, w, b, s, pad = cache
    _, F, H_out, W_out = dout.shape
    dx_pad, dw, db = np.zeros_like(x_pad), np.zeros_like(w), np.zeros_like(b)
    for f in range(F):
        db[f] = dout[:, f].sum()
        g = dout[:, f][:, None]
        for p in range(w.shape[2]):
            for q in range(w.shape[3]):
                dw[f, :, p, q] = (g * shifted(x_pad, p, q, s, H_out, W_out)).sum(axis=(0, 2, 3))
                target = shifted(dx_pad, p, q, s, H_out, W_out)
                target += g * w[f, :, p, q][None, :, None, None]
    H_pad, W_pad = x_pad.shape[2:]
    return dx_pad[:, :, pad : H_pad - pad, pad : W_pad - pad], dw, db


def max_pool_backward_naive(dout, cache):
    winner, shape, ph, pw, s = cache
    dx = np.zeros(shape, dtype=dout.dtype)
    for p in range(ph):
        for q in range(pw):
            target = shifted(dx, p, q, s, *dout.shape[2:])
            target += np.where(winner == p * pw + q, dout, 0)
    return dx


def spatial_batchnorm_backward(dout, cache):
    x, mean, var_eps, gamma = (a if a.ndim == 4 else a[:, None, None] for a in cache)
    M = x.size // x.shape[1]
    dx_hat = dout * gamma

    def total(a):
        return a.sum(axis=(0, 2, 3))[:, None, None]

    dsecond = total(dx_hat * (x - mean)) * -0.5 * var_eps**-1.5
    dmean = -total(dx_hat) * var_eps**-0.5 - 2 * mean * dsecond
    dx = dx_hat * var_eps**-0.5 + 2 * x * dsecond / M + dmean / M
    dgamma = (dout * (x - mean)).sum(axis=(0, 2, 3)) * var_eps[:, 0, 0] ** -0.5
    return dx, dgamma, dout.sum(axis=(0, 2, 3))
