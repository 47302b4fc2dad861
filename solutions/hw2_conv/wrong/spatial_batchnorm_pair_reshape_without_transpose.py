"""Both passes reshape the images to a table without moving the channel axis last."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward", "spatial_batchnorm_backward")
OUTPUT = "out"
HINT = (
    "Your two passes fit each other, which is why a gradient check finds nothing: both group the values in the same "
    "way, and each group holds pixels of several channels. With a single channel all is right. Look at the forward "
    "pass first, at the step that gathers the values of one channel. Fill channel 0 of a batch of shape (2, 2, 2, 2) "
    "with 0 and channel 1 with 100. Which two means should mode 'train' find, and which two do you compute?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    flat = x.reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = flat.mean(axis=0), flat.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    flat_hat = (flat - mean) / std
    out = (gamma * flat_hat + beta).reshape(x.shape)
    return out, (flat_hat, std, gamma)


def spatial_batchnorm_backward(dout, cache):
    flat_hat, std, gamma = cache
    flat = dout.reshape(flat_hat.shape)
    dbeta, dgamma = flat.sum(axis=0), (flat * flat_hat).sum(axis=0)
    dx = gamma / std * (flat - (dbeta + flat_hat * dgamma) / len(flat))
    return dx.reshape(dout.shape), dgamma, dbeta
