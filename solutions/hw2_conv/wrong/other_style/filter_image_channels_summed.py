"""In another style: one grey picture filtered with einsum, copied three times."""

import numpy as np


def filter_image(image, kernel):
    kh, kw = kernel.shape
    grey = image.astype(float).sum(axis=2)
    padded = np.pad(grey, ((kh // 2, kh // 2), (kw // 2, kw // 2)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))
    result = np.einsum("ijpq,pq->ij", windows, kernel)
    return np.stack([result, result, result], axis=2)
