"""In another style: channels moved to the last axis, and mode 'test' returns early."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(len(gamma)))
    running_var = bn_param.get("running_var", np.zeros(len(gamma)))
    pixels = np.moveaxis(x, 1, -1)

    if bn_param["mode"] == "test":
        std = np.sqrt(running_var + eps)
        x_hat = np.moveaxis((pixels - running_mean) / std, -1, 1)
        return x_hat, (x_hat, std.reshape(-1, 1, 1), gamma)

    mean = np.average(pixels, axis=(0, 1, 2))
    centered = pixels - mean
    var = np.average(centered * centered, axis=(0, 1, 2))
    bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
    bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    std = np.sqrt(var + eps)
    x_hat = centered / std
    out = np.moveaxis(x_hat * gamma + beta, -1, 1)
    return out, (np.moveaxis(x_hat, -1, 1), std.reshape(-1, 1, 1), gamma)
