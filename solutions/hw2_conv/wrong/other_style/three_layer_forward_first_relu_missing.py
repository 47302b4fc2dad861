"""In another style: image by image with loops over the windows."""

import numpy as np


def three_layer_forward(x, params):
    w, b = params["W1"], params["b1"]
    N, C, H, W = x.shape
    F, _, K, _ = w.shape
    pad = (K - 1) // 2
    scores = []
    for image in np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad))):
        maps = np.zeros((F, H, W))
        for i in range(H):
            for j in range(W):
                maps[:, i, j] = np.tensordot(w, image[:, i : i + K, j : j + K], axes=3) + b
        pooled = np.zeros((F, H // 2, W // 2))
        for i in range(H // 2):
            for j in range(W // 2):
                pooled[:, i, j] = maps[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(1, 2))
        hidden = pooled.ravel() @ params["W2"] + params["b2"]
        scores.append((hidden * (hidden > 0)) @ params["W3"] + params["b3"])
    return np.array(scores)
