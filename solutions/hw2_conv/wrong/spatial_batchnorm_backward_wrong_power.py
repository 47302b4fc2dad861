"""The derivative of one over the root has the wrong power."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = "Differentiate v ** -0.5 with pencil and paper and compare the exponent with your line for the variance."


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    dx_hat = dout * gamma[:, None, None]
    x_mu = x_hat * std
    dvar = (dx_hat * x_mu).sum(axis=(0, 2, 3))[:, None, None] * -0.5 / std
    dmean = -dx_hat.sum(axis=(0, 2, 3))[:, None, None] / std
    dx = dx_hat / std + dvar * 2 * x_mu / M + dmean / M
    return dx, dgamma, dbeta
