"""The loops that speed is measured against, as one writes them first. Right, and slow on purpose: never tune them."""

import numpy as np


def conv_forward_im2col(x, w, b, conv_param):
    """Convolve window by window: four loops around one product of a window with a filter."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out), dtype=x.dtype)
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    window = x_pad[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return out, (x, w, b, conv_param)


def im2col_cython(x, field_height, field_width, padding, stride):
    """Copy the matrix entry by entry."""
    N, C, H, W = x.shape
    H_out = 1 + (H + 2 * padding - field_height) // stride
    W_out = 1 + (W + 2 * padding - field_width) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    cols = np.zeros((C * field_height * field_width, H_out * W_out * N), dtype=x.dtype)
    for c in range(C):
        for p in range(field_height):
            for q in range(field_width):
                row = (c * field_height + p) * field_width + q
                for i in range(H_out):
                    for j in range(W_out):
                        for n in range(N):
                            column = (i * W_out + j) * N + n
                            cols[row, column] = x_pad[n, c, i * stride + p, j * stride + q]
    return cols


def col2im_cython(cols, N, C, H, W, field_height, field_width, padding, stride):
    """Add the matrix back entry by entry."""
    H_out = 1 + (H + 2 * padding - field_height) // stride
    W_out = 1 + (W + 2 * padding - field_width) // stride
    x_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=cols.dtype)
    for c in range(C):
        for p in range(field_height):
            for q in range(field_width):
                row = (c * field_height + p) * field_width + q
                for i in range(H_out):
                    for j in range(W_out):
                        for n in range(N):
                            column = (i * W_out + j) * N + n
                            x_pad[n, c, i * stride + p, j * stride + q] += cols[row, column]
    return x_pad[:, :, padding : padding + H, padding : padding + W]
