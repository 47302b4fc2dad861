"""hw2_conv: every question, its points, its cases and its hints.

Cases are dyadic (multiples of 1/4), so that right answers are exact in any order of summation. Sizes differ from
one another wherever they can, so that no two of them can be mixed up unnoticed. Public cases come from the
lectures where there are numbers in them; hidden ones get new arrays for every submission.
"""

import numpy as np

from grader.declare import SMOOTH, Assignment, Case, Group, Question

CONV = "conv_forward_naive(x, w, b, conv_param) -> out, cache"
CONV_BACK = ("conv_forward_naive(x, w, b, conv_param) -> out, cache", "conv_backward_naive(dout, cache) -> dx, dw, db")
POOL_BACK = ("max_pool_forward_naive(x, pool_param) -> out, cache", "max_pool_backward_naive(dout, cache) -> dx")
NORM = "spatial_batchnorm_forward(x, gamma, beta, bn_param) -> out, cache"
NORM_BACK = (NORM, "spatial_batchnorm_backward(dout, cache) -> dx, dgamma, dbeta")

# Sizes at which nothing but the contract itself can go wrong: each slip costs its own group, and no other.
SQUARE = (2, 3, 2, 2, 4, 3, 3, 1, 1)  # N, C, H, W, F, HH, WW, stride, pad
TILES = (1, 3, 4, 4, 2, 2, 2)  # N, C, H, W, pool_height, pool_width, stride
BATCH = (2, 3, 3, 4)  # N, C, H, W


def size(length, window, stride, pad=0):
    """Positions of a window, for the shape of a dout."""
    return (length + 2 * pad - window) // stride + 1


# ---------------------------------------------------------------------------------------------- output size


def sized(name, *, public=False, check="values", raises="", **arguments):
    """One call of conv_output_size, its arguments in the order of the signature."""
    given = dict(size=7, kernel=3, stride=1, pad=0, dilation=1, strict=False) | arguments
    call = "conv_output_size(size, kernel, stride, pad, dilation, strict) -> result"
    return Case(name, lambda r: given, public=public, calls=(call,), check=check, raises=raises)


def drawn_size(name, **fixed):
    """One call with numbers that differ from submission to submission; the window always fits."""

    def inputs(r):
        drawn = dict(size=r.integer(40, 99), kernel=r.integer(2, 7), stride=r.integer(2, 5), pad=r.integer(0, 3))
        return drawn | dict(dilation=1, strict=False) | fixed

    call = "conv_output_size(size, kernel, stride, pad, dilation, strict) -> result"
    return Case(name, inputs, calls=(call,))


def left_over(name, *, most):
    """One call in which a single pixel is left over, or the most that can be: less or more than half a stride of 3 to 5."""

    def inputs(r):
        kernel, stride, pad = r.integer(2, 7), r.integer(3, 5), r.integer(0, 3)
        size = kernel + stride * r.integer(8, 15) + (stride - 1 if most else 1) - 2 * pad
        return dict(size=size, kernel=kernel, stride=stride, pad=pad, dilation=1, strict=False)

    call = "conv_output_size(size, kernel, stride, pad, dilation, strict) -> result"
    return Case(name, inputs, calls=(call,))


