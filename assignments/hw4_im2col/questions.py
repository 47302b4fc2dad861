"""hw4_im2col: every question, its points, its cases, its hints and its speed.

Cases are dyadic (multiples of 1/4), so that right answers are exact in any order of summation. Sizes differ from
one another wherever they can, so that no two of them can be mixed up unnoticed. A group varies one thing only: where
it is about the order of the columns its windows do not overlap, where it is about overlap there is one image, and so
on, so that one slip costs one group. The group "left-over rows and columns" has everything at once, a bias too: it
may be lost in any branch.
"""

from fractions import Fraction

import numpy as np

from grader.declare import Assignment, Case, Group, Question, Speed

HALF = Fraction(1, 2)

# Sizes at which nothing but the contract itself can go wrong.
MATRIX = (1, 3, 4, 4, 3, 3, 1, 1)  # N, C, H, W, k_height, k_width, stride, padding
SQUARE = (1, 3, 4, 4, 2, 3, 3, 1, 1)  # N, C, H, W, F, HH, WW, stride, pad
TILES = (1, 3, 4, 4, 2, 2, 2)  # N, C, H, W, pool_height, pool_width, stride

WIDTH_HINT = "Here height and width differ. Which of the two does each line use: of the image, of the window, of out?"
STRIDE_HINT = "Where in the padded image does the window of output row 1, column 1 begin when the stride is 2?"
LEFT_OVER_HINT = "Only whole windows count; rows and columns that are left over belong to none."
PADDING_HINT = "Padding 0 adds nothing, 2 adds two rows and columns of zeros on each side. What is a[0:-0]?"


def size(length, window, stride, pad=0):
    """Positions of a window along one axis."""
    return 1 + (length + 2 * pad - window) // stride


# ---------------------------------------------------------------------------------------------- im2col


def any_windows(r):
    """Sizes of a small matrix: N, C, H, W, height and width of the window, stride, padding; the window fits."""
    H, W, padding = r.integer(1, 8), r.integer(1, 8), r.integer(0, 2)
    height, width = (r.integer(1, min(4, length + 2 * padding)) for length in (H, W))
    return r.integer(1, 3), r.integer(1, 3), H, W, height, width, r.integer(1, 3), padding


def image_inputs(r, N, C, H, W, k_height, k_width, stride, padding):
    """Images for im2col."""
    return windows(r.dyadic(N, C, H, W), k_height, k_width, stride, padding)


def windows(X, k_height, k_width, stride, padding):
    """The arguments of im2col by name."""
    return {"X": X, "k_height": k_height, "k_width": k_width, "padding": padding, "stride": stride}


def columns(name, *sizes, public=False, **more):
    """An im2col case from N, C, H, W, k_height, k_width, stride, padding."""
    return Case(name, lambda r: image_inputs(r, *sizes), public=public, **more)


def four_pixels(r):
    """The numbers 1 to 4 in a square; of nine windows of 2x2 only the middle one lies inside the image."""
    return windows(np.array([[[[1.0, 2], [3, 4]]]]), 2, 2, stride=1, padding=1)


def numbered():
    """The image of the lecture: three channels of 4x4 pixels, numbered through."""
    return np.arange(48.0).reshape(1, 3, 4, 4)


def lecture_image(r):
    """The worked example of the lecture: nine windows of 2x2."""
    return windows(numbered(), 2, 2, stride=1, padding=0)


def numbered_channels(r):
    """Three channels of 2x2 pixels, 11 to 14, 21 to 24 and 31 to 34, so that a row shows which channel it is from."""
    return windows(np.add.outer([10.0, 20, 30], [[1, 2], [3, 4]])[None], 2, 2, stride=1, padding=1)


def numbered_images(r):
    """Two images of 2x2 pixels, 11 to 14 and 21 to 24, so that a column shows which image it is from."""
    return windows(np.add.outer([10.0, 20], [[1, 2], [3, 4]])[:, None], 2, 2, stride=1, padding=1)


IM2COL = "im2col(X, k_height, k_width, padding, stride) -> X_col"

im2col = Question(
    IM2COL,
    points=12,
    title="Windows as columns",
    search=lambda r: image_inputs(r, *any_windows(r)),
    groups=(
        Group(
            "one image, one channel",
            2,
            (
                Case("four pixels by hand", four_pixels, public=True),
                columns("windows of 3x3", 1, 1, 4, 4, 3, 3, 1, 1, public=True),
                columns("one pixel", 1, 1, 1, 1, 1, 1, 1, 1),
                columns("one window, larger than the image", 1, 1, 3, 3, 5, 5, 1, 1),
                columns("windows of 2x2", 1, 1, 5, 5, 2, 2, 1, 1),
            ),
            hint="Column 0 of the four pixels is 0, 0, 0, 1: the window in the corner, row by row. What are columns 1 "
            "and 3?",
        ),
        Group(
            "order of the rows",
            2,
            (
                Case("three numbered channels", numbered_channels, public=True),
                columns("two channels", 1, 2, 5, 5, 2, 2, 1, 1),
                columns("four channels", 1, 4, 4, 4, 3, 3, 1, 1),
            ),
            hint="In the lecture's matrix column 0 reads 0, 1, 4, 5, then 16, 17, 20, 21: which of channel, row and "
            "column of the window changes fastest from row to row of the matrix, and which slowest?",
        ),
        Group(
            "order of the columns",
            2,
            (
                Case("two numbered images", numbered_images, public=True),
                columns("three images", 3, 1, 4, 4, 2, 2, 1, 1, public=True),
                columns("more images than windows", 5, 1, 1, 1, 2, 2, 1, 1),
                columns("as many images as channels", 3, 3, 4, 4, 3, 3, 1, 1),
            ),
            hint="Two columns side by side hold the same window of two images. Which of output row, output column and "
            "image changes fastest from column to column?",
        ),
        Group(
            "height and width",
            2,
            (
                columns("windows of 2x3", 1, 3, 5, 4, 2, 3, 1, 1, public=True),
                columns("a wide image", 1, 2, 4, 7, 3, 3, 1, 1, public=True),
                columns("windows of 1x1", 1, 1, 4, 6, 1, 1, 1, 1),
                columns("windows of 3x2 on a tall image", 1, 2, 8, 4, 3, 2, 1, 1),
                columns("windows of 5x3", 1, 2, 6, 7, 5, 3, 1, 1),
            ),
            hint=WIDTH_HINT,
        ),
        Group(
            "stride",
            1,
            (
                columns("stride 2", 1, 2, 5, 5, 3, 3, 2, 1, public=True),
                columns("stride 3, wider than the window", 1, 2, 6, 6, 2, 2, 3, 1, public=True),
                columns("stride 2, windows of 2x2", 1, 3, 4, 4, 2, 2, 2, 1),
                columns("stride 4, windows of 1x1", 1, 2, 7, 7, 1, 1, 4, 1),
            ),
            hint=STRIDE_HINT,
        ),
        Group(
            "padding",
            1,
            (
                columns("padding 2", 1, 2, 3, 3, 3, 3, 1, 2, public=True),
                Case("the image of the lecture, padding 0", lecture_image, public=True),
                columns("padding 3, wider than the window", 1, 2, 3, 3, 2, 2, 1, 3),
                columns("one window, padding 2", 1, 1, 1, 1, 5, 5, 1, 2),
                columns("the defaults", 1, 2, 4, 4, 2, 2, 1, 1, calls=("im2col(X, k_height, k_width) -> X_col",)),
                columns("padding 0, windows of 3x3", 1, 2, 5, 5, 3, 3, 1, 0),
            ),
            hint=f"{PADDING_HINT} Where no padding is given it is 1.",
        ),
        Group(
            "left-over rows and columns",
            1,
            (
                columns("7x7 pixels, windows of 2x2, stride 2", 2, 2, 7, 7, 2, 2, 2, 1, public=True),
                columns("left over on two sides", 2, 3, 8, 5, 3, 2, 3, 1),
                columns("left over without padding", 3, 2, 7, 10, 2, 5, 2, 0),
            ),
            hint=LEFT_OVER_HINT,
        ),
        Group(
            "contract",
            1,
            (
                columns("X stays as it is", *MATRIX, public=True, check="unchanged"),
                columns("float32 stays float32", *MATRIX, public=True, check="dtype", dtype="float32"),
                columns("X stays as it is, padding 0", 1, 3, 4, 4, 1, 1, 1, 0, check="unchanged"),
                columns("float64 stays float64", *MATRIX, public=True, check="dtype"),
                columns("read-only images in Fortran order", *MATRIX, layout="F", read_only=True),
                columns("every second value of a larger array", *MATRIX, layout="strided"),
                Case(
                    "two calls in a row",
                    lambda r: image_inputs(r, *MATRIX) | {"other": r.dyadic(1, 3, 4, 4)},
                    calls=(IM2COL, "im2col(other, k_height, k_width, padding, stride) -> X_col_2"),
                    compare=("X_col", "X_col_2"),
                    public=True,
                ),
            ),
            hint="The matrix is a new array in X's dtype; X belongs to the caller.",
        ),
    ),
)

