"""Odd: a layer is one matrix, put together from 0/1 matrices by np.kron; the gradient goes through its transpose."""

import numpy as np


def picks(size, kernel, stride, tap, pad=0):
    """The 0/1 matrix that takes a line of pixels to what one tap of the kernel sees, (count, size)."""
    count = (size + 2 * pad - kernel) // stride + 1
    matrix = np.zeros((count, size + 2 * pad))
    matrix[np.arange(count), tap + stride * np.arange(count)] = 1
    return matrix[:, pad : pad + size]


def taps(shape, kernel, stride, pad=0):
    """For each tap of the kernel: its place, and the matrix from one plane's pixels to what it sees."""
    for p in range(kernel[0]):
        rows = picks(shape[0], kernel[0], stride, p, pad)
        for q in range(kernel[1]):
            yield (p, q), np.kron(rows, picks(shape[1], kernel[1], stride, q, pad))


def counts(shape, kernel, stride, pad=0):
    return [len(picks(size, k, stride, 0, pad)) for size, k in zip(shape, kernel, strict=True)]


def layer_matrix(w, shape, stride, pad):
    """The whole convolution as a matrix, (F * H_out * W_out, C * H * W)."""
    return sum(np.kron(w[:, :, p, q], seen) for (p, q), seen in taps(shape, w.shape[2:], stride, pad))


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    plane = x.shape[2:]
    matrix = layer_matrix(w, plane, stride, pad)
    flat = x.reshape(len(x), -1) @ matrix.T
    out = flat.reshape(len(x), len(w), *counts(plane, w.shape[2:], stride, pad)) + b.reshape(-1, 1, 1)
    return out, (x, matrix, w.shape, stride, pad)


def conv_backward_naive(dout, cache):
    x, matrix, w_shape, stride, pad = cache
    N, F = dout.shape[:2]
    dx = (dout.reshape(N, -1) @ matrix).reshape(x.shape)
    dw = np.zeros(w_shape)
    pixels = x.reshape(N, x.shape[1], -1)
    for (p, q), seen in taps(x.shape[2:], w_shape[2:], stride, pad):
        values = pixels @ seen.T
        dw[:, :, p, q] = sum(dout[n].reshape(F, -1) @ values[n].T for n in range(N))
    return dx, dw, dout.reshape(N, F, -1).sum(axis=2).sum(axis=0)


def true_convolution(image, kernel):
    matrix = layer_matrix(kernel[None, None, ::-1, ::-1], image.shape, 1, 0)
    return (matrix @ image.ravel()).reshape(counts(image.shape, kernel.shape, 1))


def filter_image(image, kernel):
    H, W, _ = image.shape
    kh, kw = kernel.shape
    matrix = np.zeros((H * W, H * W))
    for p in range(kh):
        for q in range(kw):
            matrix += kernel[p, q] * np.kron(np.eye(H, k=p - kh // 2), np.eye(W, k=q - kw // 2))
    return (matrix @ image.reshape(H * W, 3)).reshape(H, W, 3)


def seen_by_taps(x, pool_param):
    """What every tap sees, (taps, N, C, H_out, W_out), and the matrices that picked it."""
    kernel = pool_param["pool_height"], pool_param["pool_width"]
    matrices = [seen for _, seen in taps(x.shape[2:], kernel, pool_param["stride"])]
    pixels = x.reshape(*x.shape[:2], -1)
    size = counts(x.shape[2:], kernel, pool_param["stride"])
    return np.array([(pixels @ seen.T).reshape(*x.shape[:2], *size) for seen in matrices]), matrices


def max_pool_forward_naive(x, pool_param):
    seen, matrices = seen_by_taps(x, pool_param)
    return seen.max(axis=0), (seen.argmax(axis=0), matrices, x.shape)


def max_pool_backward_naive(dout, cache):
    winner, matrices, shape = cache
    dx = np.zeros((*shape[:2], shape[2] * shape[3]))
    for tap, seen in enumerate(matrices):
        won = np.where(winner == tap, dout, 0)
        dx += won.reshape(*shape[:2], -1) @ seen
    return dx.reshape(shape)


def avg_pool_forward_naive(x, pool_param):
    seen, _ = seen_by_taps(x, pool_param)
    return seen.mean(axis=0), None


def min_pool_forward_naive(x, pool_param):
    seen, _ = seen_by_taps(x, pool_param)
    return seen.min(axis=0), None


def centring(M):
    """The matrix that subtracts the mean."""
    return np.eye(M) - np.ones((M, M)) / M


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    lines = x.transpose(1, 0, 2, 3).reshape(C, -1)
    M = lines.shape[1]
    old = [bn_param.get(key, np.zeros(C)) for key in ("running_mean", "running_var")]
    eps = bn_param.get("eps", 1e-5)
    if bn_param["mode"] == "train":
        keep = bn_param.get("momentum", 0.9)
        mean = lines @ np.full(M, 1 / M)
        away = lines @ centring(M)
        var = np.diag(away @ away.T) / M
        bn_param["running_mean"] = keep * old[0] + (1 - keep) * mean
        bn_param["running_var"] = keep * old[1] + (1 - keep) * var
    else:
        away, var = lines - np.outer(old[0], np.ones(M)), old[1]
    scale = np.diag(1 / np.sqrt(var + eps))
    out = np.diag(gamma) @ scale @ away + np.outer(beta, np.ones(M))
    return out.reshape(C, N, H, W).transpose(1, 0, 2, 3), (scale @ away, scale, np.diag(gamma))


def spatial_batchnorm_backward(dout, cache):
    normal, scale, gamma = cache
    N, C, H, W = dout.shape
    lines = dout.transpose(1, 0, 2, 3).reshape(C, -1)
    M = lines.shape[1]
    # The Jacobian of one channel: centre, and take out the part along the normalised values.
    dx = np.stack([row @ (centring(M) - np.outer(h, h) / M) for row, h in zip(lines, normal, strict=True)])
    dx = gamma @ scale @ dx
    dgamma = np.diag(lines @ normal.T)
    return dx.reshape(C, N, H, W).transpose(1, 0, 2, 3), dgamma, lines @ np.ones(M)


def three_layer_forward(x, params):
    W1 = params["W1"]
    N, _, H, W = x.shape
    maps = x.reshape(N, -1) @ layer_matrix(W1, (H, W), 1, W1.shape[2] // 2).T
    maps = np.maximum(maps + np.kron(params["b1"], np.ones(H * W)), 0).reshape(N, len(W1), H, W)
    seen, _ = seen_by_taps(maps, {"pool_height": 2, "pool_width": 2, "stride": 2})
    hidden = np.maximum(seen.max(axis=0).reshape(N, -1) @ params["W2"] + params["b2"], 0)
    return hidden @ params["W3"] + params["b3"]
