"""The entries are spread over blocks that lie side by side, whatever the stride."""

import numpy as np

QUESTIONS = ("avg_pool_backward_im2col",)
OUTPUT = "dx"
HINT = (
    "When the stride equals the window, all is right. For other strides dx still looks as if the windows lay side by "
    "side like tiles, with no overlap and no gap. Look at how the first row and the first column of a window follow "
    "from its place in dout. Try an image of one row and seven pixels, a 1x3 window and stride 2: write down the "
    "pixels of each of the three windows, and beside each pixel the windows it lies in. From how many windows should "
    "pixel 2 get a share, and from how many does it in your dx?"
)


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    pool_height, pool_width = pool_param["pool_height"], pool_param["pool_width"]
    H, W = x.shape[2:]
    blocks = dout.repeat(pool_height, axis=2).repeat(pool_width, axis=3) / (pool_height * pool_width)
    dx = np.zeros(x.shape)
    blocks = blocks[:, :, :H, :W]
    dx[:, :, : blocks.shape[2], : blocks.shape[3]] = blocks
    return dx
