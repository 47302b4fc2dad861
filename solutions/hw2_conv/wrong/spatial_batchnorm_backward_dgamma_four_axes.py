"""The gradients of gamma and beta keep four axes."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dgamma"
HINT = "Print gamma.shape and dgamma.shape. Which shape does the docstring name?"


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3), keepdims=True)
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3), keepdims=True)
    spread = (dbeta + x_hat * dgamma) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
