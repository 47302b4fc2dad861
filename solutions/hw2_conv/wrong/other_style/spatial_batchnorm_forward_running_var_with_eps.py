"""In another style: the pixels as rows of one matrix, the variance from the two moments."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    momentum = bn_param.get("momentum", 0.9)
    pixels = x.transpose(0, 2, 3, 1).reshape(N * H * W, C)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean = pixels.mean(axis=0)
        std = np.sqrt((pixels**2).mean(axis=0) - mean**2 + bn_param.get("eps", 1e-5))
        bn_param["running_mean"] = running_mean * momentum + mean * (1 - momentum)
        bn_param["running_var"] = running_var * momentum + std**2 * (1 - momentum)
    else:
        mean = running_mean
        std = np.sqrt(running_var + bn_param.get("eps", 1e-5))
    normal = (pixels - mean) / std
    out = (normal * gamma + beta).reshape(N, H, W, C).transpose(0, 3, 1, 2)
    return out, (normal.reshape(N, H, W, C).transpose(0, 3, 1, 2), std.reshape(C, 1, 1), gamma)