def any_sizes(r):
    """Numbers for which the reference gives an answer: the window fits, and exactly where strict asks for that."""
    kernel, stride, dilation, strict = r.integer(1, 4), r.integer(1, 3), r.integer(1, 3), r.pick(False, True)
    covered = dilation * (kernel - 1) + 1 + stride * r.integer(0, 4)
    pad = r.integer(0, min(2, (covered - 1) // 2))
    left_over = 0 if strict else r.integer(0, stride - 1)
    size = covered + left_over - 2 * pad
    return dict(size=size, kernel=kernel, stride=stride, pad=pad, dilation=dilation, strict=strict)


conv_output_size = Question(
    "conv_output_size(size, kernel, stride, pad, dilation, strict) -> result",
    points=8,
    title="The size of the output",
    search=any_sizes,
    groups=(
        Group(
            "sizes that fit, and the defaults",
            3,
            (
                sized("7 pixels, window 3", public=True),
                sized("7 pixels, window 3, stride 2", public=True, stride=2),
                sized("32 pixels, window 5, pad 1", public=True, size=32, kernel=5, pad=1),
                Case(
                    "defaults",
                    lambda r: {"size": r.integer(20, 60), "kernel": r.integer(2, 9)},
                    calls=("conv_output_size(size, kernel) -> result",),
                ),
                sized("a window as long as the input", size=5, kernel=5),
            ),
            hint="Count the positions by hand for 7 pixels and a window of 3.",
        ),
        Group(
            "sizes that do not fit",
            2,
            (
                sized("7 pixels, window 3, stride 3", public=True, stride=3),
                sized("8 pixels, window 3, stride 2", public=True, size=8, stride=2),
                sized("8 pixels, window 3, stride 3", public=True, size=8, stride=3),
                sized("9 pixels, window 2, stride 3, pad 1", size=9, kernel=2, stride=3, pad=1),
                left_over("any stride", most=False),
                left_over("any stride, again", most=True),
                sized("a photo", size=1703, kernel=11, stride=4, pad=2),
            ),
            hint="Only whole windows count. Try 7 pixels, a window of 3 and stride 3.",
        ),
        Group(
            "dilation",
            1,
            (
                sized("9 pixels, window 3, dilation 2", public=True, size=9, dilation=2),
                drawn_size("dilation 3", dilation=3, stride=1),
            ),
            hint="How many pixels does a window of 3 taps cover when the taps are 2 apart?",
        ),
        Group(
            "strict",
            1,
            (
                sized(
                    "strict, 7 pixels, window 3, stride 3",
                    public=True,
                    stride=3,
                    strict=True,
                    check="raises",
                    raises="ValueError",
                ),
                sized("strict, and it fits", public=True, stride=2, strict=True),
                Case(
                    "nobody asks for strict",
                    lambda r: {"size": 8, "kernel": 3, "stride": 2},
                    calls=("conv_output_size(size, kernel, stride) -> result",),
                ),
                sized(
                    "strict, one row of padding short",
                    public=True,
                    size=8,
                    stride=4,
                    pad=1,
                    strict=True,
                    check="raises",
                    raises="ValueError",
                ),
                sized("strict, dilation, and it fits", size=12, stride=3, dilation=2, pad=1, strict=True),
                sized("strict, a window as long as the input", size=5, kernel=5, stride=2, strict=True),
                sized(
                    "strict, window one pixel longer than the input",
                    size=5,
                    kernel=6,
                    strict=True,
                    check="raises",
                    raises="ValueError",
                ),
                sized(
                    "strict, window longer than the input",
                    size=2,
                    kernel=6,
                    strict=True,
                    check="raises",
                    raises="ValueError",
                ),
            ),
            hint="strict asks two things: is there room for the window at all, and does the last one end exactly at "
            "the end of the padded input?",
        ),
        Group(
            "a whole number",
            1,
            (
                sized("an int", public=True, size=32, kernel=5, stride=3, check="whole"),
                sized("an int with padding", size=13, kernel=3, stride=2, pad=1, check="whole"),
            ),
        ),
    ),
)

# ---------------------------------------------------------------------------------------------- conv forward


def conv_inputs(r, N, C, H, W, F, HH, WW, stride, pad, bias=True):
    """Dyadic arrays for one convolution."""
    return {
        "x": r.dyadic(N, C, H, W),
        "w": r.dyadic(F, C, HH, WW),
        "b": r.dyadic(F) if bias else np.zeros(F),
        "conv_param": {"stride": stride, "pad": pad},
    }


def any_conv(r):
    """Sizes of a small convolution: N, C, H, W, F, HH, WW, stride, pad; the window fits."""
    H, W, pad = r.integer(1, 8), r.integer(1, 8), r.integer(0, 2)
    HH, WW = (r.integer(1, min(4, length + 2 * pad)) for length in (H, W))
    return r.integer(1, 3), r.integer(1, 3), H, W, r.integer(1, 4), HH, WW, r.integer(1, 3), pad


def conv_case(name, *sizes, bias=False, public=False, **more):
    """A forward case from N, C, H, W, F, HH, WW, stride, pad; b is 0 where it is not the point."""
    return Case(name, lambda r: conv_inputs(r, *sizes, bias), public=public, **more)


def lecture_window(r):
    """The two-channel window of the lecture: its entry [0, 0, 1, 0] is 19, the bias left at 0."""
    x = np.array([[[[1.0, 3, 0], [4, 2, 1], [2, 0, 1]], [[0.0, 1, 1], [10, 0, 2], [1, 2, 0]]]])
    w = np.array([[[[1.0, 2], [0, 0.5]], [[1, 1], [1, 1.5]]]])
    return {"x": x, "w": w, "b": np.zeros(1), "conv_param": {"stride": 1, "pad": 1}}


def lecture_stride(r):
    """A filter of one tap: stride 2 keeps every second value of the map in the lecture."""
    x = np.array([[[[9.0, 9, 7], [2, 5, 6], [-7, 9, -10]]]])
    return {"x": x, "w": np.ones((1, 1, 1, 1)), "b": np.zeros(1), "conv_param": {"stride": 2, "pad": 0}}


def large_and_small(r):
    """Values that half precision cannot hold."""
    inputs = conv_inputs(r, 1, 2, 4, 4, 3, 3, 3, 1, 1)
    return inputs | {"x": inputs["x"] + 64 * r.dyadic(1, 2, 4, 4)}


def pad_first(r):
    """The two parameters in the other order: a dict is read by key."""
    return conv_inputs(r, 1, 2, 5, 5, 3, 3, 3, 2, 1, bias=False) | {"conv_param": {"pad": 1, "stride": 2}}


conv_forward = Question(
    CONV,
    points=22,
    title="Convolution, forward",
    needs=("conv_output_size",),
    search=lambda r: conv_inputs(r, *any_conv(r)),
    groups=(
        Group(
            "one window at a time",
            5,
            (
                conv_case("one filter, one image", 1, 1, 3, 4, 1, 2, 2, 1, 0, bias=True, public=True),
                Case("two channels by hand", lecture_window, public=True),
                conv_case("bias and channels", 2, 3, 4, 4, 2, 3, 3, 1, 1, bias=True, public=True),
                conv_case("one of everything", 1, 1, 1, 1, 1, 1, 1, 1, 0, bias=True),
                Case("large and small values", large_and_small),
                conv_case("as many filters as channels and images", 3, 3, 2, 2, 3, 3, 3, 1, 1, bias=True),
            ),
            hint="Work one window out by hand: multiply entry by entry over all channels, add up, add the filter's bias.",
        ),
        Group(
            "height and width",
            6,
            (
                conv_case("a flat kernel", 1, 3, 5, 4, 2, 2, 3, 1, 1, public=True),
                conv_case("a wide image", 1, 2, 4, 6, 3, 3, 3, 1, 1, public=True),
                conv_case("a 1x1 kernel", 1, 3, 2, 4, 5, 1, 1, 1, 0),
                conv_case("a wide kernel on a tall image", 1, 2, 7, 3, 4, 2, 4, 1, 1),
                conv_case("a long kernel", 2, 3, 6, 4, 1, 5, 3, 1, 1),
            ),
            hint="Here height and width differ. Which of H, W, HH, WW does each line use?",
        ),
        Group(
            "stride",
            4,
            (
                Case("stride 2 keeps every second value", lecture_stride, public=True),
                conv_case("stride 2", 2, 3, 5, 5, 4, 3, 3, 2, 1, public=True),
                conv_case("stride 3, wider than the kernel", 1, 2, 9, 6, 3, 2, 2, 3, 1),
                Case("pad before stride in conv_param", pad_first),
                conv_case("stride 2, kernel 5x5", 1, 2, 7, 7, 3, 5, 5, 2, 1),
            ),
            hint="Where in the padded input does the window of out[:, :, 1, 1] begin when the stride is 2?",
        ),
        Group(
            "padding",
            3,
            (
                conv_case("padding 2", 1, 3, 2, 2, 2, 3, 3, 1, 2, public=True),
                conv_case("no padding", 2, 2, 5, 5, 3, 3, 3, 1, 0, public=True),
                conv_case("padding 3", 1, 2, 2, 2, 2, 4, 4, 1, 3),
                conv_case("padding 2, kernel 2x2", 1, 3, 2, 2, 2, 2, 2, 1, 2),
                conv_case("no padding, kernel 5x5", 1, 2, 6, 6, 3, 5, 5, 1, 0),
            ),
            hint="pad comes from conv_param: 0 adds nothing, 2 adds two rows of zeros on each side.",
        ),
        Group(
            "sizes that do not fit",
            1,
            (
                conv_case("7x7 pixels, stride 2, kernel 2", 1, 2, 7, 7, 3, 2, 2, 2, 1, public=True),
                conv_case("left-over rows and columns", 1, 3, 6, 8, 2, 3, 3, 4, 2, bias=True),
                conv_case("a 1x1 kernel, stride 2", 1, 3, 4, 7, 2, 1, 1, 2, 0, bias=True),
                conv_case("everything at once", 2, 3, 5, 7, 4, 6, 3, 2, 2, bias=True),
            ),
            hint="Only whole windows count; rows and columns that are left over are ignored.",
        ),
        Group(
            "contract",
            3,
            (
                conv_case("inputs stay as they are", *SQUARE, public=True, check="unchanged"),
                conv_case("read-only inputs in Fortran order", *SQUARE, layout="F", read_only=True),
                conv_case("every second value of a larger array", *SQUARE, layout="strided"),
                conv_case("float32 inputs", *SQUARE, dtype="float32"),
                Case(
                    "two calls in a row",
                    lambda r: conv_inputs(r, *SQUARE, bias=False) | {"other": r.dyadic(*SQUARE[:4])},
                    calls=("conv_forward_naive(other, w, b, conv_param) -> _a, _b", CONV),
                ),
            ),
        ),
    ),
)

# ---------------------------------------------------------------------------------------------- filters


def grey_inputs(r, H, W, kh, kw):
    """A grey image and a kernel."""
    return {"image": r.dyadic(H, W), "kernel": r.dyadic(kh, kw)}


def grey(name, *sizes, public=False, **more):
    """A true_convolution case from H, W, kh, kw."""
    return Case(name, lambda r: grey_inputs(r, *sizes), public=public, **more)


def any_grey(r):
    """A small grey image and a kernel that lies inside it."""
    H, W = r.integer(1, 6), r.integer(1, 6)
    return grey_inputs(r, H, W, r.integer(1, min(4, H)), r.integer(1, min(4, W)))


def dot(r):
    """One bright pixel and a kernel without symmetry: the result is the kernel itself."""
    image = np.zeros((5, 5))
    image[2, 2] = 1
    return {"image": image, "kernel": np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])}


