"""Caches are dictionaries, one of them with a closure; sizes are counted, sums are made by bincount."""

import numpy as np


def starts(size, window, stride, pad):
    """Where the windows begin in the padded image."""
    return np.array([s for s in range(0, size + 2 * pad, stride) if s + window <= size + 2 * pad])


def im2col(X, k_height, k_width, padding=1, stride=1):
    N, C, H, W = X.shape
    top, left = starts(H, k_height, stride, padding), starts(W, k_width, stride, padding)
    rows = (top + np.arange(k_height)[:, None]).ravel()
    columns = (left + np.arange(k_width)[:, None]).ravel()
    wide = np.pad(X, pad_width=[(0, 0), (0, 0), (padding, padding), (padding, padding)])
    picked = wide.take(rows, axis=2).take(columns, axis=3)
    picked = picked.reshape(N, C, k_height, len(top), k_width, len(left))
    return picked.transpose(1, 2, 4, 3, 5, 0).reshape(C * k_height * k_width, len(top) * len(left) * N)


def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    """Count with bincount: every entry of the matrix has a flat address in the padded images."""
    N, C, H, W = X_shape
    wide = N, C, H + 2 * padding, W + 2 * padding
    address = np.arange(int(np.prod(wide)), dtype=np.float64).reshape(wide)
    address = im2col(address, k_height, k_width, padding=0, stride=stride).astype(int)
    total = np.bincount(address.ravel(), weights=grad_X_col.ravel(), minlength=int(np.prod(wide)))
    return total.reshape(wide)[:, :, padding : padding + H, padding : padding + W]


def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _C, HH, WW = w.shape
    top, left = starts(x.shape[2], HH, stride, pad), starts(x.shape[3], WW, stride, pad)
    # A column of ones carries the bias.
    x_col = im2col(x, k_height=HH, k_width=WW, padding=pad, stride=stride)
    x_col = np.vstack([x_col, np.ones((1, x_col.shape[1]), dtype=x_col.dtype)])
    out = np.hstack([w.reshape(F, -1), b.reshape(-1, 1)]) @ x_col
    out = out.reshape(F, len(top), len(left), len(x))
    return out.transpose(3, 0, 1, 2), {
        "x_col": x_col,
        "w": w,
        "shape": x.shape,
        "param": {"padding": pad, "stride": stride},
    }


def conv_backward_im2col(dout, cache):
    w = cache["w"]
    F, _C, HH, WW = w.shape
    dout_col = np.stack([d.transpose(1, 2, 0).ravel() for d in dout.swapaxes(0, 1)])
    both = dout_col @ cache["x_col"].T
    dx = im2col_bw(w.reshape(F, -1).T @ dout_col, cache["shape"], k_height=HH, k_width=WW, **cache["param"])
    return dx, both[:, :-1].reshape(w.shape), both[:, -1]


def avg_pool_forward_im2col(x, pool_param):
    ph, pw, stride = (pool_param[key] for key in ("pool_height", "pool_width", "stride"))
    out_size = len(starts(x.shape[2], ph, stride, 0)), len(starts(x.shape[3], pw, stride, 0))
    maps = [im2col(x[:, c : c + 1], ph, pw, 0, stride).mean(axis=0) for c in range(x.shape[1])]
    out = np.stack([m.reshape(*out_size, len(x)) for m in maps]).transpose(3, 0, 1, 2)

    def back(dout):
        dx = np.empty(x.shape)
        for c in range(x.shape[1]):
            share = np.broadcast_to(dout[:, c].transpose(1, 2, 0).ravel() / (ph * pw), (ph * pw, maps[c].size))
            dx[:, c : c + 1] = im2col_bw(share, (len(x), 1, *x.shape[2:]), ph, pw, 0, stride)
        return dx

    return out, {"back": back}


def avg_pool_backward_im2col(dout, cache):
    return cache["back"](dout)


def max_pool_forward_fast(x, pool_param):
    ph, pw, stride = (pool_param[key] for key in ("pool_height", "pool_width", "stride"))
    top, left = starts(x.shape[2], ph, stride, 0), starts(x.shape[3], pw, stride, 0)
    rows, columns = top[:, None] + np.arange(ph), left[:, None] + np.arange(pw)
    windows = x[:, :, rows[:, None, :, None], columns[None, :, None, :]]
    flat = windows.reshape(*windows.shape[:4], ph * pw)
    return flat.max(axis=-1), {"winner": flat.argmax(axis=-1), "shape": x.shape, "top": top, "left": left, "width": pw}


def max_pool_backward_fast(dout, cache):
    shape, winner = cache["shape"], cache["winner"]
    y = cache["top"][:, None] + winner // cache["width"]
    z = cache["left"] + winner % cache["width"]
    n, c = np.ogrid[: shape[0], : shape[1]]
    flat = np.ravel_multi_index((n[..., None, None], c[..., None, None], y, z), shape)
    return np.bincount(flat.ravel(), weights=dout.ravel(), minlength=int(np.prod(shape))).reshape(shape)


def conv_forward_strides(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x = np.require(np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad))), requirements="C")
    H_out, W_out = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    size = np.asarray(x.strides)
    view = np.ndarray(
        (N, C, H_out, W_out, HH, WW), x.dtype, x, strides=tuple(size * (1, 1, stride, stride)) + tuple(size[2:])
    )
    return np.stack([np.tensordot(view, w[f], axes=((1, 4, 5), (0, 1, 2))) + b[f] for f in range(F)], axis=1)
