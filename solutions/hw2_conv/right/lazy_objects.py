"""Odd: the functions are bound methods of layer objects and instances with __call__; caches keep thunks, computed once."""

import functools

import numpy as np


class Lazy:
    """A value that is worked out when it is first asked for."""

    def __init__(self, make):
        self.make = make

    @functools.cached_property
    def value(self):
        return self.make()


class OutputSize:
    def __call__(self, size, kernel, stride=1, pad=0, dilation=1, strict=False):
        last = size + 2 * pad - dilation * (kernel - 1) - 1
        if strict and (last < 0 or last % stride != 0):
            raise type("DoesNotFit", (ValueError,), {})(f"{last} is not a multiple of {stride}")
        return last // stride + 1


conv_output_size = OutputSize()


class Conv:
    def windows(self, x, w, conv_param):
        pad, stride = conv_param["pad"], conv_param["stride"]
        wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        return np.lib.stride_tricks.sliding_window_view(wide, w.shape[2:], (2, 3))[:, :, ::stride, ::stride]

    def forward(self, x, w, b, conv_param):
        view = Lazy(lambda: self.windows(x, w, conv_param))
        out = np.einsum("ncijpq,fcpq->nfij", view.value, w) + b[:, None, None]

        def dx(dout):
            pad, stride = conv_param["pad"], conv_param["stride"]
            wide = np.zeros((*x.shape[:2], x.shape[2] + 2 * pad, x.shape[3] + 2 * pad))
            target = np.lib.stride_tricks.sliding_window_view(wide, w.shape[2:], (2, 3), writeable=True)
            for i, j in np.ndindex(*dout.shape[2:]):
                target[:, :, i * stride, j * stride] += np.tensordot(dout[:, :, i, j], w, 1)
            return wide[:, :, pad : pad + x.shape[2], pad : pad + x.shape[3]]

        def dw(dout):
            return np.einsum("ncijpq,nfij->fcpq", view.value, dout)

        return out, {"dx": dx, "dw": dw, "db": lambda dout: np.einsum("nfij->f", dout)}

    @staticmethod
    def backward(dout, cache):
        return tuple(cache[name](dout) for name in ("dx", "dw", "db"))


class Pool:
    def __init__(self, reduce):
        self.reduce = reduce

    def __call__(self, x, pool_param):
        window = pool_param["pool_height"], pool_param["pool_width"]
        stride = pool_param["stride"]
        view = np.lib.stride_tricks.sliding_window_view(x, window, (2, 3))[:, :, ::stride, ::stride]
        out = self.reduce(view, axis=(4, 5))
        return out, Lazy(lambda: (view == out[..., None, None], x.shape, stride))


conv_forward_naive, conv_backward_naive = Conv().forward, Conv.backward
max_pool_forward_naive, avg_pool_forward_naive, min_pool_forward_naive = map(Pool, (np.max, np.mean, np.min))


def max_pool_backward_naive(dout, cache):
    hits, shape, stride = cache.value
    dx = np.zeros(shape)
    share = dout / hits.sum(axis=(4, 5))
    for n, c, i, j, p, q in np.argwhere(hits):
        dx[n, c, i * stride + p, j * stride + q] += share[n, c, i, j]
    return dx


class BatchNorm:
    @classmethod
    def forward(cls, x, gamma, beta, bn_param):
        lines = x.swapaxes(0, 1).reshape(len(gamma), -1)
        eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
        old_mean, old_var = (bn_param.get(f"running_{what}", np.zeros(len(gamma))) for what in ("mean", "var"))
        mean, var = old_mean, old_var
        if bn_param["mode"] == "train":
            mean, var = lines.mean(1), np.mean((lines - lines.mean(1, keepdims=True)) ** 2, 1)
            bn_param |= {
                "running_mean": momentum * old_mean + (1 - momentum) * mean,
                "running_var": momentum * old_var + (1 - momentum) * var,
            }
        slope = gamma / np.sqrt(var + eps)
        out = slope[:, None, None] * (x - mean[:, None, None]) + beta[:, None, None]
        return out, Lazy(lambda: ((lines - mean[:, None]) / np.sqrt(var + eps)[:, None], slope))

    @classmethod
    def backward(cls, dout, cache):
        normal, slope = cache.value
        C, M = normal.shape
        lines = dout.swapaxes(0, 1).reshape(C, M)
        dgamma, dbeta = (lines * normal).sum(1), lines.sum(1)
        dx = slope[:, None] * (lines - (normal * dgamma[:, None] + dbeta[:, None]) / M)
        N, _, H, W = dout.shape
        return dx.reshape(C, N, H, W).swapaxes(0, 1), dgamma, dbeta


spatial_batchnorm_forward, spatial_batchnorm_backward = BatchNorm.forward, BatchNorm.backward
SAME = [{"stride": 1, "pad": edge} for edge in range(20)]
HALVE = {"pool_height": 2, "pool_width": 2, "stride": 2}
three_layer_forward = lambda x, params: functools.reduce(  # noqa: E731
    lambda h, layer: layer(h),
    [
        lambda h: conv_forward_naive(h, params["W1"], params["b1"], SAME[params["W1"].shape[2] // 2])[0],
        lambda h: max_pool_forward_naive(h * (h > 0), HALVE)[0],
        lambda h: h.reshape(h.shape[0], -1) @ params["W2"] + params["b2"],
        lambda h: np.where(h < 0, 0, h) @ params["W3"] + params["b3"],
    ],
    x,
)
