"""One loop that never ends; it must cost its own question and nothing else."""

import numpy as np

SCORES = {"avg_pool_forward_naive": 0}


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    extent = dilation * (kernel - 1) + 1
    if strict and (size + 2 * pad < extent or (size + 2 * pad - extent) % stride):
        raise ValueError("does not fit")
    return (size + 2 * pad - extent) // stride + 1


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    rows = range(0, x.shape[2] - ph + 1, s)
    columns = range(0, x.shape[3] - pw + 1, s)
    out = [[x[:, :, i : i + ph, j : j + pw].max(axis=(2, 3)) for j in columns] for i in rows]
    return np.array(out).transpose(2, 3, 0, 1), (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    i, out = 0, []
    while i + ph <= x.shape[2]:
        row = [x[:, :, i : i + ph, j : j + pw].mean(axis=(2, 3)) for j in range(0, x.shape[3] - pw + 1, s)]
        out.append(row)
    return np.array(out).transpose(2, 3, 0, 1), (x, pool_param)


def min_pool_forward_naive(x, pool_param):
    out, cache = max_pool_forward_naive(-x, pool_param)
    return -out, cache
