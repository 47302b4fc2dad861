"""The gradient of beta is averaged, not summed."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dbeta"
HINT = "How many values of a channel does one beta shift? What does that say about its gradient?"


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta / M
