"""The path through the mean lacks its division by the number of values."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = (
    "dgamma and dbeta are right. In dx, all pixels of a channel are off by the same amount, so the direct part and the "
    "part through the variance are fine. Look at the part that goes through the mean alone. Take a channel of four "
    "values and raise one of them by 1. By how much does the mean of the channel grow, and where does this number "
    "appear in your gradient of the mean with respect to one pixel?"
)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    dx_hat = dout * gamma[:, None, None]
    x_mu = x_hat * std
    dvar = (dx_hat * x_mu).sum(axis=(0, 2, 3))[:, None, None] * -0.5 * std**-3
    dmean = -dx_hat.sum(axis=(0, 2, 3))[:, None, None] / std
    dx = dx_hat / std + dvar * 2 * x_mu / M + dmean
    return dx, dgamma, dbeta
