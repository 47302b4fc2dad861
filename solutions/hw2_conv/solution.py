"""The hidden answers of hw2_conv: one whole function for each stub of the notebook."""

import numpy as np


def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    """Count the positions of a sliding window along one axis.

    Args:
        size: length of the input along this axis, int, pixels, >= 1.
        kernel: length of the window along this axis, int, pixels, >= 1.
        stride: step from one position to the next, int, pixels, >= 1.
        pad: zeros added at each of the two ends, int, pixels, >= 0.
        dilation: distance between neighbouring taps of the window, int, pixels, >= 1;
            a dilated window covers dilation * (kernel - 1) + 1 pixels.
        strict: bool; whether a size that does not fit is an error.

    Returns:
        The number of positions, int. Positions that would reach past the padded input do not
        count: the division is rounded down. You may assume that the window is never longer
        than the padded input, unless strict is True.

    Raises:
        ValueError: strict is True and the size does not fit: the last position does not end
            exactly at the end of the padded input, or the window is longer than the padded input.

    Source: Dumoulin and Visin 2016, arXiv:1603.07285, relationships 6 and 15.
    """
    steps, rest = divmod(size + 2 * pad - dilation * (kernel - 1) - 1, stride)
    if strict and (rest != 0 or steps < 0):
        raise ValueError(f"a window of {kernel} with stride {stride} does not fit {size} pixels padded by {pad}")
    return steps + 1


