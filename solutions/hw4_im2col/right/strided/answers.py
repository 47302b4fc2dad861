"""One strided view serves every function; writes go through it one window at a time."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


class Layout:
    """Sizes of the windows over images of one shape."""

    def __init__(self, shape, height, width, stride, pad=0):
        self.N, self.C, self.H, self.W = shape
        self.height, self.width, self.stride, self.pad = height, width, stride, pad
        self.H_pad, self.W_pad = self.H + 2 * pad, self.W + 2 * pad
        self.H_out = (self.H_pad - height) // stride + 1
        self.W_out = (self.W_pad - width) // stride + 1

    def padded(self, x):
        wide = np.zeros((self.N, self.C, self.H_pad, self.W_pad), dtype=x.dtype)
        wide[..., self.pad : self.pad + self.H, self.pad : self.pad + self.W] = x
        return wide

    def view(self, wide):
        """(C, height, width, H_out, W_out, N) over an array of this module's own."""
        n, c, h, w = wide.strides
        shape = (self.C, self.height, self.width, self.H_out, self.W_out, self.N)
        return as_strided(wide, shape, (c, h, w, self.stride * h, self.stride * w, n))

    def put_back(self, grad):
        wide = np.zeros((self.N, self.C, self.H_pad, self.W_pad))
        view = self.view(wide)
        for i in range(self.H_out):
            for j in range(self.W_out):
                view[:, :, :, i, j] += grad[:, :, :, i, j]
        return wide[..., self.pad : self.pad + self.H, self.pad : self.pad + self.W]


def im2col(X, k_height, k_width, padding=1, stride=1):
    layout = Layout(X.shape, k_height, k_width, stride, padding)
    view = layout.view(layout.padded(X))
    return view.reshape(int(np.prod(view.shape[:3])), int(np.prod(view.shape[3:])))


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    layout = Layout(X_shape, k_height, k_width, stride, padding)
    N, C = X_shape[:2]
    return layout.put_back(grad_X_col.reshape(C, k_height, k_width, layout.H_out, layout.W_out, N))


def conv_forward_im2col(x, w, b, conv_param):
    layout = Layout(x.shape, *w.shape[2:], conv_param["stride"], conv_param["pad"])
    x_col = im2col(x, *w.shape[2:], conv_param["pad"], conv_param["stride"])
    out = (np.matmul(w.reshape(len(w), -1), x_col).T + b).T
    out = out.reshape(len(w), layout.H_out, layout.W_out, layout.N)
    return np.moveaxis(out, 3, 0), (x_col, x.shape, w, layout)


def conv_backward_im2col(dout, cache):
    x_col, x_shape, w, layout = cache
    dout_col = dout.swapaxes(0, 1).transpose(0, 2, 3, 1).reshape(len(w), -1)
    dw = np.matmul(dout_col, x_col.T).reshape(w.shape)
    dx_col = np.matmul(w.reshape(len(w), -1).T, dout_col)
    dx = im2col_bw(dx_col, x_shape, layout.height, layout.width, layout.pad, layout.stride)
    return dx, dw, dout_col @ np.ones(dout_col.shape[1])


def _layout(x, pool_param):
    return Layout(x.shape, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])


def avg_pool_forward_im2col(x, pool_param):
    layout = _layout(x, pool_param)
    return layout.view(layout.padded(x)).mean(axis=(1, 2)).transpose(3, 0, 1, 2), (x, layout)


def avg_pool_backward_im2col(dout, cache):
    _x, layout = cache
    grad = dout.transpose(1, 2, 3, 0)[:, None, None] / (layout.height * layout.width)
    shape = (layout.C, layout.height, layout.width, layout.H_out, layout.W_out, layout.N)
    return layout.put_back(np.broadcast_to(grad, shape))


def max_pool_forward_fast(x, pool_param):
    layout = _layout(x, pool_param)
    view = layout.view(layout.padded(x))
    return view.max(axis=(1, 2)).transpose(3, 0, 1, 2), (view, layout)


def max_pool_backward_fast(dout, cache):
    view, layout = cache
    hit = view == view.max(axis=(1, 2), keepdims=True)
    return layout.put_back(hit / hit.sum(axis=(1, 2), keepdims=True) * dout.transpose(1, 2, 3, 0)[:, None, None])


def conv_forward_strides(x, w, b, conv_param):
    layout = Layout(x.shape, *w.shape[2:], conv_param["stride"], conv_param["pad"])
    view = layout.view(layout.padded(x))
    out = np.tensordot(w, view, axes=3)
    return np.moveaxis(out, 3, 0) + b[:, None, None]
