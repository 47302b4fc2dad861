"""In another style: the image shifted and added, once for each entry of the kernel."""

import numpy as np


def true_convolution(image, kernel):
    rows = image.shape[0] - kernel.shape[0] + 1
    cols = image.shape[1] - kernel.shape[1] + 1
    total = np.zeros((rows, cols))
    for (p, q), weight in np.ndenumerate(kernel):
        total += weight * image[p : p + rows, q : q + cols]
    return total
