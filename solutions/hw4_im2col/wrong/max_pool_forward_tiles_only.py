"""The image is cut into blocks of the window's size, whatever the stride."""

QUESTIONS = ("max_pool_forward_fast",)
OUTPUT = "out"
HINT = (
    "When the stride equals the size of the window, out is right. With other strides the image is still cut into "
    "blocks that lie side by side, so out shows the wrong windows and often has the wrong shape. Look at where the "
    "stride enters your computation. Take a 1x5 image with the numbers 1 to 5, a 1x3 window and stride 2. Which pixels "
    "does the second window cover, and can blocks side by side cover them?"
)


def max_pool_forward_fast(x, pool_param):
    pool_height, pool_width = pool_param["pool_height"], pool_param["pool_width"]
    N, C, H, W = x.shape
    H_out, W_out = H // pool_height, W // pool_width
    whole = x[:, :, : H_out * pool_height, : W_out * pool_width]
    blocks = whole.reshape(N, C, H_out, pool_height, W_out, pool_width)
    return blocks.max(axis=(3, 5)), (x, pool_param)
