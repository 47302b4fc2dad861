"""The sums are divided by the number of images, not by the number of values of a channel."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = (
    "dgamma and dbeta are right, and dx is right for images of a single pixel. For larger images, the part of dx that "
    "goes through the mean and the variance is too large, by a factor that grows with the size of the images. Look at "
    "the number by which the sums of a channel are divided. Take a batch of shape (2, 3, 4, 5). How many values went "
    "into the mean of one channel, and by which number do you divide?"
)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    M = len(dout)
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
