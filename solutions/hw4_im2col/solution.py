"""The hidden answers of hw4_im2col in NumPy: one whole function for each stub; the compiled two are in .pyx files."""

import numpy as np


def output_size(size, kernel, padding, stride):
    """Count the positions of a window along one axis."""
    return 1 + (size + 2 * padding - kernel) // stride


def steps(first, count, stride):
    """The slice of `count` pixels that begins at `first` and takes every stride-th."""
    return slice(first, first + stride * (count - 1) + 1, stride)


def im2col(X, k_height, k_width, padding=1, stride=1):
    """Lay every window of a batch of images out as a column of one matrix.

    Args:
        X: images, (N, C, H, W), float64 or float32.
        k_height: height of the window, int, pixels, >= 1.
        k_width: width of the window, int, pixels, >= 1.
        padding: rows and columns of zeros put around each image on every side, int, pixels, >= 0.
        stride: step from one window to the next, both ways, int, pixels, >= 1; it may be smaller
            than the window (windows overlap) or larger (pixels between them are skipped).

    Returns:
        X_col: (C * k_height * k_width, H_out * W_out * N), of X's dtype, a new array;
            H_out = 1 + (H + 2 * padding - k_height) // stride, W_out likewise.
            Rows: channel slowest, then row, then column inside the window, (C, k_height, k_width).
            Columns: output row slowest, then output column, the image fastest, (H_out, W_out, N).

    Source: Chellapilla, Puri and Simard 2006, High Performance Convolutional Neural Networks for
        Document Processing, section 3.1.
    """
    N, C, H, W = X.shape
    H_out = output_size(H, k_height, padding, stride)
    W_out = output_size(W, k_width, padding, stride)
    sides = (padding, padding)
    pixels = np.pad(X.transpose(1, 2, 3, 0), ((0, 0), sides, sides, (0, 0)))  # the image fastest, as in the columns
    X_col = np.empty((C, k_height, k_width, H_out, W_out, N), dtype=X.dtype)
    for i in range(k_height):
        for j in range(k_width):
            X_col[:, i, j] = pixels[:, steps(i, H_out, stride), steps(j, W_out, stride)]
    return X_col.reshape(C * k_height * k_width, H_out * W_out * N)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    """Carry the gradient of im2col's matrix back to the images.

    Args:
        grad_X_col: gradient of X_col, (C * k_height * k_width, H_out * W_out * N), in im2col's layout.
        X_shape: (N, C, H, W), the shape of the images that im2col was given, tuple of int.
        k_height: as for im2col.
        k_width: as for im2col.
        padding: as for im2col.
        stride: as for im2col.

    Returns:
        grad_X: (N, C, H, W). Each pixel gets the sum of the entries of grad_X_col at all the places
            where im2col copied it to; a pixel in no window gets 0.

    Source: the adjoint of im2col: (im2col(X) * A).sum() == (X * im2col_bw(A, X.shape, ...)).sum().
    """
    N, C, H, W = X_shape
    H_out = output_size(H, k_height, padding, stride)
    W_out = output_size(W, k_width, padding, stride)
    copies = grad_X_col.reshape(C, k_height, k_width, H_out, W_out, N)
    pixels = np.zeros((C, H + 2 * padding, W + 2 * padding, N), dtype=grad_X_col.dtype)
    for i in range(k_height):
        for j in range(k_width):
            pixels[:, steps(i, H_out, stride), steps(j, W_out, stride)] += copies[:, i, j]
    return pixels[:, padding : padding + H, padding : padding + W].transpose(3, 0, 1, 2)


