"""The image is reshaped into tiles, which is right only when the windows lie side by side."""

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = "Use windows of 3 with stride 2. Can a pixel that lies in two windows be in two tiles of a reshape?"


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width = pool_param["pool_height"], pool_param["pool_width"]
    N, C, H, W = x.shape
    H_out, W_out = H // pool_height, W // pool_width
    tiles = x[:, :, : H_out * pool_height, : W_out * pool_width]
    out = tiles.reshape(N, C, H_out, pool_height, W_out, pool_width).max(axis=(3, 5))
    return out, (x, pool_param)
