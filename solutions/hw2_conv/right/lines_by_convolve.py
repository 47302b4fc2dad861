"""Odd: rows of pixels go through np.convolve and np.correlate; pooling by np.apply_along_axis."""

import numpy as np


def correlate_planes(plane, kernel):
    """Valid cross-correlation of one plane, one row of the kernel at a time."""
    kh, kw = kernel.shape
    rows = plane.shape[0] - kh + 1
    out = np.zeros((rows, plane.shape[1] - kw + 1))
    for i in range(rows):
        for p in range(kh):
            line = plane[i + p]
            # np.correlate swaps its arguments where the second one is longer.
            out[i] += np.correlate(line, kernel[p], mode="valid") if kw <= len(line) else 0
    return out


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    images = []
    for image in x:
        wide = [np.pad(plane, pad) for plane in image]
        maps = [
            sum(correlate_planes(plane, kernel) for plane, kernel in zip(wide, one_filter, strict=True)) + bias
            for one_filter, bias in zip(w, b, strict=True)
        ]
        images.append([full[::stride, ::stride] for full in maps])
    return np.array(images), (x, w, stride, pad)


def spread_rows(plane, stride, shape):
    """Put the values of dout where their windows begin."""
    wide = np.zeros(shape)
    wide[: stride * plane.shape[0] : stride, : stride * plane.shape[1] : stride] = plane
    return wide


def conv_backward_naive(dout, cache):
    x, w, stride, pad = cache
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    valid = (H + 2 * pad - HH + 1, W + 2 * pad - WW + 1)
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(F)
    for n in range(N):
        for f in range(F):
            starts = spread_rows(dout[n, f], stride, valid)
            db[f] += starts.sum()
            for c in range(C):
                dw[f, c] += correlate_planes(np.pad(x[n, c], pad), starts)
                full = np.zeros((H + 2 * pad, W + 2 * pad))
                for i, line in enumerate(starts):
                    for p in range(HH):
                        full[i + p] += np.convolve(line, w[f, c, p])
                dx[n, c] += full[pad : pad + H, pad : pad + W]
    return dx, dw, db


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    full = np.zeros((image.shape[0] + kh - 1, image.shape[1] + kw - 1))
    for i, line in enumerate(image):
        for p, row in enumerate(kernel):
            full[i + p] += np.convolve(line, row)
    return full[kh - 1 : image.shape[0], kw - 1 : image.shape[1]]


def filter_image(image, kernel):
    kh, kw = kernel.shape
    channels = [np.pad(image[:, :, c].astype(float), ((kh // 2,) * 2, (kw // 2,) * 2)) for c in range(3)]
    return np.dstack([correlate_planes(channel, kernel) for channel in channels])


def along(axis, window, stride, reduce):
    """A function that takes each line along an axis to one number per window."""

    def line_to_windows(line):
        count = (len(line) - window) // stride + 1
        return np.array([reduce(line[k * stride : k * stride + window]) for k in range(count)])

    return lambda a: np.apply_along_axis(line_to_windows, axis, a)


def pool(x, pool_param, reduce):
    stride = pool_param["stride"]
    across = along(3, pool_param["pool_width"], stride, reduce)(x)
    return along(2, pool_param["pool_height"], stride, reduce)(across), across


def max_pool_forward_naive(x, pool_param):
    out, across = pool(x, pool_param, np.max)
    return out, (x, across, pool_param)


def avg_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.mean)[0], None


def min_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.min)[0], None


def give_back(line, gradient, window, stride):
    """The gradient of a line whose windows each kept their largest value; equal ones share it."""
    back = np.zeros(len(line))
    for k, g in enumerate(gradient):
        piece = line[k * stride : k * stride + window]
        hits = np.flatnonzero(piece == piece.max())
        back[k * stride + hits] += g / len(hits)
    return back


def max_pool_backward_naive(dout, cache):
    x, across, pool_param = cache
    stride = pool_param["stride"]
    d_across = np.zeros(across.shape)
    for n, c, j in np.ndindex(across.shape[0], across.shape[1], across.shape[3]):
        d_across[n, c, :, j] = give_back(across[n, c, :, j], dout[n, c, :, j], pool_param["pool_height"], stride)
    dx = np.zeros(x.shape)
    for n, c, i in np.ndindex(x.shape[:3]):
        dx[n, c, i] = give_back(x[n, c, i], d_across[n, c, i], pool_param["pool_width"], stride)
    return dx
