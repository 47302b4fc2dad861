"""In another style: one row per pixel, (N*H*W, C), with the defaults filled in at the start."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    for key, default in (("eps", 1e-5), ("momentum", 0.9)):
        if key not in bn_param:
            bn_param[key] = default
    keep = bn_param["momentum"]
    old_mean, old_var = bn_param.get("running_mean", np.zeros(C)), bn_param.get("running_var", np.zeros(C))

    pixels = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean = pixels.mean(axis=0)
        var = np.mean((pixels - mean) ** 2, axis=0)
        bn_param.update(running_mean=keep * old_mean + (1 - keep) * mean)
        bn_param.update(running_var=keep * old_var + (1 - keep) * var)
    else:
        mean, var = old_mean, old_var
    std = (var + bn_param["eps"]) ** 0.5
    normalised = (pixels - mean) / std
    out = (normalised * gamma + beta).reshape(N, H, W, C).transpose(0, 3, 1, 2)
    x_hat = normalised.reshape(N, H, W, C).transpose(0, 3, 1, 2)
    return out, (x_hat, std.reshape(C, 1, 1), gamma)
