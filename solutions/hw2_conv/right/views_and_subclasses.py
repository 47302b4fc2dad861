"""Odd: results are views that share memory, broadcast without a copy, locked against writing, or of a class of ours."""

import numpy as np


class Gradient(np.ndarray):
    """An array that knows where it came from."""

    source = ""

    def __array_finalize__(self, made_of):
        self.source = getattr(made_of, "source", "")


def locked(a):
    a.setflags(write=False)
    return a


def tagged(a, source):
    result = a.view(Gradient)
    result.source = source
    return result


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    room = np.int64(size) + 2 * pad - (dilation * (kernel - 1) + 1)
    if strict and (room < 0 or room % stride):
        raise ValueError("left over pixels")
    return np.floor_divide(room, stride) + np.int64(1)


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(wide, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    products = np.tensordot(view, w, axes=((1, 4, 5), (1, 2, 3))) + b
    return locked(products.transpose(0, 3, 1, 2)), np.array([x, w, b, conv_param, None], dtype=object)


def conv_backward_naive(dout, cache):
    x, w, _, conv_param, _ = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    wide = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dwide, dw = np.zeros(wide.shape), np.zeros(w.shape)
    for i, j in np.ndindex(*dout.shape[2:]):
        box = np.s_[:, :, i * stride : i * stride + w.shape[2], j * stride : j * stride + w.shape[3]]
        dwide[box] += np.tensordot(dout[:, :, i, j], w, axes=1)
        dw += np.tensordot(dout[:, :, i, j].T, wide[box], axes=1)
    dx = locked(dwide)[:, :, pad : pad + H, pad : pad + W]
    return dx, tagged(dw, "conv"), locked(dout.sum(axis=(0, 2, 3)))


def true_convolution(image, kernel):
    view = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return tagged((view * kernel[::-1, ::-1]).sum(axis=(2, 3))[::-1], "upside down")[::-1]


def filter_image(image, kernel):
    kh, kw = kernel.shape
    wide = np.pad(image.astype(float), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    view = np.lib.stride_tricks.sliding_window_view(wide, kernel.shape, axis=(0, 1))
    return np.asfortranarray((view * kernel).sum(axis=(3, 4))).view(Gradient)


def pool(x, pool_param, reduce):
    window, stride = (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"]
    if window == (1, 1):
        return x[:, :, ::stride, ::stride]
    view = np.lib.stride_tricks.sliding_window_view(x, window, axis=(2, 3))[:, :, ::stride, ::stride]
    return reduce(view, axis=(4, 5))


def max_pool_forward_naive(x, pool_param):
    return tagged(pool(x, pool_param, np.max), "pool"), (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    return np.ma.asarray(pool(x, pool_param, np.mean)), ...


def min_pool_forward_naive(x, pool_param):
    return locked(pool(x, pool_param, np.min).copy()), NotImplemented


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_mean = np.broadcast_to(bn_param.get("running_mean", 0.0), C)
    old_var = np.broadcast_to(bn_param.get("running_var", 0.0), C)
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        both = np.stack([momentum * old_mean + (1 - momentum) * mean, momentum * old_var + (1 - momentum) * var])
        bn_param["running_mean"], bn_param["running_var"] = locked(both)
    else:
        mean, var = old_mean, old_var
    x, mean, std = np.broadcast_arrays(x, mean[:, None, None], np.sqrt(var + eps)[:, None, None])
    x_hat = (x - mean) / std
    return tagged(gamma[:, None, None] * x_hat + beta[:, None, None], "norm"), (x_hat, std, gamma)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    M = dout.size // dout.shape[1]
    dx = gamma[:, None, None] / std * (dout - (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M)
    return locked(dx), tagged(dgamma, "norm"), dbeta[::-1][::-1]