# ---------------------------------------------------------------------------------------------- im2col backward


def matrix_shape(N, C, H, W, k_height, k_width, stride, padding):
    """Rows and columns of im2col's matrix."""
    return C * k_height * k_width, size(H, k_height, stride, padding) * size(W, k_width, stride, padding) * N


def gradient_inputs(r, *sizes):
    """A random gradient for im2col_bw."""
    return gradient(r.dyadic(*matrix_shape(*sizes)), *sizes)


def gradient(grad_X_col, N, C, H, W, k_height, k_width, stride, padding):
    """The arguments of im2col_bw by name."""
    return {
        "grad_X_col": grad_X_col,
        "X_shape": (N, C, H, W),
        "k_height": k_height,
        "k_width": k_width,
        "padding": padding,
        "stride": stride,
    }


def scattered(name, *sizes, public=False, **more):
    """An im2col_bw case from N, C, H, W, k_height, k_width, stride, padding."""
    return Case(name, lambda r: gradient_inputs(r, *sizes), public=public, **more)


def numbered_window(r):
    """One window of 4x4 around an image of 2x2: twelve of its sixteen entries lie on the padding."""
    return gradient(np.arange(1.0, 17.0).reshape(16, 1), 1, 1, 2, 2, 4, 4, 1, 1)


def ones_with_padding(r):
    """Ones come back as the number of windows of 3x3 that each pixel is in."""
    return gradient(np.ones((9, 16)), 1, 1, 4, 4, 3, 3, 1, 1)


def lecture_ones(r):
    """The lecture's matrix full of ones: each channel comes back as 1 2 2 1, 2 4 4 2, 2 4 4 2, 1 2 2 1."""
    return gradient(np.ones((12, 9)), 1, 3, 4, 4, 2, 2, 1, 0)


IM2COL_BW = "im2col_bw(grad_X_col, X_shape, k_height, k_width, padding, stride) -> grad_X"
OVERLAP_HINT = "A pixel that was copied into several columns gets something back from each of them. Feed ones: a pixel "
OVERLAP_HINT += "must come back as the number of windows it is in."

im2col_bw = Question(
    IM2COL_BW,
    points=14,
    title="Columns back to images",
    needs=("im2col",),
    search=lambda r: gradient_inputs(r, *any_windows(r)),
    groups=(
        Group(
            "windows that do not overlap",
            2,
            (
                Case("one window by hand", numbered_window, public=True),
                scattered("windows of one pixel", 1, 1, 3, 3, 1, 1, 1, 1, public=True),
                scattered("one window of 5x5", 1, 1, 3, 3, 5, 5, 1, 1),
                scattered("windows of one pixel, a larger image", 1, 1, 4, 4, 1, 1, 1, 1),
            ),
            hint="Each entry of the matrix goes back to the pixel it was copied from; what was copied from the padding "
            "goes nowhere.",
        ),
        Group(
            "overlap",
            3,
            (
                scattered("windows of 2x2", 1, 1, 3, 3, 2, 2, 1, 1, public=True),
                Case("ones, windows of 3x3", ones_with_padding, public=True),
                scattered("windows of 3x3", 1, 1, 5, 5, 3, 3, 1, 1),
                scattered("windows of 4x4", 1, 1, 5, 5, 4, 4, 1, 1),
            ),
            hint=OVERLAP_HINT,
        ),
        Group(
            "images and channels",
            2,
            (
                scattered("one window of 4x4, two images", 2, 3, 2, 2, 4, 4, 1, 1, public=True),
                scattered("windows of one pixel, three images", 3, 2, 3, 3, 1, 1, 1, 1, public=True),
                scattered("one window of 3x3, more images", 4, 2, 1, 1, 3, 3, 1, 1),
                scattered("as many images as channels", 3, 3, 4, 4, 1, 1, 1, 1),
            ),
            hint="Read grad_X_col in im2col's order: rows (C, k_height, k_width), columns (H_out, W_out, N).",
        ),
        Group(
            "height and width",
            2,
            (
                scattered("one window of 4x5", 1, 1, 2, 3, 4, 5, 1, 1, public=True),
                scattered("windows of one pixel, a wide image", 1, 2, 3, 5, 1, 1, 1, 1, public=True),
                scattered("windows of one pixel, a tall image", 1, 1, 5, 2, 1, 1, 1, 1),
                scattered("one window of 6x4", 1, 2, 4, 2, 6, 4, 1, 1),
                scattered("windows of 1x7, as wide as the image", 1, 2, 3, 5, 1, 7, 1, 1),
            ),
            hint=WIDTH_HINT,
        ),
        Group(
            "stride",
            2,
            (
                scattered("stride 2, windows of 2x2", 1, 2, 4, 4, 2, 2, 2, 1, public=True),
                scattered("stride 3, windows of 2x2: pixels in no window", 1, 2, 6, 6, 2, 2, 3, 1, public=True),
                scattered("stride 4, windows of 1x1", 1, 1, 7, 7, 1, 1, 4, 1),
                scattered("stride 3, windows of 3x3", 1, 3, 4, 4, 3, 3, 3, 1),
            ),
            hint=f"{STRIDE_HINT} A pixel in no window gets 0.",
        ),
        Group(
            "padding",
            1,
            (
                scattered("one window, padding 2", 1, 2, 2, 2, 6, 6, 1, 2, public=True),
                Case("the ones of the lecture, padding 0", lecture_ones, public=True),
                scattered("one window, padding 0", 1, 2, 3, 3, 3, 3, 1, 0),
                scattered(
                    "the defaults",
                    *(1, 2, 3, 3, 2, 2, 1, 1),
                    calls=("im2col_bw(grad_X_col, X_shape, k_height, k_width) -> grad_X",),
                ),
                scattered("padding 3, wider than the window", 1, 2, 2, 2, 2, 2, 1, 3),
            ),
            hint=f"{PADDING_HINT} grad_X has the shape of the images without padding.",
        ),
        Group(
            "left-over rows and columns",
            1,
            (
                scattered("8x8 pixels, windows of 3x3, stride 2", 1, 2, 8, 8, 3, 3, 2, 1, public=True),
                scattered("windows of 2x5 without padding", 3, 2, 6, 8, 2, 5, 2, 0),
                scattered("left over on two sides", 2, 3, 8, 5, 3, 2, 2, 1),
            ),
            hint=LEFT_OVER_HINT,
        ),
        Group(
            "contract",
            1,
            (
                scattered("inputs stay as they are", *MATRIX, public=True, check="unchanged"),
                scattered("inputs stay as they are, padding 0", 1, 3, 3, 3, 1, 1, 1, 0, check="unchanged"),
                scattered("read-only gradient in Fortran order", *MATRIX, layout="F", read_only=True),
                scattered("every second value of a larger array", *MATRIX, layout="strided"),
                scattered("float32 gradient", *MATRIX, dtype="float32"),
                Case(
                    "two calls in a row",
                    lambda r: gradient_inputs(r, *MATRIX) | {"other": r.dyadic(*matrix_shape(*MATRIX))},
                    calls=(
                        IM2COL_BW,
                        "im2col_bw(other, X_shape, k_height, k_width, padding, stride) -> grad_X_2",
                    ),
                    compare=("grad_X", "grad_X_2"),
                ),
            ),
            hint="grad_X is a new array that starts from zeros in every call; grad_X_col belongs to the caller.",
        ),
    ),
)

