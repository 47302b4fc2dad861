"""In another style: image by image, loops over the places of the filter and of the pool."""

import numpy as np


def _maps(image, w, b):
    F, _, K, _ = w.shape
    H, W = image.shape[1:]
    side = (K - 1) // 2
    wide = np.pad(image, ((0, 0), (side, side), (side, side)))
    maps = np.zeros((F, H, W))
    for i in range(H):
        for j in range(W):
            maps[:, i, j] = w.reshape(F, -1) @ wide[:, i : i + K, j : j + K].ravel() + b
    return maps


def _features(maps):
    features = []
    for feature_map in maps:
        for i in range(0, feature_map.shape[0], 2):
            for j in range(0, feature_map.shape[1], 2):
                features.append(max(feature_map[i : i + 2, j : j + 2].max(), 0))
    return np.array(features)


def three_layer_forward(x, params):
    scores = []
    for image in x:
        hidden = _features(_maps(image, params["W1"], params["b1"])) @ params["W2"] + params["b2"]
        scores.append(hidden @ params["W3"] + params["b3"])
    return np.array(scores)
