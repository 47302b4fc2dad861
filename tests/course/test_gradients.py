"""Each backward of the references is the gradient of its forward: every entry by centred differences, and the adjoint."""

import numpy as np
import pytest

from grader.probes import Source
from tests.course.layers import LAYERS, layer

SIZES = [pytest.param(name, size, id=f"{name}-{k}") for name in LAYERS for k, size in enumerate(LAYERS[name][3])]
LINEAR = [case for case in SIZES if case.values[0] != "spatial_batchnorm_backward"]
# As a share of the largest value. Sums of multiples of 1/4 have no rounding error. Means do, and batch norm bends:
# 7e-15 and 9e-10 are the largest of 8 seeds.
TOLERANCES = {"avg_pool_backward_im2col": 1e-13, "spatial_batchnorm_backward": 1e-8}
STEPS = {"spatial_batchnorm_backward": 1e-5}
STEP = 1 / 4  # where forward is linear; inputs of pooling layers are 8 apart


def numeric_gradient(f, inputs, which, dout, h):
    """Centred differences of sum(f(*inputs) * dout) in every entry of one of the inputs."""
    moved = [a.copy() for a in inputs]
    x = moved[which]
    gradient = np.empty_like(x)
    for place in np.ndindex(x.shape):
        kept = x[place]
        x[place] = kept + h
        above = (f(*moved) * dout).sum()
        x[place] = kept - h
        below = (f(*moved) * dout).sum()
        x[place] = kept
        gradient[place] = (above - below) / (2 * h)
    return gradient


def slopes_missed(backward, found):
    """Which of the gradients, counted from 0, are not what centred differences give."""
    dout = Source(2).dyadic(*found.forward(*found.inputs).shape)
    for which, got in enumerate(found.backward(dout)):
        expected = numeric_gradient(found.forward, found.inputs, which, dout, STEPS.get(backward, STEP))
        assert got.shape == expected.shape
        if not np.abs(got - expected).max() <= TOLERANCES.get(backward, 0) * np.abs(expected).max():
            yield which


def adjoints_missed(backward, found):
    """Which of the gradients, counted from 0, do not weigh a step of the inputs as forward weighs it, with h = 1."""
    source = Source(3)
    out = found.forward(*found.inputs)
    dout = source.dyadic(*out.shape)
    for which, got in enumerate(found.backward(dout)):
        step = source.dyadic(*got.shape)
        moved = [a + step if k == which else a for k, a in enumerate(found.inputs)]
        left, right = ((found.forward(*moved) - out) * dout).sum(), (step * got).sum()
        if not abs(left - right) <= TOLERANCES.get(backward, 0) * np.abs(out * dout).sum():
            yield which


def spoiled(found, spoil):
    """The same layer, but one of its gradients is wrong in one entry by a sixteenth."""

    def backward(dout):
        gradients = [np.array(gradient) for gradient in found.backward(dout)]
        gradients[spoil].flat[-1] += 1 / 16
        return tuple(gradients)

    return found._replace(backward=backward)


@pytest.mark.parametrize(("backward", "size"), SIZES)
def test_backward_is_the_gradient(backward, size):
    """Every entry of every gradient is what centred differences of the forward give."""
    assert not list(slopes_missed(backward, layer(backward, size)))


@pytest.mark.parametrize(("backward", "size"), LINEAR)
def test_backward_is_the_adjoint(backward, size):
    """<f(x + v) - f(x), u> = <v, f'(u)>, exact on dyadic data, for each input that forward is linear in."""
    assert not list(adjoints_missed(backward, layer(backward, size)))


@pytest.mark.parametrize("backward", LAYERS)
def test_one_wrong_entry_is_found(backward):
    """A gradient that is wrong in a single entry is told from the others; the adjoint, a random sum, sees it here too."""
    found = layer(backward, LAYERS[backward][3][1])
    for which in range(len(found.inputs)):
        assert list(slopes_missed(backward, spoiled(found, which))) == [which]
        if backward != "spatial_batchnorm_backward":
            assert list(adjoints_missed(backward, spoiled(found, which))) == [which]
