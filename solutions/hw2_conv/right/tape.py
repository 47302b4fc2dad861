"""Odd: a small automatic differentiator; forward records a tape in the cache, and backward plays it back."""

import numpy as np


class Node:
    """An array, what it came from, and how a gradient of it goes back to each of those."""

    def __init__(self, value, parents=()):
        self.value = value
        self.parents = parents

    def __add__(self, other):
        return Node(self.value + other.value, ((self, lambda g: g), (other, lambda g: g)))

    def __sub__(self, other):
        return Node(self.value - other.value, ((self, lambda g: g), (other, lambda g: -g)))

    def __mul__(self, other):
        return Node(self.value * other.value, ((self, lambda g: g * other.value), (other, lambda g: g * self.value)))

    def power(self, exponent):
        return Node(self.value**exponent, ((self, lambda g: g * exponent * self.value ** (exponent - 1)),))

    def total(self, axes):
        """The sum over some axes, which are kept with length 1."""
        shape = self.value.shape
        return Node(self.value.sum(axis=axes, keepdims=True), ((self, lambda g: np.broadcast_to(g, shape)),))

    def reshape(self, *shape):
        return Node(self.value.reshape(shape), ((self, lambda g: g.reshape(self.value.shape)),))

    def pad(self, width):
        inner = (slice(None), slice(None), *(slice(width, width + size) for size in self.value.shape[2:]))
        wide = np.pad(self.value, ((0, 0), (0, 0), (width, width), (width, width)))
        return Node(wide, ((self, lambda g: g[inner]),))

    def at(self, key):
        """One slice; its gradient falls on zeros."""

        def back(g):
            whole = np.zeros(self.value.shape, dtype=g.dtype)
            whole[key] = g
            return whole

        return Node(self.value[key], ((self, back),))

    def relu(self):
        return Node(np.maximum(self.value, 0), ((self, lambda g: g * (self.value > 0)),))

    def larger(self, other):
        """The larger of two, entry by entry; on a tie the gradient goes to the first."""
        first = self.value >= other.value
        value = np.where(first, self.value, other.value)
        return Node(value, ((self, lambda g: g * first), (other, lambda g: g * ~first)))

    def matmul(self, other):
        return Node(
            self.value @ other.value,
            ((self, lambda g: g @ other.value.T), (other, lambda g: self.value.T @ g)),
        )


def ordered(end):
    """Every node that `end` was made of, each after all that it was made of."""
    order, seen, stack = [], set(), [(end, False)]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((parent, False) for parent, _ in node.parents)
    return order


def narrowed(gradient, shape):
    """Sum over what was broadcast."""
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    axes = tuple(k for k, size in enumerate(shape) if size == 1 and gradient.shape[k] != 1)
    return gradient.sum(axis=axes, keepdims=True) if axes else gradient


def gradients(end, dout, leaves):
    """The gradient of every leaf."""
    found = {id(end): dout}
    for node in reversed(ordered(end)):
        gradient = found.get(id(node))
        for parent, back in node.parents:
            share = narrowed(back(gradient), parent.value.shape)
            found[id(parent)] = found[id(parent)] + share if id(parent) in found else share
    return [found[id(leaf)] for leaf in leaves]


def places(shape, height, width, stride):
    """A key for every tap of a window, in all windows at once."""
    rows, columns = (shape[2] - height) // stride + 1, (shape[3] - width) // stride + 1
    for p in range(height):
        for q in range(width):
            yield (
                slice(None),
                slice(None),
                slice(p, p + stride * (rows - 1) + 1, stride),
                slice(q, q + stride * (columns - 1) + 1, stride),
            )


def convolved(x, w, b, stride, pad):
    wide = x.pad(pad)
    F, C, HH, WW = w.value.shape
    out = b.reshape(1, F, 1, 1)
    for tap, key in enumerate(places(wide.value.shape, HH, WW, stride)):
        p, q = divmod(tap, WW)
        seen = wide.at(key)
        weights = w.at((slice(None), slice(None), p, q))
        N, _, H_out, W_out = seen.value.shape
        products = seen.reshape(N, 1, C, H_out, W_out) * weights.reshape(1, F, C, 1, 1)
        out = out + products.total((2,)).reshape(N, F, H_out, W_out)
    return out


def largest(x, height, width, stride):
    out = None
    for key in places(x.value.shape, height, width, stride):
        out = x.at(key) if out is None else out.larger(x.at(key))
    return out


def conv_forward_naive(x, w, b, conv_param):
    leaves = [Node(x), Node(w), Node(b)]
    end = convolved(*leaves, conv_param["stride"], conv_param["pad"])
    return end.value, (end, leaves)


def conv_backward_naive(dout, cache):
    end, leaves = cache
    dx, dw, db = gradients(end, dout, leaves)
    return dx, dw, db


def max_pool_forward_naive(x, pool_param):
    leaf = Node(x)
    end = largest(leaf, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    return end.value, (end, leaf)


def max_pool_backward_naive(dout, cache):
    end, leaf = cache
    return gradients(end, dout, [leaf])[0]


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    C = x.shape[1]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running = [bn_param.get("running_mean", np.zeros(C)), bn_param.get("running_var", np.zeros(C))]
    leaves = [Node(x), Node(gamma), Node(beta)]
    if bn_param["mode"] == "train":
        part = Node(np.array(C / x.size).reshape(1, 1, 1, 1))
        mean = leaves[0].total((0, 2, 3)) * part
        away = leaves[0] - mean
        var = (away * away).total((0, 2, 3)) * part
        for name, old, new in zip(("running_mean", "running_var"), running, (mean, var), strict=True):
            bn_param[name] = momentum * old + (1 - momentum) * new.value.reshape(C)
    else:
        away, var = leaves[0] - Node(running[0].reshape(1, C, 1, 1)), Node(running[1].reshape(1, C, 1, 1))
    slope = (var + Node(np.full((1, 1, 1, 1), eps))).power(-0.5)
    end = away * slope * leaves[1].reshape(1, C, 1, 1) + leaves[2].reshape(1, C, 1, 1)
    return end.value, (end, leaves)


def spatial_batchnorm_backward(dout, cache):
    end, leaves = cache
    return tuple(gradients(end, dout, leaves))


def three_layer_forward(x, params):
    p = {name: Node(value) for name, value in params.items()}
    maps = convolved(Node(x), p["W1"], p["b1"], 1, (params["W1"].shape[2] - 1) // 2).relu()
    flat = largest(maps, 2, 2, 2).reshape(len(x), -1)
    return ((flat.matmul(p["W2"]) + p["b2"]).relu().matmul(p["W3"]) + p["b3"]).value
