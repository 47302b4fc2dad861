"""The gradient with respect to x does not pass through gamma."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = "Set gamma to 0. Does out still depend on x, and what is dx then?"


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, _ = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return (dout - spread) / std, dgamma, dbeta