# ---------------------------------------------------------------------------------------------- convolution


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
    N, C, H, W, *window = any_windows(r)
    return N, C, H, W, r.integer(1, 4), *window


def conv_case(name, *sizes, bias=False, public=False, **more):
    """A forward case from N, C, H, W, F, HH, WW, stride, pad; b is 0 where it is not the point."""
    return Case(name, lambda r: conv_inputs(r, *sizes, bias), public=public, **more)


def lecture_filters(r):
    """The lecture's image and two filters of 2x2: one adds a window up, the other picks its last entry."""
    w = np.zeros((2, 3, 2, 2))
    w[0], w[1, 2, 1, 1] = 1, 1
    return {"x": numbered(), "w": w, "b": np.zeros(2), "conv_param": {"stride": 1, "pad": 0}}


def nine_pixels(r):
    """The numbers 1 to 9 in a square and one filter, 1 2 over 3 4: the first row of out is 4, 11, 18, 9."""
    w = np.array([[[[1.0, 2], [3, 4]]]])
    x = np.arange(1.0, 10.0).reshape(1, 1, 3, 3)
    return {"x": x, "w": w, "b": np.zeros(1), "conv_param": {"stride": 1, "pad": 1}}


def pad_first(r):
    """The two parameters in the other order: a dict is read by key."""
    return conv_inputs(r, 1, 2, 5, 5, 3, 3, 3, 2, 1, bias=False) | {"conv_param": {"pad": 1, "stride": 2}}


def conv_groups(points, images_hint, contract):
    """The groups of one forward convolution; `points` are those of the first seven, `contract` are groups of its own."""
    one, bias, several, shapes, stride, padding, left_over = points
    return (
        Group(
            "one image",
            one,
            (
                Case("nine pixels, one filter", nine_pixels, public=True),
                conv_case("two channels", 1, 2, 4, 4, 4, 3, 3, 1, 1, public=True),
                conv_case("one pixel", 1, 1, 1, 1, 1, 1, 1, 1, 1),
                conv_case("three channels", 1, 3, 4, 4, 2, 3, 3, 1, 1),
            ),
            hint="Every entry of out is one filter times one window, summed over its channels, rows and columns. Work "
            "one out by hand.",
        ),
        Group(
            "bias",
            bias,
            (
                # sizes as in "two channels", so that a matrix which is kept by shape is found out
                conv_case("four filters with a bias", 1, 2, 4, 4, 4, 3, 3, 1, 1, bias=True, public=True),
                conv_case("one filter with a bias", 1, 3, 3, 3, 1, 2, 2, 1, 0, bias=True),
                conv_case("three filters with a bias", 1, 2, 4, 4, 3, 3, 3, 1, 1, bias=True),
            ),
            hint="Feed images of zeros: each map of out must be filled with its own filter's bias.",
        ),
        Group(
            "several images",
            several,
            (
                conv_case("four images, windows of 2x2", 4, 1, 3, 3, 2, 2, 2, 1, 1, public=True),
                conv_case("two images", 2, 3, 3, 3, 4, 3, 3, 1, 1, public=True),
                conv_case("as many images as output columns", 3, 2, 3, 3, 4, 3, 3, 1, 1),
                conv_case("as many images as channels and filters", 3, 3, 2, 2, 3, 3, 3, 1, 1),
            ),
            hint=images_hint,
        ),
        Group(
            "height and width",
            shapes,
            (
                conv_case("windows of 2x3", 1, 3, 5, 4, 2, 2, 3, 1, 1, public=True),
                conv_case("a wide image", 1, 2, 4, 7, 4, 3, 3, 1, 1, public=True),
                conv_case("windows of 1x4 on a tall image", 1, 2, 6, 4, 3, 1, 4, 1, 1),
                conv_case("windows of 5x3", 1, 2, 6, 5, 3, 5, 3, 1, 1),
            ),
            hint=WIDTH_HINT,
        ),
        Group(
            "stride",
            stride,
            (
                conv_case("stride 2", 1, 3, 5, 5, 4, 3, 3, 2, 1, public=True),
                conv_case("stride 3, wider than the filter", 1, 2, 6, 6, 3, 2, 2, 3, 1),
                Case("pad before stride in conv_param", pad_first),
            ),
            hint=STRIDE_HINT,
        ),
        Group(
            "padding",
            padding,
            (
                Case("the filters of the lecture, padding 0", lecture_filters, public=True),
                conv_case("padding 3, wider than the filter", 1, 2, 2, 2, 3, 2, 2, 1, 3),
                conv_case("padding 2", 1, 3, 2, 2, 2, 3, 3, 1, 2),
                conv_case("padding 0, windows of 3x3", 1, 2, 5, 5, 3, 3, 3, 1, 0),
            ),
            hint=PADDING_HINT,
        ),
        Group(
            "left-over rows and columns",
            left_over,
            (
                conv_case("7x7 pixels, stride 2, windows of 2x2", 1, 2, 7, 7, 3, 2, 2, 2, 1, public=True),
                conv_case("left over on two sides", 2, 3, 8, 5, 4, 3, 2, 3, 1, bias=True),
                conv_case("left over without padding", 3, 2, 7, 10, 4, 2, 5, 2, 0, bias=True),
                conv_case("left over with padding 2", 2, 3, 5, 7, 4, 6, 3, 2, 2, bias=True),
                conv_case("left over by filters of 1x1", 1, 3, 4, 7, 2, 1, 1, 2, 0, bias=True),
            ),
            hint=LEFT_OVER_HINT,
        ),
        *contract,
    )


def conv_shape(name, *sizes):
    """One setting in which a convolution is timed, from N, C, H, W, F, HH, WW, stride, pad."""
    return name, lambda r: conv_inputs(r, *sizes)


# The baseline takes 5 to 7 ms for each of these. Loops over images and filters reach 1.4 times its speed, loops over
# windows alone 5 to 8, im2col by a loop over windows 13 to 36, by fancy indexing 44, by slices or views 59 to 110.
CONV_SPEED = Speed(
    rolling="x",
    shapes=(
        conv_shape("4 images of 10x10", 4, 3, 10, 10, 4, 3, 3, 1, 1),
        conv_shape("16 images of 12x12, stride 2", 16, 2, 12, 12, 3, 3, 3, 2, 1),
        conv_shape("4 images of 9x14, windows of 2x5", 4, 4, 9, 14, 4, 2, 5, 1, 0),
        conv_shape("8 images of 12x9, windows of 5x3, stride 2", 8, 3, 12, 9, 6, 5, 3, 2, 1),
        conv_shape("16 channels, windows of 1x1", 2, 16, 10, 10, 8, 1, 1, 1, 0),
        conv_shape("one image of 18x20", 1, 8, 18, 20, 4, 3, 3, 1, 1),
    ),
    steps=((10, 1), (20, 2), (40, 1)),
)

