"""The caller's dout is multiplied by gamma in place."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dout"
HINT = "Call the backward pass twice with the same dout and compare. Whose array does your first line change?"


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    dout *= gamma[:, None, None]
    spread = gamma[:, None, None] * (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return (dout - spread) / std, dgamma, dbeta
