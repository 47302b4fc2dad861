"""In another style: pixels in rows and channels in columns, the variance from squared distances."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    eps, m = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = bn_param.get("running_mean", np.zeros(C))
    var = bn_param.get("running_var", np.zeros(C))
    pixels = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        batch_mean = pixels.mean(axis=0)
        distances = pixels - batch_mean
        batch_var = (distances * distances).sum(axis=0) / (len(pixels) - 1)
        bn_param["running_mean"] = m * mean + (1 - m) * batch_mean
        bn_param["running_var"] = m * var + (1 - m) * batch_var
        mean, var = batch_mean, batch_var
    scale = gamma / np.sqrt(var + eps)
    result = pixels * scale + (beta - mean * scale)
    return result.reshape(N, H, W, C).transpose(0, 3, 1, 2), (pixels, gamma, eps)


def spatial_batchnorm_backward(dout, cache):
    pixels, gamma, eps = cache
    N, C, H, W = dout.shape
    grad = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    centred = pixels - pixels.mean(axis=0)
    root = np.sqrt((centred**2).mean(axis=0) + eps)
    hat = centred / root
    dhat = grad * gamma
    dpixels = (dhat - dhat.mean(axis=0) - hat * (dhat * hat).mean(axis=0)) / root
    return dpixels.reshape(N, H, W, C).transpose(0, 3, 1, 2), (grad * hat).sum(axis=0), grad.sum(axis=0)
