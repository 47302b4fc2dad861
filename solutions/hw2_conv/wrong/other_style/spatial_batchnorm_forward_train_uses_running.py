"""In another style: channel by channel, the running values are brought up to date at the end."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps = bn_param.get("eps", 1e-5)
    keep = bn_param.get("momentum", 0.9)
    means = np.array(bn_param.get("running_mean", np.zeros(C)), dtype=float)
    variances = np.array(bn_param.get("running_var", np.zeros(C)), dtype=float)
    out = np.zeros(x.shape)
    for c in range(C):
        out[:, c] = gamma[c] * (x[:, c] - means[c]) / (variances[c] + eps) ** 0.5 + beta[c]
    if bn_param["mode"] == "train":
        for c in range(C):
            values = x[:, c].ravel()
            means[c] = keep * means[c] + (1 - keep) * values.mean()
            variances[c] = keep * variances[c] + (1 - keep) * values.var()
        bn_param["running_mean"], bn_param["running_var"] = means, variances
    return out, (x, gamma, eps)
