"""The border on the left and right is taken from the kernel's height."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "With square kernels everything is right. With others the picture has moved sideways: to the left when the kernel "
    "is wider than high, to the right when it is higher than wide. Up and down is right. Take the kernel [[0, 1, 0]], "
    "which should give the picture back unchanged. How far does it reach to each side of its centre, and how many "
    "columns of zeros does your code put there? Which length of the kernel is that number made from?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kh // 2, kh // 2), (0, 0)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            taps = kernel[:, : window.shape[1], None]
            out[i, j] = np.sum(window[:, :kw] * taps, axis=(0, 1))
    return out
