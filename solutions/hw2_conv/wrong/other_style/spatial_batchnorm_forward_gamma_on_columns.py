"""In another style: channel by channel, put together at the end."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, keep = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = np.array(bn_param.get("running_mean", np.zeros(C)), dtype=float)
    running_var = np.array(bn_param.get("running_var", np.zeros(C)), dtype=float)
    mean, var = running_mean, running_var
    if bn_param["mode"] == "train":
        mean = np.array([x[:, c].mean() for c in range(C)])
        var = np.array([((x[:, c] - mean[c]) ** 2).mean() for c in range(C)])
        bn_param["running_mean"] = keep * running_mean + (1 - keep) * mean
        bn_param["running_var"] = keep * running_var + (1 - keep) * var
    std = np.sqrt(var + eps)
    normal = [(x[:, c] - mean[c]) / std[c] for c in range(C)]
    out = np.stack([channel * gamma + beta for channel in normal], axis=1)
    return out, (np.stack(normal, axis=1), std.reshape(C, 1, 1), gamma)
