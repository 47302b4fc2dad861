# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Homework 2: convolution by hand
#
# The last figure of the required work is a face as a small convolutional network sees it: eight learned filters, the
# eight maps they draw, what pooling keeps of them, and the verdict. Every number in it comes out of functions that
# you wrote, in plain NumPy. Parts A to H take about seven and a half hours.
#
# | Part | You write | Time |
# | --- | --- | --- |
# | A. Windows | nothing yet | 20 min |
# | B. Output size | `conv_output_size` | 40 min |
# | C. Convolution, forward | `conv_forward_naive` | 1 h 45 |
# | D. Correlation and true convolution | `true_convolution` | 45 min |
# | E. Filtering a photo | `filter_image` | 50 min |
# | F. Pooling | `max_pool_forward_naive`, `avg_pool_forward_naive`, `min_pool_forward_naive` | 1 h 10 |
# | G. Spatial batch normalisation | `spatial_batchnorm_forward` | 1 h |
# | H. A net of three layers | `three_layer_forward` | 50 min |
# | I. Backward (extra credit) | the three backward functions | 3 h, optional |
#
# If a part takes twice its time, stop and ask: something small is in the way.

# %% [markdown]
# ## How to work
#
# Replace `raise NotImplementedError(...)` in an answer cell by your code; the docstring is the contract, and all of
# it is graded. The check cell below it runs the public cases. When one fails, the last line of its message fetches the
# very inputs: run it in a cell of your own and look. After handing in, other inputs are used as well: other sizes,
# strides and numbers. A question's points come in groups; a group gives its points when all of its cases are right.
# Graded functions may use NumPy and the standard library, nothing else.
#
# Before a surprise you write a prediction. The next cell draws nothing until you have. A wrong prediction costs
# nothing; it is the one you will remember.
#
# Arrays of images are laid out (N, C, H, W): image, channel, row, column. Write for clarity, not for speed. The
# pictures are small on purpose: with plain loops no cell should take longer than a few seconds.

# %% role="setup" jupyter={"source_hidden": true}
import numpy as np

# %% role="explore" jupyter={"source_hidden": true}
from matplotlib import pyplot as plt
from skimage import data
from skimage.transform import resize

from grader.student import case, check, pack_submission

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#8C8C8C"
plt.rcParams.update(
    {
        "figure.dpi": 100,
        "figure.constrained_layout.use": True,
        "font.size": 9,
        "axes.titlesize": 9.5,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "image.interpolation": "nearest",
        "legend.frameon": False,
    }
)


def panels(columns, rows=1, width=2.6, height=2.7):
    """Open a figure with a row or a table of panels.

    Args:
        columns: panels beside each other, int.
        rows: panels below each other, int.
        width: of one panel, inches.
        height: of one panel, inches, with its title.

    Returns:
        The panels, a list of axes, row by row.
    """
    _, axes = plt.subplots(rows, columns, figsize=(columns * width, rows * height), squeeze=False)
    return list(axes.flat)


def show(ax, picture, title="", limit=None):
    """Draw a picture, or a signed map with zero at white.

    Args:
        ax: panel to draw in.
        picture: (H, W) or (H, W, 3); grey and colour are floats from 0 to 1, or uint8.
        title: text above.
        limit: for a signed map, the value drawn as full red; minus this value is full blue.
    """
    if limit is not None:
        ax.imshow(picture, cmap="RdBu_r", vmin=-limit, vmax=limit)
    elif picture.ndim == 3:
        ax.imshow(picture if picture.dtype == np.uint8 else np.clip(picture, 0, 1))
    else:
        ax.imshow(picture, cmap="gray", vmin=0, vmax=255 if picture.dtype == np.uint8 else 1)
    ax.set(title=title, xticks=[], yticks=[])
    for side in ax.spines.values():
        side.set(visible=True, color=GREY, linewidth=0.6)


def table(ax, numbers, title="", colours=None, form="{:g}"):
    """Draw a small array as a grid with its numbers in the cells.

    Args:
        ax: panel to draw in.
        numbers: (H, W).
        title: text above.
        colours: (H, W) of colour names, or None for white.
        form: format of one number.
    """
    H, W = numbers.shape
    for i in range(H):
        for j in range(W):
            face = "white" if colours is None else colours[i][j]
            ax.add_patch(plt.Rectangle((j, i), 1, 1, facecolor=face, edgecolor=GREY, linewidth=0.8))
            ax.text(j + 0.5, i + 0.5, form.format(numbers[i, j]), ha="center", va="center")
    ax.set(xlim=(-0.05, W + 0.05), ylim=(H + 0.05, -0.05), aspect="equal", title=title)
    ax.axis("off")


def box(ax, top, left, height, width, colour=ORANGE, label=None):
    """Draw a frame around a block of pixels.

    Args:
        ax: panel that shows a picture.
        top: first row of the block.
        left: first column of the block.
        height: of the block, pixels.
        width: of the block, pixels.
        colour: of the frame.
        label: entry for the legend, or None.
    """
    frame = plt.Rectangle(
        (left - 0.5, top - 0.5), width, height, fill=False, edgecolor=colour, linewidth=2, label=label
    )
    ax.add_patch(frame)


class PredictFirst(Exception):
    """Stops a cell whose prediction is still missing."""

    def _render_traceback_(self):
        return [str(self)]


def predicted(name, guess, truth, because):
    """Put a prediction beside the computed answer, or stop the cell while there is none.

    Args:
        name: of the variable, text.
        guess: the student's prediction; None stops the cell.
        truth: the answer, computed from the data.
        because: the numbers behind the answer, text.
    """
    if guess is None:
        raise PredictFirst(
            f"{name} is still None. Write your prediction in the cell above, run it, then run this cell."
        )
    if isinstance(truth, str):
        guess = str(guess).strip().upper()
    elif isinstance(guess, tuple):
        guess = list(guess)
    print(
        f"You predicted {guess}. It is {truth}: {because}"
        if guess != truth
        else f"{truth}, as you predicted: {because}"
    )


camera, chelsea, coffee = data.camera(), data.chelsea(), data.coffee()
GREY_MIX = np.array([0.299, 0.587, 0.114])
vertical_edge = np.array([[-1.0, 0, 1]] * 3)
sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
cat = resize(chelsea @ GREY_MIX / 255, (75, 113), anti_aliasing=True)[1:73, 8:80]
faces = data.lfw_subset()[:, :24, :24]
print("Pictures: camera", camera.shape, " chelsea", chelsea.shape, " coffee", coffee.shape, " faces", faces.shape)

# %% [markdown]
# ## A. Windows (20 min)
#
# To a program a grey picture is a table of whole numbers from 0 (black) to 255 (white). A convolutional layer never
# looks at the whole table. It looks through a small **window** and asks one question there, the same question
# everywhere. Here is one window of 5x5 pixels at the back of a photographer's coat.

# %% role="explore" jupyter={"source_hidden": true}
ax, zoom = panels(2, width=3.9, height=3.7)
show(ax, camera, "camera, 512 x 512 pixels")
box(ax, 160, 46, 21, 21)
ax.annotate(
    "window of 5x5\n(not to scale)",
    (56, 160),
    (8, 95),
    color=ORANGE,
    ha="left",
    arrowprops={"arrowstyle": "-", "color": ORANGE},
)
window = camera[168:173, 53:58]
show(zoom, window, "its 25 pixels: rows 168 to 172, columns 53 to 57")
for i in range(5):
    for j in range(5):
        zoom.text(j, i, window[i, j], ha="center", va="center", color="black" if window[i, j] > 120 else "white")

# %% [markdown]
# **The question is a weighted sum.** Lay a kernel of weights over the window, multiply entry by entry, add everything
# up. With integers:
#
# $$\begin{bmatrix}1&2&0\\3&1&1\\0&2&4\end{bmatrix}\ \text{under}\
# \begin{bmatrix}-1&0&1\\-1&0&1\\-1&0&1\end{bmatrix}:\quad
# (0-1)+(1-3)+(4-0)=1$$
#
# This kernel asks: is the right column brighter than the left one? It says 0 where they agree.

# %% [markdown]
# **Predict.** The kernel is laid on two windows of the photo: on the middle of the 25 pixels above (sky on the left,
# coat on the right), and somewhere in the bright sky. What does it say?
#
# - A: large positive at the coat, about 0 in the sky
# - B: large negative at the coat, about 0 in the sky
# - C: about 0 at the coat, large positive in the sky
# - D: large negative at the coat, large positive in the sky

# %% role="predict"
prediction_1 = None  # "A", "B", "C" or "D"

# %% role="explore" jupyter={"source_hidden": true}
places = {"back of the coat": camera[169:172, 54:57], "sky": camera[40:43, 300:303]}
sums = [float((window * vertical_edge).sum()) for window in places.values()]
signs = tuple(0 if abs(total) < 20 else int(np.sign(total)) for total in sums)
truth = {(1, 0): "A", (-1, 0): "B", (0, 1): "C", (-1, 1): "D"}[signs]
predicted("prediction_1", prediction_1, truth, f"{sums[0]:.0f} at the coat, {sums[1]:.0f} in the sky.")
axes = panels(3, 2, width=2.3, height=2.2)
for row, (name, window) in enumerate(places.items()):
    table(axes[3 * row], window, f"window: {name}")
    table(axes[3 * row + 1], vertical_edge, "kernel")
    product = window * vertical_edge
    colours = [["#F4C9B5" if v > 0 else "#BFDDF0" if v < 0 else "white" for v in line] for line in product]
    table(axes[3 * row + 2], product + 0.0, f"products, sum = {product.sum():.0f}", colours)

# %% [markdown]
# The sky is bright and says nothing; the rim of the coat says a lot. A kernel whose weights add up to zero is blind
# to brightness and sees only change. The sign tells the direction: bright to dark, from left to right, is negative.
#
# In a network nobody chooses these nine weights. They are learned, and one answer per window is written into a new
# picture, called a **map**. How large is the map? That is part B.

# %% [markdown]
# ## B. Output size (40 min)
#
# Forget the second axis for a moment. A window of `kernel` pixels slides along a line of `size` pixels, `stride`
# pixels at a time; `pad` zeros may have been put at each end. Each place where it fits whole gives one output. A
# *dilated* window has gaps: its taps stand `dilation` pixels apart.
#
# Each bar below is one window. Blue pixels are looked at, orange pixels never are; dashed boxes are padding.

