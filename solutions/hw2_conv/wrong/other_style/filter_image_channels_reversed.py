"""In another style: colour by colour, shift and add over the taps of the kernel."""

import numpy as np


def _filter_plane(plane, kernel):
    kh, kw = kernel.shape
    H, W = plane.shape
    padded = np.zeros((H + kh - 1, W + kw - 1))
    padded[kh // 2 : kh // 2 + H, kw // 2 : kw // 2 + W] = plane
    out = np.zeros((H, W))
    for (p, q), weight in np.ndenumerate(kernel):
        out += weight * padded[p : p + H, q : q + W]
    return out


def filter_image(image, kernel):
    blue, green, red = (_filter_plane(image[:, :, k], kernel) for k in range(3))
    return np.stack([red, green, blue], axis=-1)
