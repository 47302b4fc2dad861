"""Odd: scalar nested loops only; padding is a bounds check, and no array is ever added to another."""

import numpy as np


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    extent = dilation * (kernel - 1) + 1
    total = size + 2 * pad
    count, end, start = 0, 0, 0
    while start + extent <= total:
        count += 1
        end = start + extent
        start += stride
    if strict and end != total:
        raise ValueError("the window does not end at the edge of the padded input")
    return count


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    total = float(b[f])
                    for c in range(C):
                        for p in range(HH):
                            for q in range(WW):
                                row, column = i * stride + p - pad, j * stride + q - pad
                                if 0 <= row < H and 0 <= column < W:
                                    total += float(x[n, c, row, column]) * float(w[f, c, p, q])
                    out[n, f, i, j] = total
    return out, (x, w, b, conv_param)


def true_convolution(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            for p in range(kh):
                for q in range(kw):
                    out[i, j] += image[i + p, j + q] * kernel[kh - 1 - p, kw - 1 - q]
    return out


def filter_image(image, kernel):
    H, W, channels = image.shape
    kh, kw = kernel.shape
    out = np.zeros((H, W, channels))
    for i in range(H):
        for j in range(W):
            for p in range(kh):
                for q in range(kw):
                    row, column = i + p - kh // 2, j + q - kw // 2
                    if row < 0 or row >= H or column < 0 or column >= W:
                        continue
                    for channel in range(channels):
                        out[i, j, channel] += float(image[row, column, channel]) * kernel[p, q]
    return out


def max_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = 1 + (H - ph) // stride, 1 + (W - pw) // stride
    out = np.zeros((N, C, H_out, W_out))
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    best = x[n, c, i * stride, j * stride]
                    for p in range(ph):
                        for q in range(pw):
                            value = x[n, c, i * stride + p, j * stride + q]
                            if value > best:
                                best = value
                    out[n, c, i, j] = best
    return out, (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = 1 + (H - ph) // stride, 1 + (W - pw) // stride
    out = np.zeros((N, C, H_out, W_out))
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    total = 0.0
                    for p in range(ph):
                        for q in range(pw):
                            total += float(x[n, c, i * stride + p, j * stride + q])
                    out[n, c, i, j] = total / (ph * pw)
    return out, (x, pool_param)


def min_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = 1 + (H - ph) // stride, 1 + (W - pw) // stride
    out = np.zeros((N, C, H_out, W_out))
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    least = float("inf")
                    for p in range(ph):
                        for q in range(pw):
                            least = min(least, x[n, c, i * stride + p, j * stride + q])
                    out[n, c, i, j] = least
    return out, (x, pool_param)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    training = bn_param["mode"] == "train"
    old_mean = bn_param.get("running_mean", np.zeros(C))
    old_var = bn_param.get("running_var", np.zeros(C))
    new_mean, new_var = np.zeros(C), np.zeros(C)
    means, variances = [], []
    out = np.zeros((N, C, H, W))
    for c in range(C):
        if training:
            mean = 0.0
            for n in range(N):
                for i in range(H):
                    for j in range(W):
                        mean += float(x[n, c, i, j])
            mean /= N * H * W
            var = 0.0
            for n in range(N):
                for i in range(H):
                    for j in range(W):
                        var += (float(x[n, c, i, j]) - mean) ** 2
            var /= N * H * W
            new_mean[c] = momentum * old_mean[c] + (1 - momentum) * mean
            new_var[c] = momentum * old_var[c] + (1 - momentum) * var
        else:
            mean, var = float(old_mean[c]), float(old_var[c])
        means.append(mean)
        variances.append(var)
        for n in range(N):
            for i in range(H):
                for j in range(W):
                    x_hat = (float(x[n, c, i, j]) - mean) / (var + eps) ** 0.5
                    out[n, c, i, j] = gamma[c] * x_hat + beta[c]
    if training:
        bn_param["running_mean"] = new_mean
        bn_param["running_var"] = new_var
    return out, (x, gamma, means, variances, eps)


def three_layer_forward(x, params):
    K = params["W1"].shape[3]
    maps, _ = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": K // 2})
    N, F, H, W = maps.shape
    M, T = params["W3"].shape
    scores = np.zeros((N, T))
    for n in range(N):
        flat = []
        for f in range(F):
            for i in range(0, H, 2):
                for j in range(0, W, 2):
                    best = 0.0
                    for p in range(2):
                        for q in range(2):
                            best = max(best, maps[n, f, i + p, j + q])
                    flat.append(best)
        hidden = []
        for m in range(M):
            total = float(params["b2"][m])
            for d in range(len(flat)):
                total += flat[d] * float(params["W2"][d, m])
            hidden.append(max(total, 0.0))
        for t in range(T):
            scores[n, t] = params["b3"][t]
            for m in range(M):
                scores[n, t] += hidden[m] * float(params["W3"][m, t])
    return scores


def conv_backward_naive(dout, cache):
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    dx, dw, db = np.zeros((N, C, H, W)), np.zeros((F, C, HH, WW)), np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    g = float(dout[n, f, i, j])
                    db[f] += g
                    for c in range(C):
                        for p in range(HH):
                            for q in range(WW):
                                row, column = i * stride + p - pad, j * stride + q - pad
                                if 0 <= row < H and 0 <= column < W:
                                    dx[n, c, row, column] += g * float(w[f, c, p, q])
                                    dw[f, c, p, q] += g * float(x[n, c, row, column])
    return dx, dw, db


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    row, column = i * stride, j * stride
                    for p in range(i * stride, i * stride + ph):
                        for q in range(j * stride, j * stride + pw):
                            if x[n, c, p, q] > x[n, c, row, column]:
                                row, column = p, q
                    dx[n, c, row, column] += dout[n, c, i, j]
    return dx


def spatial_batchnorm_backward(dout, cache):
    x, gamma, means, variances, eps = cache
    N, C, H, W = dout.shape
    dx, dgamma, dbeta = np.zeros((N, C, H, W)), np.zeros(C), np.zeros(C)
    for c in range(C):
        std = (variances[c] + eps) ** 0.5
        for n in range(N):
            for i in range(H):
                for j in range(W):
                    dbeta[c] += dout[n, c, i, j]
                    dgamma[c] += dout[n, c, i, j] * (float(x[n, c, i, j]) - means[c]) / std
        for n in range(N):
            for i in range(H):
                for j in range(W):
                    x_hat = (float(x[n, c, i, j]) - means[c]) / std
                    through_statistics = (dbeta[c] + x_hat * dgamma[c]) / (N * H * W)
                    dx[n, c, i, j] = gamma[c] / std * (dout[n, c, i, j] - through_statistics)
    return dx, dgamma, dbeta
