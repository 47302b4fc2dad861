"""The two sums in the closed form are not divided by the number of values."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = "Add 1 to every pixel: out stays the same. What must each channel of dx sum to, and what does yours sum to?"


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    M = 1
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
