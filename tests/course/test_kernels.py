"""The course's compiled kernels: plain loops are right about every awkward shape, and both builds agree with them."""

import numpy as np
import pytest

from bench.kernels import build, naive, verify
from grader.sandbox import compile as compiling

NAMES = ("im2col_cython", "col2im_cython", "kernels")
BUILDS = {"as written": compiling.FASTEST, "bounds checked": compiling.CHECKED}


@pytest.fixture(scope="module", params=BUILDS)
def modules(request, tmp_path_factory):
    """Every file, compiled one way."""
    store = tmp_path_factory.mktemp("store") / "libraries"
    return {name: build.load(name, BUILDS[request.param], store) for name in NAMES}


@pytest.mark.slow
class TestKernels:
    """All that is compiled; slow for the compilers' sake."""

    @pytest.mark.parametrize("dtype", verify.DTYPES)
    @pytest.mark.parametrize("shape", verify.SHAPES, ids=lambda shape: shape.name)
    def test_values_are_those_of_plain_loops(self, modules, shape, dtype):
        """Every kernel, exactly: layout, dtype, values, places of maxima, and im2col's adjoint."""
        verify.check_cells(modules["im2col_cython"], modules["col2im_cython"], shape, dtype)
        verify.check_columns(modules["kernels"], shape, dtype)
        verify.check_conv(modules["kernels"], shape, dtype)
        verify.check_pool(modules["kernels"], shape, dtype)

    def test_a_window_that_does_not_fit_is_refused(self, modules):
        """The sentence names both sizes; nothing is read out of bounds on the way."""
        x = np.ones((2, 3, 4, 5))
        w, b = np.ones((2, 3, 5, 2)), np.ones(2)
        with pytest.raises(ValueError, match="5 x 2 does not fit images of 4 x 5"):
            modules["kernels"].conv_forward(x, w, b, 1, 0)
        with pytest.raises(ValueError, match="9 x 9 does not fit"):
            modules["kernels"].max_pool_forward(x, 9, 9, 1)

    def test_arrays_of_another_size_are_refused(self, modules):
        """A matrix or a gradient that is too small for what it says is never read past its end."""
        cols, kernels = np.ones((12, 11)), modules["kernels"]
        with pytest.raises(ValueError, match="reshape"):
            modules["col2im_cython"].col2im_cython(cols, 2, 3, 4, 4, 2, 2, 0, 1)
        with pytest.raises(ValueError, match="reshape"):
            kernels.col2im(cols[None], (1, 3, 4, 4), 2, 2, 1, 0)
        with pytest.raises(ValueError, match="out must be"):
            kernels.im2col(np.ones((1, 3, 4, 4)), 2, 2, 1, 0, out=cols[None])
        places = np.zeros((1, 1, 2, 2), np.uint8)
        with pytest.raises(ValueError, match="dout and argmax must be"):
            kernels.max_pool_backward(np.ones((1, 1, 2, 2)), places, (1, 1, 9, 9), 2, 2, 2)

    def test_a_dtype_that_is_neither_is_refused(self, modules):
        """Whole numbers get an error, not their bytes read as floats."""
        with pytest.raises(ValueError, match="dtype mismatch"):
            modules["im2col_cython"].im2col_cython(np.ones((1, 1, 3, 3), int), 2, 2, 0, 1)

    def test_backward_is_the_gradient(self, modules):
        """Centred differences of the sum of out times dout, in float64, for a few entries of x and w."""
        rng, kernels, h = np.random.default_rng(8), modules["kernels"], 1e-5
        x, w, b = rng.standard_normal((2, 3, 6, 7)), rng.standard_normal((4, 3, 3, 2)), rng.standard_normal(4)
        dout = rng.standard_normal(kernels.conv_forward(x, w, b, 2, 1).shape)
        dx, dw, db = kernels.conv_backward(dout, x, w, 2, 1)
        for array, gradient in ((x, dx), (w, dw), (b, db)):
            for place in rng.choice(array.size, min(array.size, 12), replace=False):
                kept = array.flat[place]
                array.flat[place] = kept + h
                above = np.sum(kernels.conv_forward(x, w, b, 2, 1) * dout)
                array.flat[place] = kept - h
                below = np.sum(kernels.conv_forward(x, w, b, 2, 1) * dout)
                array.flat[place] = kept
                assert abs((above - below) / (2 * h) - gradient.flat[place]) < 1e-7


def test_plain_loops_agree_with_each_other():
    """A convolution is the product of the filters with the columns; its backward is the columns' adjoint."""
    rng = np.random.default_rng(9)
    x, w = verify.dyadic(rng, (2, 3, 7, 6), float), verify.dyadic(rng, (4, 3, 3, 2), float)
    cols = naive.im2col(x, 3, 2, 2, 1)
    out = naive.conv_forward(x, w, np.zeros(4), 2, 1)
    assert np.array_equal(out, np.einsum("fcij,cijyxn->nfyx", w, cols))
    dout = verify.dyadic(rng, out.shape, float)
    dx, dw, _ = naive.conv_backward(dout, x, w, 2, 1)
    assert np.array_equal(dw, np.einsum("nfyx,cijyxn->fcij", dout, cols))
    assert np.array_equal(dx, naive.col2im(np.einsum("fcij,nfyx->cijyxn", w, dout), x.shape, 2, 1))
