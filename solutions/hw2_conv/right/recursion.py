"""Odd: recursive helpers instead of loops; sums, maxima and moments are halved until one value is left."""

import numpy as np


def quotient(length, stride):
    """Divide by doubling the stride, so that the depth stays logarithmic."""
    if length < stride:
        return 0, length
    twice, rest = quotient(length, 2 * stride)
    return (2 * twice + 1, rest - stride) if rest >= stride else (2 * twice, rest)


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    if pad:
        return conv_output_size(size + 2 * pad, kernel, stride, 0, dilation, strict)
    if dilation > 1:
        return conv_output_size(size, dilation * (kernel - 1) + 1, stride, 0, 1, strict)
    if kernel > size:
        if strict:
            raise ValueError("the window is longer than the padded input")
        return 0
    steps, rest = quotient(size - kernel, stride)
    if strict and rest:
        raise ValueError(f"{rest} pixels remain")
    return steps + 1


def fold(combine, items):
    """Reduce a list by halves."""
    if len(items) == 1:
        return items[0]
    middle = len(items) // 2
    return combine(fold(combine, items[:middle]), fold(combine, items[middle:]))


def visit(action, box):
    """Call action(i, j, ...) for every index of a box, halving the longest side each time."""
    longest = max(box, key=lambda side: side[1] - side[0])
    low, high = longest
    if high <= low:
        return
    if high - low == 1:
        action(*(side[0] for side in box))
        return
    at, middle = box.index(longest), (low + high) // 2
    visit(action, [*box[:at], (low, middle), *box[at + 1 :]])
    visit(action, [*box[:at], (middle, high), *box[at + 1 :]])


def taps(height, width):
    return [(p, q) for p in range(height) for q in range(width)]


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    if pad > 0:
        grown = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        out, _ = conv_forward_naive(grown, w, b, {"stride": stride, "pad": 0})
        return out, (x, w, b, conv_param)
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out = np.zeros((N, F, conv_output_size(H, HH, stride), conv_output_size(W, WW, stride)))

    def fill(i, j):
        def tap(offset):
            p, q = offset
            return x[:, :, i * stride + p, j * stride + q] @ w[:, :, p, q].T

        out[:, :, i, j] = fold(np.add, [tap(offset) for offset in taps(HH, WW)]) + b

    visit(fill, [(0, out.shape[2]), (0, out.shape[3])])
    return out, (x, w, b, conv_param)


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    pieces = [kernel[p, q] * image[kh - 1 - p :, kw - 1 - q :][:rows, :columns] for p, q in taps(kh, kw)]
    return fold(np.add, pieces)


def filter_image(image, kernel):
    if image.ndim == 3:
        return np.dstack([filter_image(image[:, :, channel], kernel) for channel in range(image.shape[2])])
    H, W = image.shape
    kh, kw = kernel.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2)))
    return fold(np.add, [kernel[p, q] * padded[p : p + H, q : q + W] for p, q in taps(kh, kw)])


def pool(x, pool_param, combine):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    H_out = conv_output_size(x.shape[2], ph, stride)
    W_out = conv_output_size(x.shape[3], pw, stride)
    out = np.zeros((*x.shape[:2], H_out, W_out), dtype=x.dtype)

    def fill(i, j):
        pixels = [x[:, :, i * stride + p, j * stride + q] for p, q in taps(ph, pw)]
        out[:, :, i, j] = fold(combine, pixels)

    visit(fill, [(0, H_out), (0, W_out)])
    return out


def max_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.maximum), (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.add) / (pool_param["pool_height"] * pool_param["pool_width"]), (x, pool_param)


def min_pool_forward_naive(x, pool_param):
    return pool(x, pool_param, np.minimum), (x, pool_param)


def merge(left, right):
    """Join (count, mean, sum of squared distances) of two halves."""
    (n, mean, spread), (m, other_mean, other_spread) = left, right
    gap = other_mean - mean
    return n + m, mean + gap * m / (n + m), spread + other_spread + gap * gap * n * m / (n + m)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_mean = bn_param.get("running_mean", np.zeros(C))
    old_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        pixels = x.swapaxes(0, 1).reshape(C, -1).T
        count, mean, spread = fold(merge, [(1, pixel, np.zeros(C)) for pixel in pixels])
        var = spread / count
        bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * old_var + (1 - momentum) * var
    else:
        mean, var = old_mean, old_var
    x_hat = (x - mean[:, None, None]) / np.sqrt(var + eps)[:, None, None]
    return gamma[:, None, None] * x_hat + beta[:, None, None], (x_hat, gamma / np.sqrt(var + eps))


def three_layer_forward(x, params):
    if len(x) > 1:
        half = len(x) // 2
        return np.vstack([three_layer_forward(x[:half], params), three_layer_forward(x[half:], params)])
    K = params["W1"].shape[2]
    maps, _ = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": K // 2})
    pooled, _ = max_pool_forward_naive(np.maximum(maps, 0), {"pool_height": 2, "pool_width": 2, "stride": 2})
    hidden = np.maximum(pooled.reshape(1, -1) @ params["W2"] + params["b2"], 0)
    return hidden @ params["W3"] + params["b3"]


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    if pad > 0:
        grown = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        dx, dw, db = conv_backward_naive(dout, (grown, w, b, {"stride": stride, "pad": 0}))
        return dx[:, :, pad:-pad, pad:-pad], dw, db
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)

    def spread(i, j, p, q):
        g = dout[:, :, i, j]
        dx[:, :, i * stride + p, j * stride + q] += g @ w[:, :, p, q]
        dw[:, :, p, q] += g.T @ x[:, :, i * stride + p, j * stride + q]

    visit(spread, [(0, length) for length in dout.shape[2:] + w.shape[2:]])
    return dx, dw, fold(np.add, [dout[:, :, i, j].sum(axis=0) for i, j in taps(*dout.shape[2:])])


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)

    def later(one, other):
        return other if other[0] > one[0] else one

    def send(n, c, i, j):
        seats = [(i * stride + p, j * stride + q) for p, q in taps(ph, pw)]
        _, (row, column) = fold(later, [(x[n, c, row, column], (row, column)) for row, column in seats])
        dx[n, c, row, column] += dout[n, c, i, j]

    visit(send, [(0, length) for length in dout.shape])
    return dx


def spatial_batchnorm_backward(dout, cache):
    x_hat, slope = cache
    N, C, H, W = dout.shape

    def total(a):
        return fold(np.add, list(a.transpose(0, 2, 3, 1).reshape(-1, C)))

    dbeta, dgamma = total(dout), total(dout * x_hat)
    mean_part = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / (N * H * W)
    return slope[:, None, None] * (dout - mean_part), dgamma, dbeta
