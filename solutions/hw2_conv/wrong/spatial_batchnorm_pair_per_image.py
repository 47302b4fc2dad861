"""Both passes normalise each image on its own."""

import numpy as np

QUESTIONS = ("spatial_batchnorm_forward", "spatial_batchnorm_backward")
OUTPUT = "out"
HINT = (
    "Your two passes fit each other, which is why a gradient check finds nothing: both treat each image of the batch "
    "as if it were alone. A batch of a single image is right. Look at the forward pass first, at which axes of x share "
    "one mean and one variance in mode 'train'. Take a batch of two images and add 100 to every pixel of the second "
    "one only. Should the first image of out change in mode 'train', and does it in yours?"
)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(2, 3)), x.var(axis=(2, 3))
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean.mean(axis=0)
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var.mean(axis=0)
    else:
        mean, var = running_mean[None], running_var[None]
    std = np.sqrt(var + eps)[:, :, None, None]
    x_hat = (x - mean[:, :, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = dout.mean(axis=(2, 3), keepdims=True) + x_hat * (dout * x_hat).mean(axis=(2, 3), keepdims=True)
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
