"""Odd: object arrays of exact fractions; only the results are turned into floats, and batch norm roots a Decimal."""

from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np

exact = np.frompyfunc(lambda value: Fraction(float(value)), 1, 1)


def rounded(a):
    return np.asarray(a, dtype=object).astype(np.float64)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    last = Fraction(size + 2 * pad - dilation * (kernel - 1) - 1, stride)
    if strict and (last < 0 or last.denominator > 1):
        raise ValueError(f"{last} steps to the last window")
    return last.__floor__() + 1


def padded(x, pad):
    wide = np.full((*x.shape[:2], x.shape[2] + 2 * pad, x.shape[3] + 2 * pad), Fraction(0), dtype=object)
    wide[:, :, pad : pad + x.shape[2], pad : pad + x.shape[3]] = exact(x)
    return wide


def corners(dout_shape, stride):
    return [(i, j, i * stride, j * stride) for i in range(dout_shape[0]) for j in range(dout_shape[1])]


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide, weights, bias = padded(x, pad), exact(w), exact(b)
    HH, WW = w.shape[2:]
    size = [conv_output_size(n, k, stride, pad) for n, k in zip(x.shape[2:], (HH, WW), strict=True)]
    out = np.empty((len(x), len(w), *size), dtype=object)
    for i, j, top, left in corners(size, stride):
        seen = wide[:, :, top : top + HH, left : left + WW].reshape(len(x), -1)
        out[:, :, i, j] = seen.dot(weights.reshape(len(w), -1).T) + bias
    return rounded(out), (wide, weights, stride, pad)


def conv_backward_naive(dout, cache):
    wide, weights, stride, pad = cache
    F, _, HH, WW = weights.shape
    gradient = exact(dout)
    dwide, dw = wide * 0, weights * 0
    for i, j, top, left in corners(dout.shape[2:], stride):
        here = slice(None), slice(None), slice(top, top + HH), slice(left, left + WW)
        g = gradient[:, :, i, j]
        dw = dw + g.T.dot(wide[here].reshape(len(wide), -1)).reshape(weights.shape)
        dwide[here] = dwide[here] + g.dot(weights.reshape(F, -1)).reshape(len(wide), -1, HH, WW)
    H, W = (size - 2 * pad for size in wide.shape[2:])
    db = [sum(gradient[:, f].ravel(), Fraction(0)) for f in range(F)]
    return rounded(dwide[:, :, pad : pad + H, pad : pad + W]), rounded(dw), rounded(db)


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    pixels, weights = exact(image), exact(kernel)
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = [[(pixels[i : i + kh, j : j + kw] * weights[::-1, ::-1]).sum() for j in range(columns)] for i in range(rows)]
    return rounded(out)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    weights = exact(kernel)
    pixels = np.pad(image.astype(object), ((kh // 2,) * 2, (kw // 2,) * 2, (0, 0)), constant_values=0)
    out = np.empty(image.shape, dtype=object)
    for i, j, c in np.ndindex(image.shape):
        out[i, j, c] = (pixels[i : i + kh, j : j + kw, c] * weights).sum()
    return rounded(out)


def pool(x, pool_param, reduce):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    size = [conv_output_size(n, k, stride) for n, k in zip(x.shape[2:], (ph, pw), strict=True)]
    out = np.empty((*x.shape[:2], *size), dtype=object)
    for n, c in np.ndindex(x.shape[:2]):
        for i, j, top, left in corners(size, stride):
            out[n, c, i, j] = reduce(Fraction(float(v)) for v in x[n, c, top : top + ph, left : left + pw].ravel())
    return rounded(out)


def max_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, max), (x, pool_param)


def min_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, min), None


def avg_pool_forward_naive(x, pool_param):
    area = pool_param["pool_height"] * pool_param["pool_width"]
    return pool(x, pool_param, lambda values: sum(values) / Fraction(area)), None


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.full(x.shape, Fraction(0), dtype=object)
    for n, c in np.ndindex(x.shape[:2]):
        for i, j, top, left in corners(dout.shape[2:], stride):
            inside = [(top + p, left + q) for p in range(ph) for q in range(pw)]
            best = max(x[n, c, row, column] for row, column in inside)
            winners = [place for place in inside if x[n, c][place] == best]
            # Thirds are exact here, and add up to the whole again.
            for row, column in winners:
                dx[n, c, row, column] += Fraction(float(dout[n, c, i, j])) / len(winners)
    return rounded(dx)


def root(value):
    with localcontext() as context:
        context.prec = 40
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    values = exact(x)
    M = x.size // C
    eps, momentum = Fraction(bn_param.get("eps", 1e-5)), bn_param.get("momentum", 0.9)
    old = [bn_param.get(name, np.zeros(C)) for name in ("running_mean", "running_var")]
    means, variances = exact(old[0]), exact(old[1])
    if bn_param["mode"] == "train":
        for c in range(C):
            means[c] = sum(values[:, c].ravel()) / M
            variances[c] = sum((v - means[c]) ** 2 for v in values[:, c].ravel()) / M
        bn_param["running_mean"] = momentum * old[0] + (1 - momentum) * rounded(means)
        bn_param["running_var"] = momentum * old[1] + (1 - momentum) * rounded(variances)
    roots = np.array([float(root(v + eps)) for v in variances])[:, None, None]
    x_hat = rounded(values - means[:, None, None]) / roots
    return gamma[:, None, None] * x_hat + beta[:, None, None], (x_hat, roots, gamma)