CONV = "conv_forward_im2col(x, w, b, conv_param) -> out, cache"
CONV_BACK = (CONV, "conv_backward_im2col(dout, cache) -> dx, dw, db")
X_AND_W = ("dx", "dw")  # what is compared where db is not the point

conv_forward_im2col = Question(
    CONV,
    points=13,
    title="Convolution as a matrix product",
    needs=("im2col", "im2col_cython"),
    search=lambda r: conv_inputs(r, *any_conv(r)),
    speed=CONV_SPEED,
    groups=conv_groups(
        (1, 1, 2, 1, 1, 1, 1),
        "The product has one row per filter and im2col's columns, (H_out, W_out, N). Which entry of it is "
        "out[1, 0, 0, 0], and where does a plain reshape put it?",
        (
            Group(
                "contract",
                1,
                (
                    conv_case("inputs stay as they are", *SQUARE, public=True, check="unchanged"),
                    conv_case("inputs stay as they are, 1x1", 1, 3, 4, 4, 2, 1, 1, 1, 1, check="unchanged"),
                    conv_case("read-only inputs in Fortran order", *SQUARE, layout="F", read_only=True),
                    conv_case("every second value of a larger array", *SQUARE, layout="strided"),
                    conv_case("float32 inputs", *SQUARE, dtype="float32"),
                    Case(
                        "two calls in a row",
                        lambda r: conv_inputs(r, *SQUARE, bias=False) | {"other": r.dyadic(1, 3, 4, 4)},
                        calls=(CONV, "conv_forward_im2col(other, w, b, conv_param) -> out_2, cache_2"),
                        compare=("out", "out_2"),
                    ),
                ),
            ),
        ),
    ),
)


def conv_back_inputs(r, N, C, H, W, F, HH, WW, stride, pad):
    """Arrays for one convolution there and back; dout is random, never ones."""
    dout = r.dyadic(N, F, size(H, HH, stride, pad), size(W, WW, stride, pad))
    return conv_inputs(r, N, C, H, W, F, HH, WW, stride, pad) | {"dout": dout}


def conv_back(name, *sizes, public=False, **more):
    """A backward case from N, C, H, W, F, HH, WW, stride, pad."""
    return Case(name, lambda r: conv_back_inputs(r, *sizes), public=public, **({"calls": CONV_BACK} | more))


def lecture_dout(r):
    """The lecture's image and filters; a single 1 in dout picks one column of the matrix for dw."""
    dout = np.zeros((1, 2, 3, 3))
    dout[0, 0, 0, 0], dout[0, 1, 2, 1] = 1, 2
    return lecture_filters(r) | {"dout": dout}


conv_backward_im2col = Question(
    CONV_BACK[1],
    points=9,
    title="Convolution backward by matrix products",
    needs=("im2col", "im2col_bw", "im2col_cython", "col2im_cython"),
    forward="conv_forward_im2col",
    documented_cache=("x", "w", "b", "conv_param"),
    search=lambda r: conv_back_inputs(r, *any_conv(r)),
    groups=(
        Group(
            "dw of one image",
            1,
            (
                conv_back("dw, two channels", 1, 2, 4, 4, 3, 3, 3, 1, 1, public=True, compare=("dw",)),
                conv_back("dw, more filters than channels", 1, 1, 3, 3, 5, 2, 2, 1, 1, compare=("dw",)),
                conv_back("dw, as many filters as channels", 1, 3, 2, 2, 3, 3, 3, 1, 1, compare=("dw",)),
            ),
            hint="dout as a matrix has one row per filter. Which product of it with im2col's matrix has as many "
            "entries as w, and in which order do they come?",
        ),
        Group(
            "dx of one image",
            1,
            (
                conv_back("dx, two channels", 1, 2, 4, 4, 3, 3, 3, 1, 1, public=True, compare=("dx",)),
                conv_back("dx, more filters than channels", 1, 1, 3, 3, 5, 2, 2, 1, 1, compare=("dx",)),
                conv_back("dx, as many filters as channels", 1, 3, 2, 2, 3, 3, 3, 1, 1, compare=("dx",)),
            ),
            hint="Which product of the filters with dout has the shape of im2col's matrix? What brings that back to "
            "the image?",
        ),
        Group(
            "db",
            1,
            (
                conv_back("db, one image", 1, 2, 3, 3, 4, 2, 2, 1, 1, public=True, compare=("db",)),
                conv_back("db, two images", 2, 1, 3, 3, 4, 2, 2, 1, 1, public=True, compare=("db",)),
                conv_back("db, as many images as filters", 3, 2, 2, 2, 3, 2, 2, 1, 1, compare=("db",)),
            ),
            hint="b[f] is added once to every pixel of map f, in every image.",
        ),
        Group(
            "several images",
            2,
            (
                conv_back("two images", 2, 3, 3, 3, 4, 3, 3, 1, 1, public=True, compare=X_AND_W),
                conv_back("as many images as output rows", 3, 2, 2, 2, 4, 2, 2, 1, 1, compare=X_AND_W),
                conv_back("as many images as channels and filters", 3, 3, 2, 2, 3, 3, 3, 1, 1, compare=X_AND_W),
            ),
            hint="The columns of dout's matrix must follow those of im2col: (H_out, W_out, N). Where does "
            "dout[1, 0, 0, 0] belong, and where does a plain reshape put it?",
        ),
        Group(
            "height and width",
            1,
            (
                conv_back("windows of 2x3 on a wide image", 1, 3, 4, 6, 2, 2, 3, 1, 1, public=True, compare=X_AND_W),
                conv_back("a tall image", 1, 2, 6, 4, 3, 3, 3, 1, 1, compare=X_AND_W),
                conv_back("windows of 3x5", 1, 2, 4, 6, 3, 3, 5, 1, 1, compare=X_AND_W),
            ),
            hint=WIDTH_HINT,
        ),
        Group(
            "stride",
            1,
            (
                conv_back("stride 2", 1, 2, 5, 5, 3, 3, 3, 2, 1, public=True, compare=X_AND_W),
                conv_back("stride 3, wider than the filter", 1, 2, 6, 6, 3, 2, 2, 3, 1, compare=X_AND_W),
            ),
            hint="Backward steps through the image as forward does: with the same stride.",
        ),
        Group(
            "padding",
            1,
            (
                Case("the filters of the lecture, padding 0", lecture_dout, True, CONV_BACK, X_AND_W),
                conv_back("padding 2", 1, 2, 2, 2, 3, 3, 3, 1, 2, compare=X_AND_W),
                conv_back("no padding", 1, 2, 5, 5, 3, 3, 3, 1, 0, compare=X_AND_W),
            ),
            hint=PADDING_HINT,
        ),
        Group(
            "left-over rows and columns",
            HALF,
            (
                conv_back(
                    "8x8 pixels, windows of 3x3, stride 2", 1, 2, 8, 8, 2, 3, 3, 2, 1, public=True, compare=X_AND_W
                ),
                conv_back("windows of 2x5 without padding", 1, 2, 6, 8, 4, 2, 5, 2, 0, compare=X_AND_W),
                conv_back("left over on two sides", 2, 3, 8, 5, 4, 3, 2, 3, 1, compare=X_AND_W),
                conv_back("left over with padding 2", 2, 3, 7, 5, 4, 3, 6, 2, 2, compare=X_AND_W),
                conv_back("left over by filters of 1x1", 1, 3, 4, 7, 2, 1, 1, 2, 0, compare=X_AND_W),
            ),
            hint=LEFT_OVER_HINT,
        ),
        Group(
            "contract",
            HALF,
            (
                conv_back("inputs stay as they are", *SQUARE, public=True, check="unchanged"),
                conv_back(
                    "the same cache twice",
                    *SQUARE,
                    calls=(*CONV_BACK, "conv_backward_im2col(dout, cache) -> dx_2, dw_2, db_2"),
                    compare=("dx", "dw", "db", "dx_2", "dw_2", "db_2"),
                    public=True,
                ),
                conv_back("read-only inputs in Fortran order", *SQUARE, layout="F", read_only=True, public=True),
                conv_back("float32 inputs", *SQUARE, dtype="float32"),
            ),
        ),
    ),
)

