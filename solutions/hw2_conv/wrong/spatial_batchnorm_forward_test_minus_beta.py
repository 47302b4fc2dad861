"""In test mode beta is subtracted."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "out"
HINT = (
    "Mode 'train' is right. In mode 'test', all values of a channel are off by the same amount, and this amount is "
    "twice the channel's beta; channels with beta 0 are right. So the normalisation works, and gamma as well. Look at "
    "the last step of mode 'test' and compare it with the last step of mode 'train'. Set gamma to 0 and beta to 7 and "
    "run both modes. Which number should fill out, and which one does in each mode?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    if bn_param["mode"] == "test":
        out = gamma[:, None, None] * x_hat - beta[:, None, None]
    return out, (x_hat, std, gamma)
