"""The table of channels is reshaped to images without moving the channel axis back."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = (
    "dgamma and dbeta are right, and each image of dx holds the right numbers, but in the wrong places: channels and "
    "pixels are shuffled. Look at the last step, in which dx gets its four axes back, and at the order in which its "
    "numbers lie just before it. Set dout to 0 everywhere but in channel 1 of a batch with three channels. In which "
    "channels may dx then differ from 0, and in which does yours?"
)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    dx = gamma[:, None, None] / std * (dout - spread)
    flat = dx.transpose(0, 2, 3, 1).reshape(-1, dx.shape[1])
    return flat.reshape(dout.shape), dgamma, dbeta
