"""The derivative of one over the root has the wrong power."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = (
    "dgamma and dbeta are right, and each channel of dx has the right sum. The error grows with the distance of a "
    "pixel from the mean, and it vanishes where variance plus eps is 1. So look at the part that goes through the "
    "variance: at how one over the root changes when the variance does. Differentiate v ** -0.5 with pencil and paper "
    "and put in v = 4. Which number do you get, and which one does your backward pass have for v = 4?"
)


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
