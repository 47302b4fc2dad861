"""In another style: a table with one row for each channel, two branches with a return each."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    bn_mean = bn_param.get("running_mean", np.zeros(C))
    bn_var = bn_param.get("running_var", np.zeros(C))
    rows = x.swapaxes(0, 1).reshape(C, N * H * W)
    scale, shift = gamma.reshape(C, 1), beta.reshape(C, 1)
    if bn_param["mode"] != "train":
        std = bn_var.reshape(C, 1) ** 0.5
        hat = (rows - bn_mean.reshape(C, 1)) / std
    else:
        keep = bn_param.get("momentum", 0.9)
        mu = rows.sum(axis=1, keepdims=True) / (N * H * W)
        squares = (rows - mu) ** 2
        sigma2 = squares.sum(axis=1, keepdims=True) / (N * H * W)
        std = (sigma2 + bn_param.get("eps", 1e-5)) ** 0.5
        hat = (rows - mu) / std
        bn_param["running_mean"] = keep * bn_mean + (1 - keep) * mu.ravel()
        bn_param["running_var"] = keep * bn_var + (1 - keep) * sigma2.ravel()
    x_hat = hat.reshape(C, N, H, W).swapaxes(0, 1)
    out = (scale * hat + shift).reshape(C, N, H, W).swapaxes(0, 1)
    return out, (x_hat, std.reshape(C, 1, 1), gamma)
