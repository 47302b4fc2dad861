"""The border repeats the outermost pixels where it should hold zeros."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "In the middle your values are right. They are wrong where the kernel reaches beyond the picture: there your code "
    "goes on with the pixels of the border. Read what the docstring puts outside. Take a picture that is 255 "
    "everywhere, and a 3 by 3 kernel whose nine entries are all 1/9. With the kernel's centre on the corner, how many "
    "of its entries lie on the picture? What should the corner of the result be then, and what is yours?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)), mode="edge")
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return out