true_convolution = Question(
    "true_convolution(image, kernel) -> result",
    points=8,
    title="Convolution and correlation",
    needs=("conv_forward_naive", "conv_output_size"),
    search=any_grey,
    groups=(
        Group(
            "flipped kernel",
            4,
            (
                Case("a dot", dot, public=True),
                grey("a square kernel", 4, 4, 2, 2, public=True),
                grey("a symmetric size", 4, 4, 3, 3),
            ),
            hint="Put a single 1 into an image of zeros: the result must show the kernel the right way up.",
        ),
        Group(
            "shapes",
            3,
            (
                grey("a wide image", 4, 6, 3, 2, public=True),
                grey("a 1x1 kernel", 3, 5, 1, 1),
                grey("a kernel as large as the image", 3, 4, 3, 4),
                grey("a flat kernel", 6, 5, 2, 4),
            ),
            hint="The valid region has H - kh + 1 rows and W - kw + 1 columns.",
        ),
        Group(
            "contract",
            1,
            (
                grey("inputs stay as they are", 4, 4, 3, 3, public=True, check="unchanged"),
                grey("read-only inputs in Fortran order", 4, 4, 3, 3, layout="F", read_only=True),
                grey("float32 inputs", 4, 4, 3, 3, dtype="float32"),
            ),
        ),
    ),
)


def photo_inputs(r, height, width, kh, kw):
    """A random picture and a kernel."""
    return {"image": r.picture(height, width), "kernel": r.dyadic(kh, kw)}


def photo(name, *sizes, public=False, **more):
    """A filter_image case from height, width, kh, kw."""
    return Case(name, lambda r: photo_inputs(r, *sizes), public=public, **more)


def any_photo(r):
    """A small picture and a kernel of odd height and width, sometimes larger than the picture."""
    return photo_inputs(r, r.integer(1, 6), r.integer(1, 6), r.pick(1, 3, 5), r.pick(1, 3, 5))


def white(r):
    """An all-white picture and a sum over 3x3 pixels: 9, 6 and 4 times 255 inside, at the edge, in the corner."""
    return {"image": np.full((4, 5, 3), 255, dtype=np.uint8), "kernel": np.ones((3, 3))}


def shifted(r):
    """A picture and a kernel with a single 1 beside its centre."""
    kernel = np.zeros((3, 3))
    kernel[1, 2] = 1
    return {"image": r.picture(4, 5), "kernel": kernel}


