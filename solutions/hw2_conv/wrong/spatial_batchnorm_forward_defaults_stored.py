"""The defaults for eps and momentum are written into the caller's bn_param."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward",)
OUTPUT = "bn_param"
HINT = (
    "out and the running values are right, but bn_param comes back with entries that nobody asked for: defaults have "
    "been written into it. The docstring says which two entries you store, and that nothing else in the dict changes. "
    "Look at how you read an entry that the caller may have left out. Call the function with bn_param = {'mode': "
    "'test'} and print the dict afterwards. Which keys are new, and which step put them there?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.setdefault("eps", 1e-5), bn_param.setdefault("momentum", 0.9)
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
    return out, (x_hat, std, gamma)
