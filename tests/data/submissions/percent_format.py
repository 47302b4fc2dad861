# %% [markdown]
# # Homework 2

# %%
import numpy as np

# %%
def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    reach = dilation * (kernel - 1) + 1
    free = size + 2 * pad - reach
    if strict and (free < 0 or free % stride):
        raise ValueError("this size does not fit")
    return free // stride + 1

# %%
def true_convolution(image, kernel):
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            result[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel[::-1, ::-1])
    return result
