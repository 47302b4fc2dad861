import numpy as np


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    reach = dilation * (kernel - 1) + 1
    free = size + 2 * pad - reach
    if strict and (free < 0 or free % stride):
        raise ValueError("this size does not fit")
    return free // stride + 1


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            result[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel[::-1, ::-1])
    return result


def max_pool_forward_naive(x, pool_param):
    height, width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - height) // stride + 1, (W - width) // stride + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            top, left = i * stride, j * stride
            out[:, :, i, j] = np.max(x[:, :, top : top + height, left : left + width], axis=(2, 3))
    return out, (x, pool_param)
