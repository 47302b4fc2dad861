"""The gradient with respect to x passes through gamma twice."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = "Double gamma and leave the rest. By which factor should dx grow, and by which does yours?"


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    dx_hat = gamma[:, None, None] * (dout - spread)
    return gamma[:, None, None] / std * dx_hat, dgamma, dbeta
