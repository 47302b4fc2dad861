"""In another style: index arrays with a remainder, and tensordot."""

import numpy as np


def filter_image(image, kernel):
    H, W, _ = image.shape
    kh, kw = kernel.shape
    rows = np.arange(H)[:, None] + np.arange(kh) - kh // 2
    cols = np.arange(W)[:, None] + np.arange(kw) - kw // 2
    windows = image[(rows % H)[:, None, :, None], (cols % W)[None, :, None, :]]
    return np.tensordot(windows.astype(float), kernel, axes=((2, 3), (0, 1)))
