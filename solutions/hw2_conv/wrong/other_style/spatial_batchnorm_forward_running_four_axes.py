"""In another style: sums divided by the number of values, keepdims all the way."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    shape = (1, C, 1, 1)
    gamma4, beta4 = gamma.reshape(shape), beta.reshape(shape)
    mean = np.reshape(bn_param.get("running_mean", np.zeros(shape)), shape)
    var = np.reshape(bn_param.get("running_var", np.zeros(shape)), shape)
    if bn_param["mode"] == "train":
        new_mean = np.sum(x, axis=(0, 2, 3), keepdims=True) / (N * H * W)
        new_var = np.sum((x - new_mean) ** 2, axis=(0, 2, 3), keepdims=True) / (N * H * W)
        bn_param.update(
            running_mean=mean * momentum + new_mean * (1 - momentum),
            running_var=var * momentum + new_var * (1 - momentum),
        )
        mean, var = new_mean, new_var
    std = (var + eps) ** 0.5
    x_hat = (x - mean) / std
    return gamma4 * x_hat + beta4, (x_hat, std[0], gamma)
