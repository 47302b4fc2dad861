"""In another style: one long list of numbers, image by image, filled into the matrix at the end."""

import numpy as np


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    bottom, right = H + 2 * padding - k_height + 1, W + 2 * padding - k_width + 1
    pieces = []
    for image in X:
        for channel in image:
            pixels = np.pad(channel, padding)
            for p in range(k_height):
                for q in range(k_width):
                    pieces.append(pixels[p : p + bottom : stride, q : q + right : stride].ravel())
    return np.concatenate(pieces).reshape(C * k_height * k_width, -1)