filter_image = Question(
    "filter_image(image, kernel) -> result",
    points=10,
    title="Filtering a photo",
    needs=("conv_forward_naive", "conv_output_size", "true_convolution"),
    search=any_photo,
    groups=(
        Group(
            "values",
            4,
            (
                Case("one pixel to the side", shifted, public=True),
                photo("a 3x3 kernel", 5, 4, 3, 3, public=True),
                photo("a 5x5 kernel", 4, 5, 5, 5),
            ),
            hint="Cross-correlation: the kernel is not flipped, and each colour channel is filtered on its own.",
        ),
        Group(
            "no overflow",
            3,
            (
                Case("a white picture", white, public=True),
                Case("strong contrast", lambda r: {"image": r.picture(2, 4), "kernel": 8 * r.dyadic(3, 3)}),
                Case("negative results", lambda r: {"image": r.picture(4, 2), "kernel": -np.abs(r.dyadic(3, 3))}),
            ),
            hint="uint8 arithmetic wraps around at 256, and results may be negative or above 255.",
        ),
        Group(
            "kernels that are not square",
            2,
            (
                photo("a 1x5 kernel", 4, 6, 1, 5, public=True),
                photo("a kernel longer than the picture", 2, 3, 7, 1),
                photo("a kernel wider than the picture", 3, 2, 1, 7),
                photo("a 1x1 kernel", 2, 4, 1, 1),
                photo("a 5x3 kernel", 6, 4, 5, 3),
            ),
            hint="Rows and columns need their own padding: half of kh, half of kw.",
        ),
        Group(
            "contract",
            1,
            (
                photo("inputs stay as they are", 2, 4, 3, 3, public=True, check="unchanged"),
                photo("read-only inputs in Fortran order", 4, 2, 3, 3, layout="F", read_only=True),
            ),
        ),
    ),
)

# ---------------------------------------------------------------------------------------------- pooling


def pool_inputs(r, N, C, H, W, ph, pw, stride, draw="distinct"):
    """Arrays for one pooling layer, no ties."""
    return {"x": getattr(r, draw)(N, C, H, W), "pool_param": {"pool_height": ph, "pool_width": pw, "stride": stride}}


def any_pool(r):
    """Sizes of a small pooling: N, C, H, W, pool_height, pool_width, stride; windows overlap, tile or leave gaps."""
    H, W = r.integer(1, 8), r.integer(1, 8)
    ph, pw = r.integer(1, min(4, H)), r.integer(1, min(4, W))
    return r.integer(1, 3), r.integer(1, 3), H, W, ph, pw, r.integer(1, 4)


def pool_case(name, *sizes, public=False, draw="distinct", **more):
    """A pooling case from N, C, H, W, pool_height, pool_width, stride."""
    return Case(name, lambda r: pool_inputs(r, *sizes, draw=draw), public=public, **more)


def lecture_pool(r):
    """The 4x4 table of the lectures."""
    table = [[4.0, 8, 3, 9], [16, 10, 0, 7], [6, 12, 13, 8], [67, 18, 3, 7]]
    return {"x": np.array([[table]]), "pool_param": {"pool_height": 2, "pool_width": 2, "stride": 2}}


def negative(r):
    """All values below 0."""
    inputs = pool_inputs(r, 2, 2, 4, 4, 2, 2, 2)
    return inputs | {"x": -np.abs(inputs["x"]) - 0.25}


def one_window(r):
    """One of everything, two pixels, neither of them 0."""
    inputs = pool_inputs(r, 1, 1, 1, 2, 1, 2, 1, draw="dyadic")
    return inputs | {"x": np.abs(inputs["x"])}


def pool_forward(name, points, title, hint):
    """The question of one pooling function; `points` are those of its four groups."""
    values, shapes, windows, contract = points
    return Question(
        f"{name}(x, pool_param) -> out, cache",
        points=sum(points),
        title=title,
        needs=("conv_output_size",) if name.startswith("max") else ("conv_output_size", "max_pool_forward_naive"),
        search=lambda r: pool_inputs(r, *any_pool(r)),
        groups=(
            Group(
                "values",
                values,
                (
                    Case("the table of the lecture", lecture_pool, public=True),
                    pool_case("two images, three channels", 2, 3, 4, 4, 2, 2, 2, public=True),
                    pool_case("random signs", 3, 1, 4, 4, 2, 2, 2, draw="dyadic"),
                    Case("all values negative", negative),
                ),
                hint=hint,
            ),
            Group(
                "height and width",
                shapes,
                (
                    pool_case("a window of 2x3", 1, 2, 4, 6, 2, 3, 1, public=True),
                    pool_case("a wide image", 1, 3, 4, 8, 2, 2, 2, public=True),
                    Case("one window", one_window),
                    pool_case("a window of 3x1", 1, 2, 5, 6, 3, 1, 2),
                ),
                hint="Which of pool_height and pool_width belongs to rows, and which to columns?",
            ),
            Group(
                "overlap, gaps and left-over pixels",
                windows,
                (
                    pool_case("5x5, window 2, stride 2", 1, 2, 5, 5, 2, 2, 2, public=True),
                    pool_case("2x2 windows, stride 3", 1, 2, 5, 5, 2, 2, 3, public=True),
                    pool_case("3x3 windows, stride 2", 1, 2, 7, 7, 3, 3, 2, public=True),
                    pool_case("3x3 windows, stride 1", 1, 2, 4, 4, 3, 3, 1),
                    pool_case("left-over rows and columns", 1, 2, 7, 7, 3, 3, 3),
                ),
                hint="Windows begin stride apart, whatever their size, and only whole windows count.",
            ),
            Group(
                "contract",
                contract,
                (
                    pool_case("inputs stay as they are", *TILES, public=True, check="unchanged"),
                    pool_case("read-only inputs in Fortran order", *TILES, layout="F", read_only=True),
                    pool_case("float32 inputs", *TILES, draw="dyadic", dtype="float32"),
                ),
            ),
        ),
    )


max_pool_forward = pool_forward(
    "max_pool_forward_naive",
    (4, 3, 3, 2),
    "Max pooling, forward",
    "The largest value of each window, negative ones too.",
)

avg_pool_forward = pool_forward(
    "avg_pool_forward_naive",
    (1, 1, 1, 1),
    "Average pooling, forward",
    "The mean of each window: its sum over its area.",
)
min_pool_forward = pool_forward(
    "min_pool_forward_naive",
    (1, 1, 1, 1),
    "Min pooling, forward",
    "The smallest value of each window, negative ones too.",
)

# ---------------------------------------------------------------------------------------------- batch norm