# %% role="explore" jupyter={"source_hidden": true}
settings = [(7, 3, 1, 0, 1), (7, 3, 2, 0, 1), (7, 3, 2, 1, 1), (8, 3, 2, 1, 1), (7, 2, 3, 0, 1), (7, 3, 1, 0, 2)]
axes = panels(2, 3, width=4.6, height=1.65)
for ax, (size, K, S, P, D) in zip(axes, settings, strict=True):
    span = [D * tap for tap in range(K)]
    starts = [s for s in range(-P, size + P, S) if s + span[-1] < size + P]
    seen = {s + tap for s in starts for tap in span}
    for k in range(-P, size + P):
        inside = 0 <= k < size
        face = "#BFDDF0" if k in seen else "#F4C9B5"
        ax.add_patch(
            plt.Rectangle((k, 0), 0.92, 0.92, facecolor=face, edgecolor=GREY, linestyle="-" if inside else "--")
        )
        ax.text(k + 0.46, 0.46, str(k) if inside else "0", ha="center", va="center", color="black" if inside else GREY)
    for n, s in enumerate(starts):
        y = -0.4 - 0.36 * n
        ax.plot([s + 0.1, s + span[-1] + 0.82], [y, y], color=GREY, linewidth=1)
        ax.plot([s + tap + 0.46 for tap in span], [y] * K, "s", color=BLUE, markersize=4.5)
    gaps = f", dilation {D}" if D > 1 else ""
    ax.set(
        xlim=(-1.2, 9.2),
        ylim=(-2.0, 1.05),
        aspect="equal",
        title=f"{size} pixels, kernel {K}, stride {S}, pad {P}{gaps}: {len(starts)} outputs",
    )
    ax.axis("off")

# %% [markdown]
# Read off: stride 2 without padding looks at all 7 pixels, but with 8 pixels and pad 1 the last zero is never used. A
# stride larger than the kernel leaves gaps. The rule is in these pictures: how far can the first tap move before the
# last tap falls off?
#
# Two facts to test your formula on, from a lecture: 32 pixels, kernel 5, stride 1, pad 2 keep the size at **32**; and
# 7 pixels, kernel 3, stride 3 "does not fit". Without `strict` that case gives `conv_output_size(7, 3, stride=3)` =
# **2**; with `strict=True` it is a `ValueError`.


# %% role="answer" question="conv_output_size"
def conv_output_size(size, kernel, stride=1, pad=0, dilation=1, strict=False):
    """Count the positions of a sliding window along one axis.

    Args:
        size: length of the input along this axis, int, pixels, >= 1.
        kernel: length of the window along this axis, int, pixels, >= 1.
        stride: step from one position to the next, int, pixels, >= 1.
        pad: zeros added at each of the two ends, int, pixels, >= 0.
        dilation: distance between neighbouring taps of the window, int, pixels, >= 1;
            a dilated window covers dilation * (kernel - 1) + 1 pixels.
        strict: bool; whether a size that does not fit is an error.

    Returns:
        The number of positions, int. Positions that would reach past the padded input do not
        count: the division is rounded down. You may assume that the window is never longer
        than the padded input, unless strict is True.

    Raises:
        ValueError: strict is True and the size does not fit: the last position does not end
            exactly at the end of the padded input, or the window is longer than the padded input.

    Source: Dumoulin and Visin 2016, arXiv:1603.07285, relationships 6 and 15.
    """
    raise NotImplementedError("conv_output_size: part B of the notebook")


# %% role="check" question="conv_output_size"
check("conv_output_size")

# %% [markdown]
# **Find the slip.** Two lecture slides slide a 2x2 filter with stride 1 over a padded image, pad 1. Slide one: the
# input is 3x3, and it prints an output of 5x5. Slide two: the input is 4x4, and it draws an output of 4x4.
#
# **Predict.** Which slide is right?
#
# - A: slide one only
# - B: slide two only
# - C: both
# - D: neither

# %% role="predict"
prediction_2 = None  # "A", "B", "C" or "D"

# %% role="explore" jupyter={"source_hidden": true}
sides = [conv_output_size(3, 2, 1, 1), conv_output_size(4, 2, 1, 1)]
truth = {(True, False): "A", (False, True): "B", (True, True): "C", (False, False): "D"}[sides[0] == 5, sides[1] == 4]
predicted("prediction_2", prediction_2, truth, f"{sides[0]}x{sides[0]} from 3x3, and {sides[1]}x{sides[1]} from 4x4.")
for ax, size, claim in zip(panels(2, width=3.4, height=2.6), (3, 4), (5, 4), strict=True):
    cells = np.array(
        [["" if 0 < i <= size and 0 < j <= size else "0" for j in range(size + 2)] for i in range(size + 2)]
    )
    colours = [["white" if v else "#BFDDF0" for v in line] for line in cells]
    side = conv_output_size(size, 2, 1, 1)
    table(
        ax,
        cells,
        f"{size}x{size} input, pad 1, 2x2 window\nslide: {claim}x{claim}   yours: {side}x{side}",
        colours,
        "{}",
    )
    for i in range(side):
        ax.plot(np.arange(side) + 1, [i + 1] * side, "o", color=ORANGE, markersize=4)
    ax.add_patch(plt.Rectangle((0, 0), 2, 2, fill=False, edgecolor=ORANGE, linewidth=2))

# %% [markdown]
# Each orange dot is the centre of one window; the first window is framed. Count them: with pad 1 a 2x2 window makes
# the picture one pixel *larger*. An even kernel has no centre pixel, so at stride 1 equal padding on both sides
# cannot keep the size. It is why nearly all kernels are odd.

# %% [markdown]
# ## C. Convolution, forward (1 h 45)
#
# A colour picture has three channels, a hidden layer may have 512. **One filter looks at all of them**: its weights
# have shape (C, HH, WW), the sum runs over channels, rows and columns, and it draws one map. F filters draw F maps,
# each with its own bias. So 10 filters of 5x5 on an RGB picture have 5 * 5 * 3 + 1 = 76 numbers each, 760 together.
#
# Below is one window of a two-channel picture, at the left border, in row 1. The blue cells are the picture; the
# zeros left of it are padding.

# %% role="explore" jupyter={"source_hidden": true}
two_channels = np.array([[[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[0, 5, 0], [10, 0, 5], [0, 10, 0]]], dtype=float)
one_filter = np.array([[[1, 2], [0, 0.5]], [[1, 1], [1, 1.5]]])
axes = panels(4, 2, width=2.4, height=2.3)
for c in range(2):
    padded = np.pad(two_channels[c], 1)
    colours = [["#BFDDF0" if 0 < i < 4 and 0 < j < 4 else "white" for j in range(5)] for i in range(5)]
    table(axes[4 * c], padded, f"channel {c}, padded", colours)
    axes[4 * c].add_patch(plt.Rectangle((0, 1), 2, 2, fill=False, edgecolor=ORANGE, linewidth=2.5))
    table(axes[4 * c + 1], padded[1:3, 0:2], f"window, channel {c}")
    table(axes[4 * c + 2], one_filter[c], f"filter, channel {c}")
    product = padded[1:3, 0:2] * one_filter[c]
    table(axes[4 * c + 3], product, f"products, sum = {product.sum():g}")

# %% [markdown]
# Channel 0 gives 1\*0 + 2\*1 + 0\*0 + 0.5\*4 = 4, channel 1 gives 1\*0 + 1\*0 + 1\*0 + 1.5\*10 = 15. With bias 0 the
# answer of this filter at this place is **out[0, 0, 1, 0] = 19** (image 0, map 0, row 1, column 0).
#
# In code: `x = two_channels[None]` has shape (1, 2, 3, 3), `w = one_filter[None]` has shape (1, 2, 2, 2), `b` is
# `np.zeros(1)` and `conv_param = {"stride": 1, "pad": 1}`. The output has shape (1, 1, 4, 4).
#
# Do not change `x`, `w` or `b`. `pad` may be 0, and height and width may differ, in the picture and in the filter.


# %% role="answer" question="conv_forward_naive"
def conv_forward_naive(x, w, b, conv_param):
    """Slide every filter over every image: cross-correlation plus a bias, no flip.

    Args:
        x: images, (N, C, H, W), float; any memory layout, read-only.
        w: filters, (F, C, HH, WW), float, read-only.
        b: one bias per filter, (F,), float, read-only.
        conv_param: dict, read-only, with 'stride' (int, pixels, >= 1, both axes) and 'pad'
            (int, pixels, >= 0): rows and columns of zeros added on each of the four sides.
            pad may be 0.

    Returns:
        out: (N, F, H_out, W_out), float; H_out = (H + 2*pad - HH) // stride + 1, W_out likewise
            from W and WW. Rows and columns that no whole window covers are ignored.
        cache: anything; conv_backward_naive is called with what you return here.
            Suggested: (x, w, b, conv_param).

    Source: LeCun et al. 1998, Gradient-based learning applied to document recognition, section II.
    """
    raise NotImplementedError("conv_forward_naive: part C of the notebook")


# %% role="check" question="conv_forward_naive"
check("conv_forward_naive")

# %% [markdown]
# Two lines to see that it works: the 19 from above, and stride as *dropping*. A 1x1 filter of weight 1 copies a
# map, so with stride 2 it must keep every second entry: [[9, 9, 7], [2, 5, 6], [-7, 9, -10]] becomes [[9, 7], [-7,
# -10]].

# %% role="explore"
out, _ = conv_forward_naive(two_channels[None], one_filter[None], np.zeros(1), {"stride": 1, "pad": 1})
print("out[0, 0, 1, 0] =", out[0, 0, 1, 0])
copied = np.array([[9.0, 9, 7], [2, 5, 6], [-7, 9, -10]])
print(conv_forward_naive(copied[None, None], np.ones((1, 1, 1, 1)), np.zeros(1), {"stride": 2, "pad": 0})[0][0, 0])

# %% [markdown]
# **A photo through your loops.** Two filters, one pass: the vertical-edge kernel of part A and its transpose. Red is
# positive, blue is negative, white is zero. The crop is 120x150 pixels, so that loops finish in about a second.


# %% role="explore"
def filter_grey(picture, kernel, pad=0, stride=1):
    """Run conv_forward_naive on one grey picture with one kernel.

    Args:
        picture: (H, W), float.
        kernel: (HH, WW), float.
        pad: zeros on each side, pixels.
        stride: pixels.

    Returns:
        (H_out, W_out), float.
    """
    out, _ = conv_forward_naive(picture[None, None], kernel[None, None], np.zeros(1), {"stride": stride, "pad": pad})
    return out[0, 0]


crop = camera[60:180, 130:280] / 255
axes = panels(3, width=3.1, height=2.7)
show(axes[0], crop, "camera, 120 x 150 pixels")
show(axes[1], filter_grey(crop, vertical_edge, pad=1), "vertical edges, signed", limit=2)
show(axes[2], filter_grey(crop, vertical_edge.T, pad=1), "horizontal edges, signed", limit=2)

# %% [markdown]
# Look at the frame of both maps: a strong thin line runs along it that is not in the photo. Remember it; it comes
# back in a moment.

# %% [markdown]
# **How far does one output see?** A map can be filtered again. One output of the second layer looks at 3x3 outputs of
# the first, which together look at 5x5 pixels: its **receptive field**.
#
# **Predict.** How many pixels wide is the receptive field after five layers of 3x3 with stride 1, and after two
# layers of 5x5 with stride 2?
#
# - A: 15 and 10
# - B: 11 and 9
# - C: 11 and 13
# - D: 15 and 25

# %% role="predict"
prediction_3 = None  # "A", "B", "C" or "D"


# %% role="explore"
def field_width(layers, kernel, stride, size):
    """Count the columns whose change reaches the middle output of a stack of mean filters.

    Args:
        layers: number of layers.
        kernel: width of each filter, pixels.
        stride: of each layer, pixels.
        size: side of the square input, pixels; odd, and such that all layers fit.

    Returns:
        Number of columns, int.
    """
    dots = np.zeros((size, 1, size, size))
    dots[np.arange(size), 0, size // 2, np.arange(size)] = 1  # one picture per column, a single dot in it
    for _ in range(layers):
        weights = np.full((1, 1, kernel, kernel), 1 / kernel**2)
        dots, _ = conv_forward_naive(dots, weights, np.zeros(1), {"stride": stride, "pad": 0})
    middle = dots.shape[2] // 2
    return int((dots[:, 0, middle, middle] > 0).sum())


widths = field_width(5, 3, 1, 13), field_width(2, 5, 2, 21)
truth = {(15, 10): "A", (11, 9): "B", (11, 13): "C", (15, 25): "D"}.get(widths, "none of the four")
predicted("prediction_3", prediction_3, truth, f"{widths[0]} and {widths[1]} pixels, counted by moving a dot.")

astronaut = resize(data.astronaut() @ GREY_MIX / 255, (128, 128), anti_aliasing=True)[6:46, 32:72]
influence = np.zeros((21, 21))
influence[10, 10] = 1
for _ in range(5):
    influence = filter_grey(influence, np.full((3, 3), 1 / 9), pad=1)
axes = panels(3, width=3.1, height=3.2)
show(axes[0], astronaut, "what one output sees, in principle")
for layers, colour in ((1, GREEN), (3, BLUE), (5, ORANGE)):
    side = 2 * layers + 1
    box(axes[0], 18 - layers, 20 - layers, side, side, colour, f"{layers} layer{'s' * (layers > 1)}: {side} pixels")
axes[0].legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), fontsize=8)
show(axes[1], influence[3:18, 3:18] / influence.max(), "how much each pixel counts, 5 layers")
box(axes[1], 2, 2, 11, 11, ORANGE)
box(axes[1], 5, 5, 5, 5, "white")
axes[2].bar(np.arange(-7, 8), influence[10, 3:18], color=BLUE)
axes[2].axvspan(-5.5, 5.5, color=ORANGE, alpha=0.12)
axes[2].set(title="its middle row, and the box", xlabel="pixels from the middle", ylabel="weight", xticks=[-5, 0, 5])
print(f"The central 5x5 of the 11x11 box holds {influence[8:13, 8:13].sum():.0%} of the weight.")

