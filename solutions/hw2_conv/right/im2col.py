"""Odd: every window becomes a row of a matrix (im2col), gradients return by np.add.at; caches are dicts of our own."""

import numpy as np

MUTATED = True


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    free = size + 2 * pad - (dilation * (kernel - 1) + 1)
    if strict and (free < 0 or free % stride):
        raise ValueError(f"{free} free pixels are not a multiple of stride {stride}")
    return free // stride + 1


def pad_images(x, pad):
    N, C, H, W = x.shape
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
    padded[:, :, pad : pad + H, pad : pad + W] = x
    return padded


def window_index(height, width, HH, WW, stride):
    rows = stride * np.arange((height - HH) // stride + 1)[:, None] + np.arange(HH)
    columns = stride * np.arange((width - WW) // stride + 1)[:, None] + np.arange(WW)
    return slice(None), slice(None), rows[:, None, :, None], columns[None, :, None, :]


def im2col(x, HH, WW, stride):
    """Gather the windows: (N * H_out * W_out, C * HH * WW)."""
    patches = x[window_index(*x.shape[2:], HH, WW, stride)]
    N, C, H_out, W_out = patches.shape[:4]
    return patches.transpose(0, 2, 3, 1, 4, 5).reshape(N * H_out * W_out, C * HH * WW)


def col2im(cols, shape, HH, WW, stride):
    """Add the rows back where they came from."""
    N, C, H, W = shape
    H_out, W_out = (H - HH) // stride + 1, (W - WW) // stride + 1
    x = np.zeros(shape, dtype=cols.dtype)
    patches = cols.reshape(N, H_out, W_out, C, HH, WW).transpose(0, 3, 1, 2, 4, 5)
    np.add.at(x, window_index(H, W, HH, WW, stride), patches)
    return x


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    padded = pad_images(x, pad)
    cols = im2col(padded, HH, WW, stride)
    w_rows = w.reshape(F, -1)
    H_out = conv_output_size(x.shape[2], HH, stride, pad)
    W_out = conv_output_size(x.shape[3], WW, stride, pad)
    out = (cols @ w_rows.T + b).reshape(len(x), H_out, W_out, F).transpose(0, 3, 1, 2)
    return out, {"cols": cols, "w": w, "stride": stride, "pad": pad, "padded_shape": padded.shape}


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    cols = im2col(image[None, None], kh, kw, 1)
    return (cols @ kernel.ravel()[::-1]).reshape(image.shape[0] - kh + 1, image.shape[1] - kw + 1)


def filter_image(image, kernel):
    H, W, channels = image.shape
    kh, kw = kernel.shape
    planes = np.zeros((channels, 1, H + kh - 1, W + kw - 1))
    planes[:, 0, kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W] = np.moveaxis(image, 2, 0)
    filtered = im2col(planes, kh, kw, 1) @ kernel.reshape(-1, 1)
    return filtered.reshape(channels, H, W).transpose(1, 2, 0)


def pool_rows(x, pool_param):
    """One row of pool_height * pool_width values for each window of each channel."""
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    rows = im2col(x.reshape(N * C, 1, H, W), ph, pw, stride)
    return rows, (N, C, conv_output_size(H, ph, stride), conv_output_size(W, pw, stride))


def max_pool_forward_naive(x, pool_param):
    rows, shape = pool_rows(x, pool_param)
    winners = rows.argmax(axis=1)
    out = rows[np.arange(len(rows)), winners].reshape(shape)
    return out, {"winners": winners, "shape": x.shape, "pool": dict(pool_param)}


def avg_pool_forward_naive(x, pool_param):
    rows, shape = pool_rows(x, pool_param)
    return rows.mean(axis=1).reshape(shape), None


def min_pool_forward_naive(x, pool_param):
    rows, shape = pool_rows(x, pool_param)
    return rows.min(axis=1).reshape(shape), None


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    eps = bn_param.get("eps", 1e-5)
    keep = bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = keep * running_mean + (1 - keep) * mean
        bn_param["running_var"] = keep * running_var + (1 - keep) * var
    else:
        mean, var = running_mean, running_var
    inverse_std = 1 / np.sqrt(var + eps)
    x_hat = (rows - mean) * inverse_std
    out = (gamma * x_hat + beta).reshape(N, H, W, C).transpose(0, 3, 1, 2)
    return out, {"x_hat": x_hat, "inverse_std": inverse_std, "gamma": gamma}


def three_layer_forward(x, params):
    F, _, K, _ = params["W1"].shape
    N, _, H, W = x.shape
    cols = im2col(pad_images(x, (K - 1) // 2), K, K, 1)
    maps = np.maximum(cols @ params["W1"].reshape(F, -1).T + params["b1"], 0)
    pooled = maps.reshape(N, H // 2, 2, W // 2, 2, F).max(axis=(2, 4))
    flat = pooled.transpose(0, 3, 1, 2).reshape(N, -1)
    hidden = (flat @ params["W2"] + params["b2"]).clip(min=0)
    return hidden @ params["W3"] + params["b3"]


def conv_backward_naive(dout, cache):
    w, pad = cache["w"], cache["pad"]
    F, _, HH, WW = w.shape
    dout_rows = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    db = dout_rows.sum(axis=0)
    dw = (dout_rows.T @ cache["cols"]).reshape(w.shape)
    dx = col2im(dout_rows @ w.reshape(F, -1), cache["padded_shape"], HH, WW, cache["stride"])
    if pad > 0:
        dx = dx[:, :, pad:-pad, pad:-pad]
    return dx, dw, db


def max_pool_backward_naive(dout, cache):
    ph, pw, stride = cache["pool"]["pool_height"], cache["pool"]["pool_width"], cache["pool"]["stride"]
    N, C, H, W = cache["shape"]
    rows = np.zeros((dout.size, ph * pw), dtype=dout.dtype)
    rows[np.arange(dout.size), cache["winners"]] = dout.reshape(-1)
    return col2im(rows, (N * C, 1, H, W), ph, pw, stride).reshape(N, C, H, W)


def spatial_batchnorm_backward(dout, cache):
    N, C, H, W = dout.shape
    x_hat, inverse_std, gamma = cache["x_hat"], cache["inverse_std"], cache["gamma"]
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta = rows.sum(axis=0)
    dgamma = np.sum(rows * x_hat, axis=0)
    dx_hat = rows * gamma
    dx = inverse_std * (dx_hat - dx_hat.mean(axis=0) - x_hat * (dx_hat * x_hat).mean(axis=0))
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma, dbeta