def norm_inputs(r, N, C, H, W, *, mode="train", eps=0.1, momentum=0.75, mean=-3.0):
    """Arrays for spatial batch norm; a large eps makes every slip with it visible."""
    return {
        "x": r.spread(N, C, H, W, mean=mean) + np.arange(C)[:, None, None],
        "gamma": r.dyadic(C),
        "beta": r.dyadic(C),
        "bn_param": {
            "mode": mode,
            "eps": eps,
            "momentum": momentum,
            "running_mean": r.dyadic(C),
            "running_var": np.abs(r.dyadic(C)) + 0.5,
        },
    }


def any_norm(r, mode):
    """Arrays for spatial batch norm in one mode: small sizes, more than one value per channel, running values or none."""
    N, C, H, W = r.integer(1, 3), r.integer(1, 4), r.integer(1, 4), r.integer(2, 5)
    options = {"eps": r.pick(0.1, 0.5, 2.0), "momentum": r.pick(0.0, 0.25, 0.75, 1.0)}
    inputs = norm_inputs(r, N, C, H, W, mode=mode, **options)
    if r.integer(1, 4) == 1:
        inputs["bn_param"] = {"mode": mode, **options}
    return inputs


def norm_case(name, *sizes, public=False, options=None, **more):
    """A spatial batch norm case from N, C, H, W."""
    return Case(name, lambda r: norm_inputs(r, *sizes, **(options or {})), public=public, **more)


def three_batches(r):
    """Three batches through one bn_param, then a test batch."""
    first = norm_inputs(r, 2, 3, 4, 2, momentum=0.5)
    return first | {"x2": r.spread(2, 3, 4, 2, mean=2.0), "x3": r.spread(3, 3, 2, 5, std=2.0)}


def no_running(r):
    """A bn_param that holds nothing but the mode."""
    inputs = norm_inputs(r, 2, 3, 4, 2)
    return inputs | {"bn_param": {"mode": "train"}}


def faint(r):
    """Values so close to one another that the default eps outweighs their variance."""
    return no_running(r) | {"x": r.dyadic(2, 3, 4, 2) / 512}


def one_test_image(r):
    """A single image in mode test, its mean far from the running one."""
    return norm_inputs(r, 1, 3, 2, 3, mode="test", eps=1e-5, mean=1.0)


def plain_numbers(r):
    """Two images of one channel, 1x2 pixels: mean 3, variance 5, so that x_hat is (x - 3) / 3 with eps 4."""
    return {
        "x": np.array([[[[0.0, 2.0]]], [[[4.0, 6.0]]]]),
        "gamma": np.array([3.0]),
        "beta": np.array([1.0]),
        "bn_param": {
            "mode": "train",
            "eps": 4.0,
            "momentum": 0.5,
            "running_mean": np.zeros(1),
            "running_var": np.zeros(1),
        },
    }


RUNNING = ("bn_param[running_mean]", "bn_param[running_var]")

spatial_batchnorm_forward = Question(
    NORM,
    points=20,
    title="Spatial batch norm, forward",
    tolerance=SMOOTH,
    search=lambda r: any_norm(r, r.pick("train", "test")),
    groups=(
        Group(
            "train: values",
            6,
            (
                Case("four numbers by hand", plain_numbers, public=True, compare=("out",)),
                norm_case(
                    "two images, three channels", 2, 3, 4, 5, public=True, options={"eps": 1e-5}, compare=("out",)
                ),
                norm_case("one image", 1, 2, 3, 4, options={"eps": 1e-5}, compare=("out",)),
                norm_case("as many images as channels", 3, 3, 3, 3, options={"eps": 1e-5}, compare=("out",)),
                norm_case("more images than pixels", 5, 2, 1, 2, options={"eps": 1e-5}, compare=("out",)),
            ),
            hint="One mean and one variance per channel, over all images and all pixels together.",
        ),
        Group(
            "train: eps",
            2,
            (
                norm_case("eps 0.5", 2, 3, 4, 2, public=True, options={"eps": 0.5}, compare=("out",)),
                norm_case("a large eps", 2, 2, 3, 4, options={"eps": 2.0}, compare=("out",)),
                Case("the default eps", faint, compare=("out",)),
                Case(
                    "a constant channel",
                    lambda r: norm_inputs(r, 2, 2, 3, 3, eps=0.25) | {"x": np.full((2, 2, 3, 3), 1.5)},
                    compare=("out",),
                ),
            ),
            hint="eps stands inside the root, beside the variance.",
        ),
        Group(
            "running statistics",
            4,
            (
                norm_case(
                    "after one batch", 2, 3, 4, 2, public=True, options={"eps": 1e-5}, compare=RUNNING, loose_shape=True
                ),
                Case(
                    "after three batches",
                    three_batches,
                    calls=(
                        NORM,
                        "spatial_batchnorm_forward(x2, gamma, beta, bn_param) -> _b, _c",
                        "spatial_batchnorm_forward(x3, gamma, beta, bn_param) -> _d, _e",
                    ),
                    compare=RUNNING,
                    loose_shape=True,
                ),
                norm_case("momentum 0", 2, 2, 3, 4, options={"momentum": 0.0}, compare=RUNNING, loose_shape=True),
                Case(
                    "momentum 1, no running values yet",
                    lambda r: no_running(r) | {"bn_param": {"mode": "train", "momentum": 1.0}},
                    compare=RUNNING,
                    loose_shape=True,
                ),
                norm_case(
                    "a large eps does not enter",
                    2,
                    2,
                    3,
                    4,
                    public=True,
                    options={"eps": 2.0},
                    compare=RUNNING,
                    loose_shape=True,
                ),
                Case("no running values yet", no_running, compare=RUNNING, loose_shape=True),
            ),
            hint="running = momentum * running + (1 - momentum) * new, for the mean and for the variance without eps.",
        ),
        Group(
            "test: values",
            4,
            (
                norm_case(
                    "test mode", 2, 3, 3, 4, public=True, options={"mode": "test", "eps": 1e-5}, compare=("out",)
                ),
                Case("one image of another mean", one_test_image, compare=("out",)),
            ),
            hint="Test mode is the same formula with the running values in place of the batch's, gamma and beta as before.",
        ),
        Group(
            "test: eps",
            1,
            (
                norm_case(
                    "eps 0.5 in test mode",
                    2,
                    3,
                    2,
                    3,
                    public=True,
                    options={"mode": "test", "eps": 0.5},
                    compare=("out",),
                ),
                norm_case(
                    "a large eps in test mode", 2, 2, 3, 4, options={"mode": "test", "eps": 1.5}, compare=("out",)
                ),
            ),
            hint="eps stands inside the root in mode 'test' too.",
        ),
        Group(
            "shapes of the running values",
            1,
            (
                norm_case(
                    "running values are (C,)",
                    2,
                    3,
                    4,
                    2,
                    public=True,
                    options={"eps": 1e-5, "momentum": 0.5},
                    compare=RUNNING,
                ),
                norm_case(
                    "running values are (C,), larger",
                    3,
                    4,
                    2,
                    5,
                    options={"eps": 1e-5, "momentum": 0.5},
                    compare=RUNNING,
                ),
            ),
            hint="keepdims leaves axes of length 1; the docstring asks for (C,).",
        ),
        Group(
            "contract",
            2,
            (
                norm_case(
                    "inputs stay as they are",
                    *BATCH,
                    public=True,
                    options={"eps": 1e-5},
                    compare=("out",),
                    check="unchanged",
                    may_change=RUNNING,
                ),
                norm_case(
                    "test mode leaves bn_param alone",
                    *BATCH,
                    options={"mode": "test", "eps": 1e-5},
                    compare=("out",),
                    check="unchanged",
                ),
                Case(
                    "nothing else is added to bn_param",
                    no_running,
                    public=True,
                    compare=("out",),
                    check="unchanged",
                    may_change=RUNNING,
                ),
                norm_case("Fortran order", 2, 3, 4, 5, options={"eps": 1e-5}, compare=("out",), layout="F"),
                norm_case(
                    "float32 inputs", 2, 3, 4, 5, options={"mean": 0.5, "eps": 1e-5}, compare=("out",), dtype="float32"
                ),
            ),
        ),
    ),
)

