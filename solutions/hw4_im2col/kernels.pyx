# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The course's fast layers: convolution and max pooling over a batch of images, float32 or float64, one thread.

A convolution is a matrix product over columns, as in the homework, with three differences. Columns are made for a few
images or a few output rows at a time, so that they are still in the cache when the product reads them. An image is
first laid out with its padding, columns of pixels that lie `stride` apart side by side, so that a window's tap reads
each output row as one run. And the bias is one more weight, of a tap that always sees 1.
"""

import numpy as np

from cython cimport floating
from libc.stdint cimport int32_t, uint8_t
from libc.string cimport memcpy, memset

TILE = 2 << 20  # bytes of columns at a time: with fewer the product is slower, with more they leave the cache

ctypedef fused place_t:
    uint8_t
    int32_t


# ------------------------------------------------------------------------------------------------ images and columns


cdef void lay_out(const floating[:, :, :, ::1] x, Py_ssize_t n, const Py_ssize_t[::1] place, Py_ssize_t pad,
                  Py_ssize_t stride, floating[:, :, ::1] laid):
    """Copy image n into laid, (C, H + 2 * pad, places); what lies around it there stays."""
    cdef Py_ssize_t C = x.shape[1], H = x.shape[2], W = x.shape[3], c, h, w
    for c in range(C):
        for h in range(H):
            if stride == 1 and W > 0:
                memcpy(&laid[c, h + pad, place[0]], &x[n, c, h, 0], W * sizeof(floating))
            else:
                for w in range(W):
                    laid[c, h + pad, place[w]] = x[n, c, h, w]


cdef void take_back(const floating[:, :, ::1] laid, const Py_ssize_t[::1] place, Py_ssize_t pad,
                    floating[:, :, :, ::1] x, Py_ssize_t n):
    """Copy what is laid out into image n."""
    cdef Py_ssize_t C = x.shape[1], H = x.shape[2], W = x.shape[3], c, h, w
    for c in range(C):
        for h in range(H):
            for w in range(W):
                x[n, c, h, w] = laid[c, h + pad, place[w]]


cdef void copy_windows(const floating[:, :, ::1] laid, Py_ssize_t top, floating[:, :, ::1] cols,
                       Py_ssize_t kh, Py_ssize_t kw, Py_ssize_t stride):
    """Fill cols, (C * kh * kw or more, rows, W_out), with the windows of output rows top, top + 1, ..."""
    cdef Py_ssize_t C = laid.shape[0], phase = laid.shape[2] // stride, c, i, j, y
    cdef size_t run = cols.shape[2] * sizeof(floating)
    for c in range(C):
        for i in range(kh):
            for j in range(kw):
                for y in range(cols.shape[1]):
                    memcpy(&cols[(c * kh + i) * kw + j, y, 0],
                           &laid[c, (top + y) * stride + i, j % stride * phase + j // stride], run)


cdef void add_runs(floating *total, const floating *run, Py_ssize_t step, Py_ssize_t count, Py_ssize_t length) noexcept:
    """Add count runs, step apart, to total: up to three in one pass, since total has to be read and written in each."""
    cdef Py_ssize_t k
    while count >= 3:
        for k in range(length):
            total[k] += run[k] + run[k + step] + run[k + 2 * step]
        run += 3 * step
        count -= 3
    if count == 2:
        for k in range(length):
            total[k] += run[k] + run[k + step]
    elif count == 1:
        for k in range(length):
            total[k] += run[k]


cdef void add_windows(const floating[:, :, ::1] cols, floating[:, :, ::1] laid, Py_ssize_t top,
                      Py_ssize_t kh, Py_ssize_t kw, Py_ssize_t stride):
    """Add cols, (C * kh * kw or more, rows, W_out), back to where copy_windows would have taken them from."""
    cdef Py_ssize_t C = laid.shape[0], phase = laid.shape[2] // stride, rows = cols.shape[1], run = cols.shape[2]
    cdef Py_ssize_t step = (stride * kw * rows - 1) * run  # one output row up is `stride` rows down in the window
    cdef Py_ssize_t c, h, j, first, last
    for c in range(C):
        for h in range((rows - 1) * stride + kh):
            last = min(h // stride, rows - 1)
            first = max((h - kh + stride) // stride, 0)
            if first <= last:  # else no window looks at this row
                for j in range(kw):
                    add_runs(&laid[c, top * stride + h, j % stride * phase + j // stride],
                             &cols[(c * kh + h - last * stride) * kw + j, last, 0], step, last - first + 1, run)


cdef void fill(const floating[:, :, :, ::1] x, const Py_ssize_t[::1] place, floating[:, :, ::1] laid,
               floating[:, :, :, ::1] cols, Py_ssize_t first, Py_ssize_t top, tuple window):
    """Make the columns of as many images and output rows as cols, (images, K, rows, W_out), has room for."""
    cdef Py_ssize_t n, kh, kw, stride, pad
    kh, kw, stride, pad = window
    for n in range(cols.shape[0]):
        if top == 0:
            lay_out(x, first + n, place, pad, stride, laid)
        copy_windows(laid, top, cols[n], kh, kw, stride)


cdef void drain(const floating[:, :, :, ::1] cols, const Py_ssize_t[::1] place, floating[:, :, ::1] laid,
                floating[:, :, :, ::1] x, Py_ssize_t first, Py_ssize_t top, bint last, tuple window):
    """Add columns up in images; an image is written when its last rows have come."""
    cdef Py_ssize_t n, kh, kw, stride, pad
    kh, kw, stride, pad = window
    for n in range(cols.shape[0]):
        if top == 0:
            memset(&laid[0, 0, 0], 0, laid.size * sizeof(floating))
        add_windows(cols[n], laid, top, kh, kw, stride)
        if last:
            take_back(laid, place, pad, x, first + n)


def _fill(x, place, laid, cols, first, top, window):
    if x.dtype == np.float32:
        fill[float](x, place, laid, cols, first, top, window)
    else:
        fill[double](x, place, laid, cols, first, top, window)


def _drain(cols, place, laid, x, first, top, last, window):
    if x.dtype == np.float32:
        drain[float](cols, place, laid, x, first, top, last, window)
    else:
        drain[double](cols, place, laid, x, first, top, last, window)


def _sizes(x_shape, kh, kw, stride, pad):
    """Output rows and columns."""
    H_out, W_out = (1 + (size + 2 * pad - k) // stride for size, k in zip(x_shape[2:], (kh, kw)))
    if H_out < 1 or W_out < 1:
        raise ValueError(f"a window of {kh} x {kw} does not fit images of {x_shape[2]} x {x_shape[3]} padded by {pad}")
    return H_out, W_out


def _layout(x_shape, stride, pad, dtype):
    """Room for one image laid out, all zeros, and where each column of pixels has its place in it."""
    _, C, H, W = x_shape
    phase = -(-(W + 2 * pad) // stride)
    column = np.arange(pad, pad + W)
    laid = np.empty((C, H + 2 * pad, stride * phase), dtype)
    laid.fill(0)
    return laid, column % stride * phase + column // stride


def _tiles(N, K, H_out, W_out, dtype):
    """Room for the columns of a tile; first image, images, first row and rows of each tile."""
    row = K * W_out * np.dtype(dtype).itemsize
    images, rows = max(1, min(N, TILE // (row * H_out))), max(1, min(H_out, TILE // row))
    tiles = [
        (n, min(images, N - n), y, min(rows, H_out - y)) for n in range(0, N, images) for y in range(0, H_out, rows)
    ]
    return np.empty(images * K * rows * W_out, dtype), tiles


def im2col(x, kh, kw, stride, pad, out=None):
    """Lay the windows of each image out as columns.

    Args:
        x: images, (N, C, H, W), float32 or float64, in C order; may be read-only.
        kh: height of the window, int, pixels, >= 1.
        kw: width of the window, int, pixels, >= 1.
        stride: step from one window to the next, int, pixels, >= 1.
        pad: rows and columns of zeros on every side, int, pixels, >= 0.
        out: where to write, an array like the one returned, in C order; a new one where it is not given.

    Returns:
        cols: (N, C * kh * kw, H_out * W_out), of x's dtype; rows (C, kh, kw), columns (H_out, W_out).

    Raises:
        ValueError: the window is larger than the padded image, or out has another shape.
    """
    N, C = x.shape[:2]
    H_out, W_out = _sizes(x.shape, kh, kw, stride, pad)
    size = (N, C * kh * kw, H_out * W_out)
    if out is not None and (out.shape != size or not out.flags.c_contiguous):
        raise ValueError(f"out must be {size} in C order")
    cols = np.empty(size, x.dtype) if out is None else out
    if cols.size > 0:
        laid, place = _layout(x.shape, stride, pad, x.dtype)
        _fill(x, place, laid, cols.reshape(N, C * kh * kw, H_out, W_out), 0, 0, (kh, kw, stride, pad))
    return cols


def col2im(cols, x_shape, kh, kw, stride, pad):
    """Add the columns of im2col back into the images.

    Args:
        cols: (N, C * kh * kw, H_out * W_out), as im2col lays them out, float32 or float64, in C order.
        x_shape: (N, C, H, W) of the images, tuple of int.
        kh: as for im2col.
        kw: as for im2col.
        stride: as for im2col.
        pad: as for im2col.

    Returns:
        x: (N, C, H, W), of cols' dtype; each pixel is the sum of its copies.

    Raises:
        ValueError: the window is larger than the padded image, or cols has another shape.
    """
    x = np.empty(x_shape, cols.dtype)
    if x.size > 0:
        laid, place = _layout(x_shape, stride, pad, cols.dtype)
        rows = cols.reshape(x_shape[0], x_shape[1] * kh * kw, *_sizes(x_shape, kh, kw, stride, pad))
        _drain(rows, place, laid, x, 0, 0, True, (kh, kw, stride, pad))
    return x


# ------------------------------------------------------------------------------------------------ convolution


def conv_forward(x, w, b, stride, pad):
    """Convolve a batch of images with a bank of filters (cross-correlation, no flip).

    Args:
        x: images, (N, C, H, W), float32 or float64, in C order; may be read-only.
        w: filters, (F, C, HH, WW).
        b: one bias per filter, (F,).
        stride: step from one window to the next, int, pixels, >= 1.
        pad: rows and columns of zeros on every side, int, pixels, >= 0.

    Returns:
        out: (N, F, H_out, W_out), of x's dtype; H_out = 1 + (H + 2 * pad - HH) // stride, W_out likewise.

    Raises:
        ValueError: the filter is larger than the padded image.
    """
    (N, C), (F, _, kh, kw) = x.shape[:2], w.shape
    H_out, W_out = _sizes(x.shape, kh, kw, stride, pad)
    K = C * kh * kw
    out = np.empty((N, F, H_out * W_out), x.dtype)
    weights = np.empty((F, K + 1), x.dtype)
    weights[:, :K], weights[:, K] = w.reshape(F, K), b
    laid, place = _layout(x.shape, stride, pad, x.dtype)
    room, tiles = _tiles(N, K + 1, H_out, W_out, x.dtype)
    for first, images, top, rows in tiles:
        cols = room[: images * (K + 1) * rows * W_out].reshape(images, K + 1, rows, W_out)
        cols[:, K] = 1
        _fill(x, place, laid, cols, first, top, (kh, kw, stride, pad))
        part = out[first : first + images, :, top * W_out : (top + rows) * W_out]
        np.matmul(weights, cols.reshape(images, K + 1, rows * W_out), out=part)
    return out.reshape(N, F, H_out, W_out)


def conv_backward(dout, x, w, stride, pad):
    """Work out the gradients of a convolution; the columns are made anew, none are kept from the forward pass.

    Args:
        dout: gradient of out, (N, F, H_out, W_out), of x's dtype.
        x: the images, as for conv_forward.
        w: the filters, as for conv_forward.
        stride: as for conv_forward.
        pad: as for conv_forward.

    Returns:
        dx: gradient of x, (N, C, H, W).
        dw: gradient of w, (F, C, HH, WW).
        db: gradient of b, (F,).

    Raises:
        ValueError: the filter is larger than the padded image.
    """
    (N, C), (F, _, kh, kw) = x.shape[:2], w.shape
    window, K = (kh, kw, stride, pad), C * kh * kw
    H_out, W_out = _sizes(x.shape, *window)
    dx, dweights = np.zeros(x.shape, x.dtype), np.zeros((F, K + 1), x.dtype)
    transposed = np.ascontiguousarray(w.reshape(F, K).T, x.dtype)
    (laid, place), (dlaid, _) = (_layout(x.shape, stride, pad, x.dtype) for _ in range(2))
    room, tiles = _tiles(N, K + 1, H_out, W_out, x.dtype)
    dout = np.ascontiguousarray(dout).reshape(N, F, H_out * W_out)
    for first, images, top, rows in tiles:
        cols = room[: images * (K + 1) * rows * W_out].reshape(images, K + 1, rows, W_out)
        flat = cols.reshape(images, K + 1, rows * W_out)
        part = dout[first : first + images, :, top * W_out : (top + rows) * W_out]
        cols[:, K] = 1
        _fill(x, place, laid, cols, first, top, window)
        dweights += np.matmul(part, flat.transpose(0, 2, 1)).sum(axis=0)
        np.matmul(transposed, part, out=flat[:, :K])
        _drain(cols, place, dlaid, dx, first, top, top + rows == H_out, window)
    return dx, dweights[:, :K].reshape(w.shape), dweights[:, K].copy()


# ------------------------------------------------------------------------------------------------ max pooling


cdef inline void see(const floating *pixel, Py_ssize_t stride, Py_ssize_t length, floating tap,
                     floating *best, floating *where) noexcept:
    """Let one tap of every window of an output row win where it is larger, or no number."""
    cdef Py_ssize_t k
    cdef floating value, held, place
    for k in range(length):
        value, held, place = pixel[k * stride], best[k], where[k]
        best[k] = value if (value > held) | (value != value) else held
        where[k] = tap if (value > held) | (value != value) else place


cdef void pool(const floating[:, :, ::1] x, floating[:, :, ::1] out, place_t[:, :, ::1] argmax, floating[::1] where,
               Py_ssize_t ph, Py_ssize_t pw, Py_ssize_t stride):
    """Pool planes, (N * C, H, W). Places are kept as floats in between, so that a comparison yields both at once."""
    cdef Py_ssize_t length = out.shape[2], m, y, i, j, k
    cdef const floating *pixel
    cdef floating *best
    cdef floating *places = &where[0]
    for m in range(out.shape[0]):
        for y in range(out.shape[1]):
            best = &out[m, y, 0]
            pixel = &x[m, y * stride, 0]
            for k in range(length):
                best[k] = pixel[k * stride]
                places[k] = 0
            for i in range(ph):
                pixel = &x[m, y * stride + i, 0]
                for j in range(i == 0, pw):
                    # a stride that is known when this is compiled makes it several times faster
                    if stride == 1:
                        see(pixel + j, 1, length, <floating> (i * pw + j), best, places)
                    elif stride == 2:
                        see(pixel + j, 2, length, <floating> (i * pw + j), best, places)
                    else:
                        see(pixel + j, stride, length, <floating> (i * pw + j), best, places)
            for k in range(length):
                argmax[m, y, k] = <place_t> places[k]


def max_pool_forward(x, ph, pw, stride):
    """Take the maximum of each window of each channel, and note where it stood.

    Args:
        x: images, (N, C, H, W), float32 or float64, in C order; may be read-only.
        ph: height of the window, int, pixels, >= 1.
        pw: width of the window, int, pixels, >= 1.
        stride: step from one window to the next, int, pixels, >= 1; windows may overlap or leave gaps.

    Returns:
        out: (N, C, H_out, W_out), of x's dtype; H_out = 1 + (H - ph) // stride, W_out likewise. NaN is larger than
            any number.
        argmax: (N, C, H_out, W_out), the place of the first maximum in its window, or of the last NaN,
            row * pw + column; uint8 where that is enough, else int32.

    Raises:
        ValueError: the window is larger than the image.
    """
    N, C, H, W = x.shape
    H_out, W_out = _sizes(x.shape, ph, pw, stride, 0)
    out = np.empty((N * C, H_out, W_out), x.dtype)
    argmax = np.empty((N * C, H_out, W_out), np.uint8 if ph * pw <= 256 else np.int32)
    where = np.empty(W_out, x.dtype)
    planes = x.reshape(N * C, H, W)
    if x.dtype == np.float32 and argmax.dtype == np.uint8:
        pool[float, uint8_t](planes, out, argmax, where, ph, pw, stride)
    elif x.dtype == np.float32:
        pool[float, int32_t](planes, out, argmax, where, ph, pw, stride)
    elif argmax.dtype == np.uint8:
        pool[double, uint8_t](planes, out, argmax, where, ph, pw, stride)
    else:
        pool[double, int32_t](planes, out, argmax, where, ph, pw, stride)
    return out.reshape(N, C, H_out, W_out), argmax.reshape(N, C, H_out, W_out)


cdef inline void share_pairs(const floating *dout, const floating *places, Py_ssize_t length, floating tap,
                             floating *dx) noexcept:
    """Write two pixels for each entry of dout: itself where its place is this tap or the next, else 0."""
    cdef Py_ssize_t k
    cdef floating share, place, nothing = 0
    for k in range(length):
        share, place = dout[k], places[k]
        dx[2 * k] = share if place == tap else nothing
        dx[2 * k + 1] = share if place == tap + 1 else nothing


cdef void pool_back(const floating[:, :, ::1] dout, const place_t[:, :, ::1] argmax, floating[::1] where,
                    const Py_ssize_t[::1] offset, floating[:, :, ::1] dx, bint tiled, Py_ssize_t stride):
    """Hand dout back, plane by plane; tiled: by windows of 2 x 2 that each pixel is in one of."""
    cdef Py_ssize_t H = dx.shape[1], W = dx.shape[2], H_out = dout.shape[1], W_out = dout.shape[2], m, y, k
    cdef floating *plane
    cdef floating *places = &where[0]
    for m in range(dx.shape[0]):
        if tiled:  # every pixel is written once, and nothing is cleared first
            for y in range(H_out):
                for k in range(W_out):
                    places[k] = argmax[m, y, k]
                share_pairs(&dout[m, y, 0], places, W_out, <floating> 0, &dx[m, 2 * y, 0])
                share_pairs(&dout[m, y, 0], places, W_out, <floating> 2, &dx[m, 2 * y + 1, 0])
        else:
            plane = &dx[m, 0, 0]
            memset(plane, 0, H * W * sizeof(floating))
            for y in range(H_out):
                for k in range(W_out):
                    plane[(y * W + k) * stride + offset[argmax[m, y, k]]] += dout[m, y, k]


def max_pool_backward(dout, argmax, x_shape, ph, pw, stride):
    """Hand each entry of dout to the pixel that was the maximum of its window.

    Args:
        dout: gradient of out, (N, C, H_out, W_out), float32 or float64, in C order; may be read-only.
        argmax: what max_pool_forward returned beside out.
        x_shape: (N, C, H, W) of the images, tuple of int.
        ph: as for max_pool_forward.
        pw: as for max_pool_forward.
        stride: as for max_pool_forward.

    Returns:
        dx: gradient of x, (N, C, H, W), of dout's dtype; a pixel adds up what it gets from each of its windows.

    Raises:
        ValueError: the window is larger than the image, or dout and argmax have other shapes than out had.
    """
    N, C, H, W = x_shape
    H_out, W_out = _sizes(x_shape, ph, pw, stride, 0)
    if dout.shape != (N, C, H_out, W_out) or argmax.shape != dout.shape:
        raise ValueError(f"dout and argmax must be {(N, C, H_out, W_out)}, not {dout.shape} and {argmax.shape}")
    dx = np.empty((N * C, H, W), dout.dtype)
    if dx.size == 0:
        return dx.reshape(x_shape)
    tiled = ph == pw == stride == 2 and (H, W) == (2 * H_out, 2 * W_out)
    offset = np.array([i * W + j for i in range(ph) for j in range(pw)], np.intp)
    where = np.empty(W_out, dout.dtype)
    douts, places = dout.reshape(N * C, H_out, W_out), argmax.reshape(N * C, H_out, W_out)
    if dout.dtype == np.float32 and argmax.dtype == np.uint8:
        pool_back[float, uint8_t](douts, places, where, offset, dx, tiled, stride)
    elif dout.dtype == np.float32:
        pool_back[float, int32_t](douts, places, where, offset, dx, tiled, stride)
    elif argmax.dtype == np.uint8:
        pool_back[double, uint8_t](douts, places, where, offset, dx, tiled, stride)
    else:
        pool_back[double, int32_t](douts, places, where, offset, dx, tiled, stride)
    return dx.reshape(x_shape)
