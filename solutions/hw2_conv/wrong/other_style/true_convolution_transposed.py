"""In another style: sliding_window_view and one broadcast product."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def true_convolution(image, kernel):
    windows = sliding_window_view(image, kernel.shape)
    return (windows * np.transpose(kernel)).sum(axis=(2, 3))
