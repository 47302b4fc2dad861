"""The gradient with respect to x does not pass through gamma."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = (
    "dgamma and dbeta are right. dx is right only in channels whose gamma is 1; in any other channel all pixels are "
    "off by one and the same factor. Look at the way from x to out in the forward formula, step by step, and check "
    "that your way back passes through each of these steps. Set gamma to 0 in one channel. Does out still depend on "
    "the pixels of that channel, what must its dx be, and what is yours?"
)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, _ = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return (dout - spread) / std, dgamma, dbeta
