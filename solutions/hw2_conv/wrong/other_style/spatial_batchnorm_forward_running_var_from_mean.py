"""In another style: channels in rows, and one line of update for both running values."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, m = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old = bn_param.get("running_mean", np.zeros(C))
    if bn_param["mode"] == "train":
        rows = x.swapaxes(0, 1).reshape(C, -1)
        mean = rows.sum(axis=1) / rows.shape[1]
        var = np.square(rows - mean[:, None]).sum(axis=1) / rows.shape[1]
        for name, new in (("running_mean", mean), ("running_var", var)):
            bn_param[name] = old * m + new * (1 - m)
    else:
        mean, var = old, bn_param.get("running_var", np.zeros(C))
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean.reshape(1, C, 1, 1)) * inverse.reshape(1, C, 1, 1)
    out = x_hat * gamma.reshape(1, C, 1, 1) + beta.reshape(1, C, 1, 1)
    return out, (x_hat, 1 / inverse.reshape(C, 1, 1), gamma)