# %% [markdown]
# The box is a promise that the network hardly keeps: five mean filters give most of their weight to the middle of it.
# The *effective* field is a bump that grows like the square root of the depth (Luo et al. 2016). Stride widens it
# much faster, because a step in the second layer is worth two pixels of the first.

# %% [markdown]
# **What padding does.** Zeros are black. Every window that touches them mixes black in.
#
# **Predict.** An all-white picture (every pixel 1) is blurred with a 3x3 mean filter, zero padding 1. What is the
# value in the corner after one blur, and after two?
#
# - A: 1 and 1
# - B: 2/3 and 4/9
# - C: 4/9 and 16/81
# - D: 4/9 and 25/81

# %% role="predict"
prediction_4 = None  # "A", "B", "C" or "D"

# %% role="explore"
mean_filter = np.full((3, 3), 1 / 9)
once = filter_grey(np.ones((9, 9)), mean_filter, pad=1)
twice = filter_grey(once, mean_filter, pad=1)
options = np.array([[1, 1], [2 / 3, 4 / 9], [4 / 9, 16 / 81], [4 / 9, 25 / 81]])
truth = "ABCD"[int(np.abs(options - [once[0, 0], twice[0, 0]]).sum(axis=1).argmin())]
predicted(
    "prediction_4", prediction_4, truth, f"{once[0, 0]:.3f} and {twice[0, 0]:.3f}; on the edge {once[0, 4]:.3f} once."
)

blurred, steps = cat, {0: cat}
for step in range(1, 21):
    blurred = filter_grey(blurred, mean_filter, pad=1)
    if step in (1, 5, 20):
        steps[step] = blurred
axes = panels(5, width=2.2, height=2.5)
for ax, (step, picture) in zip(axes, steps.items(), strict=False):
    ring = np.ones(picture.shape, dtype=bool)
    ring[1:-1, 1:-1] = False
    show(ax, picture, f"{step} blur{'s' * (step != 1)}\nouter ring: mean {picture[ring].mean():.2f}")
for (step, picture), colour in zip(steps.items(), (GREY, GREEN, BLUE, ORANGE), strict=True):
    axes[4].plot(picture[36], color=colour, linewidth=1.2, label=str(step))
axes[4].set(title="row 36", xlabel="column", ylim=(0, 1))
axes[4].legend(title="blurs", fontsize=7, title_fontsize=7, ncols=2, loc="upper center")
plt.show()

# %% [markdown]
# In the corner only 4 of the 9 pixels are real: 4/9. On the edge it is 6/9 = 2/3. The second blur does not simply
# square the first, because it finds a rim that is dark and an inside that is bright: along one axis (0 + 2/3 + 1) / 3
# = 5/9, and in the corner, along both, 25/81. After 20 layers a frame several pixels deep has gone dark. This is the
# line you saw around the edge maps, and a network of many layers has to live with it.

# %% [markdown] role="written" id="written-padding"
# **Written question 1, padding.** You design a net of 20 layers of 3x3 for 72x72 pictures in which what matters may
# stand at the rim. Name one choice you would make other than zero padding, say what it costs, and say how the last
# figure would look with it. Three or four sentences.
#
# *Your answer:*

# %% [markdown]
# ## D. Correlation and true convolution (45 min)
#
# What every network library calls convolution is, strictly, **cross-correlation**: the kernel is laid on the picture
# as it is. Mathematics flips it first, along both axes. The quickest way to see the difference is to filter a single
# white dot: the map shows what the kernel did to it. So that a flip can be seen, the kernel is the letter F.

# %% role="explore"
letter = np.array([[1, 1, 1, 1], [1, 0, 0, 0], [1, 1, 1, 0], [1, 0, 0, 0], [1, 0, 0, 0]], dtype=float)
dot = np.zeros((13, 12))
dot[6, 6] = 1
axes = panels(3, width=2.4, height=2.6)
show(axes[0], letter, "the kernel")
show(axes[1], dot, "the picture: one dot")
show(axes[2], filter_grey(dot, letter), "your conv_forward_naive")

# %% [markdown]
# The F comes out turned by 180 degrees. Nothing is wrong: the lower right weight is the one that reaches the dot
# first. True convolution turns the kernel beforehand, so that a dot becomes the kernel itself.
#
# **Worked example.** Image [[1, 2, 3], [4, 5, 6]], kernel [[1, 0], [0, 10]], only places where the whole kernel fits.
# Correlation gives [[1 + 50, 2 + 60]] = [[51, 62]]. True convolution lays [[10, 0], [0, 1]] on the image and gives
# [[10 + 5, 20 + 6]] = **[[15, 26]]**.

# %% [markdown]
# **Predict.** A kernel of 1x21 is zero but for one 1 at its right end. Which way does the photo move?
#
# - A: right under conv_forward_naive, left under true convolution
# - B: left under conv_forward_naive, right under true convolution
# - C: left under both
# - D: right under both

# %% role="predict"
prediction_5 = None  # "A", "B", "C" or "D"


# %% role="answer" question="true_convolution"
def true_convolution(image, kernel):
    """Convolve one grey image with one kernel, the kernel flipped along both axes.

    Args:
        image: (H, W), float, read-only.
        kernel: (kh, kw), float, kh <= H and kw <= W, even or odd, read-only.

    Returns:
        (H - kh + 1, W - kw + 1), float: only the positions where the whole kernel lies inside
        the image (the valid region), no padding. Entry [0, 0] is the sum over p and q of
        image[p, q] * kernel[kh - 1 - p, kw - 1 - q].

    Source: Goodfellow, Bengio and Courville 2016, Deep Learning, equation 9.4.
    """
    raise NotImplementedError("true_convolution: part D of the notebook")


# %% role="check" question="true_convolution"
check("true_convolution")

# %% role="explore" jupyter={"source_hidden": true}
right_end = np.zeros((1, 21))
right_end[0, 20] = 1
wide = camera[160:250, 200:320] / 255
moved = {"corr": filter_grey(wide, right_end), "conv": true_convolution(wide, right_end)}


def shift_of(picture):
    """Find how far the middle of the wide photo moved, in pixels to the right."""
    middle = wide[:, 10:-10]
    fits = [np.mean((picture[:, 12 + d : 88 + d] - middle[:, 12:88]) ** 2) for d in range(-12, 13)]
    return int(np.argmin(fits)) - 12


