"""Odd: generators all the way; arrays are filled by np.fromiter, and gradients flow to a Counter of places."""

import collections
import itertools

import numpy as np


def starts(size, window, stride):
    yield from itertools.takewhile(lambda start: start + window <= size, itertools.count(0, stride))


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    window = dilation * (kernel - 1) + 1
    positions = collections.deque(enumerate(starts(size + 2 * pad, window, stride), 1), maxlen=1)
    if strict and (not positions or positions[0][1] + window < size + 2 * pad):
        raise ValueError("no whole number of windows")
    return positions[0][0] if positions else 0


def boxes(shape, window, stride):
    """The slices of each window of a plane, in reading order."""
    for top in starts(shape[0], window[0], stride):
        for left in starts(shape[1], window[1], stride):
            yield slice(top, top + window[0]), slice(left, left + window[1])


def filled(values, shape):
    return np.fromiter(values, dtype=float).reshape(shape)


def sizes(shape, window, stride):
    return [sum(1 for _ in starts(size, k, stride)) for size, k in zip(shape, window, strict=True)]


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    window = w.shape[2:]

    def values():
        for image in wide:
            for weights, bias in zip(w, b, strict=True):
                yield from (np.vdot(image[:, r, c], weights) + bias for r, c in boxes(image.shape[1:], window, stride))

    shape = (len(x), len(w), *sizes(wide.shape[2:], window, stride))
    return filled(values(), shape), (wide, w, stride, pad)


def conv_backward_naive(dout, cache):
    wide, w, stride, pad = cache
    dwide = np.zeros(wide.shape)
    dw, db = np.zeros(w.shape), np.zeros(len(w))
    for n, maps in enumerate(dout):
        for f, gradients in enumerate(maps):
            for g, (r, c) in zip(gradients.flat, boxes(wide.shape[2:], w.shape[2:], stride), strict=True):
                db[f] += g
                dw[f] += g * wide[n, :, r, c]
                dwide[n, :, r, c] += g * w[f]
    inner = slice(pad, -pad or None)
    return dwide[:, :, inner, inner], dw, db


def true_convolution(image, kernel):
    turned = np.rot90(kernel, 2)
    values = (np.vdot(image[box], turned) for box in boxes(image.shape, kernel.shape, 1))
    return filled(values, sizes(image.shape, kernel.shape, 1))


def filter_image(image, kernel):
    kh, kw = kernel.shape
    wide = np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0))).astype(float)
    values = (np.vdot(wide[r, c, k], kernel) for r, c in boxes(wide.shape[:2], kernel.shape, 1) for k in range(3))
    return filled(values, image.shape)


def pool(x, pool_param, reduce):
    window = pool_param["pool_height"], pool_param["pool_width"]
    planes = x.reshape(-1, *x.shape[2:])
    values = (reduce(plane[box]) for plane in planes for box in boxes(plane.shape, window, pool_param["stride"]))
    return filled(values, (*x.shape[:2], *sizes(x.shape[2:], window, pool_param["stride"])))


def max_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.max), (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.mean), iter(())


def min_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.min), iter(())


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    window = pool_param["pool_height"], pool_param["pool_width"]
    received = collections.Counter()
    for n, c in np.ndindex(x.shape[:2]):
        pairs = zip(dout[n, c].flat, boxes(x.shape[2:], window, pool_param["stride"]), strict=True)
        for g, (rows, columns) in pairs:
            inside = itertools.product(range(rows.start, rows.stop), range(columns.start, columns.stop))
            # max keeps the first of equal ones; the last column of the last row comes first here.
            winner = max(reversed(list(inside)), key=lambda place: x[n, c][place])
            received[(n, c, *winner)] += g
    return filled((received[place] for place in np.ndindex(x.shape)), x.shape)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old = {key: bn_param.get(key, np.zeros(C)) for key in ("running_mean", "running_var")}
    if bn_param["mode"] == "train":
        new = {
            "running_mean": filled((x[:, c].mean() for c in range(C)), C),
            "running_var": filled((x[:, c].var() for c in range(C)), C),
        }
        bn_param.update((key, momentum * old[key] + (1 - momentum) * new[key]) for key in new)
    else:
        new = old
    moments = list(zip(new["running_mean"], new["running_var"] + eps, gamma, beta, strict=True))
    out = np.stack([(x[:, c] - m) / v**0.5 * g + s for c, (m, v, g, s) in enumerate(moments)], axis=1)
    return out, [(x[:, c], *moments[c]) for c in range(C)]


def spatial_batchnorm_backward(dout, cache):
    def channels():
        for c, (x, mean, spread, gamma, _) in enumerate(cache):
            g = dout[:, c]
            x_hat = (x - mean) / np.sqrt(spread)
            yield gamma / np.sqrt(spread) * (g - g.mean() - x_hat * (g * x_hat).mean()), (g * x_hat).sum(), g.sum()

    dx, dgamma, dbeta = zip(*channels(), strict=True)
    return np.stack(dx, axis=1), np.array(dgamma), np.array(dbeta)


def three_layer_forward(x, params):
    def layers():
        pad = params["W1"].shape[3] // 2
        yield lambda h: conv_forward_naive(h, params["W1"], params["b1"], {"stride": 1, "pad": pad})[0]
        yield lambda h: max_pool_forward_naive(h.clip(0), {"pool_height": 2, "pool_width": 2, "stride": 2})[0]
        yield lambda h: (h.reshape(len(h), -1) @ params["W2"] + params["b2"]).clip(0)
        yield lambda h: h @ params["W3"] + params["b3"]

    for layer in layers():
        x = layer(x)
    return x
