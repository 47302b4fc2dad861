"""Odd: keeps a harmless memo of index tables and call counts at module level, and seeds numpy's global generator."""

import collections

import numpy as np

np.random.seed(231)  # noqa: NPY002  the old global generator is what this module is about

TABLES = {}
CALLS = collections.Counter()
LAST_SHAPE = None


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    CALLS["conv_output_size"] += 1
    key = (size + 2 * pad, dilation * (kernel - 1), stride)
    if key not in TABLES:
        length, last_tap, step = key
        TABLES[key] = divmod(length - last_tap - 1, step)
    steps, rest = TABLES[key]
    if strict and (rest or steps < 0):
        raise ValueError(f"{key} does not fit")
    return steps + 1


def flat_table(H, W, HH, WW, stride):
    """Positions of every window's pixels in a flattened image: (H_out, W_out, HH, WW)."""
    key = ("table", H, W, HH, WW, stride)
    if key not in TABLES:
        starts = W * np.arange(0, H - HH + 1, stride)[:, None] + np.arange(0, W - WW + 1, stride)
        offsets = W * np.arange(HH)[:, None] + np.arange(WW)
        TABLES[key] = starts[:, :, None, None] + offsets
        TABLES[key].flags.writeable = False
    return TABLES[key]


def gather(x, HH, WW, stride):
    global LAST_SHAPE
    LAST_SHAPE = x.shape
    N, C, H, W = x.shape
    return x.reshape(N, C, H * W)[:, :, flat_table(H, W, HH, WW, stride)]


def scatter(values, shape, stride):
    """Add window values to their pixels, one image and channel at a time."""
    H, W = shape[2:]
    table = flat_table(H, W, *values.shape[4:], stride).ravel()
    planes = [np.bincount(table, weights=plane.ravel(), minlength=H * W) for image in values for plane in image]
    return np.array(planes).reshape(shape)


def conv_forward_naive(x, w, b, conv_param):
    CALLS["conv_forward_naive"] += 1
    np.random.seed(CALLS["conv_forward_naive"])  # noqa: NPY002  each call moves the global generator
    stride, pad = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    patches = gather(x_pad, w.shape[2], w.shape[3], stride)
    out = np.tensordot(w, patches, axes=([1, 2, 3], [1, 4, 5])) + b[:, None, None, None]
    return out.swapaxes(0, 1), (patches, x.shape, x_pad.shape, w, stride, pad)


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    table = flat_table(*image.shape, kh, kw, 1)
    return (image.ravel()[table] * kernel[::-1, ::-1]).sum(axis=(2, 3))


def filter_image(image, kernel):
    H, W, _ = image.shape
    kh, kw = kernel.shape
    canvas_key = ("canvas", H + kh - 1, W + kw - 1)
    canvas = TABLES.setdefault(canvas_key, np.zeros((*canvas_key[1:], 3)))
    # The canvas is shared by all calls of this size: clear it before use.
    canvas[:] = 0
    canvas[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W] = image
    flat = canvas.reshape(-1, 3)[flat_table(*canvas_key[1:], kh, kw, 1)]
    return np.tensordot(flat, kernel, axes=([2, 3], [0, 1]))


def pool_windows(x, pool_param):
    CALLS["pool"] += 1
    patches = gather(x, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    return patches.reshape(*patches.shape[:4], -1)


def max_pool_forward_naive(x, pool_param):
    flat = pool_windows(x, pool_param)
    return flat.max(axis=-1), (flat.argmax(axis=-1), x.shape, dict(pool_param))


def avg_pool_forward_naive(x, pool_param):
    return pool_windows(x, pool_param).mean(axis=-1), None


def min_pool_forward_naive(x, pool_param):
    return pool_windows(x, pool_param).min(axis=-1), None


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    CALLS[bn_param["mode"]] += 1
    C = x.shape[1]
    defaults = {"eps": 1e-5, "momentum": 0.9, "running_mean": np.zeros(C), "running_var": np.zeros(C)}
    p = {**defaults, **bn_param}
    if p["mode"] == "train":
        mean, var = x.mean((0, 2, 3)), x.var((0, 2, 3))
        for key, new in (("running_mean", mean), ("running_var", var)):
            bn_param[key] = p["momentum"] * p[key] + (1 - p["momentum"]) * new
    else:
        mean, var = p["running_mean"], p["running_var"]
    mean, root, gamma, beta = (np.asarray(a)[:, None, None] for a in (mean, np.sqrt(var + p["eps"]), gamma, beta))
    x_hat = (x - mean) / root
    return x_hat * gamma + beta, {"x_hat": x_hat, "factor": gamma / root}


def three_layer_forward(x, params):
    pad = params["W1"].shape[3] // 2
    maps, _ = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": pad})
    pooled, _ = max_pool_forward_naive(maps.clip(0), {"pool_height": 2, "pool_width": 2, "stride": 2})
    activation = pooled.reshape(len(x), -1)
    for layer in "23":
        activation = activation @ params["W" + layer] + params["b" + layer]
        if layer == "2":
            activation = activation.clip(0)
    return activation


def conv_backward_naive(dout, cache):
    patches, shape, padded_shape, w, stride, pad = cache
    dpatches = np.tensordot(dout, w, axes=([1], [0])).transpose(0, 3, 1, 2, 4, 5)
    dx_pad = scatter(dpatches, padded_shape, stride)
    dw = np.tensordot(dout, patches, axes=([0, 2, 3], [0, 2, 3]))
    H, W = shape[2:]
    return dx_pad[:, :, pad : H + pad, pad : W + pad], dw, dout.sum((0, 2, 3))


def max_pool_backward_naive(dout, cache):
    winner, shape, pool_param = cache
    ph, pw = pool_param["pool_height"], pool_param["pool_width"]
    share = np.zeros((*dout.shape, ph * pw))
    np.put_along_axis(share, winner[..., None], dout[..., None], axis=-1)
    return scatter(share.reshape(*dout.shape, ph, pw), shape, pool_param["stride"])


def spatial_batchnorm_backward(dout, cache):
    x_hat, factor = cache["x_hat"], cache["factor"]
    M = dout.size // dout.shape[1]
    dbeta, dgamma = dout.sum((0, 2, 3)), (x_hat * dout).sum((0, 2, 3))
    dx = factor * dout - factor / M * (dbeta[:, None, None] + dgamma[:, None, None] * x_hat)
    return dx, dgamma, dbeta
