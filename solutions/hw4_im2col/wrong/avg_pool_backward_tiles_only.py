"""The entries are spread over blocks that lie side by side, whatever the stride."""

import numpy as np

QUESTIONS = ("avg_pool_backward_im2col",)
OUTPUT = "dx"
HINT = "Try a 3x3 window and stride 2. Which pixels does the second window cover?"


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    pool_height, pool_width = pool_param["pool_height"], pool_param["pool_width"]
    H, W = x.shape[2:]
    blocks = dout.repeat(pool_height, axis=2).repeat(pool_width, axis=3) / (pool_height * pool_width)
    dx = np.zeros(x.shape)
    blocks = blocks[:, :, :H, :W]
    dx[:, :, : blocks.shape[2], : blocks.shape[3]] = blocks
    return dx
