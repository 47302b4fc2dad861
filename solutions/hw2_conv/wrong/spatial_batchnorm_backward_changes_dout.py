"""The caller's dout is multiplied by gamma in place."""

QUESTIONS = ("spatial_batchnorm_backward",)
OUTPUT = "dout"
HINT = (
    "Your three gradients are right. But the array dout that was passed in is not the same after the call: each of its "
    "channels has been multiplied by its entry of gamma. This array belongs to the caller and is read-only. Look for "
    "the step that writes its result into an array which it did not create. Call the function twice with the same dout "
    "and the same cache, with gamma = 2. By which factor do the two results differ, and what would a third call give?"
)


def spatial_batchnorm_backward(dout, cache):
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    dout *= gamma[:, None, None]
    spread = gamma[:, None, None] * (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return (dout - spread) / std, dgamma, dbeta