shifts = shift_of(moved["corr"]), shift_of(moved["conv"])
truth = {(1, -1): "A", (-1, 1): "B", (-1, -1): "C", (1, 1): "D"}.get(
    tuple(np.sign(shifts).tolist()), "none of the four"
)
predicted("prediction_5", prediction_5, truth, f"{shifts[0]:+d} and {shifts[1]:+d} pixels to the right.")
axes = panels(3, 3, width=3.0, height=2.35)
show(axes[0], dot, "one dot")
show(axes[1], filter_grey(dot, letter), "conv_forward_naive: turned")
show(axes[2], true_convolution(dot, letter), "true_convolution: the kernel itself")
show(axes[3], wide[:, 10:-10], "photo, middle columns")
show(axes[4], moved["corr"], f"conv_forward_naive: moved by {shifts[0]:+d}")
show(axes[5], moved["conv"], f"true_convolution: moved by {shifts[1]:+d}")
for ax in axes[3:6]:
    ax.axvline(48, color=ORANGE, linewidth=1.2, linestyle="--")
corr, conv = filter_grey(wide, sobel), true_convolution(wide, sobel)
show(axes[6], corr, "Sobel, conv_forward_naive", limit=3)
show(axes[7], conv, "Sobel, true_convolution", limit=3)
show(
    axes[8],
    (np.abs(corr) - np.abs(conv)),
    f"|left| - |middle|: at most {np.abs(np.abs(corr) - np.abs(conv)).max():.2g}",
    limit=3,
)

# %% [markdown]
# The last row is a warning. Turning a Sobel kernel by 180 degrees only changes its sign, so a picture of |edges|
# cannot tell a right answer from a flipped one. Pictures convince; checks decide. It is also why networks do not
# care: weights that are learned can be learned turned.

# %% [markdown]
# ## E. Filtering a photo (50 min)
#
# Photos come as (H, W, 3) in uint8, channels last, values 0 to 255. Two things differ from part C. **Each colour
# channel is filtered by itself**, nothing is summed over colours. And uint8 is a trap: it counts modulo 256.

# %% role="explore"
pixels = np.array([200, 100], dtype=np.uint8)
print("uint8: 200 + 100 =", (pixels[:1] + pixels[1:])[0], "  100 - 200 =", (pixels[1:] - pixels[:1])[0])
pixels = pixels.astype(float)
print("float: 200 + 100 =", pixels[0] + pixels[1], "  100 - 200 =", pixels[1] - pixels[0])

# %% [markdown]
# **Worked example.** A picture of one row and three pixels, whose red channel is [10, 250, 30], filtered with [[-1,
# 0, 1]]: the red channel of the answer is **[250, 20, -250]**. The first pixel sees a zero of padding on its left:
# 250 - 0. Nothing is clipped and nothing wraps around; clipping belongs to showing a picture, not to computing one.
#
# The kernel may be 3x5: padding differs per axis.


# %% role="answer" question="filter_image"
def filter_image(image, kernel):
    """Cross-correlate each colour channel of a picture with one kernel, same size out.

    Args:
        image: picture, (H, W, 3), uint8, values 0 to 255, read-only.
        kernel: (kh, kw), float, kh and kw odd and not always equal, read-only.

    Returns:
        (H, W, 3), float. The picture is padded with zeros so that the kernel's centre visits
        every pixel. Values may be negative or above 255: nothing is clipped or wrapped around.

    Source: Szeliski 2022, Computer Vision, 2nd edition, section 3.2.
    """
    raise NotImplementedError("filter_image: part E of the notebook")


# %% role="check" question="filter_image"
check("filter_image")

# %% [markdown]
# **Two photos, four kernels.** Blur and sharpen are shown as pictures (clipped to 0..255 for the screen). The edge
# kernels give signed numbers, averaged over the three channels here: red positive, blue negative, zero white.

# %% role="explore"
small_coffee = (resize(coffee, (100, 150), anti_aliasing=True) * 255).round().astype(np.uint8)
small_chelsea = (resize(chelsea, (100, 150), anti_aliasing=True) * 255).round().astype(np.uint8)
kernels = {
    "blur 5x5": np.full((5, 5), 1 / 25),
    "sharpen": np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "vertical edges": sobel,
    "horizontal edges": sobel.T,
}
axes = panels(5, 2, width=2.2, height=1.8)
for row, photo in enumerate((small_coffee, small_chelsea)):
    show(axes[5 * row], photo, "photo, 100 x 150")
    for column, (name, kernel) in enumerate(kernels.items(), 1):
        filtered = filter_image(photo, kernel)
        if "edges" in name:
            show(axes[5 * row + column], filtered.mean(axis=2), name, limit=300)
        else:
            show(axes[5 * row + column], filtered / 255, name)

# %% [markdown]
# **And when the channels are summed?** A filter of conv_forward_naive may weigh colours differently. A filter of 1x1
# does nothing else: (0.299, 0.587, 0.114) makes grey, (1, -0.5, -0.5) asks how much redder a pixel is than the rest.
# In large networks such layers are everywhere: they change the number of channels cheaply.

# %% role="explore"
mixes = np.array([[0.299, 0.587, 0.114], [1, -0.5, -0.5]])
axes = panels(4, width=2.7, height=2.2)
for column, photo in enumerate((small_coffee, small_chelsea)):
    x = photo.transpose(2, 0, 1)[None] / 255
    maps, _ = conv_forward_naive(x, mixes[:, :, None, None], np.zeros(2), {"stride": 1, "pad": 0})
    show(axes[2 * column], maps[0, 0], "1x1 filter: grey")
    show(axes[2 * column + 1], maps[0, 1], "1x1 filter: red against the rest", limit=0.8)

# %% [markdown] role="written" id="written-channels"
# **Written question 2, find the slip.** A lecture gives the filters of a layer as `W: shape = [num_filters,
# height_filter, width_filter]`, and two slides later uses them on an RGB picture. (a) Which axis is missing, and what
# is the full shape for 10 filters of 5x5 on RGB? (b) How many weights and biases does the layer have, and how many
# would the shape on the slide suggest? (c) In which sense is a layer of 1x1 filters a dense layer?
#
# *Your answer:*

# %% [markdown]
# **What a filter knows about a texture.** Take the mean of |response| over a patch and forget where it came from: a
# number that describes a surface. Before you run the cell, bet: which of brick, grass and gravel answers most
# unequally to the two edge kernels?

# %% role="explore" jupyter={"source_hidden": true}
axes = panels(3, 2, width=2.9, height=2.3)
bins = np.linspace(-1.5, 1.5, 61)
for column, name in enumerate(("brick", "grass", "gravel")):
    patch = getattr(data, name)()[100:300:2, 100:300:2] / 255
    responses = [filter_grey(patch, kernel) for kernel in (vertical_edge, vertical_edge.T)]
    means = [np.abs(r).mean() for r in responses]
    show(
        axes[column], patch, f"{name}: mean |response| {means[0]:.2f} / {means[1]:.2f}\nratio {means[0] / means[1]:.2f}"
    )
    for response, label, colour in zip(responses, ("vertical edges", "horizontal edges"), (BLUE, ORANGE), strict=True):
        axes[3 + column].hist(response.ravel(), bins, histtype="step", color=colour, label=label)
    axes[3 + column].set(xlabel="response", yscale="log", ylim=(1, 2e4))
axes[3].set(ylabel="pixels")
axes[3].legend(loc="upper right", fontsize=8)
plt.show()

# %% [markdown]
# Brick has a direction; grass and gravel have none, and two filters cannot tell one from the other. Averages of
# absolute responses, to some dozens of filters, were long the standard description of a texture. A network does the
# same with filters it has learned, and the averaging is the next part.

# %% [markdown]
# ## F. Pooling (1 h 10)
#
# Pooling slides a window too, channel by channel, but has no weights: it keeps the largest value, the mean, or the
# smallest. Here with windows of 2x2 and stride 2; the winners are boxed.

