"""A student in a hurry: pad 0, overlap, ties, eps and the last window went wrong, the rest is right."""

import numpy as np

SCORES = {
    "conv_output_size": 5,
    "spatial_batchnorm_forward": 19,
    "conv_backward_naive": 9,
    "max_pool_backward_naive": 4,
    "spatial_batchnorm_backward": 0,
}


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    extent = dilation * (kernel - 1) + 1
    exact = (size + 2 * pad - extent) / stride + 1
    if strict and exact != int(exact):
        raise ValueError("does not fit")
    return int(np.ceil(exact))


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    window = padded[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
                    out[n, f, i, j] = (window * w[f]).sum() + b[f]
    return out, (x, w, b, conv_param)


def true_convolution(image, kernel):
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (image[i : i + kh, j : j + kw] * np.rot90(kernel, 2)).sum()
    return out


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * s : i * s + ph, j * s : j * s + pw].max(axis=(2, 3))
    return out, (x, pool_param)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    mode, eps, momentum = bn_param["mode"], bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    C = x.shape[1]
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    shape = (1, C, 1, 1)
    if mode == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
        x_hat = (x - mean.reshape(shape)) / np.sqrt(var.reshape(shape) + eps)
    else:
        x_hat = (x - running_mean.reshape(shape)) / (np.sqrt(running_var.reshape(shape)) + eps)
    return gamma.reshape(shape) * x_hat + beta.reshape(shape), x_hat


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    HH, WW = w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for n in range(dout.shape[0]):
        for f in range(dout.shape[1]):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    rows = slice(i * stride, i * stride + HH)
                    columns = slice(j * stride, j * stride + WW)
                    dw[f] += dout[n, f, i, j] * padded[n, :, rows, columns]
                    dx[n, :, rows, columns] += dout[n, f, i, j] * w[f]
    return dx[:, :, pad:-pad, pad:-pad], dw, dout.sum(axis=(0, 2, 3))


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n in range(dout.shape[0]):
        for c in range(dout.shape[1]):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    window = x[n, c, i * s : i * s + ph, j * s : j * s + pw]
                    mask = window == window.max()
                    dx[n, c, i * s : i * s + ph, j * s : j * s + pw] = mask * dout[n, c, i, j]
    return dx
