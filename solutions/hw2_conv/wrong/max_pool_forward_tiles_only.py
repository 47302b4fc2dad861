"""The image is reshaped into tiles, which is right only when the windows lie side by side."""

QUESTIONS = ("max_pool_forward_naive",)
OUTPUT = "out"
HINT = (
    "The stride has no effect on your out: whatever it is, you return what would be right for windows that lie side by "
    "side. So windows that should overlap, or leave gaps, are never looked at. Look at how the image is divided into "
    "windows, and whether that way of dividing it can do more than lay tiles. Draw a line of 5 pixels with windows of "
    "3 and stride 2. Which pixel belongs to two windows, and could your way of dividing the line put one pixel into "
    "both?"
)


def max_pool_forward_naive(x, pool_param):
    pool_height, pool_width = pool_param["pool_height"], pool_param["pool_width"]
    N, C, H, W = x.shape
    H_out, W_out = H // pool_height, W // pool_width
    tiles = x[:, :, : H_out * pool_height, : W_out * pool_width]
    out = tiles.reshape(N, C, H_out, pool_height, W_out, pool_width).max(axis=(3, 5))
    return out, (x, pool_param)