# ---------------------------------------------------------------------------------------------- pooling


def pool_inputs(r, N, C, H, W, ph, pw, stride, draw="distinct"):
    """Arrays for one pooling layer, no ties."""
    return {"x": getattr(r, draw)(N, C, H, W), "pool_param": {"pool_height": ph, "pool_width": pw, "stride": stride}}


def pool_case(name, *sizes, public=False, draw="distinct", **more):
    """A pooling case from N, C, H, W, pool_height, pool_width, stride."""
    return Case(name, lambda r: pool_inputs(r, *sizes, draw=draw), public=public, **more)


def one_window(r):
    """One of everything, two pixels, neither of them 0."""
    inputs = pool_inputs(r, 1, 1, 1, 2, 1, 2, 1, draw="dyadic")
    return inputs | {"x": np.abs(inputs["x"])}


def any_pool(r):
    """Sizes of a small pooling: N, C, H, W, pool_height, pool_width, stride; windows overlap, tile or leave gaps."""
    H, W = r.integer(1, 8), r.integer(1, 8)
    ph, pw = r.integer(1, min(4, H)), r.integer(1, min(4, W))
    return r.integer(1, 3), r.integer(1, 3), H, W, ph, pw, r.integer(1, 4)


def pool_back_inputs(r, N, C, H, W, ph, pw, stride, draw="distinct"):
    """Arrays for one pooling layer there and back."""
    inputs = pool_inputs(r, N, C, H, W, ph, pw, stride, draw)
    return inputs | {"dout": r.dyadic(N, C, size(H, ph, stride), size(W, pw, stride))}


def pool_back(both, name, *sizes, public=False, draw="distinct", **more):
    """A backward case of one kind of pooling from N, C, H, W, pool_height, pool_width, stride."""
    return Case(name, lambda r: pool_back_inputs(r, *sizes, draw), public=public, **({"calls": both} | more))


def lecture_pool(r):
    """The 4x4 table of the lectures."""
    table = [[4.0, 8, 3, 9], [16, 10, 0, 7], [6, 12, 13, 8], [67, 18, 3, 7]]
    return {"x": np.array([[table]]), "pool_param": {"pool_height": 2, "pool_width": 2, "stride": 2}}


def negative(r):
    """All values below 0."""
    inputs = pool_inputs(r, 2, 2, 4, 4, 2, 2, 2)
    return inputs | {"x": -np.abs(inputs["x"]) - 0.25}


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


def pool_contract():
    """What every forward pooling must do whatever it computes."""
    return Group(
        "contract",
        1,
        (
            pool_case("inputs stay as they are", *TILES, public=True, check="unchanged"),
            pool_case("read-only inputs in Fortran order", *TILES, layout="F", read_only=True),
            pool_case("every second value of a larger array", *TILES, layout="strided"),
            pool_case("float32 inputs", *TILES, draw="dyadic", dtype="float32"),
        ),
    )


def lecture_shares(r):
    """The lecture's table with a dout of 4, 8, 12, 16: each pixel of a window of 2x2 gets 1, 2, 3 or 4."""
    return lecture_pool(r) | {"dout": np.array([[[[4.0, 8], [12, 16]]]])}


AVG = "avg_pool_forward_im2col(x, pool_param) -> out, cache"
AVG_BACK = (AVG, "avg_pool_backward_im2col(dout, cache) -> dx")
MAX = "max_pool_forward_fast(x, pool_param) -> out, cache"
MAX_BACK = (MAX, "max_pool_backward_fast(dout, cache) -> dx")

POOL_WIDTH_HINT = "Which of pool_height and pool_width belongs to rows, and which to columns?"
POOL_STEP_HINT = "Windows begin stride apart, whatever their size, and only whole windows count."

avg_pool_forward_im2col = Question(
    AVG,
    points=5,
    title="Average pooling through im2col, forward",
    needs=("im2col", "im2col_cython"),
    search=lambda r: pool_inputs(r, *any_pool(r)),
    groups=(
        Group(
            "one image, one channel",
            1,
            (
                Case("the table of the lecture", lecture_pool, public=True),
                pool_case("windows of one pixel, stride 2", 1, 1, 3, 3, 1, 1, 2),
                pool_case("windows of 3x3", 1, 1, 6, 6, 3, 3, 3),
            ),
            hint="The mean of a window is its sum over its area. Which axis of im2col's matrix runs inside a window?",
        ),
        Group(
            "images and channels",
            1,
            (
                pool_case("two images, three channels", 2, 3, 4, 4, 2, 2, 2, public=True),
                pool_case("one image, five channels", 1, 5, 4, 4, 2, 2, 2),
                pool_case("as many images as channels", 3, 3, 4, 4, 2, 2, 2),
            ),
            hint="Each channel is averaged on its own. In which rows of im2col's matrix is channel 1, and in which "
            "columns image 1?",
        ),
        Group(
            "height and width",
            1,
            (
                pool_case("windows of 2x3", 1, 2, 4, 6, 2, 3, 1, public=True),
                pool_case("windows of 3x1", 1, 2, 5, 6, 3, 1, 2),
                pool_case("a wide image", 1, 3, 4, 8, 2, 2, 2),
            ),
            hint=POOL_WIDTH_HINT,
        ),
        Group(
            "overlap, gaps and left-over pixels",
            1,
            (
                pool_case("windows of 2x2, stride 3", 1, 2, 5, 5, 2, 2, 3, public=True),
                pool_case("windows of 3x3, stride 2", 1, 2, 7, 7, 3, 3, 2, public=True),
                pool_case("windows of 3x3, stride 1", 1, 3, 4, 4, 3, 3, 1),
                pool_case("left-over rows and columns", 1, 2, 8, 8, 3, 3, 3),
                pool_case("one row and one column left over", 1, 2, 7, 7, 3, 3, 3),
            ),
            hint=POOL_STEP_HINT,
        ),
        pool_contract(),
    ),
)


def avg_back(name, *sizes, **more):
    """A backward case of average pooling."""
    return pool_back(AVG_BACK, name, *sizes, **more)


