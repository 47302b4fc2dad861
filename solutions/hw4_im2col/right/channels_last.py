"""Images are turned to (N, H, W, C) and worked on there; the asked layouts are made by one transpose at the end."""

import numpy as np


def gathered(images, height, width, stride):
    """(N, H_out, W_out, height, width, C), filled one place of the window at a time."""
    N, H, W, C = images.shape
    down, across = (H - height) // stride + 1, (W - width) // stride + 1
    out = np.empty((N, down, across, height, width, C), dtype=images.dtype)
    for p in range(height):
        for q in range(width):
            out[:, :, :, p, q] = images[:, p : p + stride * down : stride, q : q + stride * across : stride][
                :, :down, :across
            ]
    return out


def scattered(windows, H, W, stride):
    """The sum of all windows where they were, (N, H, W, C)."""
    N, down, across, height, width, C = windows.shape
    images = np.zeros((N, H, W, C), dtype=windows.dtype)
    for i in range(down):
        for j in range(across):
            images[:, i * stride : i * stride + height, j * stride : j * stride + width] += windows[:, i, j]
    return images


def last(x, pad=0):
    return np.pad(x.transpose(0, 2, 3, 1), ((0, 0), (pad, pad), (pad, pad), (0, 0)))


def im2col(X, k_height, k_width, padding=1, stride=1):
    windows = gathered(last(X, padding), k_height, k_width, stride)
    return windows.transpose(5, 3, 4, 1, 2, 0).reshape(X.shape[1] * k_height * k_width, -1).copy()


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    down = (H + 2 * padding - k_height) // stride + 1
    windows = grad_X_col.reshape(C, k_height, k_width, down, -1, N).transpose(5, 3, 4, 1, 2, 0)
    images = scattered(windows, H + 2 * padding, W + 2 * padding, stride)
    return images[:, padding : padding + H, padding : padding + W].transpose(0, 3, 1, 2)


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    images = last(x, pad)
    windows = gathered(images, HH, WW, stride)
    filters = w.transpose(2, 3, 1, 0).reshape(-1, F)
    out = windows.reshape(*windows.shape[:3], -1) @ filters + b
    return out.transpose(0, 3, 1, 2), (images.shape, windows, filters, w.shape, stride, pad)


def conv_backward_im2col(dout, cache):
    shape, windows, filters, w_shape, stride, pad = cache
    F, C, HH, WW = w_shape
    g = dout.transpose(0, 2, 3, 1)
    dfilters = windows.reshape(-1, len(filters)).T @ g.reshape(-1, F)
    dimages = scattered((g @ filters.T).reshape(windows.shape), *shape[1:3], stride)
    dx = dimages[:, pad : shape[1] - pad, pad : shape[2] - pad].transpose(0, 3, 1, 2)
    return dx, dfilters.reshape(HH, WW, C, F).transpose(3, 2, 0, 1), g.sum(axis=(0, 1, 2))


def pool_windows(x, pool_param):
    return gathered(last(x), pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])


def avg_pool_forward_im2col(x, pool_param):
    windows = pool_windows(x, pool_param)
    return windows.mean(axis=(3, 4)).transpose(0, 3, 1, 2), (x.shape[2:], windows.shape, pool_param["stride"])


def avg_pool_backward_im2col(dout, cache):
    (H, W), shape, stride = cache
    share = dout.transpose(0, 2, 3, 1)[:, :, :, None, None] / (shape[3] * shape[4])
    return scattered(np.broadcast_to(share, shape), H, W, stride).transpose(0, 3, 1, 2)


def max_pool_forward_fast(x, pool_param):
    windows = pool_windows(x, pool_param)
    return windows.max(axis=(3, 4)).transpose(0, 3, 1, 2), (x.shape[2:], windows, pool_param["stride"])


def max_pool_backward_fast(dout, cache):
    (H, W), windows, stride = cache
    N, down, across, height, width, C = windows.shape
    flat = windows.reshape(N, down, across, height * width, C)
    back = np.zeros(flat.shape)
    # The last of equal maxima: the first one, seen from behind.
    winner = height * width - 1 - flat[:, :, :, ::-1].argmax(axis=3)
    np.put_along_axis(back, winner[:, :, :, None], dout.transpose(0, 2, 3, 1)[:, :, :, None], axis=3)
    return scattered(back.reshape(windows.shape), H, W, stride).transpose(0, 3, 1, 2)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    images = last(x, pad)
    N, H, W, C = images.shape
    HH, WW = w.shape[2:]
    n, i, j, c = images.strides
    shape = N, (H - HH) // stride + 1, (W - WW) // stride + 1, HH, WW, C
    view = np.lib.stride_tricks.as_strided(images, shape, (n, stride * i, stride * j, i, j, c), writeable=False)
    return (np.tensordot(view, w, axes=((3, 4, 5), (2, 3, 1))) + b).transpose(0, 3, 1, 2)
