"""dx ends where the last window ends."""

import numpy as np

QUESTIONS = ("avg_pool_backward_im2col",)
OUTPUT = "dx"
HINT = (
    "The values of dx are right, but dx is smaller than x whenever the last window ends before the last row or column "
    "of the image. Look at where the size of dx comes from. Try an image of one row and seven pixels, a 1x2 window and "
    "stride 3: the windows hold the pixels 0, 1 and 3, 4. What happens to out when pixel 6 changes? What does this say "
    "about its gradient, and where would that number stand in dx?"
)


def _im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X_shape
    H_out = 1 + (H + 2 * padding - k_height) // stride
    W_out = 1 + (W + 2 * padding - k_width) // stride
    grad = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    grad_pad = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=grad_X_col.dtype)
    for i in range(k_height):
        for j in range(k_width):
            part = grad_pad[:, :, i : i + stride * H_out : stride, j : j + stride * W_out : stride]
            part += grad[:, i, j].transpose(3, 0, 1, 2)
    return grad_pad[:, :, padding : padding + H, padding : padding + W]


def avg_pool_backward_im2col(dout, cache):
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    size = pool_height * pool_width
    dout_col = dout.transpose(1, 2, 3, 0).reshape(C, -1) / size
    dx_col = np.repeat(dout_col, size, axis=0)
    shape = (N, C, (dout.shape[2] - 1) * stride + pool_height, (dout.shape[3] - 1) * stride + pool_width)
    return _im2col_bw(dx_col, shape, pool_height, pool_width, 0, stride)