# ---------------------------------------------------------------------------------------------- a small net


def net_inputs(r, N, C, H, W, F, K, M, T):
    """Images and parameters of the three-layer net."""
    return {
        "x": r.dyadic(N, C, H, W),
        "params": {
            "W1": r.dyadic(F, C, K, K),
            "b1": r.dyadic(F),
            "W2": r.dyadic(F * (H // 2) * (W // 2), M) / 2,
            "b2": r.dyadic(M),
            "W3": r.dyadic(M, T) / 2,
            "b3": r.dyadic(T),
        },
    }


def any_net(r):
    """A small three-layer net on images of even height and width, its filters of odd size."""
    N, C, H, W = r.integer(1, 3), r.integer(1, 3), r.pick(2, 4, 6), r.pick(2, 4, 6)
    return net_inputs(r, N, C, H, W, r.integer(1, 3), r.pick(1, 3, 5), r.integer(1, 5), r.integer(1, 4))


def net_case(name, *sizes, public=False, **more):
    """A case of the three-layer net from N, C, H, W, F, K, M, T."""
    return Case(name, lambda r: net_inputs(r, *sizes), public=public, **more)


three_layer_forward = Question(
    "three_layer_forward(x, params) -> scores",
    points=12,
    title="A three-layer net",
    needs=("conv_forward_naive", "max_pool_forward_naive", "conv_output_size"),
    search=any_net,
    groups=(
        Group(
            "scores",
            8,
            (
                net_case("two grey images", 2, 1, 4, 4, 2, 3, 5, 2, public=True),
                net_case("three colour images", 3, 3, 2, 2, 4, 3, 6, 5, public=True),
                net_case("one image, more filters", 1, 2, 4, 4, 3, 3, 7, 5),
                net_case("many hidden units", 4, 2, 2, 2, 3, 3, 16, 2),
            ),
            hint="ReLU stands after the convolution and after the first affine layer, and not after the last. "
            "Where shapes fail, print them after each of the six steps.",
        ),
        Group(
            "other sizes",
            3,
            (
                net_case("a wide image", 1, 2, 4, 6, 2, 3, 5, 3, public=True),
                net_case("1x1 filters", 2, 3, 2, 4, 3, 1, 5, 4),
                net_case("5x5 filters", 1, 2, 6, 4, 2, 5, 4, 3),
            ),
            hint="The pad that keeps the size depends on K, and the flattened maps keep the order (F, H/2, W/2).",
        ),
        Group(
            "contract",
            1,
            (
                net_case("inputs stay as they are", 2, 3, 2, 2, 3, 3, 4, 3, public=True, check="unchanged"),
                net_case("read-only inputs in Fortran order", 2, 3, 2, 4, 2, 3, 4, 3, layout="F", read_only=True),
            ),
        ),
    ),
)

# ---------------------------------------------------------------------------------------------- extra credit


def conv_back_inputs(r, N, C, H, W, F, HH, WW, stride, pad):
    """Arrays for one convolution there and back; dout is random, never ones."""
    dout = r.dyadic(N, F, size(H, HH, stride, pad), size(W, WW, stride, pad))
    return conv_inputs(r, N, C, H, W, F, HH, WW, stride, pad) | {"dout": dout}


def conv_back(name, *sizes, public=False, **more):
    """A backward case from N, C, H, W, F, HH, WW, stride, pad."""
    return Case(name, lambda r: conv_back_inputs(r, *sizes), public=public, **({"calls": CONV_BACK} | more))


def hand_sums(r):
    """The lecture's 3x3 image, 2x2 filter and 2x2 output: every gradient is one of its explicit sums."""
    return {
        "x": np.arange(1.0, 10.0).reshape(1, 1, 3, 3),
        "w": np.array([[[[1.0, 2.0], [3.0, 4.0]]]]),
        "b": np.zeros(1),
        "conv_param": {"stride": 1, "pad": 0},
        "dout": np.array([[[[1.0, 0.0], [0.0, 2.0]]]]),
    }


conv_backward = Question(
    "conv_backward_naive(dout, cache) -> dx, dw, db",
    points=12,
    extra_credit=True,
    title="Convolution, backward",
    needs=("conv_output_size",),
    forward="conv_forward_naive",
    documented_cache=("x", "w", "b", "conv_param"),
    search=lambda r: conv_back_inputs(r, *any_conv(r)),
    groups=(
        Group(
            "stride 1",
            4,
            (
                conv_back("same size", 2, 4, 3, 3, 2, 3, 3, 1, 1, public=True),
                conv_back("as many filters as channels", 2, 3, 2, 2, 3, 3, 3, 1, 1),
                conv_back("one image", 1, 2, 4, 4, 3, 3, 3, 1, 1),
            ),
            hint="Each output sent one window forward; its gradient goes back to that same window, and overlapping windows add up.",
        ),
        Group(
            "height and width",
            2,
            (
                conv_back("a wide image, a flat kernel", 1, 3, 4, 6, 2, 2, 3, 1, 1, public=True),
                conv_back("padding 2", 1, 3, 3, 2, 2, 2, 3, 1, 2),
                conv_back("a long kernel", 1, 2, 4, 5, 3, 3, 5, 1, 1),
            ),
            hint="Here height and width differ. Which of H, W, HH, WW does each line use?",
        ),
        Group(
            "stride",
            2,
            (
                conv_back("stride 2", 1, 2, 5, 5, 3, 3, 3, 2, 1, public=True),
                conv_back("stride 3, wider than the kernel", 1, 2, 6, 9, 3, 2, 2, 3, 1),
                conv_back("stride 4, left-over rows and columns", 1, 2, 8, 8, 3, 3, 3, 4, 1),
                conv_back("everything at once", 2, 3, 7, 5, 4, 3, 6, 2, 2),
            ),
            hint="A window begins at i*stride, in backward as in forward.",
        ),
        Group(
            "no padding",
            3,
            (
                Case("the sums of the lecture", hand_sums, public=True, calls=CONV_BACK),
                conv_back("pad 0, kernel 1x1", 2, 4, 2, 2, 3, 1, 1, 1, 0),
                conv_back("pad 0, kernel 3x3", 1, 2, 5, 5, 3, 3, 3, 1, 0),
                conv_back("pad 0, stride 2", 1, 2, 5, 5, 3, 3, 3, 2, 0),
                conv_back("pad 0, kernel 1x1, stride 2", 1, 2, 5, 5, 3, 1, 1, 2, 0),
            ),
            hint="pad may be 0. What is a[0:-0]?",
        ),
        Group(
            "contract",
            1,
            (
                conv_back("inputs stay as they are", *SQUARE, public=True, check="unchanged"),
                conv_back(
                    "the same cache twice",
                    *SQUARE,
                    calls=(*CONV_BACK[:1], "conv_backward_naive(dout, cache) -> _x, _w, _b", CONV_BACK[1]),
                ),
                conv_back("read-only inputs in Fortran order", *SQUARE, layout="F", read_only=True),
                conv_back("float32 inputs", *SQUARE, dtype="float32"),
            ),
        ),
    ),
)


def pool_back_inputs(r, N, C, H, W, ph, pw, stride, draw="distinct"):
    """Arrays for one pooling layer there and back."""
    dout = r.dyadic(N, C, size(H, ph, stride), size(W, pw, stride))
    return pool_inputs(r, N, C, H, W, ph, pw, stride, draw) | {"dout": dout}


def pool_back(name, *sizes, public=False, draw="distinct", **more):
    """A backward case from N, C, H, W, pool_height, pool_width, stride."""
    return Case(name, lambda r: pool_back_inputs(r, *sizes, draw), public=public, **({"calls": POOL_BACK} | more))


def tied(name, *sizes, public=False):
    """A backward case whose windows hold their largest value more than once; it is not 0, as an empty out would be."""
    return Case(
        name,
        lambda r: pool_back_inputs(r, *sizes) | {"x": r.ties(*sizes[:4], values=(-1.0, 0.5))},
        public=public,
        calls=POOL_BACK,
        check="subgradient",
    )


def zero_winners(r, inputs):
    """The same with 0 as the one largest value of each window in the first row, and no value above 0."""
    x = inputs["x"] - inputs["x"].max() - 0.25
    height, width, stride = (inputs["pool_param"][key] for key in ("pool_height", "pool_width", "stride"))
    for n, c, j in np.ndindex(*inputs["dout"].shape[:2], inputs["dout"].shape[3]):
        x[n, c, r.integer(0, height - 1), j * stride + r.integer(0, width - 1)] = 0
    return inputs | {"x": x}


def shared_winners(inputs):
    """The same with the largest values in column 2, the one that the first two windows of 2x3 with stride 2 share."""
    x = inputs["x"].copy()
    x[..., 2] += x.size
    return inputs | {"x": x}


def shared_param(r):
    """Two batches through one pool_param before the first is sent back."""
    inputs = pool_inputs(r, *TILES)
    return inputs | {"x2": r.distinct(*TILES[:4]), "dout": r.dyadic(1, 3, 2, 2)}


max_pool_backward = Question(
    "max_pool_backward_naive(dout, cache) -> dx",
    points=6,
    extra_credit=True,
    title="Max pooling, backward",
    needs=("conv_output_size",),
    forward="max_pool_forward_naive",
    documented_cache=("x", "pool_param"),
    search=lambda r: pool_back_inputs(r, *any_pool(r)),
    groups=(
        Group(
            "values",
            2,
            (
                Case(
                    "2x2 windows",
                    lambda r: zero_winners(r, pool_back_inputs(r, 2, 2, 4, 4, 2, 2, 2)),
                    public=True,
                    calls=POOL_BACK,
                ),
                pool_back("three images", 3, 1, 4, 4, 2, 2, 2),
                pool_back("gaps", 1, 2, 5, 5, 2, 2, 3),
            ),
            hint="The winner of each window gets its dout, all other pixels of it get 0.",
        ),
        Group(
            "height and width",
            1,
            (
                pool_back("2x3 windows on a wide image", 1, 2, 4, 9, 2, 3, 3, public=True),
                pool_back("3x2 windows", 1, 2, 6, 8, 3, 2, 3),
            ),
            hint="A flat index in the window splits by the window's width, not by its height.",
        ),
        Group(
            "overlap",
            1,
            (
                pool_back("3x3 windows, stride 2", 1, 2, 7, 7, 3, 3, 2, public=True),
                pool_back("3x3 windows, stride 1", 1, 2, 5, 5, 3, 3, 1),
                Case(
                    "2x3 windows, stride 2",
                    lambda r: shared_winners(pool_back_inputs(r, 1, 2, 4, 7, 2, 3, 2)),
                    calls=POOL_BACK,
                ),
                pool_back("5x5, window 2, stride 2", 1, 2, 5, 5, 2, 2, 2),
            ),
            hint="One pixel can win several windows. What happens to the gradient that was there already?",
        ),
        Group(
            "ties",
            1,
            (
                tied("halves and minus ones", 1, 2, 4, 6, 2, 2, 2, public=True),
                tied("halves and minus ones, 2x3 windows", 1, 2, 4, 9, 2, 3, 3),
            ),
            hint="Feed zeros: the gradient that enters a window must equal the gradient that leaves it.",
        ),
        Group(
            "contract",
            1,
            (
                pool_back("inputs stay as they are", *TILES, public=True, check="unchanged"),
                Case(
                    "two batches, one pool_param",
                    shared_param,
                    calls=(
                        "max_pool_forward_naive(x, pool_param) -> out, cache",
                        "max_pool_forward_naive(x2, pool_param) -> out2, cache2",
                        "max_pool_backward_naive(dout, cache) -> dx",
                        "max_pool_backward_naive(dout, cache2) -> dx2",
                    ),
                    compare=("dx", "dx2"),
                ),
                pool_back(
                    "the same cache twice",
                    *TILES,
                    calls=(*POOL_BACK, "max_pool_backward_naive(dout, cache) -> again"),
                    compare=("dx", "again"),
                ),
                pool_back("read-only inputs in Fortran order", *TILES, layout="F", read_only=True),
                pool_back("float32 inputs", *TILES, dtype="float32"),
            ),
        ),
    ),
)


def with_dout(r, inputs):
    """The inputs of a layer that keeps the shape of x, and a dout."""
    return inputs | {"dout": r.dyadic(*inputs["x"].shape)}


def norm_back(name, *sizes, public=False, options=None, **more):
    """A backward case from N, C, H, W."""

    def inputs(r):
        return with_dout(r, norm_inputs(r, *sizes, **(options or {})))

    return Case(name, inputs, public=public, **({"calls": NORM_BACK} | more))


def some_gamma(r):
    """A channel whose gamma is 0, so that its out says nothing about x, and one whose gamma is below 0."""
    inputs = with_dout(r, norm_inputs(r, 2, 3, 2, 4, eps=1e-5))
    return inputs | {"gamma": np.array([1.5, 0.0, -0.75])}


spatial_batchnorm_backward = Question(
    "spatial_batchnorm_backward(dout, cache) -> dx, dgamma, dbeta",
    points=6,
    extra_credit=True,
    title="Spatial batch norm, backward",
    tolerance=SMOOTH,
    forward="spatial_batchnorm_forward",
    search=lambda r: with_dout(r, any_norm(r, "train")),
    groups=(
        Group(
            "dgamma and dbeta",
            2,
            (
                norm_back(
                    "dgamma, dbeta",
                    2,
                    3,
                    4,
                    5,
                    public=True,
                    options={"eps": 1e-5},
                    compare=("dgamma", "dbeta"),
                    loose_shape=True,
                ),
                norm_back(
                    "dgamma, dbeta, square",
                    3,
                    3,
                    3,
                    3,
                    options={"eps": 1e-5},
                    compare=("dgamma", "dbeta"),
                    loose_shape=True,
                ),
            ),
            hint="gamma and beta are shared by all images and pixels of a channel: their gradients are sums over these.",
        ),
        Group(
            "dx",
            2,
            (
                norm_back("dx", 2, 3, 4, 5, public=True, options={"eps": 1e-5}, compare=("dx",)),
                norm_back("dx, more channels", 2, 5, 3, 4, options={"eps": 1e-5}, compare=("dx",)),
                norm_back("dx, one image", 1, 4, 4, 5, options={"eps": 1e-5}, compare=("dx",)),
            ),
            hint="x reaches out by three paths: directly, through the mean, and through the variance.",
        ),
        Group(
            "eps",
            1,
            (
                norm_back("eps 0.5", 2, 3, 4, 5, public=True, options={"eps": 0.5}, loose_shape=True),
                norm_back("a large eps", 2, 2, 3, 4, options={"eps": 2.0}, loose_shape=True),
                Case("one gamma 0, one below 0", some_gamma, calls=NORM_BACK, loose_shape=True),
            ),
            hint="Backward divides by the same sqrt(var + eps) as forward.",
        ),
        Group(
            "contract",
            1,
            (
                norm_back(
                    "shapes are (C,)", 2, 3, 4, 5, public=True, options={"eps": 1e-5}, compare=("dgamma", "dbeta")
                ),
                norm_back(
                    "inputs stay as they are",
                    *BATCH,
                    options={"eps": 1e-5},
                    check="unchanged",
                    may_change=RUNNING,
                    loose_shape=True,
                ),
                norm_back(
                    "the same cache twice",
                    *BATCH,
                    options={"eps": 1e-5},
                    calls=(NORM, "spatial_batchnorm_backward(dout, cache) -> _x, _g, _b", NORM_BACK[1]),
                    loose_shape=True,
                ),
            ),
        ),
    ),
)

assignment = Assignment(
    name="hw2_conv",
    title="Convolution, pooling and batch norm, by hand",
    questions=(
        conv_output_size,
        conv_forward,
        true_convolution,
        filter_image,
        max_pool_forward,
        avg_pool_forward,
        min_pool_forward,
        spatial_batchnorm_forward,
        three_layer_forward,
        conv_backward,
        max_pool_backward,
        spatial_batchnorm_backward,
    ),
)
