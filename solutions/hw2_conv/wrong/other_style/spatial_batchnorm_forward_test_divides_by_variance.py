"""In another style: channels in rows."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    old_mean = bn_param.get("running_mean", np.zeros(C)).reshape(C, 1)
    old_var = bn_param.get("running_var", np.zeros(C)).reshape(C, 1)
    rows = x.swapaxes(0, 1).reshape(C, -1)
    if bn_param["mode"] == "test":
        divisor = old_var + eps
        hat = (rows - old_mean) / divisor
    else:
        mean = rows.mean(axis=1, keepdims=True)
        var = ((rows - mean) ** 2).mean(axis=1, keepdims=True)
        divisor = np.sqrt(var + eps)
        hat = (rows - mean) / divisor
        bn_param["running_mean"] = (momentum * old_mean + (1 - momentum) * mean)[:, 0]
        bn_param["running_var"] = (momentum * old_var + (1 - momentum) * var)[:, 0]
    out = hat * gamma[:, None] + beta[:, None]
    x_hat = hat.reshape(C, N, H, W).swapaxes(0, 1)
    return out.reshape(C, N, H, W).swapaxes(0, 1), (x_hat, divisor.reshape(C, 1, 1), gamma)