def conv_forward_naive(x, w, b, conv_param):
    """Slide every filter over every image: cross-correlation plus a bias, no flip.

    Args:
        x: images, (N, C, H, W), float; any memory layout, read-only.
        w: filters, (F, C, HH, WW), float, read-only.
        b: one bias per filter, (F,), float, read-only.
        conv_param: dict, read-only, with 'stride' (int, pixels, >= 1, both axes) and 'pad'
            (int, pixels, >= 0): rows and columns of zeros added on each of the four sides.
            pad may be 0.

    Returns:
        out: (N, F, H_out, W_out), float; H_out = (H + 2*pad - HH) // stride + 1, W_out likewise
            from W and WW. Rows and columns that no whole window covers are ignored.
        cache: anything; conv_backward_naive is called with what you return here.
            Suggested: (x, w, b, conv_param).

    Source: LeCun et al. 1998, Gradient-based learning applied to document recognition, section II.
    """
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = conv_output_size(H, HH, stride, pad)
    W_out = conv_output_size(W, WW, stride, pad)
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, H_out, W_out), dtype=np.result_type(x, w, b))
    for i in range(H_out):
        for j in range(W_out):
            window = x_pad[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
            out[:, :, i, j] = np.tensordot(window, w, axes=([1, 2, 3], [1, 2, 3])) + b
    return out, (x, w, b, conv_param)


def true_convolution(image, kernel):
    """Convolve one grey image with one kernel, the kernel flipped along both axes.

    Args:
        image: (H, W), float, read-only.
        kernel: (kh, kw), float, kh <= H and kw <= W, even or odd, read-only.

    Returns:
        (H - kh + 1, W - kw + 1), float: only the positions where the whole kernel lies inside
        the image (the valid region), no padding. Entry [0, 0] is the sum over p and q of
        image[p, q] * kernel[kh - 1 - p, kw - 1 - q].

    Source: Goodfellow, Bengio and Courville 2016, Deep Learning, equation 9.4.
    """
    flipped = kernel[::-1, ::-1]
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((rows, columns), dtype=np.result_type(image, kernel))
    for p in range(kh):
        for q in range(kw):
            out += flipped[p, q] * image[p : p + rows, q : q + columns]
    return out


def filter_image(image, kernel):
    """Cross-correlate each colour channel of a picture with one kernel, same size out.

    Args:
        image: picture, (H, W, 3), uint8, values 0 to 255, read-only.
        kernel: (kh, kw), float, kh and kw odd and not always equal, read-only.

    Returns:
        (H, W, 3), float. The picture is padded with zeros so that the kernel's centre visits
        every pixel. Values may be negative or above 255: nothing is clipped or wrapped around.

    Source: Szeliski 2022, Computer Vision, 2nd edition, section 3.2.
    """
    kh, kw = kernel.shape
    H, W, channels = image.shape
    padded = np.pad(image.astype(np.float64), ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    out = np.zeros((H, W, channels))
    for p in range(kh):
        for q in range(kw):
            out += kernel[p, q] * padded[p : p + H, q : q + W]
    return out


def max_pool_forward_naive(x, pool_param):
    """Keep the largest value of each window, channel by channel.

    Args:
        x: (N, C, H, W), float, any sign, read-only.
        pool_param: dict, read-only, with 'pool_height', 'pool_width' and 'stride' (ints, pixels,
            >= 1). Windows may overlap (stride smaller than the window) or leave gaps (larger).

    Returns:
        out: (N, C, H_out, W_out), float; H_out = (H - pool_height) // stride + 1, W_out likewise.
            No padding; rows and columns that no whole window covers are ignored.
        cache: anything; max_pool_backward_naive is called with what you return here.
            Suggested: (x, pool_param).

    Source: Boureau, Ponce and LeCun 2010, A theoretical analysis of feature pooling.
    """
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = conv_output_size(H, pool_height, stride), conv_output_size(W, pool_width, stride)
    out = np.zeros((N, C, H_out, W_out), dtype=x.dtype)
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * stride : i * stride + pool_height, j * stride : j * stride + pool_width]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out, (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    """Average each window, channel by channel.

    Args:
        x: (N, C, H, W), float, any sign, read-only.
        pool_param: as for max_pool_forward_naive, read-only.

    Returns:
        out: (N, C, H_out, W_out), float, sizes as for max_pool_forward_naive.
        cache: anything; not used in this homework. Suggested: (x, pool_param).

    Source: LeCun et al. 1998, section II (the subsampling layers of LeNet-5).
    """
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = conv_output_size(H, pool_height, stride), conv_output_size(W, pool_width, stride)
    out = np.zeros((N, C, H_out, W_out), dtype=x.dtype)
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * stride : i * stride + pool_height, j * stride : j * stride + pool_width]
            out[:, :, i, j] = window.mean(axis=(2, 3))
    return out, (x, pool_param)


def min_pool_forward_naive(x, pool_param):
    """Keep the smallest value of each window, channel by channel.

    Args:
        x: (N, C, H, W), float, any sign, read-only.
        pool_param: as for max_pool_forward_naive, read-only.

    Returns:
        out: (N, C, H_out, W_out), float, sizes as for max_pool_forward_naive.
        cache: anything; not used in this homework. Suggested: (x, pool_param).

    Source: Serra 1982, Image analysis and mathematical morphology (grey erosion).
    """
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out, W_out = conv_output_size(H, pool_height, stride), conv_output_size(W, pool_width, stride)
    out = np.zeros((N, C, H_out, W_out), dtype=x.dtype)
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * stride : i * stride + pool_height, j * stride : j * stride + pool_width]
            out[:, :, i, j] = window.min(axis=(2, 3))
    return out, (x, pool_param)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    """Normalise each channel over the batch and both image axes together, then scale and shift.

    Args:
        x: (N, C, H, W), float, read-only.
        gamma: scale of each channel, (C,), float, read-only.
        beta: shift of each channel, (C,), float, read-only.
        bn_param: dict with 'mode' ('train' or 'test'), 'eps' (float, > 0, default 1e-5),
            'momentum' (float, 0 to 1, default 0.9), 'running_mean' and 'running_var' ((C,) each,
            float, zeros where missing). In mode 'train' you store new 'running_mean' and
            'running_var' in this same dict, (C,) exactly; nothing else in it changes.

    Returns:
        out: (N, C, H, W), float.
            train: gamma * (x - mean) / sqrt(var + eps) + beta, with one mean and one variance per
            channel over all N*H*W values; var divides by N*H*W, not by one less. Then
            running = momentum * running + (1 - momentum) * new, for the mean and for var
            (var without eps).
            test: the same formula with running_mean and running_var, eps inside the root too;
            the running values stay as they are.
        cache: anything; spatial_batchnorm_backward is called with what you return here.

    Source: Ioffe and Szegedy 2015, arXiv:1502.03167, algorithm 1 and section 3.2.
    """
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)[:, None, None]
    x_hat = (x - mean[:, None, None]) / std
    out = gamma[:, None, None] * x_hat + beta[:, None, None]
    return out, (x_hat, std, gamma)


