"""The table of channels is reshaped to images without moving the channel axis back."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dx"
HINT = "Set dout to 0 except for one pixel of channel 1. In which channel does the largest entry of dx lie?"


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    dx = gamma[:, None, None] / std * (dout - spread)
    flat = dx.transpose(0, 2, 3, 1).reshape(-1, dx.shape[1])
    return flat.reshape(dout.shape), dgamma, dbeta
