"""Odd: np.vectorize, np.frompyfunc, np.fromfunction and np.nditer do the looping; a lambda is the whole answer."""

import functools
import operator

import numpy as np

conv_output_size = lambda size, kernel, stride=1, pad=0, dilation=1, strict=False: (  # noqa: E731
    int(np.divmod(size + 2 * pad - dilation * (kernel - 1) - 1, stride)[0]) + 1
    if not strict or (size + 2 * pad >= dilation * (kernel - 1) + 1 and not (size + 2 * pad - dilation * (kernel - 1) - 1) % stride)
    else operator.methodcaller("throw", ValueError("it does not fit"))(_ for _ in ())
)  # fmt: skip


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    _, _, HH, WW = w.shape

    @functools.partial(np.vectorize, otypes=[float])
    def at(n, f, i, j):
        i, j = int(i) * stride, int(j) * stride
        return np.sum(wide[int(n), :, i : i + HH, j : j + WW] * w[int(f)]) + b[int(f)]

    shape = len(x), len(w), *(conv_output_size(s, k, stride) for s, k in zip(wide.shape[2:], (HH, WW), strict=True))
    return np.fromfunction(at, shape), (wide, w, stride, pad)


def conv_backward_naive(dout, cache):
    wide, w, stride, pad = cache
    dwide, dw, db = np.zeros_like(wide), np.zeros_like(w), np.zeros(len(w))
    steps = np.nditer(dout, flags=["multi_index"])
    for g in steps:
        n, f, i, j = steps.multi_index
        box = np.s_[n, :, i * stride : i * stride + w.shape[2], j * stride : j * stride + w.shape[3]]
        dwide[box] += g * w[f]
        dw[f] += g * wide[box]
        db[f] += g
    rows, columns = (np.r_[pad : size - pad] for size in wide.shape[2:])
    return dwide[:, :, rows][..., columns], dw, db


true_convolution = lambda image, kernel: np.fromfunction(  # noqa: E731
    np.vectorize(
        lambda i, j: sum(
            image[int(i) + p, int(j) + q] * kernel[~p, ~q] for p in range(len(kernel)) for q in range(kernel.shape[1])
        ),
        otypes=[float],
    ),
    (image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1),
)


def filter_image(image, kernel):
    up, left = (size // 2 for size in kernel.shape)
    H, W, _ = image.shape

    def value(i, j, c):
        total = 0.0
        for (p, q), weight in np.ndenumerate(kernel):
            y, z = i + p - up, j + q - left
            if 0 <= y < H and 0 <= z < W:
                total += weight * int(image[y, z, c])
        return total

    return np.frompyfunc(value, 3, 1)(*np.ogrid[:H, :W, :3]).astype(float)


def pool_with(reduce):
    def forward(x, pool_param):
        ph, pw, stride = map(pool_param.__getitem__, ("pool_height", "pool_width", "stride"))
        shape = *x.shape[:2], (x.shape[2] - ph) // stride + 1, (x.shape[3] - pw) // stride + 1
        at = np.frompyfunc(lambda n, c, i, j: reduce(x[n, c, i * stride :][:ph, j * stride :][:, :pw]), 4, 1)
        return at(*np.ogrid[tuple(map(slice, shape))]).astype(float), (x, pool_param)

    return forward


max_pool_forward_naive = pool_with(np.max)
min_pool_forward_naive = pool_with(np.min)
avg_pool_forward_naive = pool_with(np.mean)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, stride = map(pool_param.__getitem__, ("pool_height", "pool_width", "stride"))
    dx = np.zeros(x.shape)

    def send(g, n, c, i, j):
        window = x[n, c, i * stride :][:ph, j * stride :][:, :pw]
        p, q = np.unravel_index(window.argmax(), window.shape)
        dx[n, c, i * stride + p, j * stride + q] += g

    np.frompyfunc(send, 5, 1)(dout, *np.ogrid[tuple(map(slice, dout.shape))])
    return dx


def per_channel(function, *arrays):
    """Apply a function to one channel after the other."""
    return [function(*(a[:, c] if a.ndim == 4 else a[c] for a in arrays)) for c in range(arrays[0].shape[1])]


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old = np.stack([bn_param.get(name, np.zeros(len(gamma))) for name in ("running_mean", "running_var")])
    new = np.array(per_channel(lambda a: (a.mean(), a.var()), x)).T if bn_param["mode"] == "train" else old
    if new is not old:
        bn_param["running_mean"], bn_param["running_var"] = momentum * old + (1 - momentum) * new
    mean, var = (line.reshape(1, -1, 1, 1) for line in new)
    x_hat = np.divide(np.subtract(x, mean), np.sqrt(var + eps))
    out = np.stack(per_channel(lambda h, g, s: g * h + s, x_hat, gamma, beta), axis=1)
    return out, (x_hat, np.sqrt(var + eps)[0], gamma)
