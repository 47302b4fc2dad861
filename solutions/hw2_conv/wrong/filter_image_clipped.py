"""The result is clipped to the range 0 to 255."""

import numpy as np

QUESTIONS = ("filter_image",)
OUTPUT = "result"
HINT = (
    "Between 0 and 255 everything is right. But where the result should be negative you return 0, and where it should "
    "be above 255 you return 255. Read the last sentence of the Returns section. Then filter a picture with the 1 by "
    "1 kernel [[-1]], and look at a pixel of 100. Which value should stand in the result, which one does, and after "
    "which step is it gone?"
)


def filter_image(image, kernel):
    kh, kw = kernel.shape
    H, W, _ = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    out = np.zeros((H, W, 3))
    for i in range(H):
        for j in range(W):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel[:, :, None], axis=(0, 1))
    return np.clip(out, 0, 255)
