"""In another style: sums over each channel with einsum, step by step through the graph on the way back."""

import numpy as np


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    N, C, H, W = x.shape
    M = N * H * W
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = bn_param.get("running_mean", np.zeros(C))
    var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        new_mean = np.einsum("nchw->c", x) / M
        centred = x - new_mean.reshape(C, 1, 1)
        new_var = np.einsum("nchw,nchw->c", centred, centred) / np.float64(M - 1)
        bn_param["running_mean"] = momentum * mean + (1 - momentum) * new_mean
        bn_param["running_var"] = momentum * var + (1 - momentum) * new_var
        mean, var = new_mean, new_var
    centred = x - mean.reshape(C, 1, 1)
    root = ((var + eps) ** 0.5).reshape(C, 1, 1)
    out = centred * (gamma.reshape(C, 1, 1) / root) + beta.reshape(C, 1, 1)
    return out, (centred, root, gamma)


def spatial_batchnorm_backward(dout, cache):
    centred, root, gamma = cache
    M = dout[:, 0].size
    dhat = dout * gamma.reshape(-1, 1, 1)
    dvar = np.einsum("nchw,nchw->c", dhat, centred).reshape(-1, 1, 1) * -0.5 / root**3
    dmean = -np.einsum("nchw->c", dhat).reshape(-1, 1, 1) / root
    dx = dhat / root + dvar * 2 * centred / np.float64(M - 1) + dmean / M
    dgamma = np.einsum("nchw,nchw->c", dout, centred / root)
    return dx, dgamma, np.einsum("nchw->c", dout)
