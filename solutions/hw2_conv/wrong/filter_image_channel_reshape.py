"""The picture is reshaped to three planes, which scatters each channel over all of them."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "The shape is right, but places and colours are mixed: each channel of your result is made from values of all "
    "three channels, taken from other places. Look at how the three channels are told apart. Take a picture of one "
    "row with 3 pixels and number its nine values from 0 to 8, pixel by pixel, each as red, green, blue. Which three "
    "of them are the red channel, and which three does your code treat as the first channel?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    planes = image.astype(np.float64).reshape(3, H, W)
    padded = np.pad(planes, ((0, 0), (kh // 2, kh // 2), (kw // 2, kw // 2)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[:, i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel, axis=(1, 2))
    return out
