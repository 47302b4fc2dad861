"""The border is always one pixel wide, as for a 3 by 3 kernel."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = "Try a kernel of 5 by 5. How far does it reach beyond the picture when its centre is on the first pixel?"


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((1, 1), (1, 1), (0, 0)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            taps = kernel[: window.shape[0], : window.shape[1], None]
            out[i, j] = np.sum(window * taps, axis=(0, 1))
    return out
