"""In another style: column by column, in a canvas that a helper hands out."""

import numpy as np

_canvases = {}


def _canvas(N, C, height, width):
    name = f"{N} images, {C} channels, {height} by {width}"
    if name not in _canvases:
        _canvases[name] = np.zeros((N, C, height, width))
    return _canvases[name]


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    canvas = _canvas(N, C, H + 2 * padding, W + 2 * padding)
    W_out = (W + 2 * padding - k_width) // stride + 1
    for number, column in enumerate(grad_X_col.T):
        place, n = divmod(number, N)
        i, j = divmod(place, W_out)
        window = canvas[n, :, i * stride : i * stride + k_height, j * stride : j * stride + k_width]
        window += column.reshape(C, k_height, k_width)
    return np.array(canvas[:, :, padding : padding + H, padding : padding + W])