avg_pool_backward_im2col = Question(
    AVG_BACK[1],
    points=5,
    title="Average pooling through im2col, backward",
    needs=("im2col", "im2col_bw", "im2col_cython", "col2im_cython"),
    forward="avg_pool_forward_im2col",
    documented_cache=("x", "pool_param"),
    search=lambda r: pool_back_inputs(r, *any_pool(r)),
    groups=(
        Group(
            "one window",
            1,
            (
                avg_back("one window of 3x3", 1, 1, 3, 3, 3, 3, 1, public=True),
                avg_back("one window of 4x4", 1, 1, 4, 4, 4, 4, 2),
            ),
            hint="The gradients of a window's pixels add up to its entry of dout.",
        ),
        Group(
            "windows, channels and images",
            1,
            (
                Case("the table of the lecture", lecture_shares, public=True, calls=AVG_BACK),
                avg_back("two images, three channels", 2, 3, 4, 4, 2, 2, 2, public=True),
                avg_back("one image, five channels", 1, 5, 4, 4, 2, 2, 2),
                avg_back("as many images as channels", 3, 3, 4, 4, 2, 2, 2),
            ),
            hint="All rows of one channel in im2col's matrix get the same share. In which order must the repeated "
            "values lie, and where does dout[1, 0, 0, 0] belong?",
        ),
        Group(
            "height and width",
            1,
            (
                avg_back("windows of 2x3 on a wide image", 1, 2, 4, 9, 2, 3, 3, public=True),
                avg_back("windows of 3x1", 2, 2, 6, 4, 3, 1, 3),
                avg_back("a tall image", 1, 3, 8, 4, 2, 2, 2),
            ),
            hint=POOL_WIDTH_HINT,
        ),
        Group(
            "overlap, gaps and left-over pixels",
            1,
            (
                avg_back("windows of 3x3, stride 2", 1, 2, 7, 7, 3, 3, 2, public=True),
                avg_back("windows of 2x2, stride 3", 1, 2, 5, 5, 2, 2, 3),
                avg_back("windows of 2x3, stride 1", 1, 2, 4, 6, 2, 3, 1),
                avg_back("windows of 2x3, stride 2", 1, 2, 4, 7, 2, 3, 2),
                avg_back("left-over rows and columns", 1, 2, 5, 5, 2, 2, 2),
            ),
            hint=f"{POOL_STEP_HINT} A pixel in two windows gets a share of both; one in no window gets 0.",
        ),
        Group(
            "contract",
            1,
            (
                avg_back("inputs stay as they are", *TILES, public=True, check="unchanged"),
                avg_back(
                    "the same cache twice",
                    *TILES,
                    calls=(*AVG_BACK, "avg_pool_backward_im2col(dout, cache) -> again"),
                    compare=("dx", "again"),
                ),
                avg_back("read-only inputs in Fortran order", *TILES, layout="F", read_only=True, public=True),
                avg_back("float32 inputs", *TILES, dtype="float32", draw="dyadic"),
            ),
        ),
    ),
)

max_pool_forward_fast = Question(
    MAX,
    points=4,
    title="Max pooling without a loop over windows, forward",
    needs=("im2col", "im2col_cython"),
    search=lambda r: pool_inputs(r, *any_pool(r)),
    groups=(
        Group(
            "values",
            1,
            (
                Case("the table of the lecture", lecture_pool, public=True),
                pool_case("two images, three channels", 2, 3, 4, 4, 2, 2, 2, public=True),
                Case("all values negative", negative),
                pool_case("as many images as channels", 3, 3, 6, 6, 3, 3, 3),
            ),
            hint="The largest value of each window, negative ones too, for each image and channel on its own.",
        ),
        Group(
            "height and width",
            1,
            (
                pool_case("windows of 2x3 on a wide image", 1, 2, 4, 9, 2, 3, 3, public=True),
                Case("one window", one_window),
                pool_case("windows of 3x1", 1, 3, 6, 4, 3, 1, 1),
                pool_case("a tall image", 1, 3, 8, 4, 2, 2, 2),
            ),
            hint=POOL_WIDTH_HINT,
        ),
        Group(
            "overlap, gaps and left-over pixels",
            1,
            (
                pool_case("5x5 pixels, windows of 2x2, stride 2", 1, 2, 5, 5, 2, 2, 2, public=True),
                pool_case("windows of 3x3, stride 2", 1, 2, 7, 7, 3, 3, 2, public=True),
                pool_case("windows of 2x2, stride 3", 1, 2, 5, 5, 2, 2, 3),
                pool_case("windows of 3x2, stride 1", 1, 3, 4, 5, 3, 2, 1),
                Case("windows of 2x3, stride 2", lambda r: shared_winners(pool_inputs(r, 1, 2, 4, 8, 2, 3, 2))),
                pool_case("left-over rows and columns", 1, 2, 7, 7, 3, 3, 3),
            ),
            hint=POOL_STEP_HINT,
        ),
        pool_contract(),
    ),
)


def max_back(name, *sizes, **more):
    """A backward case of max pooling."""
    return pool_back(MAX_BACK, name, *sizes, **more)


def two_batches(r):
    """Two batches through one pool_param before the first is sent back."""
    inputs = pool_inputs(r, *TILES)
    return inputs | {"x2": r.distinct(1, 3, 4, 4), "dout": r.dyadic(1, 3, 2, 2)}


max_pool_backward_fast = Question(
    MAX_BACK[1],
    points=4,
    title="Max pooling without a loop over windows, backward",
    needs=("im2col", "im2col_bw", "im2col_cython", "col2im_cython"),
    forward="max_pool_forward_fast",
    documented_cache=("x", "pool_param"),
    search=lambda r: pool_back_inputs(r, *any_pool(r)),
    groups=(
        Group(
            "values",
            1,
            (
                max_back("two images, two channels", 2, 2, 4, 4, 2, 2, 2, public=True),
                Case(
                    "one image, five channels",
                    lambda r: zero_winners(r, pool_back_inputs(r, 1, 5, 4, 4, 2, 2, 2)),
                    calls=MAX_BACK,
                ),
                max_back("as many images as channels", 3, 3, 6, 6, 3, 3, 3),
            ),
            hint="The maximum of each window gets its entry of dout, all other pixels of it get 0.",
        ),
        Group(
            "height and width",
            HALF,
            (
                max_back("windows of 2x3 on a wide image", 2, 2, 4, 9, 2, 3, 3, public=True),
                max_back("windows of 3x2", 1, 3, 6, 8, 3, 2, 3),
            ),
            hint="A flat index in the window splits by the window's width. Which numbers are heights, which widths?",
        ),
        Group(
            "overlap and gaps",
            1,
            (
                max_back("windows of 3x3, stride 2", 1, 2, 7, 7, 3, 3, 2, public=True),
                max_back("windows of 2x2, stride 3", 1, 2, 5, 5, 2, 2, 3),
                max_back("windows of 3x3, stride 1", 1, 2, 5, 5, 3, 3, 1),
                Case(
                    "windows of 2x3, stride 2, left-over columns",
                    lambda r: shared_winners(pool_back_inputs(r, 1, 3, 4, 6, 2, 3, 2)),
                    calls=MAX_BACK,
                ),
                max_back("left-over rows and columns", 1, 2, 5, 5, 2, 2, 2),
            ),
            hint="One pixel can be the maximum of several windows. What becomes of the gradient that was there already?",
        ),
        Group(
            "ties",
            1,
            (
                max_back("zeros and minus ones", 1, 2, 4, 6, 2, 2, 2, public=True, draw="ties", check="subgradient"),
                max_back("zeros and minus ones, windows of 2x3", 1, 2, 4, 9, 2, 3, 3, draw="ties", check="subgradient"),
            ),
            hint="Feed zeros: what leaves a window must be exactly its entry of dout, handed out once.",
        ),
        Group(
            "contract",
            HALF,
            (
                max_back("inputs stay as they are", *TILES, public=True, check="unchanged"),
                max_back(
                    "the same cache twice",
                    *TILES,
                    calls=(*MAX_BACK, "max_pool_backward_fast(dout, cache) -> again"),
                    compare=("dx", "again"),
                ),
                Case(
                    "two batches, one pool_param",
                    two_batches,
                    calls=(
                        MAX,
                        "max_pool_forward_fast(x2, pool_param) -> out2, cache2",
                        "max_pool_backward_fast(dout, cache) -> dx",
                        "max_pool_backward_fast(dout, cache2) -> dx2",
                    ),
                    compare=("dx", "dx2"),
                ),
                max_back("read-only inputs in Fortran order", *TILES, layout="F", read_only=True),
                max_back("float32 inputs", *TILES, dtype="float32"),
            ),
        ),
    ),
)

