"""The running values are stored in a copy of bn_param."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "running_mean"
HINT = (
    "out is right, but after a call in mode 'train' the caller's bn_param is just as it was before: the new running "
    "values do not reach it. Look at the object in which you keep them; the docstring is precise about which one it "
    "has to be. Print id(bn_param) in the cell that makes the call, and in your function the id of the object that "
    "receives the new running mean. Are the two numbers equal?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    layer_param = dict(bn_param)
    if layer_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        layer_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        layer_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)
