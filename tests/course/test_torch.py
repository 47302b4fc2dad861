"""An independent oracle: torch's forward passes and autograd agree with the references of both assignments."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from grader.probes import Source
from tests.course.layers import CONVS, COURSE, HW2, HW4, LAYERS, NORMS, POOLS, layer

TOLERANCE = 1e-12  # of the largest value
IMAGES = ((6, 7, 3, 2), (5, 8, 4, 3), (4, 4, 4, 1), (3, 5, 1, 5), (1, 1, 1, 1))


@pytest.fixture(autouse=True)
def one_thread():
    """Torch keeps to one thread, as small arrays need no more."""
    torch.set_num_threads(1)


def tensor(a, grad=False):
    """The same numbers for torch."""
    return torch.tensor(np.ascontiguousarray(a), requires_grad=grad)


def agree(ours, theirs):
    """Shapes are equal, and so are all values but for rounding."""
    theirs = theirs.detach().numpy()
    ours = np.asarray(ours)
    return ours.shape == theirs.shape and bool(np.abs(ours - theirs).max() <= TOLERANCE * max(np.abs(theirs).max(), 1))


def torch_conv(size):
    """A convolution as torch has it."""
    return lambda x, w, b: F.conv2d(x, w, b, stride=size.stride, padding=size.pad)


def torch_pool(function):
    """A pooling layer as torch has it."""
    return lambda size: lambda x: function(x, (size.height, size.width), stride=size.stride)


def torch_norm(size):
    """A batch norm in training as torch has it."""
    return lambda x, gamma, beta: F.batch_norm(x, None, None, gamma, beta, training=True, eps=size.eps)


def torch_columns(size):
    """Im2col as torch has it: the image is the slowest of its axes, and the fastest of ours."""

    def columns(x):
        cols = F.unfold(x, (size.HH, size.WW), padding=size.pad, stride=size.stride)
        return cols.permute(1, 2, 0).reshape(cols.shape[1], -1)

    return columns


THEIRS = {
    "conv_backward_naive": torch_conv,
    "max_pool_backward_naive": torch_pool(F.max_pool2d),
    "spatial_batchnorm_backward": torch_norm,
    "im2col_bw": torch_columns,
    "col2im_cython": torch_columns,
    "conv_backward_im2col": torch_conv,
    "avg_pool_backward_im2col": torch_pool(F.avg_pool2d),
    "max_pool_backward_fast": torch_pool(F.max_pool2d),
}
SIZES = [pytest.param(name, size, id=f"{name}-{k}") for name in LAYERS for k, size in enumerate(LAYERS[name][3])]


def differing(found, theirs):
    """Of forward and of each gradient, those in which a layer and torch's differ; torch's are autograd's."""
    inputs = [tensor(a, grad=True) for a in found.inputs]
    out = theirs(*inputs)
    if not agree(found.forward(*found.inputs), out):
        yield "forward"
    dout = Source(5).dyadic(*out.shape)
    out.backward(tensor(dout))
    for which, (ours, leaf) in enumerate(zip(found.backward(dout), inputs, strict=True)):
        if not agree(ours, leaf.grad):
            yield which


@pytest.mark.parametrize(("backward", "size"), SIZES)
def test_forward_and_backward(backward, size):
    """Outputs are torch's, gradients are autograd's, of every layer that has a backward, compiled ones too."""
    assert not list(differing(layer(backward, size), THEIRS[backward](size)))


