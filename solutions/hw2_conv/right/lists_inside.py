"""Odd: works on nested Python lists and makes an array at the very end; the caches hold lists too."""

import itertools
import math

import numpy as np


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    pixels = range(-pad, size + pad)
    taps = range(0, dilation * (kernel - 1) + 1, dilation)
    starts = pixels[: max(0, len(pixels) - taps[-1])][::stride]
    if strict and not (starts and starts[-1] + taps[-1] == pixels[-1]):
        raise ValueError("the last tap does not touch the last pixel")
    return len(starts)


def padded(plane, above, left):
    width = len(plane[0]) + 2 * left
    empty = [[0.0] * width for _ in range(above)]
    return empty + [[0.0] * left + list(row) + [0.0] * left for row in plane] + [list(row) for row in empty]


def window(plane, top, left, height, width):
    return [row[left : left + width] for row in plane[top : top + height]]


def dot(a, b):
    return sum(u * v for row, other in zip(a, b, strict=True) for u, v in zip(row, other, strict=True))


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    images = [[padded(plane, pad, pad) for plane in image] for image in x.tolist()]
    filters, biases = w.tolist(), b.tolist()
    HH, WW = len(filters[0][0]), len(filters[0][0][0])
    tops = range(0, len(images[0][0]) - HH + 1, stride)
    lefts = range(0, len(images[0][0][0]) - WW + 1, stride)
    out = [
        [
            [
                [
                    sum(dot(window(plane, i, j, HH, WW), k) for plane, k in zip(image, kernels, strict=True)) + bias
                    for j in lefts
                ]
                for i in tops
            ]
            for kernels, bias in zip(filters, biases, strict=True)
        ]
        for image in images
    ]
    return np.array(out), [images, filters, stride, pad]


def true_convolution(image, kernel):
    rows = image.tolist()
    turned = [row[::-1] for row in kernel.tolist()[::-1]]
    kh, kw = len(turned), len(turned[0])
    return np.array(
        [
            [dot(window(rows, i, j, kh, kw), turned) for j in range(len(rows[0]) - kw + 1)]
            for i in range(len(rows) - kh + 1)
        ]
    )


def filter_image(image, kernel):
    weights = kernel.tolist()
    kh, kw = len(weights), len(weights[0])
    H, W, channels = image.shape
    result = []
    for channel in range(channels):
        plane = padded(image[:, :, channel].tolist(), kh // 2, kw // 2)
        result.append([[dot(window(plane, i, j, kh, kw), weights) for j in range(W)] for i in range(H)])
    return np.array([[[float(plane[i][j]) for plane in result] for j in range(W)] for i in range(H)])


def pool(x, pool_param, reduce):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]

    def one_plane(plane):
        return [
            [
                reduce(list(itertools.chain.from_iterable(window(plane, i, j, ph, pw))))
                for j in range(0, len(plane[0]) - pw + 1, stride)
            ]
            for i in range(0, len(plane) - ph + 1, stride)
        ]

    return np.array([[one_plane(plane) for plane in image] for image in x.tolist()])


def max_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, max), [x.tolist(), sorted(pool_param.items())]


def avg_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, lambda values: math.fsum(values) / len(values)), []


def min_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, min), []


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_means = list(bn_param.get("running_mean", [0.0] * C))
    old_vars = list(bn_param.get("running_var", [0.0] * C))
    channels = [x[:, c].ravel().tolist() for c in range(C)]
    if bn_param["mode"] == "train":
        means = [math.fsum(values) / len(values) for values in channels]
        variances = [
            math.fsum((v - mean) ** 2 for v in values) / len(values)
            for values, mean in zip(channels, means, strict=True)
        ]
        for key, old, new in (("running_mean", old_means, means), ("running_var", old_vars, variances)):
            bn_param[key] = np.array([momentum * o + (1 - momentum) * n for o, n in zip(old, new, strict=True)])
    else:
        means, variances = old_means, old_vars
    roots = [math.sqrt(var + eps) for var in variances]
    normal = [[(v - means[c]) / roots[c] for v in channels[c]] for c in range(C)]
    scaled = [[gamma[c] * v + beta[c] for v in normal[c]] for c in range(C)]
    out = np.array([np.array(values).reshape(N, H, W) for values in scaled]).swapaxes(0, 1)
    return out, [normal, roots, gamma.tolist()]


def affine(rows, weights, bias):
    columns = list(zip(*weights, strict=True))
    return [[sum(map(float.__mul__, row, column)) + c for column, c in zip(columns, bias, strict=True)] for row in rows]


def three_layer_forward(x, params):
    lists = {name: array.astype(float).tolist() for name, array in params.items()}
    K = params["W1"].shape[2]
    maps = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": K // 2})[0]
    pooled = pool(maps, {"pool_height": 2, "pool_width": 2, "stride": 2}, lambda values: max(0.0, *values))
    flat = [[v for plane in image for row in plane for v in row] for image in pooled.tolist()]
    hidden = [[max(0.0, v) for v in row] for row in affine(flat, lists["W2"], lists["b2"])]
    return np.array(affine(hidden, lists["W3"], lists["b3"]))


def zeros(*shape):
    if len(shape) == 1:
        return [0.0] * shape[0]
    return [zeros(*shape[1:]) for _ in range(shape[0])]


def conv_backward_naive(dout, cache):
    images, filters, stride, pad = cache
    N, C, H, W = len(images), len(images[0]), len(images[0][0]), len(images[0][0][0])
    F, HH, WW = len(filters), len(filters[0][0]), len(filters[0][0][0])
    dx, dw, db = zeros(N, C, H, W), zeros(F, C, HH, WW), zeros(F)
    for (n, f, i, j), g in np.ndenumerate(dout):
        db[f] += g
        for c, p, q in itertools.product(range(C), range(HH), range(WW)):
            row, column = i * stride + p, j * stride + q
            dx[n][c][row][column] += g * filters[f][c][p][q]
            dw[f][c][p][q] += g * images[n][c][row][column]
    cropped = [[[row[pad : W - pad] for row in plane[pad : H - pad]] for plane in image] for image in dx]
    return np.array(cropped), np.array(dw), np.array(db)


def max_pool_backward_naive(dout, cache):
    images, items = cache
    pool_param = dict(items)
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = zeros(len(images), len(images[0]), len(images[0][0]), len(images[0][0][0]))
    for (n, c, i, j), g in np.ndenumerate(dout):
        plane = images[n][c]
        seats = itertools.product(range(i * stride, i * stride + ph), range(j * stride, j * stride + pw))
        row, column = max(seats, key=lambda seat, plane=plane: plane[seat[0]][seat[1]])
        dx[n][c][row][column] += g
    return np.array(dx)


def spatial_batchnorm_backward(dout, cache):
    normal, roots, gamma = cache
    N, C, H, W = dout.shape
    dgamma, dbeta, dx = [], [], []
    for c in range(C):
        g = dout[:, c].ravel().tolist()
        dbeta.append(math.fsum(g))
        dgamma.append(math.fsum(u * v for u, v in zip(g, normal[c], strict=True)))
        plane = [
            gamma[c] / roots[c] * (u - (dbeta[c] + v * dgamma[c]) / len(g)) for u, v in zip(g, normal[c], strict=True)
        ]
        dx.append(np.array(plane).reshape(N, H, W))
    return np.stack(dx, axis=1), np.array(dgamma), np.array(dbeta)
