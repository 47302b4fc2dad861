"""Sums over windows go through the Fourier transform, and its rounding is left in the results."""

import numpy as np


def spectrum(a, shape):
    return np.fft.rfft2(a, shape)


def valid(spectra, shape, first, counts, stride):
    """Back from the spectrum; the windows that begin at `first` and every stride-th after it."""
    full = np.fft.irfft2(spectra, shape)
    rows, columns = (slice(start, start + stride * (n - 1) + 1, stride) for start, n in zip(first, counts, strict=True))
    return full[..., rows, columns]


def counted(shape, window, stride):
    return tuple(1 + (size - k) // stride for size, k in zip(shape, window, strict=True))


def surround(x, pad):
    return np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = surround(x, pad)
    shape, window = wide.shape[2:], w.shape[2:]
    # Conjugating the filter's spectrum turns convolution into cross-correlation.
    product = np.einsum("nchw,fchw->nfhw", spectrum(wide, shape), np.conj(spectrum(w, shape)))
    out = valid(product, shape, (0, 0), counted(shape, window, stride), stride) + b[:, None, None]
    return out, (wide, w, stride, pad)


def conv_backward_im2col(dout, cache):
    wide, w, stride, pad = cache
    shape = wide.shape[2:]
    spread = np.zeros((*dout.shape[:2], *shape))
    spread[:, :, : stride * dout.shape[2] : stride, : stride * dout.shape[3] : stride] = dout
    gradient = spectrum(spread, shape)
    dwide = np.fft.irfft2(np.einsum("nfhw,fchw->nchw", gradient, spectrum(w, shape)), shape)
    dw = np.fft.irfft2(np.einsum("nfhw,nchw->fchw", np.conj(gradient), spectrum(wide, shape)), shape)
    H, W = (size - 2 * pad for size in shape)
    return (
        dwide[:, :, pad : pad + H, pad : pad + W],
        dw[:, :, : w.shape[2], : w.shape[3]],
        gradient[..., 0, 0].real.sum(0),
    )


def avg_pool_forward_im2col(x, pool_param):
    window, stride = (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"]
    shape = x.shape[2:]
    box = np.conj(spectrum(np.full(window, 1 / (window[0] * window[1])), shape))
    return valid(spectrum(x, shape) * box, shape, (0, 0), counted(shape, window, stride), stride), (shape, box, stride)


def avg_pool_backward_im2col(dout, cache):
    shape, box, stride = cache
    spread = np.zeros((*dout.shape[:2], *shape))
    spread[:, :, : stride * dout.shape[2] : stride, : stride * dout.shape[3] : stride] = dout
    return np.fft.irfft2(spectrum(spread, shape) * np.conj(box), shape)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    wide = surround(x, pad)
    N, C, H, W = wide.shape
    F, _, HH, WW = w.shape
    out = np.zeros((N, F, *counted((H, W), (HH, WW), stride)))
    for n in range(N):
        for f in range(F):
            for c in range(C):
                product = spectrum(wide[n, c], (H, W)) * np.conj(spectrum(w[f, c], (H, W)))
                out[n, f] += valid(product, (H, W), (0, 0), out.shape[2:], stride)
    return out + b[None, :, None, None]