@pytest.mark.parametrize("backward", LAYERS)
def test_one_wrong_entry_is_found(backward):
    """A forward or a gradient that is off by a millionth in one entry is not torch's."""
    size = LAYERS[backward][3][1]
    found = layer(backward, size)

    def off(a):
        a = np.array(a)
        a.flat[a.size // 2] += 1e-6
        return a

    forward = found._replace(forward=lambda *arrays: off(found.forward(*arrays)))
    back = found._replace(backward=lambda dout: tuple(off(a) for a in found.backward(dout)))

    assert list(differing(forward, THEIRS[backward](size))) == ["forward"]
    assert list(differing(back, THEIRS[backward](size))) == list(range(len(found.inputs)))


@pytest.mark.parametrize("size", CONVS, ids=range(len(CONVS)))
def test_strided_convolution(size):
    """conv_forward_strides is conv2d, in Fortran order too."""
    x, w, b = size.inputs(Source(5))
    expected = torch_conv(size)(*map(tensor, (x, w, b)))

    assert agree(HW4["conv_forward_strides"](x, w, b, size.param), expected)
    assert agree(HW4["conv_forward_strides"](np.asfortranarray(x), np.asfortranarray(w), b, size.param), expected)


@pytest.mark.parametrize("size", CONVS, ids=range(len(CONVS)))
@pytest.mark.parametrize("name", ["im2col_bw", "col2im_cython"])
def test_columns_added_up(name, size):
    """What goes back to the images is torch's fold, whose columns have the image slowest."""
    N, C, H, W = shape = size[:4]
    window = size.HH, size.WW, size.pad, size.stride
    places = F.unfold(torch.zeros(shape), (size.HH, size.WW), padding=size.pad, stride=size.stride).shape[2]
    cols = Source(5).dyadic(C * size.HH * size.WW, places * N)
    theirs = tensor(cols).reshape(-1, places, N).permute(2, 0, 1)
    expected = F.fold(theirs, (H, W), (size.HH, size.WW), padding=size.pad, stride=size.stride)

    ours = HW4[name](cols, *shape, *window) if name == "col2im_cython" else HW4[name](cols, shape, *window)

    assert agree(ours, expected)


@pytest.mark.parametrize("size", POOLS, ids=range(len(POOLS)))
def test_pools_of_hw2(size):
    """Averages are avg_pool2d's; minima are those that max_pool2d finds in the negative."""
    x = Source(5).dyadic(*size[:4])

    assert agree(HW2["avg_pool_forward_naive"](x, size.param)[0], torch_pool(F.avg_pool2d)(size)(tensor(x)))
    assert agree(HW2["min_pool_forward_naive"](x, size.param)[0], -torch_pool(F.max_pool2d)(size)(tensor(-x)))


@pytest.mark.parametrize("momentum", [0.0, 0.7, 1.0])
@pytest.mark.parametrize("size", NORMS, ids=range(len(NORMS)))
def test_running_statistics(size, momentum):
    """Ours weighs the old with momentum where torch weighs the new, and divides the variance by M, not by M - 1."""
    channels = np.arange(1, size.C + 1)
    source = Source(5)
    x = channels[:, None, None] * source.spread(*size[:4], mean=-1)
    gamma, beta, mean = (source.dyadic(size.C) for _ in range(3))
    var = mean**2 + 0.25
    M = x.size // size.C
    theirs = tensor(mean), tensor(var)
    out = F.batch_norm(tensor(x), *theirs, tensor(gamma), tensor(beta), True, 1 - momentum, size.eps)
    bn_param = {"mode": "train", "eps": size.eps, "momentum": momentum, "running_mean": mean, "running_var": var}

    ours, _ = HW2["spatial_batchnorm_forward"](x, gamma, beta, bn_param)

    assert agree(ours, out)
    assert agree(bn_param["running_mean"], theirs[0])
    new = theirs[1] - momentum * tensor(var)
    assert agree(bn_param["running_var"], momentum * tensor(var) + new * (M - 1) / M)


@pytest.mark.parametrize("size", NORMS, ids=range(len(NORMS)))
def test_batch_norm_in_mode_test(size):
    """With running statistics, eps inside the root, and nothing stored."""
    source = Source(5)
    x, gamma, beta, mean = source.dyadic(*size[:4]), *(source.dyadic(size.C) for _ in range(3))
    var = mean**2 + 0.25
    expected = F.batch_norm(tensor(x), tensor(mean), tensor(var), tensor(gamma), tensor(beta), False, eps=size.eps)
    bn_param = {"mode": "test", "eps": size.eps, "running_mean": mean.copy(), "running_var": var.copy()}

    ours, _ = HW2["spatial_batchnorm_forward"](x, gamma, beta, bn_param)

    assert agree(ours, expected)
    assert (bn_param["running_mean"] == mean).all()
    assert (bn_param["running_var"] == var).all()


@pytest.mark.parametrize(("H", "W", "kh", "kw"), IMAGES)
def test_true_convolution(H, W, kh, kw):
    """The inside of a transposed convolution, which lays a whole kernel down for every pixel."""
    source = Source(5)
    image, kernel = source.dyadic(H, W), source.dyadic(kh, kw)
    full = F.conv_transpose2d(tensor(image)[None, None], tensor(kernel)[None, None])[0, 0]

    assert agree(HW2["true_convolution"](image, kernel), full[kh - 1 : H, kw - 1 : W])


@pytest.mark.parametrize(("H", "W", "kh", "kw"), [(6, 7, 3, 5), (5, 4, 1, 3), (2, 3, 5, 7), (1, 1, 1, 1)])
def test_filter_image(H, W, kh, kw):
    """Three planes of one picture, each with the same kernel."""
    source = Source(5)
    picture, kernel = source.picture(H, W), source.dyadic(kh, kw)
    planes = tensor(picture.transpose(2, 0, 1)[:, None].astype(float))
    out = F.conv2d(planes, tensor(kernel)[None, None], padding=(kh // 2, kw // 2))[:, 0]

    assert agree(HW2["filter_image"](picture, kernel), out.permute(1, 2, 0))


@pytest.mark.parametrize("dilation", [1, 2, 3])
def test_output_sizes(dilation):
    """Of every small line of pixels; torch refuses what does not fit, and no other."""
    for size, kernel, stride, pad in np.ndindex(8, 4, 4, 3):
        size, kernel, stride = size + 1, kernel + 1, stride + 1
        fits = size + 2 * pad > dilation * (kernel - 1)
        if fits:
            out = F.conv1d(torch.zeros(1, 1, size), torch.zeros(1, 1, kernel), None, stride, pad, dilation)
            assert HW2["conv_output_size"](size, kernel, stride, pad, dilation) == out.shape[2]


@pytest.mark.parametrize(("N", "C", "H", "W", "K"), [(2, 3, 4, 6, 3), (1, 1, 2, 2, 1), (3, 2, 6, 4, 5)])
def test_three_layer_forward(N, C, H, W, K):
    """The whole net, layer by layer."""
    source = Source(5)
    maps, hidden, classes = 4, 5, 3
    shapes = {"W1": (maps, C, K, K), "W2": (maps * H * W // 4, hidden), "W3": (hidden, classes)}
    params = {name: source.dyadic(*shape) for name, shape in shapes.items()}
    params |= {name: source.dyadic(count) for name, count in (("b1", maps), ("b2", hidden), ("b3", classes))}
    x = source.dyadic(N, C, H, W)
    p = {name: tensor(value) for name, value in params.items()}

    h = F.max_pool2d(F.relu(F.conv2d(tensor(x), p["W1"], p["b1"], padding="same")), 2)
    h = F.relu(F.linear(h.flatten(1), p["W2"].T, p["b2"]))

    assert agree(HW2["three_layer_forward"](x, params), F.linear(h, p["W3"].T, p["b3"]))


def test_every_question_is_asked_of_torch():
    """A question that is added gets its oracle, too."""
    asked = {*LAYERS, *(forward for _, _, forward, _ in LAYERS.values())}
    asked |= {"conv_output_size", "true_convolution", "filter_image", "three_layer_forward", "conv_forward_strides"}
    asked |= {"avg_pool_forward_naive", "min_pool_forward_naive"}
    questions = {q.name for name in COURSE.names() for q in COURSE.homework(name).assignment.questions}

    assert asked == questions
