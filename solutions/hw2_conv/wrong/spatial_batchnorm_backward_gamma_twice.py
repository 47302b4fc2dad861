"""The gradient with respect to x passes through gamma twice."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = (
    "dgamma and dbeta are right, and so is dx in channels whose gamma is 1. Elsewhere dx is too large where gamma is "
    "above 1, too small where it is between 0 and 1, and has the wrong sign where it is negative. Look at how often "
    "gamma acts on the way from x to out, and how often on your way back. Double gamma and leave everything else as it "
    "is. By which factor should dx grow, and by which factor does yours?"
)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    dx_hat = gamma[:, None, None] * (dout - spread)
    return gamma[:, None, None] / std * dx_hat, dgamma, dbeta