def three_layer_forward(x, params):
    """Score images with a small net: conv, ReLU, 2x2 max pool, affine, ReLU, affine.

    Args:
        x: images, (N, C, H, W), float, H and W even, read-only.
        params: dict of float arrays, read-only: 'W1' (F, C, K, K) with K odd, 'b1' (F,),
            'W2' (F * H/2 * W/2, M), 'b2' (M,), 'W3' (M, T), 'b3' (T,).
            The convolution has stride 1 and pad (K - 1) // 2, so that it keeps H and W;
            the pool has stride 2. The pooled maps of one image are flattened in the order
            (F, H/2, W/2) before the first affine layer.

    Returns:
        scores: (N, T), float, one row per image, one column per class; no softmax.

    Source: LeCun et al. 1998, section II, with the ReLU of Krizhevsky et al. 2012.
    """
    pad = (params["W1"].shape[2] - 1) // 2
    maps, _ = conv_forward_naive(x, params["W1"], params["b1"], {"stride": 1, "pad": pad})
    pooled, _ = max_pool_forward_naive(np.maximum(maps, 0), {"pool_height": 2, "pool_width": 2, "stride": 2})
    hidden = np.maximum(pooled.reshape(len(x), -1) @ params["W2"] + params["b2"], 0)
    return hidden @ params["W3"] + params["b3"]


def conv_backward_naive(dout, cache):
    """Send the gradient of a convolution layer back to its images, filters and biases.

    Args:
        dout: gradient of the loss with respect to out, (N, F, H_out, W_out), float, read-only.
        cache: what your conv_forward_naive returned as its second value, read-only: it may be
            used twice. stride may be above 1, pad may be 0, and x may have rows or columns that
            no window covered.

    Returns:
        dx: gradient with respect to x, (N, C, H, W), float.
        dw: gradient with respect to w, (F, C, HH, WW), float.
        db: gradient with respect to b, (F,), float.
        The loss is a sum over the whole batch: nothing is averaged.

    Source: Dumoulin and Visin 2016, arXiv:1603.07285, chapter 4.
    """
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx_pad = np.zeros(x_pad.shape, dtype=dout.dtype)
    dw = np.zeros(w.shape, dtype=dout.dtype)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows = slice(i * stride, i * stride + HH)
            columns = slice(j * stride, j * stride + WW)
            dw += np.tensordot(dout[:, :, i, j], x_pad[:, :, rows, columns], axes=([0], [0]))
            dx_pad[:, :, rows, columns] += np.tensordot(dout[:, :, i, j], w, axes=([1], [0]))
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))


def max_pool_backward_naive(dout, cache):
    """Send the gradient of each window back to the pixel that won it.

    Args:
        dout: gradient of the loss with respect to out, (N, C, H_out, W_out), float, read-only.
        cache: what your max_pool_forward_naive returned as its second value, read-only: it may
            be used twice. Windows may overlap, and then gradients add up; windows may leave
            gaps, and then the pixels between them get 0.

    Returns:
        dx: gradient with respect to x, (N, C, H, W), float. On ties send the gradient to one of
            the maxima, or split it among them: each window hands on exactly its entry of dout.

    Source: Goodfellow, Bengio and Courville 2016, Deep Learning, sections 6.5 and 9.3.
    """
    x, pool_param = cache
    pool_height, pool_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C = x.shape[:2]
    images, channels = np.arange(N)[:, None], np.arange(C)
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            top, left = i * stride, j * stride
            window = x[:, :, top : top + pool_height, left : left + pool_width]
            row, column = np.divmod(window.reshape(N, C, -1).argmax(axis=2), pool_width)
            dx[images, channels, top + row, left + column] += dout[:, :, i, j]
    return dx


def spatial_batchnorm_backward(dout, cache):
    """Send the gradient of spatial batch normalisation (mode 'train') back to its inputs.

    Args:
        dout: gradient of the loss with respect to out, (N, C, H, W), float, read-only.
        cache: what your spatial_batchnorm_forward returned as its second value, read-only: it
            may be used twice.

    Returns:
        dx: gradient with respect to x, (N, C, H, W), float; the mean and the variance depend on
            x too.
        dgamma: gradient with respect to gamma, (C,), float.
        dbeta: gradient with respect to beta, (C,), float.

    Source: Ioffe and Szegedy 2015, arXiv:1502.03167, section 3.
    """
    x_hat, std, gamma = cache
    M = dout.size // dout.shape[1]
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * x_hat).sum(axis=(0, 2, 3))
    spread = (dbeta[:, None, None] + x_hat * dgamma[:, None, None]) / M
    return gamma[:, None, None] / std * (dout - spread), dgamma, dbeta