# %% role="explore" jupyter={"source_hidden": true}
pooling_table = np.array([[4, 8, 3, 9], [16, 10, 0, 7], [6, 12, 13, 8], [67, 18, 3, 7]])
pooled_tables = {"max": [[16, 9], [67, 13]], "mean": [[9.5, 4.75], [25.75, 7.75]], "min": [[4, 0], [6, 3]]}
winners = {"max": [(1, 0), (0, 3), (3, 0), (2, 2)], "min": [(0, 0), (1, 2), (2, 0), (3, 2)]}
tints = [["#BFDDF0" if (i // 2 + j // 2) % 2 else "white" for j in range(4)] for i in range(4)]
axes = panels(6, width=1.95, height=2.1)
for column, (name, values) in enumerate(pooled_tables.items()):
    table(axes[2 * column], pooling_table, f"winners of {name}" if name in winners else "every cell counts", tints)
    for i, j in winners.get(name, []):
        frame = plt.Rectangle((j + 0.06, i + 0.06), 0.88, 0.88, fill=False, edgecolor=ORANGE, linewidth=2)
        axes[2 * column].add_patch(frame)
    table(axes[2 * column + 1], np.array(values), name, [["white", "#BFDDF0"], ["#BFDDF0", "white"]])
    axes[2 * column + 1].set(xlim=(-1.05, 3.05), ylim=(3.05, -1.05))

# %% [markdown]
# In numbers: [[4, 8, 3, 9], [16, 10, 0, 7], [6, 12, 13, 8], [67, 18, 3, 7]] becomes max **[[16, 9], [67, 13]]**, mean
# **[[9.5, 4.75], [25.75, 7.75]]**, min **[[4, 0], [6, 3]]**.
#
# Two traps. The largest of [-5, -2, -9, -4] is -2, not 0. And windows need not tile: they may overlap (3x3, stride 2)
# or leave gaps (2x2, stride 3), and what no whole window covers is ignored. Part B counts them.


# %% role="answer" question="max_pool_forward_naive"
def max_pool_forward_naive(x, pool_param):
    """Keep the largest value of each window, channel by channel.

    Args:
        x: (N, C, H, W), float, any sign, read-only.
        pool_param: dict, read-only, with 'pool_height', 'pool_width' and 'stride' (ints, pixels,
            >= 1). Windows may overlap (stride smaller than the window) or leave gaps (larger).

    Returns:
        out: (N, C, H_out, W_out), float; H_out = (H - pool_height) // stride + 1, W_out likewise.
            No padding; rows and columns that no whole window covers are ignored.
        cache: anything; max_pool_backward_naive is called with what you return here.
            Suggested: (x, pool_param).

    Source: Boureau, Ponce and LeCun 2010, A theoretical analysis of feature pooling.
    """
    raise NotImplementedError("max_pool_forward_naive: part F of the notebook")


# %% role="check" question="max_pool_forward_naive"
check("max_pool_forward_naive")


# %% role="answer" question="avg_pool_forward_naive"
def avg_pool_forward_naive(x, pool_param):
    """Average each window, channel by channel.

    Args:
        x: (N, C, H, W), float, any sign, read-only.
        pool_param: as for max_pool_forward_naive, read-only.

    Returns:
        out: (N, C, H_out, W_out), float, sizes as for max_pool_forward_naive.
        cache: anything; not used in this homework. Suggested: (x, pool_param).

    Source: LeCun et al. 1998, section II (the subsampling layers of LeNet-5).
    """
    raise NotImplementedError("avg_pool_forward_naive: part F of the notebook")


# %% role="check" question="avg_pool_forward_naive"
check("avg_pool_forward_naive")


# %% role="answer" question="min_pool_forward_naive"
def min_pool_forward_naive(x, pool_param):
    """Keep the smallest value of each window, channel by channel.

    Args:
        x: (N, C, H, W), float, any sign, read-only.
        pool_param: as for max_pool_forward_naive, read-only.

    Returns:
        out: (N, C, H_out, W_out), float, sizes as for max_pool_forward_naive.
        cache: anything; not used in this homework. Suggested: (x, pool_param).

    Source: Serra 1982, Image analysis and mathematical morphology (grey erosion).
    """
    raise NotImplementedError("min_pool_forward_naive: part F of the notebook")


# %% role="check" question="min_pool_forward_naive"
check("min_pool_forward_naive")


# %% role="explore"
def pool_grey(picture, size, forward):
    """Pool one grey picture with square windows that tile it.

    Args:
        picture: (H, W), float.
        size: of the window, and stride, pixels.
        forward: one of your three pooling functions.

    Returns:
        (H // size, W // size), float.
    """
    return forward(picture[None, None], {"pool_height": size, "pool_width": size, "stride": size})[0][0, 0]


eyes = resize(chelsea @ GREY_MIX / 255, (150, 226), anti_aliasing=True)[40:112, 48:156]
axes = panels(4, width=2.7, height=2.2)
show(axes[0], eyes, "72 x 108 pixels")
names = ("max: bright grows", "mean: blurred", "min: dark grows")
forwards = (max_pool_forward_naive, avg_pool_forward_naive, min_pool_forward_naive)
for ax, name, forward in zip(axes[1:], names, forwards, strict=True):
    show(ax, pool_grey(eyes, 3, forward), f"3x3 {name}")

# %% [markdown]
# Lectures say that pooling makes a network indifferent to small shifts ("jitter invariance"). Let us measure it.
# Filter a photo, shift it by d pixels, filter again, and compare the two feature maps: change = 1 - correlation. 0 is
# unmoved, 1 is unrelated.
#
# **Predict.** What does 4x4 max pooling do to the change of (i) an *edge map* shifted by 1 pixel, and (ii) the *raw
# photo* shifted by 8 pixels?
#
# - A: it makes both at least twice as small
# - B: it makes (i) at least twice as small and hardly helps (ii)
# - C: it hardly helps (i) and makes (ii) at least twice as small
# - D: it hardly helps either

# %% role="predict"
prediction_6 = None  # "A", "B", "C" or "D"


# %% role="explore"
def change_by_shift(features, picture, shift):
    """Compare the features of a picture and of the same picture shifted sideways.

    Args:
        features: function from a picture (H, W) to a feature map.
        picture: (64, 64 + 8 or more), float.
        shift: pixels.

    Returns:
        1 - correlation, float.
    """
    before, after = features(picture[:, :64]), features(picture[:, shift : shift + 64])
    return 1 - np.corrcoef(before.ravel(), after.ravel())[0, 1]


photo = camera[100:166, 170:244] / 255
views = {"raw photo": photo[1:-1, 1:-1], "edge map": np.abs(filter_grey(photo, vertical_edge))}
features = {
    "nothing": lambda picture: picture,
    "every 4th pixel": lambda picture: picture[::4, ::4],
    "mean 4x4": lambda picture: pool_grey(picture, 4, avg_pool_forward_naive),
    "max 4x4": lambda picture: pool_grey(picture, 4, max_pool_forward_naive),
    "max 8x8": lambda picture: pool_grey(picture, 8, max_pool_forward_naive),
}
curves = {p: {f: [change_by_shift(features[f], views[p], d) for d in range(9)] for f in features} for p in views}
helped = (
    curves["edge map"]["max 4x4"][1] < 0.5 * curves["edge map"]["nothing"][1],
    curves["raw photo"]["max 4x4"][8] < 0.5 * curves["raw photo"]["nothing"][8],
)
truth = {(True, True): "A", (True, False): "B", (False, True): "C", (False, False): "D"}[helped]
numbers = [curves[p][f][d] for p, d in (("edge map", 1), ("raw photo", 8)) for f in ("nothing", "max 4x4")]
predicted(
    "prediction_6", prediction_6, truth, "(i) {:.2f} becomes {:.2f}, (ii) {:.2f} becomes {:.2f}.".format(*numbers)
)

axes = panels(4, width=2.8, height=2.9)
show(axes[0], views["raw photo"][:, :64], "raw photo, 64 x 64")
show(axes[2], views["edge map"][:, :64] / 2, "edge map, 64 x 64")
colours = ("black", GREY, GREEN, BLUE, ORANGE)
for ax, p in zip(axes[1::2], views, strict=True):
    for (f, curve), colour in zip(curves[p].items(), colours, strict=True):
        ax.plot(curve, "o-", color=colour, markersize=3, linewidth=1.2, label=f)
    ax.set(title=f"change of the {p}", xlabel="shift, pixels", ylim=(0, 1.1))
axes[1].legend(fontsize=8, title="kept of the map")
plt.show()

# %% [markdown]
# Pooling pays on *sparse* maps such as edges, and most for shifts smaller than its own window: at 4 pixels the 4x4
# map has changed by half. A raw photo hardly changes under one pixel anyway; max pooling does nothing for it, the
# mean a little. Dropping pixels without pooling helps nobody.

# %% [markdown] role="written" id="written-invariance"
# **Written question 3, invariance.** "Max pooling makes a network invariant to translation." Correct this sentence
# with the help of the last figure: say for which maps, for which shifts, and by what measure. Then say what a network
# could do to tolerate a shift of 30 pixels. Four sentences at most.
#
# *Your answer:*

# %% [markdown]
# ## G. Spatial batch normalisation (1 h)
#
# Batch normalisation subtracts a mean and divides by a standard deviation. The whole difficulty is: *of which
# numbers?* A filter means the same thing at every pixel and in every image, and different filters mean different
# things.
#
# Below are four batches of 3 images with 3 channels of 4x4 pixels each. The framed cell is normalised with the mean
# of the blue cells. Which batch is right?

# %% role="explore" jupyter={"source_hidden": true}
groups = {
    "1. over N": lambda n, c, i, j: (c, i, j) == (1, 1, 2),
    "2. over H, W": lambda n, c, i, j: (n, c) == (0, 1),
    "3. over N, H, W": lambda n, c, i, j: c == 1,
    "4. over C, H, W": lambda n, c, i, j: n == 0,
}
for ax, (name, inside) in zip(panels(4, width=2.7, height=2.9), groups.items(), strict=True):
    for n in range(3):
        for c in range(3):
            for i in range(4):
                for j in range(4):
                    face = "#5BA4D4" if inside(n, c, i, j) else "#F2F2F2"
                    corner = (5 * n + j, 5 * c + i)
                    ax.add_patch(plt.Rectangle(corner, 1, 1, facecolor=face, edgecolor="white", linewidth=0.8))
    ax.add_patch(plt.Rectangle((2, 6), 1, 1, fill=False, edgecolor=ORANGE, linewidth=2.2))
    ax.set(xlim=(-0.3, 14.3), ylim=(14.3, -0.3), aspect="equal", title=name)
    ax.set_xticks([2, 7, 12], ["image 0", "image 1", "image 2"], fontsize=8)
    ax.set_yticks([2, 7, 12], ["ch. 0", "ch. 1", "ch. 2"], fontsize=8)
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)

# %% [markdown]
# Number 3. Number 1 would treat each pixel as a feature of its own, number 2 forgets the batch (instance norm),
# number 4 mixes channels (layer norm). Numbers 1, 2 and 3 all leave each channel with mean 0 and variance 1, so
# printing these proves nothing.

# %% [markdown]
# **Worked example.** `x` of shape (2, 1, 1, 2): image 0 is [1, 3], image 1 is [5, 7]. Mean 4, variance (9 + 1 + 1 +
# 9) / 4 = 5. With gamma 1, beta 0 and a tiny eps the output is **[-1.342, -0.447], [0.447, 1.342]**. With momentum
# 0.9 and running values that start at 0, `running_mean` becomes 0.4 and `running_var` 0.5.
#
# At test time there may be one image only; then the running values take the place of the batch's.


# %% role="answer" question="spatial_batchnorm_forward"
def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    """Normalise each channel over the batch and both image axes together, then scale and shift.

    Args:
        x: (N, C, H, W), float, read-only.
        gamma: scale of each channel, (C,), float, read-only.
        beta: shift of each channel, (C,), float, read-only.
        bn_param: dict with 'mode' ('train' or 'test'), 'eps' (float, > 0, default 1e-5),
            'momentum' (float, 0 to 1, default 0.9), 'running_mean' and 'running_var' ((C,) each,
            float, zeros where missing). In mode 'train' you store new 'running_mean' and
            'running_var' in this same dict, (C,) exactly; nothing else in it changes.

    Returns:
        out: (N, C, H, W), float.
            train: gamma * (x - mean) / sqrt(var + eps) + beta, with one mean and one variance per
            channel over all N*H*W values; var divides by N*H*W, not by one less. Then
            running = momentum * running + (1 - momentum) * new, for the mean and for var
            (var without eps).
            test: the same formula with running_mean and running_var, eps inside the root too;
            the running values stay as they are.
        cache: anything; spatial_batchnorm_backward is called with what you return here.

    Source: Ioffe and Szegedy 2015, arXiv:1502.03167, algorithm 1 and section 3.2.
    """
    raise NotImplementedError("spatial_batchnorm_forward: part G of the notebook")


# %% role="check" question="spatial_batchnorm_forward"
check("spatial_batchnorm_forward")

# %% [markdown]
# **A photo.** Take one photo under three lamps: each multiplies and shifts the colour channels differently. Normalise
# each as a batch of one, with the same gamma and beta.

# %% role="explore"
lamps = {
    "daylight": ([1, 1, 1], [0, 0, 0]),
    "tungsten": ([0.95, 0.7, 0.35], [0.05, 0, 0]),
    "night": ([0.25, 0.3, 0.4], [0, 0.02, 0.1]),
}
axes = panels(6, width=1.9, height=1.75)
outs = []
for column, (name, (gain, offset)) in enumerate(lamps.items()):
    lit = small_coffee / 255 * gain + offset
    x = lit.transpose(2, 0, 1)[None]
    out, _ = spatial_batchnorm_forward(x, np.full(3, 0.2), np.full(3, 0.45), {"mode": "train", "eps": 1e-8})
    outs.append(out)
    show(axes[2 * column], lit, f"{name}")
    show(axes[2 * column + 1], out[0].transpose(1, 2, 0), f"{name}, normalised")
print(f"Largest difference between the three outputs: {max(np.abs(out - outs[0]).max() for out in outs):.1e}")

# %% [markdown]
# Scale and shift of a channel are gone: the three outputs agree. This is what lets the layers after it stop caring
# how large the layer before has become. It is also a loss: nobody can tell any more that it was night.

# %% [markdown]
# **The price: an image's output depends on its neighbours.** The noisier the batch mean, the more. Take a batch of 2
# faces of 24x24: its mean is over 1,152 pixels. If these were 1,152 *independent* numbers, it would scatter by
# 1/sqrt(1152) = 0.03 of a pixel's standard deviation.
#
# **Predict.** How many times more does the mean of 2 faces really scatter?
#
# - A: about 1 time, that is what the formula is for
# - B: about 3 times
# - C: about 9 times
# - D: about 24 times, as if each face were a single pixel

# %% role="predict"
prediction_7 = None  # "A", "B", "C" or "D"

# %% role="explore"
people = faces[:100, None]
rng = np.random.default_rng(7)


def batch_mean(N):
    """Measure the mean of N random faces with your own function: momentum 0 leaves it in running_mean."""
    bn_param = {"mode": "train", "momentum": 0.0}
    spatial_batchnorm_forward(people[rng.integers(0, 100, N)], np.ones(1), np.zeros(1), bn_param)
    return bn_param["running_mean"][0]


sizes = [1, 2, 4, 8, 16, 32, 64]
scatter = np.array([np.std([batch_mean(N) for _ in range(150)]) for N in sizes]) / people.std()
independent = 1 / np.sqrt(np.array(sizes) * 576)
ratio = scatter[1] / independent[1]
truth = "ABCD"[int(np.abs(np.log(np.array([1, 3, 9, 24]) / ratio)).argmin())]
predicted("prediction_7", prediction_7, truth, f"{scatter[1]:.2f} instead of {independent[1]:.2f}, {ratio:.0f} times.")

figure = plt.figure(figsize=(11, 5.2))
axes = figure.subplot_mosaic([["face", "N1", "N2", "N8", "N64"], ["spread", "spread", "run", "run", "run"]])
show(axes["face"], people[12, 0], "one face")
for N in (1, 2, 8, 64):
    ax = axes[f"N{N}"]
    for _ in range(6):
        batch = people[np.r_[12, rng.integers(0, 100, N - 1)]]
        out, _ = spatial_batchnorm_forward(batch, np.ones(1), np.zeros(1), {"mode": "train"})
        ax.plot(np.sort(out[0].ravel()), np.linspace(0, 1, out[0].size), color=BLUE, linewidth=1)
    ax.axvline(0, color=GREY, linewidth=0.8, linestyle="--")
    ax.set(title=f"its pixels, normalised,\nin 6 batches of {N}", xlim=(-2.5, 2.5), yticks=[0, 0.5, 1], xlabel="value")
axes["N1"].set(ylabel="share of pixels below")
axes["spread"].loglog(sizes, scatter, "o-", color=ORANGE, label="batches of faces")
axes["spread"].loglog(sizes, independent, "--", color=GREY, label="independent pixels")
axes["spread"].set(title="scatter of the batch mean, in pixel std", xlabel="batch size N")
axes["spread"].set_xticks(sizes, [str(N) for N in sizes])
axes["spread"].minorticks_off()
axes["spread"].legend()
bn_param, running, means = {"mode": "train"}, [], []
for _ in range(60):
    batch = people[rng.integers(0, 100, 8)]
    means.append(batch.mean())
    spatial_batchnorm_forward(batch, np.ones(1), np.zeros(1), bn_param)
    running.append(bn_param["running_mean"][0])
axes["run"].plot(means, "o", color=GREY, markersize=3, label="mean of each batch of 8")
axes["run"].plot(running, color=BLUE, label="running_mean, momentum 0.9")
axes["run"].axhline(people.mean(), color=ORANGE, linewidth=1, label="mean of all 100 faces")
axes["run"].set(title="what mode 'test' will use", xlabel="training step", ylim=(0, 0.7))
axes["run"].legend(loc="lower right")
plt.show()

# %% [markdown]
# Top row: the same face in six batches. Alone (N = 1) its output never varies, but its own brightness is lost for
# good. With one companion it depends on who that is; with 63 it is steady. Pixels of a face agree with each other, so
# 576 of them are worth about seven independent ones.
#
# Bottom right: running values start at 0 and need some 30 steps before mode 'test' can be trusted.
#
# A dense layer is worse off: with one pixel per image and N = 2, the output is +1 and -1 whatever the input. Your
# function shows it:

# %% role="explore"
two_vectors = np.array([[0.3, 5.0, -2.0], [0.2, 5.1, 40.0]])[:, :, None, None]
out, _ = spatial_batchnorm_forward(two_vectors, np.ones(3), np.zeros(3), {"mode": "train", "eps": 1e-12})
print(out[:, :, 0, 0].round(3))

# %% [markdown]
# ## H. A net of three layers (50 min)
#
# Now put the parts in a row. Pictures are grey, 24x24; there are two classes, background (0) and face (1).
#
# | Layer | Parameters | Output of one picture |
# | --- | --- | --- |
# | conv, 8 filters of 5x5, stride 1, pad 2 | `W1` (8, 1, 5, 5), `b1` (8,) | (8, 24, 24) |
# | ReLU, then 2x2 max pool, stride 2 | none | (8, 12, 12) |
# | affine, 16 units, then ReLU | `W2` (1152, 16), `b2` (16,) | (16,) |
# | affine, 2 scores | `W3` (16, 2), `b3` (2,) | (2,) |

# %% [markdown]
# **Predict, by counting.** How many numbers are in W1, b1, W2, b2, W3, b3? Write the six as a list, and guess before
# you count: which layer holds most of them?

# %% role="predict"
prediction_8 = None  # six whole numbers, in the order [W1, b1, W2, b2, W3, b3]

# %% role="explore"
with np.load("data/face_net.npz") as stored:
    params = {name: stored[name].astype(float) for name in ("W1", "b1", "W2", "b2", "W3", "b3")}
counts = [value.size for value in params.values()]
predicted(
    "prediction_8", prediction_8, counts, f"{sum(counts):,} together, {counts[2] / sum(counts):.0%} of them in W2."
)

# %% [markdown]
# Nearly everything sits in the first *dense* layer. The whole convolution costs 208 numbers, and that is its point:
# one filter is used at 576 places. The price of flattening is why later networks average each map to a single number
# instead.
#
# **Worked example.** If all weights and biases are 0 but `b3 = [1, 2]`, then five pictures of shape (5, 1, 24, 24)
# score [1, 2] in each of **five rows**. Your function must take other sizes too: the pad comes from K, and H, W may
# differ. Flatten the pooled maps in the order (F, H/2, W/2).


# %% role="answer" question="three_layer_forward"
def three_layer_forward(x, params):
    """Score images with a small net: conv, ReLU, 2x2 max pool, affine, ReLU, affine.

    Args:
        x: images, (N, C, H, W), float, H and W even, read-only.
        params: dict of float arrays, read-only: 'W1' (F, C, K, K) with K odd, 'b1' (F,),
            'W2' (F * H/2 * W/2, M), 'b2' (M,), 'W3' (M, T), 'b3' (T,).
            The convolution has stride 1 and pad (K - 1) // 2, so that it keeps H and W;
            the pool has stride 2. The pooled maps of one image are flattened in the order
            (F, H/2, W/2) before the first affine layer.

    Returns:
        scores: (N, T), float, one row per image, one column per class; no softmax.

    Source: LeCun et al. 1998, section II, with the ReLU of Krizhevsky et al. 2012.
    """
    raise NotImplementedError("three_layer_forward: part H of the notebook")


# %% role="check" question="three_layer_forward"
check("three_layer_forward")

# %% [markdown]
# **A test that costs nothing.** With tiny weights a net knows nothing, all T scores are about equal, and the softmax
# loss must be log T: 0.693 for two classes, 2.303 for ten. Whoever starts training at another loss has a bug already.


# %% role="explore"
def softmax_loss(scores, y):
    """Average the cross-entropy of softmax over a batch.

    Args:
        scores: (N, T), float.
        y: right classes, (N,), int.

    Returns:
        loss: float, natural logarithm.
        dscores: gradient of the loss with respect to scores, (N, T), float.
    """
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = -np.log(p[rows, y]).mean()
    p[rows, y] -= 1
    return loss, p / len(y)


pictures, classes = faces[:, None] - 0.5, (np.arange(200) < 100).astype(int)
rng = np.random.default_rng(0)
for T in (2, 10):
    tiny = {name: 1e-3 * rng.standard_normal(value.shape) for name, value in params.items()}
    tiny["W3"], tiny["b3"] = 1e-3 * rng.standard_normal((16, T)), np.zeros(T)
    loss, _ = softmax_loss(three_layer_forward(pictures[:10], tiny), rng.integers(0, T, 10))
    print(f"{T:2d} classes: loss {loss:.4f}, log {T} = {np.log(T):.4f}")

# %% [markdown]
# **Faces the net has not seen.** `data/face_net.npz` was trained with the backward functions of part I on 150
# pictures; every fourth picture of the set (25 faces, 25 backgrounds) was held out: it served neither training nor
# any choice. Many backgrounds are plain and some look alike, so the task is easy: softmax regression on the bare
# pixels reaches 96 % on the same split.

# %% role="explore"
held_out = np.arange(200) % 4 == 3
scores = three_layer_forward(pictures[held_out], params)
margin, y = scores[:, 1] - scores[:, 0], classes[held_out]
right = (margin > 0) == (y == 1)
print(f"held out: {right.sum()} of {len(y)} right, {right.mean():.0%}; loss {softmax_loss(scores, y)[0]:.3f}")

figure = plt.figure(figsize=(11, 2.6))
axes = figure.subplot_mosaic([["h", "h", "a", "b", "c", "d", "e"]], width_ratios=[1.3, 1.3, 1, 1, 1, 1, 1])
bins = np.linspace(-12, 12, 25)
for label, name, colour in ((0, "background", GREY), (1, "face", BLUE)):
    axes["h"].hist(np.clip(margin[y == label], -12, 12), bins, color=colour, alpha=0.75, label=name)
axes["h"].axvline(0, color=ORANGE, linewidth=1.2)
axes["h"].set(title="held-out pictures", xlabel="score(face) - score(background)", ylabel="pictures")
axes["h"].legend()
doubtful = np.argsort(np.where(y == 1, margin, -margin))[:5]
for key, k in zip("abcde", doubtful, strict=True):
    p = 1 / (1 + np.exp(-margin[k]))
    show(
        axes[key],
        faces[held_out][k],
        f"{'face' if y[k] else 'background'}\n{'right' if right[k] else 'wrong'}: p(face) {p:.2f}",
    )
    for side in axes[key].spines.values():
        side.set(color=GREEN if right[k] else ORANGE, linewidth=2.5)

# %% [markdown]
# The five most doubtful pictures are on the right. Look at them before you look at the accuracy: 50 pictures cannot
# tell 96 % from 98 %, but they can tell what kind of picture is hard.
#
# ### The figure promised at the start
#
# One held-out face on its way through your functions: filters, signed maps (your convolution), ReLU and max pool
# (your pooling), and the verdict (your net). Each map has its own colour scale, zero is white.

# %% role="explore"
who = 3
x = pictures[who : who + 1]
filters, biases = params["W1"], params["b1"]
maps = conv_forward_naive(x, filters, biases, {"pad": 2, "stride": 1})[0]
positive, window = np.maximum(maps, 0), {"stride": 2, "pool_height": 2, "pool_width": 2}
pooled = max_pool_forward_naive(positive, window)[0]
verdict = three_layer_forward(x, params)[0]
p = np.exp(verdict - verdict.max()) / np.exp(verdict - verdict.max()).sum()

figure = plt.figure(figsize=(11.5, 4.6))
layout = [["face", *(f"{row}{k}" for k in range(8))] for row in "wmp"]
layout[1][0], layout[2][0] = "face", "bars"
axes = figure.subplot_mosaic(layout, width_ratios=[2.2] + [1] * 8)
show(axes["face"], faces[who], "a held-out face, 24 x 24")
axes["bars"].barh(["background", "face"], p, color=[GREY, BLUE])
axes["bars"].set(xlim=(0, 1), xticks=[0, 0.5, 1], title=f"verdict: face, {p[1]:.1%}")
for k in range(8):
    limit = np.abs(maps[0, k]).max()
    show(axes[f"w{k}"], params["W1"][k, 0], f"{k}", limit=np.abs(params["W1"]).max())
    show(axes[f"m{k}"], maps[0, k], limit=limit)
    show(axes[f"p{k}"], pooled[0, k], limit=limit)
for row, name in (("w", "filter"), ("m", "map"), ("p", "ReLU, pool")):
    axes[f"{row}0"].set(ylabel=name)

# %% [markdown]
# Nobody told the net to look for edges. Compare these filters with the kernels you chose by hand in part E: most are
# edges in some direction, or simply "bright here" and "dark here". This ends the required work.

# %% [markdown]
# ## I. Backward (extra credit, about 3 h)
#
# Forward, a layer maps `x` to `out`. Backward, it is handed `dout`, the gradient of the loss with respect to `out`,
# and returns the gradient with respect to everything it used. Nothing here is needed for full marks.
#
# First the tool. A **centred difference** moves one number of `x` up and down by `h` and watches what the loss
# sum(out * dout) does:
#
# $$\text{numeric}_k=\frac{L(x+h\,e_k)-L(x-h\,e_k)}{2h}$$
#
# The folded cell below holds `grad_check`, which does this for every entry and compares with your `dx`.


# %% role="setup" jupyter={"source_hidden": true}
def numeric_gradient(f, x, dout, h=1e-5):
    """Estimate the gradient of sum(f(x) * dout) with respect to x by centred differences.

    Args:
        f: function of one array, returns an array of the shape of dout; called twice per entry of x.
        x: where to take the gradient, any shape, float or int, not changed.
        dout: weight of each output, the shape of f(x), float.
        h: step, no unit, > 0.

    Returns:
        Gradient, the shape of x, float64.

    Source: Press et al. 2007, Numerical Recipes, 3rd edition, section 5.7.
    """
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        gradient[index] = np.sum((np.asarray(f(up)) - np.asarray(f(down))) * dout) / (2 * h)
    return gradient


def grad_check(f, x, dout, dx, h=1e-5, tol=1e-6, name="dx"):
    """Compare a gradient with centred differences, entry by entry, and say where they differ most.

    Args:
        f: function of one array, returns the output of the layer.
        x: where to take the gradient, any shape, float or int, not changed.
        dout: gradient of the loss with respect to f(x), the shape of f(x), float.
        dx: your gradient with respect to x, the shape of x, float.
        h: step, no unit, > 0. 1e-5 in float64 leaves errors near 1e-10, from rounding and from h squared.
        tol: largest allowed difference, as a share of the largest entry of either gradient, no unit;
            1e-6 is far above those errors and far below what a wrong formula does.
        name: what the answer calls dx, text.

    Returns:
        The answer, text of three lines: relative error, worst entry, verdict.

    Source: Press et al. 2007, Numerical Recipes, 3rd edition, section 5.7.
    """
    dx = np.asarray(dx)
    if dx.shape != np.shape(x):
        return f"{name} has shape {dx.shape}, but what it is the gradient of has shape {np.shape(x)}."
    numeric = numeric_gradient(f, x, dout, h)
    if not np.isfinite(dx).all():
        return f"{name} holds {np.count_nonzero(~np.isfinite(dx))} numbers that are infinite or NaN."
    if not np.isfinite(numeric).all():
        return f"{name} cannot be checked: the forward function returns infinite numbers or NaN."
    scale = max(np.abs(numeric).max(initial=0.0), np.abs(dx).max(initial=0.0), 1e-12)
    errors = np.abs(numeric - dx) / scale
    worst = tuple(int(k) for k in np.unravel_index(errors.argmax(), errors.shape))
    place = f"{name}[{', '.join(map(str, worst))}]"
    bad = np.count_nonzero(errors > tol)
    verdict = (
        "The two agree."
        if bad == 0
        else f"{bad} of {dx.size} entries differ: {name} is not the gradient of this forward."
    )
    return "\n".join(
        [
            f"{name}: largest relative error {errors[worst]:.1e} (allowed {tol:.0e} of the largest entry, {scale:.3g})",
            f"  worst entry {place}: numeric {numeric[worst]:.8g}, analytic {dx[worst]:.8g}",
            f"  {verdict}",
        ]
    )


# %% role="explore"
def written(function):
    """Say whether an extra-credit function is still a stub; it is called with nothing useful to find out."""
    try:
        function(None, None)
    except NotImplementedError as missing:
        print("Not run yet.", missing)
        return False
    except Exception:
        return True
    return True


rng = np.random.default_rng(1)
x, dout = rng.standard_normal((2, 3)), rng.standard_normal((2, 3))
print(grad_check(lambda x: x**3, x, dout, 3 * x**2 * dout, name="right"))
slip = 3 * x**2 * dout
slip[1, 2] *= 1.01
print(grad_check(lambda x: x**3, x, dout, slip, name="slip"))

# %% [markdown]
# The error is measured against the *largest* entry of the gradient. Divided by its own size, an entry that should be
# 0 would look terrible for no reason.
#
# **Kinks.** ReLU and max pooling have corners, and at a corner the two sides of a centred difference see different
# slopes, so a right answer may be called wrong. We therefore check on numbers whose ties and gaps are far larger than
# h.
#
# ### Convolution
#
# Which outputs does one pixel touch? Each cell below says how many windows look at it. Backward, this is how many
# terms its gradient has, for each filter.

# %% role="explore" jupyter={"source_hidden": true}
dots = np.eye(36).reshape(36, 1, 6, 6)
axes = panels(4, width=2.6, height=2.7)
for ax, (K, S, P) in zip(axes, ((3, 1, 0), (3, 1, 1), (3, 2, 0), (2, 3, 0)), strict=True):
    touched, _ = conv_forward_naive(dots, np.ones((1, 1, K, K)), np.zeros(1), {"stride": S, "pad": P})
    counts = touched.sum(axis=(1, 2, 3)).reshape(6, 6)
    shades = [[plt.cm.Blues(v / 14) if v else "#F4C9B5" for v in line] for line in counts]
    table(ax, counts, f"kernel {K}, stride {S}, pad {P}", shades)

# %% [markdown]
# With stride 2 the windows overlap unevenly (1, 2 or 4), and the last row and column are never looked at: their
# gradient is 0, and yet `dx` has their entries.
#
# **Worked example.** `x` is [[1, 2, 3], [4, 5, 6], [7, 8, 9]], `w` is [[1, 2], [3, 4]], stride 1, pad 0, and `dout`
# is zero but for dout[0, 1] = 10. Only the window [[2, 3], [5, 6]] matters: dx = [[0, 10, 20], [0, 30, 40], [0, 0,
# 0]], dw = [[20, 30], [50, 60]], db = 10. Everything else is adding up.

# %% [markdown]
# **Find the slip.** A lecture's loop for `dx` reads the filter as `w[c, h, v]`, where (h, v) is the pixel of the
# *input*. Two things are wrong; name them before you write.
#
# <details><summary>Compare</summary>
#
# The filter must be read at the pixel's place *inside the window*, and it has lost its axis F: each pixel gets a
# share from every filter, summed.
#
# </details>


# %% role="answer" question="conv_backward_naive"
def conv_backward_naive(dout, cache):
    """Send the gradient of a convolution layer back to its images, filters and biases.

    Args:
        dout: gradient of the loss with respect to out, (N, F, H_out, W_out), float, read-only.
        cache: what your conv_forward_naive returned as its second value, read-only: it may be
            used twice. stride may be above 1, pad may be 0, and x may have rows or columns that
            no window covered.

    Returns:
        dx: gradient with respect to x, (N, C, H, W), float.
        dw: gradient with respect to w, (F, C, HH, WW), float.
        db: gradient with respect to b, (F,), float.
        The loss is a sum over the whole batch: nothing is averaged.

    Source: Dumoulin and Visin 2016, arXiv:1603.07285, chapter 4.
    """
    raise NotImplementedError("conv_backward_naive: part I of the notebook")


# %% role="check" question="conv_backward_naive"
check("conv_backward_naive")

# %% role="explore"
if written(conv_backward_naive):
    rng = np.random.default_rng(2)
    x, w, b = rng.standard_normal((2, 3, 7, 6)), rng.standard_normal((4, 3, 3, 2)), rng.standard_normal(4)
    conv_param = {"stride": 2, "pad": 1}
    out, cache = conv_forward_naive(x, w, b, conv_param)
    dout = rng.standard_normal(out.shape)
    dx, dw, db = conv_backward_naive(dout, cache)
    print(grad_check(lambda x: conv_forward_naive(x, w, b, conv_param)[0], x, dout, dx))
    print(grad_check(lambda w: conv_forward_naive(x, w, b, conv_param)[0], w, dout, dw, name="dw"))
    print(grad_check(lambda b: conv_forward_naive(x, w, b, conv_param)[0], b, dout, db, name="db"))
    v = rng.standard_normal(x.shape)
    forward = (conv_forward_naive(v, w, 0 * b, conv_param)[0] * dout).sum()
    print(f"Adjoint test, no h at all: <conv(v), dout> = {forward:.12f}, <v, dx> = {(v * dx).sum():.12f}")

# %% [markdown]
# The last line is stricter than all centred differences. Without bias, convolution is a matrix, and backward is its
# transpose; both sides must agree to the last digits for any `v`.
#
# ### Max pooling
#
# Only the winner of a window gets its entry of `dout`. **Worked example:** the table of part F with dout = [[1, 2],
# [3, 4]] gives 1 at the 16, 2 at the 9, 3 at the 67, 4 at the 13 and 0 elsewhere. Where windows overlap, a pixel may
# win twice: its gradients add up.


# %% role="answer" question="max_pool_backward_naive"
def max_pool_backward_naive(dout, cache):
    """Send the gradient of each window back to the pixel that won it.

    Args:
        dout: gradient of the loss with respect to out, (N, C, H_out, W_out), float, read-only.
        cache: what your max_pool_forward_naive returned as its second value, read-only: it may
            be used twice. Windows may overlap, and then gradients add up; windows may leave
            gaps, and then the pixels between them get 0.

    Returns:
        dx: gradient with respect to x, (N, C, H, W), float. On ties send the gradient to one of
            the maxima, or split it among them: each window hands on exactly its entry of dout.

    Source: Goodfellow, Bengio and Courville 2016, Deep Learning, sections 6.5 and 9.3.
    """
    raise NotImplementedError("max_pool_backward_naive: part I of the notebook")


# %% role="check" question="max_pool_backward_naive"
check("max_pool_backward_naive")

# %% role="explore"
if written(max_pool_backward_naive):
    rng = np.random.default_rng(3)
    x = rng.permutation(2 * 3 * 7 * 6).reshape(2, 3, 7, 6) / 10  # all different: no window has a tie
    pool_param = {"pool_height": 3, "pool_width": 2, "stride": 2}
    out, cache = max_pool_forward_naive(x, pool_param)
    dout = rng.standard_normal(out.shape)
    print(grad_check(lambda x: max_pool_forward_naive(x, pool_param)[0], x, dout, max_pool_backward_naive(dout, cache)))

    out, cache = max_pool_forward_naive(eyes[None, None], {"pool_height": 4, "pool_width": 4, "stride": 4})
    routed = max_pool_backward_naive(np.ones(out.shape), cache)[0, 0]
    axes = panels(2, width=3.6, height=2.7)
    show(axes[0], eyes, "max pool 4x4: where do gradients go?")
    show(axes[1], eyes, f"to {np.count_nonzero(routed)} of {routed.size} pixels")
    axes[1].plot(*np.nonzero(routed)[::-1], "s", color=ORANGE, markersize=1.8)

# %% [markdown]
# ### Spatial batch normalisation
#
# The mean and the variance are made of the same `x`, so every output of a channel depends on every input of it.
# **Worked example:** in part G's batch [1, 3], [5, 7] let dout be 1 everywhere. Adding a constant to all of `x`
# changes nothing, so dx = 0; dbeta = 4 and dgamma = 0. In general `dx` sums to 0 in each channel, whatever dout is. A
# dx without this property has forgotten the mean.


# %% role="answer" question="spatial_batchnorm_backward"
def spatial_batchnorm_backward(dout, cache):
    """Send the gradient of spatial batch normalisation (mode 'train') back to its inputs.

    Args:
        dout: gradient of the loss with respect to out, (N, C, H, W), float, read-only.
        cache: what your spatial_batchnorm_forward returned as its second value, read-only: it
            may be used twice.

    Returns:
        dx: gradient with respect to x, (N, C, H, W), float; the mean and the variance depend on
            x too.
        dgamma: gradient with respect to gamma, (C,), float.
        dbeta: gradient with respect to beta, (C,), float.

    Source: Ioffe and Szegedy 2015, arXiv:1502.03167, section 3.
    """
    raise NotImplementedError("spatial_batchnorm_backward: part I of the notebook")


# %% role="check" question="spatial_batchnorm_backward"
check("spatial_batchnorm_backward")

# %% role="explore"
if written(spatial_batchnorm_backward):
    rng = np.random.default_rng(4)
    x, gamma, beta = 3 * rng.standard_normal((3, 2, 4, 5)) + 1, rng.standard_normal(2), rng.standard_normal(2)

    def run_batchnorm(x, gamma, beta):
        """Run your forward on a fresh dictionary, so that no call sees the running values of another."""
        return spatial_batchnorm_forward(x, gamma, beta, {"mode": "train", "eps": 1e-3})

    out, cache = run_batchnorm(x, gamma, beta)
    dout = rng.standard_normal(out.shape)
    dx, dgamma, dbeta = spatial_batchnorm_backward(dout, cache)
    print(grad_check(lambda x: run_batchnorm(x, gamma, beta)[0], x, dout, dx))
    print(grad_check(lambda gamma: run_batchnorm(x, gamma, beta)[0], gamma, dout, dgamma, name="dgamma"))
    print(grad_check(lambda beta: run_batchnorm(x, gamma, beta)[0], beta, dout, dbeta, name="dbeta"))
    print("dx summed over each channel:", dx.sum(axis=(0, 2, 3)).round(12) + 0.0)

# %% [markdown]
# **Train something.** All three together: conv, batch norm, ReLU, max pool, one affine layer, 12 pictures of 12x12
# (made by your average pooling), 25 steps of plain gradient descent. With loops this takes a few seconds. Overfitting
# 12 pictures proves nothing about faces; it proves that your gradients point downhill.

# %% role="explore"
if all(written(f) for f in (conv_backward_naive, max_pool_backward_naive, spatial_batchnorm_backward)):
    rng = np.random.default_rng(5)
    few = np.r_[0:12:2, 100:112:2]
    x, _ = avg_pool_forward_naive(pictures[few], {"pool_height": 2, "pool_width": 2, "stride": 2})
    y = classes[few]
    net = {
        "w": 0.3 * rng.standard_normal((4, 1, 3, 3)),
        "b": np.zeros(4),
        "gamma": np.ones(4),
        "beta": np.zeros(4),
        "W": 0.01 * rng.standard_normal((4 * 6 * 6, 2)),
        "c": np.zeros(2),
    }
    first_filters, losses, bn_param = net["w"].copy(), [], {"mode": "train"}
    for _ in range(25):
        maps, conv_cache = conv_forward_naive(x, net["w"], net["b"], {"stride": 1, "pad": 1})
        normed, bn_cache = spatial_batchnorm_forward(maps, net["gamma"], net["beta"], bn_param)
        pooled, pool_cache = max_pool_forward_naive(
            np.maximum(normed, 0), {"pool_height": 2, "pool_width": 2, "stride": 2}
        )
        flat = pooled.reshape(len(x), -1)
        loss, dscores = softmax_loss(flat @ net["W"] + net["c"], y)
        losses.append(loss)
        dpooled = (dscores @ net["W"].T).reshape(pooled.shape)
        dnormed = max_pool_backward_naive(dpooled, pool_cache) * (normed > 0)
        dmaps, dgamma, dbeta = spatial_batchnorm_backward(dnormed, bn_cache)
        _, dw, db = conv_backward_naive(dmaps, conv_cache)
        gradients = {"w": dw, "b": db, "gamma": dgamma, "beta": dbeta, "W": flat.T @ dscores, "c": dscores.sum(axis=0)}
        for name, gradient in gradients.items():
            net[name] = net[name] - 0.05 * gradient

    figure = plt.figure(figsize=(10, 3.2))
    axes = figure.subplot_mosaic(
        [["loss", *(f"a{k}" for k in range(4))], ["loss", *(f"b{k}" for k in range(4))]], width_ratios=[2.6, 1, 1, 1, 1]
    )
    axes["loss"].plot(losses, "o-", color=BLUE, markersize=3)
    axes["loss"].axhline(np.log(2), color=GREY, linestyle="--", linewidth=1)
    axes["loss"].text(24, np.log(2) + 0.01, "log 2", color=GREY, ha="right", va="bottom")
    axes["loss"].set(title="your gradients at work", xlabel="step", ylabel="loss on 12 pictures", ylim=(0, None))
    limit = max(np.abs(first_filters).max(), np.abs(net["w"]).max())
    for k in range(4):
        show(axes[f"a{k}"], first_filters[k, 0], f"filter {k}, start", limit=limit)
        show(axes[f"b{k}"], net["w"][k, 0], "after 25 steps", limit=limit)

# %% [markdown]
# ## What you can now do
#
# - say the size of any layer's output before running it, and find the slip in a slide that got it wrong;
# - write a convolution from its definition, for any stride, padding and number of channels;
# - say what padding does to a picture;
# - tell correlation from convolution, and a check from a picture that merely looks right;
# - say what pooling and batch normalisation buy, for which data, and what they cost;
# - read the filters and maps of a small net, and its mistakes;
# - if you did part I: test any gradient you will ever write.
#
# A later homework asks why your loops are slow, and makes them a few hundred times faster.
#
# **Hand in.** Save the notebook first, then run the last cell. It packs your work and names every function that is
# still missing.

# %% role="explore"
pack_submission("hw2_conv.ipynb")
