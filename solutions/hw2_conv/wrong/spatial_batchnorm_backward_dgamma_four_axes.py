"""The gradients of gamma and beta keep four axes."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dgamma"
HINT = (
    "The numbers in dgamma and dbeta are right, and so is dx, but the two still have four axes, three of them of "
    "length 1. Look at the sums over the batch and both image axes, and at what becomes of an axis that has been "
    "summed over. Print gamma.shape and dgamma.shape below each other and compare them with the Returns section. Which "
    "shape would the difference gamma - 0.1 * dgamma have, and is that still one number per channel?"
)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3), keepdims=True)
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3), keepdims=True)
    spread = (dbeta + x_hat * dgamma) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
