"""In another style: one row of a table for each channel."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    rows = x.swapaxes(0, 1).reshape(C, N * H * W)
    new = {"running_mean": rows.mean(axis=1), "running_var": rows.var(axis=1)}
    old = {name: bn_param.get(name, np.zeros(C)) for name in new}
    used = new if bn_param["mode"] == "train" else old
    std = np.sqrt(used["running_var"] + eps).reshape(C, 1)
    hat = (rows - used["running_mean"].reshape(C, 1)) / std
    for name in new:
        bn_param[name] = old[name] - (1 - momentum) * (old[name] - new[name])
    out = gamma.reshape(C, 1) * hat + beta.reshape(C, 1)
    out = out.reshape(C, N, H, W).swapaxes(0, 1)
    return out, (hat.reshape(C, N, H, W).swapaxes(0, 1), std.reshape(C, 1, 1), gamma)