# ---------------------------------------------------------------------------------------------- strides

CONV_STRIDES = "conv_forward_strides(x, w, b, conv_param) -> out"

conv_forward_strides = Question(
    CONV_STRIDES,
    points=8,
    title="Convolution through a strided view",
    search=lambda r: conv_inputs(r, *any_conv(r)),
    groups=conv_groups(
        (1, HALF, 1, 1, 1, HALF, HALF),
        "Print the shape of the view. Which of its axes belong to the window and are summed over, and which go into out?",
        (
            Group(
                "memory layouts",
                2,
                (
                    conv_case("inputs in Fortran order", *SQUARE, layout="F", public=True),
                    conv_case("every second value of a larger array", *SQUARE, layout="strided", public=True),
                    conv_case("Fortran order, two images", 2, 3, 5, 5, 2, 3, 3, 1, 1, layout="F"),
                    conv_case("every second value, no padding", 1, 3, 4, 4, 2, 2, 2, 1, 0, layout="strided"),
                    conv_case(
                        "Fortran order, no padding, float32", 1, 2, 5, 5, 3, 2, 2, 1, 0, layout="F", dtype="float32"
                    ),
                ),
                hint="Print x.strides: in Fortran order, or in a slice of a larger array, neighbours in a row are not "
                "next to each other in memory. The strides of w may be unusual too.",
            ),
            Group(
                "contract",
                HALF,
                (
                    conv_case("inputs stay as they are", *SQUARE, public=True, check="unchanged"),
                    conv_case(
                        "inputs stay as they are, padding 0", 1, 3, 4, 4, 2, 2, 2, 1, 0, check="unchanged", public=True
                    ),
                    conv_case("read-only inputs, padding 0", 1, 3, 4, 4, 2, 3, 3, 1, 0, read_only=True),
                    conv_case("float32 inputs", *SQUARE, dtype="float32"),
                    Case(
                        "two calls in a row",
                        lambda r: conv_inputs(r, *SQUARE, bias=False) | {"other": r.dyadic(1, 3, 4, 4)},
                        calls=(CONV_STRIDES, "conv_forward_strides(other, w, b, conv_param) -> out_2"),
                        compare=("out", "out_2"),
                    ),
                ),
                hint="A view shares its memory with x: whatever is written to it is written to x.",
            ),
        ),
    ),
)

# ---------------------------------------------------------------------------------------------- compiled


# N, C, H, W, height and width of the window, stride, padding: about 16,000 entries in the matrix of each. The baseline
# takes some 4 ms to fill it and 6 ms to add it back.
TIMED = {
    "4 images of 12x12": (4, 3, 12, 12, 3, 3, 1, 1),
    "16 images of 12x12, stride 2": (16, 3, 12, 12, 3, 3, 2, 1),
    "one image of 22x28, windows of 3x2": (1, 5, 22, 28, 3, 2, 1, 0),
    "12 images of 13x10, windows of 5x3, stride 2": (12, 3, 13, 10, 5, 3, 2, 1),
    "16 channels, windows of 1x1": (2, 16, 20, 26, 1, 1, 1, 0),
    "4 images of 9x20, windows of 2x5": (4, 3, 9, 20, 2, 5, 1, 0),
}


def timed(inputs):
    """The settings in which a compiled function is timed; `inputs` is called with the sizes of each."""
    return tuple((name, lambda r, sizes=sizes: inputs(r, *sizes)) for name, sizes in TIMED.items())


def field_inputs(r, N, C, H, W, field_height, field_width, stride, padding):
    """The arguments of im2col_cython by name."""
    return {
        "x": r.dyadic(N, C, H, W),
        "field_height": field_height,
        "field_width": field_width,
        "padding": padding,
        "stride": stride,
    }


def fields(name, *sizes, public=False, **more):
    """An im2col_cython case from N, C, H, W, field_height, field_width, stride, padding."""
    return Case(name, lambda r: field_inputs(r, *sizes), public=public, **more)


def numbered_fields(r):
    """Three channels of 2x2 pixels, 11 to 14, 21 to 24 and 31 to 34, for the compiled function."""
    return field_inputs(r, 1, 3, 2, 2, 2, 2, 1, 1) | {"x": numbered_channels(r)["X"]}


def lecture_fields(r):
    """The worked example of the lecture for the compiled function."""
    return field_inputs(r, 1, 3, 4, 4, 2, 2, 1, 0) | {"x": numbered()}


IM2COL_CYTHON = "im2col_cython(x, field_height, field_width, padding, stride) -> cols"

im2col_cython = Question(
    IM2COL_CYTHON,
    points=13,
    title="im2col in Cython",
    compiled=True,
    search=lambda r: field_inputs(r, *any_windows(r)),
    # the baseline compiled as it is reaches 1.2, with typed arrays and untyped loops 3.1, all typed 55 to 190
    speed=Speed(rolling="x", shapes=timed(field_inputs), steps=((6, 1), (15, 1), (30, 1))),
    groups=(
        Group(
            "one image",
            1,
            (
                Case("three numbered channels", numbered_fields, public=True),
                fields("windows of 3x3", 1, 2, 4, 4, 3, 3, 1, 1),
                fields("one pixel", 1, 1, 1, 1, 1, 1, 1, 1),
            ),
            hint="Column 0 of the lecture's matrix is 0, 1, 4, 5, 16, 17, 20, 21, 32, 33, 36, 37: rows (C, "
            "field_height, field_width).",
        ),
        Group(
            "several images",
            2,
            (
                fields("two images", 2, 3, 4, 4, 3, 3, 1, 1, public=True),
                fields("as many images as channels", 3, 3, 4, 4, 3, 3, 1, 1),
                fields("more images than windows", 5, 2, 1, 1, 2, 2, 1, 1),
            ),
            hint="Two columns side by side hold the same window of two images: (H_out, W_out, N).",
        ),
        Group(
            "height and width",
            2,
            (
                fields("windows of 2x3", 1, 3, 5, 6, 2, 3, 1, 1, public=True),
                fields("windows of 3x2", 1, 3, 5, 6, 3, 2, 1, 1, public=True),
                fields("a wide image", 1, 2, 4, 7, 3, 3, 1, 1),
                fields("windows of 5x3", 1, 2, 6, 7, 5, 3, 1, 1),
                fields("windows of 1x4 on a tall image", 1, 2, 8, 4, 1, 4, 1, 1),
            ),
            hint="Count the rows of one channel for a window of 2x3: how far apart are two rows of the window?",
        ),
        Group(
            "stride",
            1,
            (
                fields("stride 2", 1, 2, 5, 5, 3, 3, 2, 1, public=True),
                fields("stride 3, wider than the window", 1, 2, 6, 6, 2, 2, 3, 1),
            ),
            hint=STRIDE_HINT,
        ),
        Group(
            "padding",
            1,
            (
                Case("the image of the lecture, padding 0", lecture_fields, public=True),
                fields("padding 0, windows of 3x3", 1, 2, 5, 5, 3, 3, 1, 0),
                fields("padding 2", 1, 2, 3, 3, 3, 3, 1, 2, public=True),
                fields("padding 3, wider than the window", 1, 2, 3, 3, 2, 2, 1, 3),
            ),
            hint=PADDING_HINT,
        ),
        Group(
            "left-over rows and columns",
            1,
            (
                fields("7x7 pixels, windows of 2x2, stride 2", 1, 2, 7, 7, 2, 2, 2, 1, public=True),
                fields("left over on two sides", 2, 3, 8, 5, 3, 2, 3, 1),
                fields("left over without padding", 3, 2, 7, 10, 2, 5, 2, 0),
            ),
            hint=LEFT_OVER_HINT,
        ),
        Group(
            "float32 and float64",
            1,
            (
                fields("float32 stays float32", *MATRIX, public=True, check="dtype", dtype="float32"),
                fields("float32, windows of 2x2", 1, 2, 5, 5, 2, 2, 1, 1, check="dtype", dtype="float32"),
                fields("float64 stays float64", 1, 3, 4, 4, 2, 2, 1, 1, check="dtype"),
            ),
            hint="x may hold float32 or float64, and cols is of x's dtype. Cython has fused types for functions that take "
            "several.",
        ),
        Group(
            "contract",
            1,
            (
                fields("x stays as it is", *MATRIX, public=True, check="unchanged"),
                fields("read-only images", *MATRIX, public=True, read_only=True),
                fields("x stays as it is, padding 0", 1, 3, 4, 4, 1, 1, 1, 0, check="unchanged"),
                fields("read-only images, padding 0", 1, 3, 4, 4, 2, 2, 1, 0, read_only=True),
                Case(
                    "two calls in a row",
                    lambda r: field_inputs(r, *MATRIX) | {"other": r.dyadic(1, 3, 4, 4)},
                    calls=(
                        IM2COL_CYTHON,
                        "im2col_cython(other, field_height, field_width, padding, stride) -> cols_2",
                    ),
                    compare=("cols", "cols_2"),
                ),
            ),
            hint="x belongs to the caller; cols is a new array in every call.",
        ),
    ),
)


