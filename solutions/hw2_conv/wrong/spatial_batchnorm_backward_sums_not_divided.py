"""The two sums in the closed form are not divided by the number of values."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = (
    "dgamma and dbeta are right. In dx, what is taken away from dout for the mean and for the variance is far too "
    "large, and it grows with the number of values in a channel. Look at these two terms: each shares a quantity of "
    "the whole channel among its pixels. Take one channel of four pixels with dout = 1 at each. The sum of the outputs "
    "is then 4 * beta, whatever x holds. So what must dx be, and what is yours?"
)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    M = 1
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