def conv_forward_im2col(x, w, b, conv_param):
    """Convolve a batch of images with a bank of filters by one matrix product.

    Args:
        x: images, (N, C, H, W), float64 or float32.
        w: filters, (F, C, HH, WW).
        b: one bias per filter, (F,).
        conv_param: {"stride": int >= 1, "pad": int >= 0}, in pixels.

    Returns:
        out: (N, F, H_out, W_out), cross-correlation plus bias, as conv_forward_naive gives;
            H_out = 1 + (H + 2 * pad - HH) // stride, W_out likewise.
        cache: whatever conv_backward_im2col needs; (x, w, b, conv_param) is enough. Not graded.
    """
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    x_col = im2col(x, HH, WW, pad, stride)
    out = w.reshape(F, -1) @ x_col + b[:, None]
    out = out.reshape(F, output_size(H, HH, pad, stride), output_size(W, WW, pad, stride), N)
    return out.transpose(3, 0, 1, 2), (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    """Work out the gradients of a convolution by two matrix products.

    Args:
        dout: gradient of out, (N, F, H_out, W_out).
        cache: what your conv_forward_im2col returned.

    Returns:
        dx: gradient of x, (N, C, H, W).
        dw: gradient of w, (F, C, HH, WW).
        db: gradient of b, (F,).
    """
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    dout_rows = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    dw = (dout_rows @ im2col(x, HH, WW, pad, stride).T).reshape(w.shape)
    dx = im2col_bw(w.reshape(F, -1).T @ dout_rows, x.shape, HH, WW, pad, stride)
    return dx, dw, dout_rows.sum(axis=1)


def pool_columns(x, pool_param):
    """Every window as a column of its own, one channel at a time: channels take the place of images."""
    N, C, H, W = x.shape
    planes = x.reshape(N * C, 1, H, W)
    return im2col(planes, pool_param["pool_height"], pool_param["pool_width"], 0, pool_param["stride"])


def pool_columns_bw(grad_col, x_shape, pool_param):
    """Carry the gradient of pool_columns' matrix back to the images."""
    N, C, H, W = x_shape
    k_height, k_width, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    return im2col_bw(grad_col, (N * C, 1, H, W), k_height, k_width, 0, stride).reshape(x_shape)


def pool_maps(row, x_shape, pool_param):
    """Lay one number per window, in the order of pool_columns, out as maps."""
    N, C, H, W = x_shape
    H_out = output_size(H, pool_param["pool_height"], 0, pool_param["stride"])
    W_out = output_size(W, pool_param["pool_width"], 0, pool_param["stride"])
    return row.reshape(H_out, W_out, N, C).transpose(2, 3, 0, 1)


def pool_row(maps):
    """Lay maps out as one number per window, in the order of pool_columns."""
    return maps.transpose(2, 3, 0, 1).reshape(-1)


def avg_pool_forward_im2col(x, pool_param):
    """Average every window of every channel, by way of im2col.

    Args:
        x: images, (N, C, H, W).
        pool_param: {"pool_height": int >= 1, "pool_width": int >= 1, "stride": int >= 1}, in pixels;
            windows may overlap or leave gaps.

    Returns:
        out: (N, C, H_out, W_out), the mean of each window;
            H_out = 1 + (H - pool_height) // stride, W_out likewise: no padding.
        cache: whatever avg_pool_backward_im2col needs; (x, pool_param) is enough. Not graded.
    """
    out = pool_maps(pool_columns(x, pool_param).mean(axis=0), x.shape, pool_param)
    return out, (x, pool_param)


def avg_pool_backward_im2col(dout, cache):
    """Share each entry of dout equally among the pixels of its window.

    Args:
        dout: gradient of out, (N, C, H_out, W_out).
        cache: what your avg_pool_forward_im2col returned.

    Returns:
        dx: gradient of x, (N, C, H, W).
    """
    x, pool_param = cache
    area = pool_param["pool_height"] * pool_param["pool_width"]
    shares = np.repeat(pool_row(dout)[None] / area, area, axis=0)
    return pool_columns_bw(shares, x.shape, pool_param)


def max_pool_forward_fast(x, pool_param):
    """Take the maximum of every window of every channel, without a loop over windows.

    Args:
        x: images, (N, C, H, W).
        pool_param: {"pool_height": int >= 1, "pool_width": int >= 1, "stride": int >= 1}, in pixels;
            windows may overlap or leave gaps.

    Returns:
        out: (N, C, H_out, W_out), the maximum of each window;
            H_out = 1 + (H - pool_height) // stride, W_out likewise: no padding.
        cache: whatever max_pool_backward_fast needs; (x, pool_param) is enough. Not graded.
    """
    out = pool_maps(pool_columns(x, pool_param).max(axis=0), x.shape, pool_param)
    return out, (x, pool_param)


def max_pool_backward_fast(dout, cache):
    """Hand each entry of dout to the maximum of its window.

    Args:
        dout: gradient of out, (N, C, H_out, W_out).
        cache: what your max_pool_forward_fast returned.

    Returns:
        dx: gradient of x, (N, C, H, W). Where windows overlap, a pixel adds up what it gets from each.
            Where a window holds its maximum more than once, its entry of dout may go to one of them
            or be split among them, as long as it is handed out exactly once.
    """
    x, pool_param = cache
    x_col = pool_columns(x, pool_param)
    grad_col = np.zeros(x_col.shape, dtype=dout.dtype)
    grad_col[x_col.argmax(axis=0), np.arange(x_col.shape[1])] = pool_row(dout)  # the first of equal maxima
    return pool_columns_bw(grad_col, x.shape, pool_param)


def conv_forward_strides(x, w, b, conv_param):
    """Convolve a batch of images through a strided view: no window is copied before the product.

    Args:
        x: images, (N, C, H, W), in any memory layout: Fortran order and slices of larger arrays too.
        w: filters, (F, C, HH, WW), in any memory layout.
        b: one bias per filter, (F,).
        conv_param: {"stride": int >= 1, "pad": int >= 0}, in pixels.

    Returns:
        out: (N, F, H_out, W_out), as conv_forward_im2col gives. x stays as it is.

    Source: numpy.lib.stride_tricks.as_strided, or sliding_window_view.
    """
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    _, _, HH, WW = w.shape
    pixels = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    image, channel, row, column = pixels.strides
    windows = np.lib.stride_tricks.as_strided(
        pixels,
        (N, C, output_size(H, HH, pad, stride), output_size(W, WW, pad, stride), HH, WW),
        (image, channel, stride * row, stride * column, row, column),
        writeable=False,
    )
    out = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))) + b
    return out.transpose(0, 3, 1, 2)
