"""The mean and the variance are treated as constants."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = (
    "dgamma and dbeta are right. In your dx, each pixel depends on nothing but its own entry of dout, times one number "
    "per channel. But moving one pixel moves every output of its channel a little. Look at the forward formula and "
    "mark each quantity in it that contains x. Then think of adding 1 to every pixel of one channel: does out change? "
    "To which number must the entries of dx in that channel sum, and to which do yours?"
)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    dx = dout * gamma[:, None, None] / std
    return dx, dgamma, dbeta
