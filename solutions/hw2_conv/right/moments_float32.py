"""Odd: moments in float32: batch norm by E[x^2] - E[x]^2, variances never centred, sums in single precision."""

import numpy as np

f4 = np.float32


def over_images(a):
    """The sum over the batch and both image axes, in float32."""
    return a.sum(axis=(0, 2, 3), dtype=f4)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    x = x.astype(f4)
    M = f4(x.size // C)
    eps, keep = f4(bn_param.get("eps", 1e-5)), f4(bn_param.get("momentum", 0.9))
    running_mean = np.asarray(bn_param.get("running_mean", np.zeros(C)), dtype=f4)
    running_var = np.asarray(bn_param.get("running_var", np.zeros(C)), dtype=f4)
    if bn_param["mode"] == "train":
        mean = over_images(x) / M
        var = over_images(x * x) / M - mean * mean
        bn_param["running_mean"] = keep * running_mean + (1 - keep) * mean
        bn_param["running_var"] = keep * running_var + (1 - keep) * var
    else:
        mean, var = running_mean, running_var
    slope = gamma.astype(f4) / np.sqrt(var + eps)
    shift = beta.astype(f4) - mean * slope
    return x * slope[:, None, None] + shift[:, None, None], (x, mean, var + eps, gamma.astype(f4))


def spatial_batchnorm_backward(dout, cache):
    x, mean, spread, gamma = cache
    dout = dout.astype(f4)
    M = f4(x.size // len(mean))
    dbeta = over_images(dout)
    dgamma = (over_images(dout * x) - mean * dbeta) / np.sqrt(spread)
    # dx is a line in dout and x: a * dout + b * x + c for each channel.
    a = gamma / np.sqrt(spread)
    b = -a * dgamma / (M * np.sqrt(spread))
    c = -a * dbeta / M - b * mean
    a, b, c = (v[:, None, None] for v in (a, b, c))
    return a * dout + b * x + c, dgamma, dbeta


def avg_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    rows, columns = (x.shape[2] - ph) // stride + 1, (x.shape[3] - pw) // stride + 1
    out = np.zeros((*x.shape[:2], rows, columns), dtype=f4)
    for i in range(rows):
        for j in range(columns):
            window = x[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw].astype(f4)
            out[:, :, i, j] = window.sum(axis=(2, 3)) * f4(1 / (ph * pw))
    return out, None


def three_layer_forward(x, params):
    x = x.astype(f4)
    W1, b1, W2, b2, W3, b3 = (params[name].astype(f4) for name in ("W1", "b1", "W2", "b2", "W3", "b3"))
    N, _, H, W = x.shape
    K = W1.shape[2]
    edge = K // 2
    wide = np.pad(x, ((0, 0), (0, 0), (edge, edge), (edge, edge)))
    maps = b1[:, None, None] + sum(
        np.einsum("nchw,fc->nfhw", wide[:, :, p : p + H, q : q + W], W1[:, :, p, q]) for p in range(K) for q in range(K)
    )
    pooled = maps.clip(0).reshape(N, len(W1), H // 2, 2, W // 2, 2).max(axis=(3, 5))
    return (pooled.reshape(len(x), -1) @ W2 + b2).clip(0) @ W3 + b3
