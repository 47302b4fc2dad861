"""The gradient of beta is averaged, not summed."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dbeta"
HINT = (
    "dx and dgamma are right. Each entry of dbeta is too small, by the same factor in every channel, and the factor "
    "grows with the batch and with the images. Look at how the entries of dout in one channel become one number. Take "
    "a channel of four pixels with dout = 1 at each of them, and raise its beta by 0.1. By how much does each output "
    "grow, and by how much does the loss grow in all? What does that say about dbeta?"
)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta / M