def cols_inputs(r, N, C, H, W, field_height, field_width, stride, padding):
    """The arguments of col2im_cython by name, cols random."""
    cols = r.dyadic(*matrix_shape(N, C, H, W, field_height, field_width, stride, padding))
    sizes = {"N": N, "C": C, "H": H, "W": W, "field_height": field_height, "field_width": field_width}
    return {"cols": cols, **sizes, "padding": padding, "stride": stride}


def back_to_image(name, *sizes, public=False, **more):
    """A col2im_cython case from N, C, H, W, field_height, field_width, stride, padding."""
    return Case(name, lambda r: cols_inputs(r, *sizes), public=public, **more)


def lecture_cols(r):
    """The lecture's matrix full of ones for the compiled function."""
    return cols_inputs(r, 1, 3, 4, 4, 2, 2, 1, 0) | {"cols": np.ones((12, 9))}


COL2IM_CYTHON = "col2im_cython(cols, N, C, H, W, field_height, field_width, padding, stride) -> x"

col2im_cython = Question(
    COL2IM_CYTHON,
    points=13,
    title="col2im in Cython",
    compiled=True,
    search=lambda r: cols_inputs(r, *any_windows(r)),
    # the baseline compiled as it is reaches 1.1, with typed arrays and untyped loops 4.6, all typed 185
    speed=Speed(rolling="cols", shapes=timed(cols_inputs), steps=((8, 1), (20, 1), (40, 1))),
    groups=(
        Group(
            "windows that do not overlap",
            1,
            (
                back_to_image("one window of 4x4", 1, 1, 2, 2, 4, 4, 1, 1, public=True),
                back_to_image("windows of one pixel", 1, 2, 3, 3, 1, 1, 1, 1),
                back_to_image("one window of 5x5, three channels", 1, 3, 3, 3, 5, 5, 1, 1),
            ),
            hint="Each entry of cols goes back to the pixel it was copied from; what was copied from the padding goes "
            "nowhere.",
        ),
        Group(
            "overlap",
            2,
            (
                back_to_image("windows of 2x2", 1, 1, 3, 3, 2, 2, 1, 1, public=True),
                back_to_image("windows of 3x3", 1, 1, 5, 5, 3, 3, 1, 1),
                back_to_image("windows of 4x4", 1, 2, 5, 5, 4, 4, 1, 1),
            ),
            hint=OVERLAP_HINT,
        ),
        Group(
            "several images",
            1,
            (
                back_to_image("two images, one window of 3x3", 2, 3, 1, 1, 3, 3, 1, 1, public=True),
                back_to_image("three images, windows of one pixel", 3, 2, 3, 3, 1, 1, 1, 1, public=True),
                back_to_image("as many images as channels", 3, 3, 4, 4, 1, 1, 1, 1),
            ),
            hint="Read cols in im2col's order: rows (C, field_height, field_width), columns (H_out, W_out, N).",
        ),
        Group(
            "height and width",
            2,
            (
                back_to_image("one window of 4x5", 1, 2, 2, 3, 4, 5, 1, 1, public=True),
                back_to_image("one window of 6x4", 1, 2, 4, 2, 6, 4, 1, 1, public=True),
                back_to_image("windows of one pixel, a wide image", 1, 2, 3, 5, 1, 1, 1, 1),
                back_to_image("one window of 3x7", 1, 1, 1, 5, 3, 7, 1, 1),
                back_to_image("windows of 1x7, as wide as the image", 1, 2, 3, 5, 1, 7, 1, 1),
            ),
            hint=WIDTH_HINT,
        ),
        Group(
            "stride",
            1,
            (
                back_to_image("stride 2, windows of 2x2", 1, 2, 4, 4, 2, 2, 2, 1, public=True),
                back_to_image("stride 3, windows of 2x2: pixels in no window", 1, 2, 6, 6, 2, 2, 3, 1),
                back_to_image("stride 3, windows of 3x3", 1, 1, 4, 4, 3, 3, 3, 1),
            ),
            hint=f"{STRIDE_HINT} A pixel in no window gets 0.",
        ),
        Group(
            "padding",
            1,
            (
                Case("the ones of the lecture, padding 0", lecture_cols, public=True),
                back_to_image("one window, padding 2", 1, 2, 2, 2, 6, 6, 1, 2, public=True),
                back_to_image("one window, padding 0", 1, 2, 3, 3, 3, 3, 1, 0),
                back_to_image("padding 3, wider than the window", 1, 2, 3, 3, 2, 2, 1, 3),
            ),
            hint=f"{PADDING_HINT} x has the shape of the images without padding.",
        ),
        Group(
            "left-over rows and columns",
            1,
            (
                back_to_image("8x8 pixels, windows of 3x3, stride 2", 1, 2, 8, 8, 3, 3, 2, 1, public=True),
                back_to_image("left over on two sides", 2, 3, 8, 5, 3, 2, 2, 1),
                back_to_image("windows of 2x5 without padding", 3, 2, 6, 8, 2, 5, 2, 0),
            ),
            hint=LEFT_OVER_HINT,
        ),
        Group(
            "contract",
            1,
            (
                back_to_image("cols stays as it is", *MATRIX, public=True, check="unchanged"),
                back_to_image("read-only columns", *MATRIX, public=True, read_only=True),
                back_to_image("cols stays as it is, windows of 1x1", 1, 3, 4, 4, 1, 1, 1, 0, check="unchanged"),
                Case(
                    "two calls in a row",
                    lambda r: cols_inputs(r, *MATRIX) | {"other": r.dyadic(*matrix_shape(*MATRIX))},
                    calls=(
                        COL2IM_CYTHON,
                        "col2im_cython(other, N, C, H, W, field_height, field_width, padding, stride) -> x_2",
                    ),
                    compare=("x", "x_2"),
                ),
            ),
            hint="cols belongs to the caller; x is a new array that starts from zeros in every call.",
        ),
    ),
)

assignment = Assignment(
    name="hw4_im2col",
    title="im2col: convolution as a matrix product, in NumPy and in Cython",
    questions=(
        im2col,
        conv_forward_im2col,
        im2col_bw,
        conv_backward_im2col,
        avg_pool_forward_im2col,
        avg_pool_backward_im2col,
        max_pool_forward_fast,
        max_pool_backward_fast,
        conv_forward_strides,
        im2col_cython,
        col2im_cython,
    ),
)
