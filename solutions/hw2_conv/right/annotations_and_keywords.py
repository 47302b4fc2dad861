"""Odd: type hints everywhere, keyword-only helpers, decorators that keep the signature, assignment expressions."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Function = TypeVar("Function", bound=Callable[..., Any])


class ConvCache(NamedTuple):
    x_pad: Array
    w: Array
    stride: int
    pad: int


class PoolCache(NamedTuple):
    x: Array
    height: int
    width: int
    stride: int


class NormCache(NamedTuple):
    x_hat: Array
    std: Array
    gamma: Array


def in_double(function: Function) -> Function:
    """Hand float64 copies of all arrays to the function."""

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        doubled = [np.array(a, dtype=np.float64) if isinstance(a, np.ndarray) else a for a in args]
        named = {k: np.array(a, dtype=np.float64) if isinstance(a, np.ndarray) else a for k, a in kwargs.items()}
        return function(*doubled, **named)

    return wrapper  # type: ignore[return-value]


def no_complaints(*, about: str) -> Callable[[Function], Function]:
    """Run the function with one kind of floating-point complaint switched off."""

    def decorate(function: Function) -> Function:
        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with np.errstate(**{about: "ignore"}):
                return function(*args, **kwargs)

        return wrapper  # type: ignore[return-value]

    return decorate


def conv_output_size(
    size: int, kernel: int, stride: int = 1, pad: int = 0, dilation: int = 1, strict: bool = False
) -> int:
    if (free := size + 2 * pad - dilation * (kernel - 1) - 1) < 0 and strict:
        raise ValueError(f"window longer than the padded input by {-free}")
    if strict and (rest := free % stride):
        raise ValueError(f"{rest} pixels left over")
    return free // stride + 1


def positions(*, shape: tuple[int, ...], height: int, width: int, stride: int) -> Iterator[tuple[int, int, Any]]:
    for i in range(conv_output_size(shape[-2], kernel=height, stride=stride)):
        for j in range(conv_output_size(shape[-1], kernel=width, stride=stride)):
            yield i, j, np.s_[..., i * stride : i * stride + height, j * stride : j * stride + width]


@in_double
def conv_forward_naive(x: Array, w: Array, b: Array, conv_param: dict[str, int]) -> tuple[Array, ConvCache]:
    stride, pad = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(x, pad_width=((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="constant", constant_values=0)
    H_out = conv_output_size(x.shape[2], w.shape[2], stride=stride, pad=pad)
    W_out = conv_output_size(x.shape[3], w.shape[3], stride=stride, pad=pad)
    out: Array = np.zeros(shape=(x.shape[0], w.shape[0], H_out, W_out))
    for i, j, window in positions(shape=x_pad.shape, height=w.shape[2], width=w.shape[3], stride=stride):
        out[:, :, i, j] = np.einsum("nchw,fchw->nf", x_pad[window], w) + b
    return out, ConvCache(x_pad=x_pad, w=w, stride=stride, pad=pad)


@in_double
def true_convolution(image: Array, kernel: Array) -> Array:
    turned = kernel[::-1, ::-1]
    out = np.zeros([n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True)])
    for i, j, window in positions(shape=image.shape, height=kernel.shape[0], width=kernel.shape[1], stride=1):
        out[i, j] = np.sum(image[window] * turned)
    return out


@in_double
def filter_image(image: NDArray[np.uint8], kernel: Array) -> Array:
    kh, kw = kernel.shape
    planes = np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0))).transpose(2, 0, 1)
    out = np.zeros(image.shape)
    for i, j, window in positions(shape=planes.shape, height=kh, width=kw, stride=1):
        out[i, j] = np.sum(planes[window] * kernel, axis=(1, 2))
    return out


def pool(*, x: Array, param: dict[str, int], reduce: Callable[..., Array]) -> tuple[Array, PoolCache]:
    cache = PoolCache(x=x, height=param["pool_height"], width=param["pool_width"], stride=param["stride"])
    H_out = conv_output_size(x.shape[2], cache.height, cache.stride)
    W_out = conv_output_size(x.shape[3], cache.width, cache.stride)
    out: Array = np.zeros((*x.shape[:2], H_out, W_out))
    for i, j, window in positions(shape=x.shape, height=cache.height, width=cache.width, stride=cache.stride):
        out[:, :, i, j] = reduce(x[window], axis=(2, 3))
    return out, cache


def max_pool_forward_naive(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    return pool(x=x, param=pool_param, reduce=np.max)


@in_double
def avg_pool_forward_naive(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    return pool(x=x, param=pool_param, reduce=np.mean)


def min_pool_forward_naive(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    return pool(x=x, param=pool_param, reduce=np.min)


def column(v: Array, /) -> Array:
    return v[np.newaxis, :, np.newaxis, np.newaxis]


@no_complaints(about="under")
@in_double
def spatial_batchnorm_forward(x: Array, gamma: Array, beta: Array, bn_param: dict[str, Any]) -> tuple[Array, NormCache]:
    eps: float = bn_param.get("eps", 1e-5)
    momentum: float = bn_param.get("momentum", 0.9)
    if (mean := bn_param.get("running_mean")) is None:
        mean = np.zeros_like(gamma)
    if (var := bn_param.get("running_var")) is None:
        var = np.zeros_like(gamma)
    if bn_param["mode"] == "train":
        old_mean, old_var = mean, var
        bn_param["running_mean"] = momentum * old_mean + (1 - momentum) * (mean := np.mean(x, axis=(0, 2, 3)))
        bn_param["running_var"] = momentum * old_var + (1 - momentum) * (var := np.var(x, axis=(0, 2, 3), ddof=0))
    x_hat = (x - column(mean)) / (std := column(np.sqrt(var + eps)))
    return column(gamma) * x_hat + column(beta), NormCache(x_hat=x_hat, std=std, gamma=gamma)


@in_double
def three_layer_forward(x: Array, params: dict[str, Array]) -> Array:
    conv_param = {"stride": 1, "pad": len(params["W1"][0, 0]) // 2}
    maps, _ = conv_forward_naive(x, w=params["W1"], b=params["b1"], conv_param=conv_param)
    pool_param = {"pool_height": 2, "pool_width": 2, "stride": 2}
    pooled, _ = max_pool_forward_naive(x=np.fmax(maps, 0), pool_param=pool_param)
    hidden = np.fmax((flat := pooled.reshape(pooled.shape[0], -1)) @ params["W2"] + params["b2"], 0)
    assert flat.shape[1] == params["W2"].shape[0]
    return hidden @ params["W3"] + params["b3"]


@in_double
def conv_backward_naive(dout: Array, cache: ConvCache) -> tuple[Array, Array, Array]:
    dx_pad, dw = np.zeros_like(cache.x_pad), np.zeros_like(cache.w)
    height, width = cache.w.shape[2:]
    for i, j, window in positions(shape=dx_pad.shape, height=height, width=width, stride=cache.stride):
        g = dout[:, :, i, j]
        dx_pad[window] += np.einsum("nf,fchw->nchw", g, cache.w)
        dw += np.einsum("nf,nchw->fchw", g, cache.x_pad[window])
    stop_row, stop_column = (length - cache.pad for length in dx_pad.shape[2:])
    return dx_pad[:, :, cache.pad : stop_row, cache.pad : stop_column], dw, dout.sum(axis=(0, 2, 3))


def max_pool_backward_naive(dout: Array, cache: PoolCache) -> Array:
    dx = np.zeros(cache.x.shape, dtype=np.float64)
    for i, j, window in positions(shape=dx.shape, height=cache.height, width=cache.width, stride=cache.stride):
        is_max = (values := cache.x[window]) == values.max(axis=(2, 3), keepdims=True)
        dx[window] += is_max * (dout[:, :, i, j] / is_max.sum(axis=(2, 3)))[:, :, None, None]
    return dx


@in_double
def spatial_batchnorm_backward(dout: Array, cache: NormCache) -> tuple[Array, Array, Array]:
    x_hat, std, gamma = cache
    dgamma, dbeta = np.sum(dout * x_hat, axis=(0, 2, 3)), np.sum(dout, axis=(0, 2, 3))
    per_value = 1 / (dout.size / dout.shape[1])
    dx = column(gamma) / std * (dout - per_value * (column(dbeta) + x_hat * column(dgamma)))
    return dx, dgamma, dbeta
