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
# # Homework 4: convolution as a matrix product
#
# In homework 2 a small photo through a few filters took a second. At the end of this one the same work takes about a
# millisecond, you know where the rest of that second went, and the last ladder of bars is made of your own functions:
# in NumPy, through a view that copies nothing, and in compiled code.
#
# | Part | You write | Time |
# | --- | --- | --- |
# | A. Where the time goes | nothing yet | 40 min |
# | B. The matrix of windows | `im2col` | 1 h 30 |
# | C. One product | `conv_forward_im2col` | 1 h 15 |
# | D. The way back | `im2col_bw` | 1 h 30 |
# | E. Two more products | `conv_backward_im2col` | 1 h |
# | F. Pooling | `avg_pool_forward_im2col`, `max_pool_forward_fast`, and both backward | 1 h 20 |
# | G. A view instead of copies | `conv_forward_strides` | 50 min |
# | H. Compiled | `im2col_cython`, `col2im_cython` | 1 h 40 |
# | I. How fast is it now | nothing new: measure, improve | 45 min |
#
# If a part takes twice its time, stop and ask: something small is in the way.

# %% [markdown]
# ## How to work
#
# Replace `raise NotImplementedError(...)` in an answer cell by your code; the docstring is the contract, and all of
# it is graded. The check cell runs the public cases; after handing in, other sizes, strides and numbers are used too.
# Answers may use NumPy and the standard library, nothing else.
#
# Before a surprise you write a prediction; the next cell draws nothing until you have. A wrong one costs nothing.
#
# Part H needs a C compiler and the packages `cython` and `setuptools`. Without them everything else still runs.
#
# Times are measured on your machine, with one thread, when you run a cell. They are never graded here, and they
# wobble: trust ratios more than milliseconds.

# %% role="explore" jupyter={"source_hidden": true}
import os
import shutil
import sysconfig
import time
from functools import partial

for threads in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[threads] = "1"  # NumPy reads it when it is loaded

# %% role="setup" jupyter={"source_hidden": true}
import numpy as np

# %% role="explore" jupyter={"source_hidden": true}
from matplotlib import pyplot as plt
from matplotlib.colors import hsv_to_rgb
from skimage import data
from skimage.transform import resize

from grader.student import case, check, pack_submission

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#8C8C8C"
TINTS = ["#BFDDF0", "#F4C9B5", "#BFE5D8"]
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
        picture: (H, W) or (H, W, 3), floats from 0 to 1.
        title: text above.
        limit: for a signed map, the value drawn as full red; minus this value is full blue.
    """
    if limit is not None:
        ax.imshow(picture, cmap="RdBu_r", vmin=-limit, vmax=limit)
    elif picture.ndim == 3:
        ax.imshow(np.clip(picture, 0, 1))
    else:
        ax.imshow(picture, cmap="gray", vmin=0, vmax=1)
    ax.set(title=title, xticks=[], yticks=[])
    for side in ax.spines.values():
        side.set(visible=True, color=GREY, linewidth=0.6)


def table(ax, numbers, title="", colours=None, form="{:g}", size=9):
    """Draw a small array as a grid with its numbers in the cells.

    Args:
        ax: panel to draw in.
        numbers: (H, W); NaN is drawn as a question mark.
        title: text above.
        colours: (H, W) of colours, or None for white.
        form: format of one number.
        size: of the letters, points.
    """
    H, W = numbers.shape
    for i in range(H):
        for j in range(W):
            face = "white" if colours is None else colours[i][j]
            ax.add_patch(plt.Rectangle((j, i), 1, 1, facecolor=face, edgecolor=GREY, linewidth=0.8))
            text = "?" if numbers[i, j] != numbers[i, j] else form.format(numbers[i, j])
            ax.text(j + 0.5, i + 0.5, text, ha="center", va="center", fontsize=size)
    ax.set(xlim=(-0.05, W + 0.05), ylim=(H + 0.05, -0.05), aspect="equal", title=title)
    ax.axis("off")


def frame(ax, top, left, height, width, colour=ORANGE, line=2.2):
    """Draw a frame around a block of cells of a table.

    Args:
        ax: panel that shows the table.
        top: first row of the block.
        left: first column of the block.
        height: of the block, cells.
        width: of the block, cells.
        colour: of the frame.
        line: its width, points.
    """
    ax.add_patch(plt.Rectangle((left, top), width, height, fill=False, edgecolor=colour, linewidth=line, zorder=3))


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
    elif isinstance(guess, (tuple, np.ndarray)):
        guess = list(guess)
    print(
        f"You predicted {guess}. It is {truth}: {because}"
        if guess != truth
        else f"{truth}, as you predicted: {because}"
    )


def milliseconds(function, *arguments, rounds=7):
    """Time a call: the median of some rounds.

    Args:
        function: what to call.
        arguments: what to call it with.
        rounds: calls, int.

    Returns:
        Milliseconds, float.
    """
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function(*arguments)
        times.append(time.perf_counter() - start)
    return 1e3 * float(np.median(times))


def ladder(ax, times, title):
    """Draw times as bars on a log axis; a time that is None is still to come.

    Args:
        ax: panel to draw in.
        times: milliseconds by name, dict, slowest first; None draws a dashed bar.
        title: text above.
    """
    measured = [value for value in times.values() if value is not None]
    slowest = max(measured)
    low, high = min(measured) / 4 if len(measured) > 1 else slowest / 3000, slowest * 8
    for row, value in enumerate(times.values()):
        mark = f"{value:.3g} ms" if value is not None else "?"
        if value is not None and value < slowest / 1.5:
            mark += f", {slowest / value:.0f} times as fast" if slowest / value > 10 else ""
        end = slowest if value is None else value
        style = {"color": BLUE if row else GREY} if value is not None else {"fill": False, "linestyle": "--"}
        ax.barh(row, end - low, left=low, height=0.62, edgecolor=GREY, **style)
        ax.text(end * 1.12, row, mark, va="center", fontsize=8.5)
    ax.set(xscale="log", xlim=(low, high), yticks=range(len(times)), title=title, xlabel="milliseconds, log axis")
    ax.set_yticklabels(list(times))
    ax.invert_yaxis()


def compiled(*names):
    """Fetch functions of %%cython cells; none, and a word on what to do, where one is not there."""
    missing = [name for name in names if name not in globals()]
    if missing:
        print(f"Not there: {', '.join(missing)}. Run the %%cython cells above. If you have, and they said nothing,")
        print("there is no C compiler that Python can find. Read on; only pictures of compiled functions are missing.")
    return [] if missing else [globals()[name] for name in names]


GREY_MIX = np.array([0.299, 0.587, 0.114])
camera, coffee = data.camera() / 255, data.coffee() / 255
chelsea, astronaut = data.chelsea() / 255, data.astronaut() / 255
cat = resize(chelsea @ GREY_MIX, (75, 113), anti_aliasing=True)[1:73, 8:80]
woman = resize(astronaut @ GREY_MIX, (160, 160), anti_aliasing=True)[4:76, 34:106]
cup = np.ascontiguousarray(resize(coffee, (96, 144), anti_aliasing=True).transpose(2, 0, 1))
print("Pictures: cat", cat.shape, " woman", woman.shape, " cup", cup.shape, " camera", camera.shape)

# %% [markdown]
# ## A. Where the time goes (40 min)
#
# Here is the core of a convolution with all comfort taken away: one image, one filter, no padding, stride 1. The
# photo has 3 channels of 96x144 pixels, and 16 filters of 3x3 go over it one after the other. The dashed bars are
# yours to fill.


# %% role="explore"
def loop_over_windows(image, kernel):
    """Slide one filter over one image, window by window.

    Args:
        image: (C, H, W), float.
        kernel: (C, kh, kw), float.

    Returns:
        One number per window, (H - kh + 1, W - kw + 1), float.
    """
    _, kh, kw = kernel.shape
    answers = np.empty((image.shape[1] - kh + 1, image.shape[2] - kw + 1))
    for i in range(answers.shape[0]):
        for j in range(answers.shape[1]):
            answers[i, j] = (image[:, i : i + kh, j : j + kw] * kernel).sum()
    return answers


rng = np.random.default_rng(0)
bank = rng.standard_normal((16, 3, 3, 3))
loop_time = milliseconds(lambda: [loop_over_windows(cup, kernel) for kernel in bank], rounds=3)
to_come = ("your im2col and product", "your strided view", "your compiled im2col", "the product alone")
figure = plt.figure(figsize=(10, 2.5))
axes = figure.subplot_mosaic([["photo", "ladder"]], width_ratios=[1, 2.2])
show(axes["photo"], cup.transpose(1, 2, 0), "3 x 96 x 144 pixels, 16 filters of 3x3")
ladder(axes["ladder"], {"loop over windows": loop_time} | dict.fromkeys(to_come), "the same numbers, five ways")
plt.show()

# %% [markdown]
# A filter of 11x11 has 121 times as many weights as one of 1x1. On a grey photo of 64x96 pixels it needs 93 times as
# many multiplications, since fewer windows fit.
#
# **Predict.** By what factor does the time of the loop grow from 1x1 to 11x11?
#
# - A: about 93
# - B: about 10
# - C: about 3
# - D: hardly at all, if anything

# %% role="predict"
prediction_1 = None  # "A", "B", "C" or "D"

# %% role="explore" jupyter={"source_hidden": true}
small_grey = np.ascontiguousarray(camera[100:228:2, 150:342:2])[None]
sides = [1, 3, 5, 7, 9, 11]
kernels = {K: rng.standard_normal((1, K, K)) for K in sides}
rounds = [[milliseconds(loop_over_windows, small_grey, kernels[K], rounds=1) for K in sides] for _ in range(9)]
loop_times = np.min(rounds, axis=0)  # the least disturbed round of each
growth = loop_times[-1] / loop_times[0]
truth = "ABCD"[int(np.abs(np.log(np.array([93, 10, 3, 1]) / growth)).argmin())]
predicted("prediction_1", prediction_1, truth, f"{loop_times[0]:.1f} ms for 1x1, {loop_times[-1]:.1f} ms for 11x11.")

windows = [(64 - K + 1) * (96 - K + 1) for K in sides]
work = np.array([K * K * n for K, n in zip(sides, windows, strict=True)])
patch, weights = small_grey[:, :3, :3], kernels[3]
asking = {
    "cut the window out": lambda: small_grey[:, 10:13, 20:23],
    "multiply": lambda: patch * weights,
    "add up": patch.sum,
}
costs = {name: 1e3 * milliseconds(lambda ask=ask: [ask() for _ in range(2000)]) / 2000 for name, ask in asking.items()}
axes = panels(3, width=3.5, height=2.8)
axes[0].plot(sides, loop_times, "o-", color=BLUE, label="loop, measured")
axes[0].plot(sides, loop_times[0] * work / work[0], "--", color=GREY, label="if multiplications counted")
axes[0].set(title="time of the loop", xlabel="kernel size K", ylabel="milliseconds", yscale="log", xticks=sides)
axes[0].legend(loc="center right", bbox_to_anchor=(1, 0.3), fontsize=8)
per_window = [1e3 * t / n for t, n in zip(loop_times, windows, strict=True)]
axes[1].plot(sides, per_window, "o-", color=ORANGE)
axes[1].set(
    title="time of one window",
    xlabel="kernel size K",
    ylabel="microseconds",
    ylim=(0, 1.25 * max(per_window)),
    xticks=sides,
)
axes[2].barh(list(costs), list(costs.values()), color=[GREY, BLUE, ORANGE])
axes[2].set(title="one window of 3x3, microseconds")
axes[2].invert_yaxis()
plt.show()

# %% [markdown]
# The time hardly depends on the work. A processor does a billion multiplications in a second; the nine of a 3x3
# window cost it a few nanoseconds. What takes two microseconds is *asking*: Python finds the names, makes a slice,
# NumPy looks at types and shapes, allocates nine numbers, calls a sum. The price is **per call**, and there are
# three calls per window.
#
# So the way out is not a better formula. It is fewer and larger calls: hand NumPy all windows at once.

# %% [markdown]
# ## B. The matrix of windows (1 h 30)
#
# Write every window of the image as one **column**, one below the other: channel 0 row by row, then channel 1, then
# channel 2. The whole photo becomes one matrix. Here the image is (1, 3, 4, 4), the pixels are numbered 0 to 47, and
# the windows are 2x2, stride 1, no padding: 3 * 2 * 2 = 12 rows, 3 * 3 = 9 columns.
#
# Follow two things. The framed window (row 1, column 1) is column 4. And pixel 5 is circled wherever it was copied to.

# %% role="explore" jupyter={"source_hidden": true}
numbered = np.arange(48.0).reshape(1, 3, 4, 4)
channel_0 = np.array(
    [
        [0, 1, 2, 4, 5, 6, 8, np.nan, 10],
        [1, 2, 3, 5, 6, 7, 9, np.nan, 11],
        [4, 5, 6, 8, 9, 10, 12, np.nan, 14],
        [5, 6, 7, 9, 10, 11, 13, np.nan, 15],
    ]
)
matrix_by_hand = np.concatenate([channel_0, channel_0 + 16, channel_0 + 32])


def draw_matrix(ax, matrix, title):
    """Draw the matrix of the worked example, one tint per channel, with its rows and columns named."""
    table(ax, matrix, "", [[TINTS[row // 4]] * 9 for row in range(12)])
    ax.text(4.5, -0.3, title, ha="center", va="bottom", fontsize=9.5)
    for row in range(12):
        label = f"channel {row // 4}, ({row % 4 // 2}, {row % 2})"
        ax.text(-0.2, row + 0.5, label, ha="right", va="center", fontsize=8, color=GREY)
    for column in range(9):
        label = f"({column // 3}, {column % 3})"
        ax.text(column + 0.5, 12.45, label, ha="center", va="center", fontsize=7, color=GREY)
    ax.set(ylim=(12.8, -0.9), xlim=(-3.4, 9.1))


figure = plt.figure(figsize=(9.5, 5.6))
axes = figure.subplot_mosaic([["c0", "m"], ["c1", "m"], ["c2", "m"]], width_ratios=[1, 2.6])
for c in range(3):
    table(axes[f"c{c}"], numbered[0, c], f"channel {c}", [[TINTS[c]] * 4] * 4)
    frame(axes[f"c{c}"], 1, 1, 2, 2)
axes["c0"].add_patch(plt.Circle((1.5, 1.5), 0.42, fill=False, color=BLUE, linewidth=1.8, zorder=4))
draw_matrix(axes["m"], matrix_by_hand, "the matrix: rows are places in the window, columns are windows")
frame(axes["m"], 0, 4, 12, 1)
for row, column in np.argwhere(matrix_by_hand == 5):
    axes["m"].add_patch(plt.Circle((column + 0.5, row + 0.5), 0.42, fill=False, color=BLUE, linewidth=1.8, zorder=4))

# %% [markdown]
# **By hand.** Column 7 is missing. Write its twelve numbers down, from top to bottom. Which window is it?

# %% role="predict"
prediction_2 = None  # twelve whole numbers, [first row, ..., last row]

# %% role="explore" jupyter={"source_hidden": true}
column_7 = [int(pixel) for pixel in numbered[0, :, 2:4, 1:3].ravel()]
predicted("prediction_2", prediction_2, column_7, "the window at row 2, column 1, channel by channel.")

# %% [markdown]
# **The order is the contract.** Rows: channel slowest, then row, then column inside the window. Columns: output row
# slowest, then output column, and *the image fastest*. With two images of this size there are 18 columns, and they
# alternate:
#
# | column | 0 | 1 | 2 | 3 | ... | 16 | 17 |
# | --- | --- | --- | --- | --- | --- | --- | --- |
# | window | (0, 0) | (0, 0) | (0, 1) | (0, 1) | ... | (2, 2) | (2, 2) |
# | image | 0 | 1 | 0 | 1 | ... | 0 | 1 |
#
# Height and width may differ, in the image and in the window; the padding may be 0; at stride 3 a 2x2 window leaves
# gaps. Get it right first, in whatever way you see. The pictures that follow suggest a fast way.


# %% role="answer" question="im2col"
def im2col(X, k_height, k_width, padding=1, stride=1):
    """Lay every window of a batch of images out as a column of one matrix.

    Args:
        X: images, (N, C, H, W), float64 or float32.
        k_height: height of the window, int, pixels, >= 1.
        k_width: width of the window, int, pixels, >= 1.
        padding: rows and columns of zeros put around each image on every side, int, pixels, >= 0.
        stride: step from one window to the next, both ways, int, pixels, >= 1; it may be smaller
            than the window (windows overlap) or larger (pixels between them are skipped).

    Returns:
        X_col: (C * k_height * k_width, H_out * W_out * N), of X's dtype, a new array;
            H_out = 1 + (H + 2 * padding - k_height) // stride, W_out likewise.
            Rows: channel slowest, then row, then column inside the window, (C, k_height, k_width).
            Columns: output row slowest, then output column, the image fastest, (H_out, W_out, N).

    Source: Chellapilla, Puri and Simard 2006, High Performance Convolutional Neural Networks for
        Document Processing, section 3.1.
    """
    raise NotImplementedError("im2col: part B of the notebook")


# %% role="check" question="im2col"
check("im2col")

# %% [markdown]
# The same matrix in colour: a picture of 6x6, windows of 3x3, so 9 rows and 16 columns. Every pixel has a colour of
# its own. One pixel is framed, on the left and in each of its copies.

# %% role="explore" jupyter={"source_hidden": true}
size, chosen = 6, 14
down, right = np.divmod(np.arange(size * size), size)
hues = hsv_to_rgb(np.stack([right / size, 0.35 + 0.5 * down / size, 1 - 0.55 * down / size], axis=1))
order = im2col(np.arange(float(size * size)).reshape(1, 1, size, size), 3, 3, 0).astype(int)
figure = plt.figure(figsize=(10, 3.1))
axes = figure.subplot_mosaic([["crop", "matrix"]], width_ratios=[1, 2.4])
for ax, indices, title in (
    (axes["crop"], np.arange(36).reshape(6, 6), "36 pixels"),
    (axes["matrix"], order, "im2col, windows of 3x3: 144 entries"),
):
    ax.imshow(hues[indices])
    for row, column in np.argwhere(indices == chosen):
        box = plt.Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor="black", linewidth=2.2)
        ax.add_patch(box)
    ax.set(title=title, xticks=[], yticks=[])
axes["matrix"].set(ylabel="place in the window", xlabel="window")
plt.show()

# %% [markdown]
# One pixel, nine copies, on a staircase: where it sits bottom right in its window it belongs to the first of the nine
# windows, where it sits top left to the last.
#
# **Read the matrix by rows.** A row is one place in the window, seen over all windows: the photo itself, shifted. Each
# row of the matrix of a cat's eye, laid out as a picture again; the orange dot is always the same pixel.

# %% role="explore" jupyter={"source_hidden": true}
eye = cat[21:37, 26:42]
rows = im2col(eye[None, None], 3, 3, 0)
axes = panels(10, width=1.15, height=1.35)
show(axes[0], eye, "16 x 16")
axes[0].plot(7, 7, "o", color=ORANGE, markersize=4)
for place, (ax, row) in enumerate(zip(axes[1:], rows, strict=True)):
    i, j = divmod(place, 3)
    show(ax, row.reshape(14, 14), f"row {place}: ({i}, {j})")
    ax.plot(7 - j, 7 - i, "o", color=ORANGE, markersize=4)

# %% [markdown]
# Nine shifted photos: for any photo, however large. If your `im2col` visits every window, think again about how many
# copying steps this picture needs.

# %% [markdown]
# **Predict.** A picture of 8x8, windows of 3x3, padding 1. How many times does a pixel appear in the matrix? Write
# three numbers: pixel (4, 4) at stride 1; the corner (0, 0) at stride 1; pixel (4, 4) at stride 2.

# %% role="predict"
prediction_3 = None  # three whole numbers, [middle, corner, middle at stride 2]

# %% role="explore" jupyter={"source_hidden": true}
from_1 = np.arange(1.0, 65.0).reshape(1, 1, 8, 8)  # from 1: the zeros of the padding do not count
copies = {}
for S in (1, 2, 3):
    found = im2col(from_1, 3, 3, 1, S).astype(int)
    copies[S] = np.bincount(found.ravel(), minlength=65)[1:].reshape(8, 8)
truth = [int(copies[1][4, 4]), int(copies[1][0, 0]), int(copies[2][4, 4])]
predicted("prediction_3", prediction_3, truth, "see the three tables; what you count here comes back in part D.")
for ax, (S, counts) in zip(panels(3, width=2.8, height=3), copies.items(), strict=True):
    table(ax, counts, f"copies of each pixel, stride {S}", [[plt.cm.Blues(v / 14) for v in line] for line in counts])

# %% [markdown]
# At stride 2 neighbours have 1, 2 or 4 copies, in a pattern: keep it in mind. At stride 3 the windows tile, and every
# pixel has one copy.
#
# **The price is memory.** One batch of images is (N, 3, 64, 64); no padding, stride 1.
#
# **Predict.** How many times as many bytes as the images does the matrix hold, for K = 3 and for K = 7?
#
# - A: 3 and 7 times
# - B: 6 and 14 times
# - C: 8 and 40 times
# - D: 8 and 100 times

# %% role="predict"
prediction_4 = None  # "A", "B", "C" or "D"

# %% role="explore" jupyter={"source_hidden": true}
batch = rng.standard_normal((1, 3, 64, 64))
every_side = np.arange(1, 12)
settings = {
    "stride 1, size kept (odd K)": (lambda K: ((K - 1) // 2, 1), BLUE, "o-"),
    "stride 1, no padding": (lambda K: (0, 1), ORANGE, "o-"),
    "stride 2, no padding": (lambda K: (0, 2), GREEN, "o-"),
    "stride K, no padding": (lambda K: (0, K), GREY, "o-"),
}
factors = {
    name: [im2col(batch, K, K, *options(K)).nbytes / batch.nbytes for K in every_side]
    for name, (options, _, _) in settings.items()
}
bare = factors["stride 1, no padding"]
truth = "ABCD"[int(np.abs(np.log(np.array([7, 14, 40, 100]) / bare[6])).argmin())]
predicted("prediction_4", prediction_4, truth, f"{bare[2]:.1f} and {bare[6]:.1f} times, whatever N is.")
ax = panels(1, width=6, height=3)[0]
for name, (_, colour, style) in settings.items():
    kept = every_side % 2 == 1 if "odd" in name else every_side > 0
    ax.plot(every_side[kept], np.array(factors[name])[kept], style, color=colour, markersize=4, label=name)
ax.set(title="bytes of the matrix / bytes of the images", xlabel="kernel size K", yscale="log", xticks=every_side)
ax.set_yticks([1, 3, 9, 25, 49, 121], ["1", "3", "9", "25", "49", "121"])
ax.minorticks_off()
ax.legend(loc="upper left")
plt.show()

# %% [markdown]
# With the size kept it is exactly K * K. A layer in the middle of a large network, (32, 64, 56, 56) in float64, is
# 51 MB; its matrix for 3x3 windows is 462 MB. Every one of these bytes is written once by `im2col` and read once by
# the product. im2col trades memory for calls.

# %% [markdown]
# ## C. One product (1 h 15)
#
# Flatten each filter in the same order as a window, (C, HH, WW), into one **row**. Then one row times one column is
# one output, and all outputs of all filters are a single matrix product. The worked example with two filters; each
# number of the product stands below its window and to the right of its filter.

# %% role="explore" jupyter={"source_hidden": true}
two_filters = np.array(
    [[[[1, 0], [0, -1]], [[0, 1], [0, 0]], [[0, 0], [1, 0]]], [[[0, 1], [1, 0]], [[-1, 0], [0, 0]], [[0, 0], [0, 1]]]],
    dtype=float,
)
matrix = im2col(numbered, 2, 2, 0)
filter_rows = two_filters.reshape(2, 12)
figure = plt.figure(figsize=(9.2, 6))
grid = figure.add_gridspec(2, 2, width_ratios=[12.4, 12.5], height_ratios=[13.7, 3.25])
axes = {name: figure.add_subplot(grid[place]) for name, place in (("m", (0, 1)), ("w", (1, 0)), ("p", (1, 1)))}
draw_matrix(axes["m"], matrix, "the windows, one column each")
table(axes["w"], filter_rows, "", [[TINTS[k // 4] for k in range(12)]] * 2)
table(axes["p"], filter_rows @ matrix, "")
axes["p"].set(xlim=(-3.4, 9.1))
frame(axes["m"], 0, 4, 12, 1)
frame(axes["w"], 0, 0, 1, 12)
frame(axes["p"], 0, 4, 1, 1)
axes["p"].text(4.5, 2.4, "the product, one row per filter", ha="center", va="top")
axes["p"].set(ylim=(3.2, -0.05))
axes["w"].text(6, 2.4, "the filters, one row each", ha="center", va="top")
axes["w"].set(ylim=(3.2, -0.05))
corner = figure.add_subplot(grid[0, 0])
corner.axis("off")
corner.text(
    0.5,
    0.5,
    "filter 0, window (1, 1):\n\n1*5 - 1*10 + 1*22 + 1*41 = 58",
    ha="center",
    va="center",
    fontsize=10.5,
    color=ORANGE,
)
plt.show()

# %% [markdown]
# **Back to maps.** The product is (F, H_out * W_out * N); the answer is (N, F, H_out, W_out). The number of entries
# agrees, so `reshape` straight to (N, F, H_out, W_out) raises no error.
#
# Try it on two photos, blurred by one filter of 3x3.
#
# **Predict.** What does picture 0 of the answer show?
#
# - A: the cat, blurred
# - B: the woman, blurred
# - C: the upper half of both, mixed
# - D: the whole of both, laid over each other

# %% role="predict"
prediction_5 = None  # "A", "B", "C" or "D"

# %% role="explore"
pair = np.stack([cat, woman])[:, None]
product = np.full((1, 9), 1 / 9) @ im2col(pair, 3, 3, 0)
trapped = product.reshape(2, 1, 70, 70)

columns_of = product.reshape(70, 70, 2)  # output row, output column, image
upper = np.array_equal(np.sort(trapped[0].ravel()), np.sort(columns_of[:35].ravel()))
truth = "C" if upper else "A" if np.array_equal(trapped[0, 0], columns_of[..., 0]) else "none of the four"
predicted(
    "prediction_5", prediction_5, truth, "pixels 0, 2, 4, ... of each line are the cat's, the others the woman's."
)
axes = panels(5, width=2.2, height=2.5)
pictures = (pair[0, 0], pair[1, 0], trapped[0, 0], trapped[1, 0], trapped[0, 0, ::2, ::2])
titles = ("image 0", "image 1", "reshape: picture 0", "reshape: picture 1", "picture 0,\nevery second row and pixel")
for ax, picture, title in zip(axes, pictures, titles, strict=True):
    show(ax, picture, title)

# %% [markdown]
# `reshape` never moves a number: it takes them in the order in which they lie, and cuts them into new lines. Here the
# image is the fastest axis, so the first half of the numbers is the upper half of both photos, woven together; the
# last panel pulls one thread out. With N = 1 nothing goes wrong, which is why this mistake survives so many tests.
#
# The cure: first give the axes the names they have, then put them into the order you want, and be sure which of your
# steps moves numbers and which only renames places.


# %% role="answer" question="conv_forward_im2col"
def conv_forward_im2col(x, w, b, conv_param):
    """Convolve a batch of images with a bank of filters by one matrix product.

    Args:
        x: images, (N, C, H, W), float64 or float32.
        w: filters, (F, C, HH, WW).
        b: one bias per filter, (F,).
        conv_param: {"stride": int >= 1, "pad": int >= 0}, in pixels.

    Returns:
        out: (N, F, H_out, W_out), cross-correlation plus bias, as conv_forward_naive gives;
            H_out = 1 + (H + 2 * pad - HH) // stride, W_out likewise.
        cache: whatever conv_backward_im2col needs; (x, w, b, conv_param) is enough. Not graded.
    """
    raise NotImplementedError("conv_forward_im2col: part C of the notebook")


# %% role="check" question="conv_forward_im2col"
check("conv_forward_im2col")

# %% [markdown]
# Two filters over the two photos, and the proof that nothing was lost: the difference to the loop.

# %% role="explore"
edges = np.array([[-1.0, 0, 1]] * 3)
three_edges = np.stack([edges, edges.T, np.full((3, 3), 1 / 9)])[:, None]
maps, _ = conv_forward_im2col(pair, three_edges, np.zeros(3), {"stride": 1, "pad": 1})
bare_maps, _ = conv_forward_im2col(pair, three_edges, np.zeros(3), {"stride": 1, "pad": 0})
by_loop = loop_over_windows(pair[0], three_edges[2])
difference = bare_maps[0, 2] - by_loop
axes = panels(5, width=2.2, height=2.4)
show(axes[0], maps[0, 0], "cat, vertical edges", limit=1.5)
show(axes[1], maps[0, 1], "cat, horizontal edges", limit=1.5)
show(axes[2], maps[1, 0], "woman, vertical edges", limit=1.5)
show(axes[3], maps[1, 2], "woman, blurred")
show(axes[4], difference, f"blur minus loop,\nat most {np.abs(difference).max():.1e}", limit=3e-16)

# %% [markdown]
# The last picture is not an error. Nine numbers added in another order are rounded at other moments, and the last
# binary digit is a matter of taste. No outline of the cat can be seen in it; a real mistake would show one.

# %% [markdown]
# **And the time?** One grey photo of 64x96 pixels, one filter, measured now: the loop of part A against your
# function. In the middle your time taken apart, on the right what it moves.

# %% role="explore" jupyter={"source_hidden": true}
x = small_grey[None]
straight = {"stride": 1, "pad": 0}
yours, building, moved = [], [], []
for K in sides:
    yours.append(milliseconds(conv_forward_im2col, x, kernels[K][None], np.zeros(1), straight, rounds=15))
    building.append(milliseconds(im2col, x, K, K, 0, 1, rounds=15))
    moved.append(im2col(x, K, K, 0, 1).nbytes / 1e6)
axes = panels(3, width=3.5, height=2.9)
axes[0].plot(sides, loop_times, "o-", color=GREY, label="loop over windows")
axes[0].plot(sides, yours, "o-", color=BLUE, label="your conv_forward_im2col")
axes[0].set(title="time", xlabel="kernel size K", ylabel="milliseconds", yscale="log", xticks=sides)
axes[0].legend(loc="center right")
rest = np.maximum(np.array(yours) - building, 0)
axes[1].bar(sides, building, 1.3, color=BLUE, label="im2col")
axes[1].bar(sides, rest, 1.3, bottom=building, color=ORANGE, label="product and the rest")
axes[1].set(title="your time, taken apart", xlabel="kernel size K", ylabel="milliseconds", xticks=sides)
axes[1].legend()
axes[2].plot(sides, moved, "o-", color=GREEN)
axes[2].set(title="size of the matrix", xlabel="kernel size K", ylabel="MB", ylim=(0, None), xticks=sides)
plt.show()
print("Loop / yours:", ", ".join(f"K = {K}: {a / b:.0f}" for K, a, b in zip(sides, loop_times, yours, strict=True)))

# %% [markdown]
# The loop pays per window and does not feel K. Your function pays per *byte*: its time follows the matrix, and with
# one filter nearly all of it is copying. So the gain is largest for small kernels and shrinks as K grows. It is still
# large at 11x11: 4.5 MB are moved in less time than Python needs for a thousand calls.
#
# 4 of the 13 points of this question are for speed; part I says how. Come back then.

# %% [markdown]
# ## D. The way back (1 h 30)
#
# im2col copies. If a pixel was copied to nine places and the loss changes with each of them, the pixel's gradient is
# the **sum** of the nine. Nothing is averaged, and nothing is inverted: the way back is the *adjoint* of im2col, not
# its inverse. Many libraries call it col2im.
#
# The worked example once more, one channel. The gradient of the matrix is zero but for six entries; each is carried
# to the pixel that stood in its place. Two of them meet at pixel 5, and 10 + 100 = 110.

# %% role="explore" jupyter={"source_hidden": true}
grad_matrix = np.zeros((4, 9))
grad_matrix[[0, 3, 2, 1, 0, 3], [4, 0, 0, 6, 8, 8]] = [10, 100, 3, 4, 5, 6]
collected = np.array([[0, 0, 0, 0], [3, 110, 0, 0], [0, 4, 5, 0], [0, 0, 0, 6]])
stood = channel_0.copy()
stood[:, 7] = column_7[:4]
figure = plt.figure(figsize=(10.5, 2.9))
axes = figure.subplot_mosaic([["x", "m", "g", "out"]], width_ratios=[4, 9, 9, 4])
tints = [[TINTS[1] if value else "white" for value in line] for line in grad_matrix]
table(axes["x"], numbered[0, 0], "pixels by number")
table(axes["m"], stood, "what stood where", tints)
table(axes["g"], grad_matrix, "gradient of the matrix", tints)
table(
    axes["out"], collected, "gradient of the image", [[TINTS[1] if v else "white" for v in line] for line in collected]
)

# %% [markdown]
# **Predict.** The gradient of the matrix is 1 everywhere; the picture is 8x8, windows of 3x3, stride 2, no padding.
# Which numbers appear in the gradient of the picture?
#
# - A: only 1
# - B: only 9
# - C: 1, 2 and 4
# - D: 0, 1, 2 and 4

# %% role="predict"
prediction_6 = None  # "A", "B", "C" or "D"

# %% [markdown]
# **The trap.** NumPy can add to many places at once, and drops what falls on the same place twice:

# %% role="explore"
total = np.zeros(3)
total[[0, 0, 2]] += 1
print("total[[0, 0, 2]] += 1             gives", total)
total = np.zeros(3)
np.add.at(total, [0, 0, 2], 1)
print("np.add.at(total, [0, 0, 2], 1)    gives", total)

# %% [markdown]
# `np.add.at` is right, and slower than it looks. A slice, with any stride, never names the same place twice, so `+=`
# on slices is safe. Remember the nine shifted photos.
#
# The shape of the answer is `X_shape`: pixels that no window covers are in it, with 0, and the padding is cut off.
# Mind padding 0 when you cut.


# %% role="answer" question="im2col_bw"
def im2col_bw(grad_X_col, X_shape, k_height, k_width, padding=1, stride=1):
    """Carry the gradient of im2col's matrix back to the images.

    Args:
        grad_X_col: gradient of X_col, (C * k_height * k_width, H_out * W_out * N), in im2col's layout.
        X_shape: (N, C, H, W), the shape of the images that im2col was given, tuple of int.
        k_height: as for im2col.
        k_width: as for im2col.
        padding: as for im2col.
        stride: as for im2col.

    Returns:
        grad_X: (N, C, H, W). Each pixel gets the sum of the entries of grad_X_col at all the places
            where im2col copied it to; a pixel in no window gets 0.

    Source: the adjoint of im2col: (im2col(X) * A).sum() == (X * im2col_bw(A, X.shape, ...)).sum().
    """
    raise NotImplementedError("im2col_bw: part D of the notebook")


# %% role="check" question="im2col_bw"
check("im2col_bw")

# %% role="explore" jupyter={"source_hidden": true}
settings = {
    "K 3, S 1, P 1": (3, 1, 1),
    "K 3, S 2, P 0": (3, 2, 0),
    "K 2, S 3, P 0": (2, 3, 0),
    "K 4, S 2, P 1": (4, 2, 1),
}
counts, glued, evened = {}, {}, {}
for name, (K, S, P) in settings.items():
    for size, kept in ((8, counts), (72, {})):
        ones = np.ones(im2col(np.zeros((1, 1, size, size)), K, K, P, S).shape)
        kept[name] = im2col_bw(ones, (1, 1, size, size), K, K, P, S)[0, 0]
    glued[name] = im2col_bw(im2col(cat[None, None], K, K, P, S), (1, 1, 72, 72), K, K, P, S)[0, 0]
    evened[name] = np.divide(glued[name], kept[name], out=np.zeros((72, 72)), where=kept[name] > 0)
seen = sorted({int(value) for value in counts["K 3, S 2, P 0"].ravel()})
truth = {(1,): "A", (9,): "B", (1, 2, 4): "C", (0, 1, 2, 4): "D"}.get(tuple(seen), "none of the four")
predicted("prediction_6", prediction_6, truth, f"{seen}; the last row and column are in no window.")

axes = panels(4, 3, width=2.5, height=2.6)
for column, name in enumerate(settings):
    highest = counts[name].max()
    shades = [[plt.cm.Blues(v / highest * 0.7) if v else TINTS[1] for v in line] for line in counts[name]]
    table(axes[column], counts[name], f"{name}: im2col_bw of ones", shades, size=8)
    show(axes[4 + column], glued[name] / highest, f"im2col_bw(im2col(cat)) / {highest:g}")
    show(axes[8 + column], evened[name], "divided by the counts")

# %% [markdown]
# Top row: the counts of part B, now made by your function. Middle: there and back again, a photo wears the same
# pattern. Each pixel comes back multiplied by its number of copies, so an inverse would divide, and a gradient must
# not. When a network *enlarges* maps with the adjoint of a strided convolution, this pattern is the well-known
# checkerboard; it is why kernels of 4 with stride 2 are preferred there.

# %% [markdown]
# ### A check that needs no expected answer
#
# For every matrix A and every image X the **adjoint identity** must hold:
#
# $$\sum \texttt{im2col}(X)\cdot A \;=\; \sum X\cdot\texttt{im2col\_bw}(A)$$
#
# Each product of a pixel and an entry of A is on both sides exactly once. With whole numbers both sum up without
# rounding, and one random A sees every entry at once. No step h, no tolerance.

# %% role="explore"
FOUR_SETTINGS = [  # (N, C, H, W), k_height, k_width, padding, stride: all sizes different, on purpose
    ((2, 3, 7, 6), 3, 2, 0, 1),
    ((2, 3, 7, 6), 3, 2, 1, 2),
    ((1, 2, 9, 5), 2, 4, 2, 1),
    ((3, 1, 8, 7), 2, 2, 0, 3),
]


def adjoint_gaps(forward, backward):
    """Compare both sides of the adjoint identity in four settings.

    Args:
        forward: called as im2col is.
        backward: called as im2col_bw is.

    Returns:
        The differences, 0 where the identity holds, list of float.
    """
    rng, gaps = np.random.default_rng(4), []
    for shape, *window in FOUR_SETTINGS:
        X = rng.integers(-9, 10, shape).astype(float)
        columns = forward(X, *window)
        A = rng.integers(-9, 10, columns.shape).astype(float)
        gaps.append(float((columns * A).sum() - (X * backward(A, shape, *window)).sum()))
    return gaps


def averaged(A, shape, *window):
    """Your im2col_bw, then divided by the number of copies: an inverse."""
    copies = im2col_bw(np.ones(A.shape), shape, *window)
    return im2col_bw(A, shape, *window) / np.maximum(copies, 1)


def one_pixel_off(A, shape, *window):
    """Your im2col_bw, then moved by one row."""
    return np.roll(im2col_bw(A, shape, *window), 1, axis=2)


for name, backward in (("yours", im2col_bw), ("averaged", averaged), ("one pixel off", one_pixel_off)):
    print(f"{name:14s}", adjoint_gaps(im2col, backward))

# %% [markdown]
# Keep this tool. It checks any pair of a linear function and its backward in four lines: convolution, average
# pooling, a Fourier transform, a blur.

# %% [markdown] role="written" id="written-adjoint"
# **Written question 1, what a check can see.** Somebody has exchanged `k_height` and `k_width` where the window is
# laid out, (a) in im2col_bw only, (b) in im2col and im2col_bw alike. Which of these would notice (a), and which (b):
# the adjoint identity on the four settings above; the adjoint identity on square windows; a comparison with the
# worked example of part B? Say why in a sentence each, and add one check of your own that notices both.
#
# *Your answer:*

# %% [markdown]
# ## E. Two more products (1 h)
#
# Forward was one product, filters times matrix. The backward of a product is two products, each with the *other*
# factor transposed (a prime in the picture). The boxes show shapes only: F filters, K = C * HH * WW numbers in a
# window, L = H_out * W_out * N windows.

# %% role="explore" jupyter={"source_hidden": true}
extent = {"F": 1.3, "K": 1.9, "L": 3.0}
paint = {
    "filters": TINTS[0],
    "dw": TINTS[0],
    "matrix": TINTS[2],
    "dmatrix": TINTS[2],
    "out": TINTS[1],
    "dout": TINTS[1],
}
products = {  # name, rows, columns of each factor, then of the result; a prime means transposed
    "forward": (("filters", "F", "K"), ("matrix", "K", "L"), ("out", "F", "L")),
    "for the filters": (("dout", "F", "L"), ("matrix'", "L", "K"), ("dw", "F", "K")),
    "for the image": (("filters'", "K", "F"), ("dout", "F", "L"), ("dmatrix", "K", "L")),
}
ax = panels(1, width=11.5, height=1.9)[0]
x_at = 0.0
for title, boxes in products.items():
    begin = x_at
    for (name, rows, columns), sign in zip(boxes, ("·", "=", ""), strict=True):
        tall, wide = extent[rows], extent[columns]
        face = paint[name.removesuffix("'")]
        ax.add_patch(plt.Rectangle((x_at, -tall / 2), wide, tall, facecolor=face, edgecolor=GREY))
        ax.text(x_at + wide / 2, 0, f"{name}\n{rows} x {columns}", ha="center", va="center", fontsize=8)
        ax.text(x_at + wide + 0.3, 0, sign, ha="center", va="center", fontsize=14)
        x_at += wide + 0.6
    ax.text((begin + x_at - 0.6) / 2, 1.65, title, ha="center", va="bottom", fontsize=9.5)
    x_at += 0.9
ax.set(xlim=(-0.1, x_at - 1.4), ylim=(-1.6, 2.2), aspect="equal")
ax.axis("off")
plt.show()

# %% [markdown]
# `dout` arrives as (N, F, H_out, W_out) and must first become F x L in the order of the columns: part C's trap, from
# the other side. The third product is the gradient of the *matrix*, and part D carries it home. A bias was added
# everywhere in its map, so its gradient is a sum.

# %% [markdown]
# **Worked example.** Image and filters of part C, `dout` zero but for a 1 at filter 0, row 1, column 1. Then dw[0] is
# the window itself, [[5, 6], [9, 10]], [[21, 22], [25, 26]], [[37, 38], [41, 42]], and dw[1] is 0. dx is filter 0 laid
# on rows 1 to 2, columns 1 to 2: channel 0 has 1 at (1, 1) and -1 at (2, 2). db = [1, 0].


# %% role="answer" question="conv_backward_im2col"
def conv_backward_im2col(dout, cache):
    """Work out the gradients of a convolution by two matrix products.

    Args:
        dout: gradient of out, (N, F, H_out, W_out).
        cache: what your conv_forward_im2col returned.

    Returns:
        dx: gradient of x, (N, C, H, W).
        dw: gradient of w, (F, C, HH, WW).
        db: gradient of b, (F,).
    """
    raise NotImplementedError("conv_backward_im2col: part E of the notebook")


# %% role="check" question="conv_backward_im2col"
check("conv_backward_im2col")

# %% [markdown]
# The adjoint identity again. Without bias, convolution is linear in `x` and also linear in `w`:

# %% role="explore"
rng = np.random.default_rng(5)
for stride, pad in ((1, 0), (2, 1), (3, 0)):
    conv_param = {"stride": stride, "pad": pad}
    x, w = rng.integers(-5, 6, (2, 3, 9, 8)).astype(float), rng.integers(-5, 6, (4, 3, 3, 2)).astype(float)
    out, cache = conv_forward_im2col(x, w, np.zeros(4), conv_param)
    dout = rng.integers(-5, 6, out.shape).astype(float)
    dx, dw, db = conv_backward_im2col(dout, cache)
    print(f"stride {stride}, pad {pad}: out * dout {(out * dout).sum():9.0f}   x * dx {(x * dx).sum():9.0f}", end="")
    print(f"   w * dw {(w * dw).sum():9.0f}   db as expected: {np.array_equal(db, dout.sum(axis=(0, 2, 3)))}")

# %% [markdown]
# **Find a filter by its work.** Somebody filtered a photo with a secret 7x5 filter, and we have the photo before and
# after. Start from a filter of zeros and walk downhill with your gradient: 60 steps, mean squared difference. Once
# with the photo, brightness removed; once with both photos turned into edge maps first. 35 unknown numbers.

# %% role="explore"
secret = np.zeros((1, 1, 7, 5))
secret[0, 0, 1:6, 1] = secret[0, 0, 1, 1:4] = secret[0, 0, 3, 1:3] = 1
scene = resize(camera, (128, 128), anti_aliasing=True)[None, None]
starts = {"photo": scene - scene.mean(), "edge map": np.diff(np.diff(scene, axis=2), axis=3)}
figure = plt.figure(figsize=(10, 2.7))
axes = figure.subplot_mosaic([["secret", "photo", "edge map", "loss"]], width_ratios=[1, 1, 1, 2.4])
show(axes["secret"], secret[0, 0], "the secret filter", limit=1.2)
for (name, x), rate, colour in zip(starts.items(), (0.02, 0.3), (GREY, BLUE), strict=True):
    x = x / x.std()
    target, _ = conv_forward_im2col(x, secret, np.zeros(1), straight)
    w, losses = np.zeros(secret.shape), []
    for _ in range(60):
        out, cache = conv_forward_im2col(x, w, np.zeros(1), straight)
        losses.append(((out - target) ** 2).mean())
        _, dw, _ = conv_backward_im2col(2 * (out - target) / out.size, cache)
        w -= rate / 2 * dw
    show(axes[name], w[0, 0], f"found on the {name}", limit=1.2)
    axes["loss"].semilogy(losses, color=colour, label=name)
axes["loss"].set(title="mean squared difference", xlabel="step")
axes["loss"].legend()
plt.show()

# %% [markdown]
# On the photo 60 steps find a blur: neighbouring pixels are nearly equal, so nearly all filters of the same sum do
# the same, and the loss has one steep direction and many flat ones. The edge map has no such favourite, and the F
# appears. Your gradient was right both times; what differs is the ground it walks on.

# %% [markdown]
# ## F. Pooling (1 h 20)
#
# An average pool is a window too, so im2col can serve it: a mean down each column. But the channels stand below each
# other in that column, and pooling must not mix them. Which axis of im2col's input could carry the channels instead?
#
# **Worked example.** 2x2 windows, stride 2: [[4, 8, 3, 9], [16, 10, 0, 7], [6, 12, 13, 8], [67, 18, 3, 7]] has means
# **[[9.5, 4.75], [25.75, 7.75]]**. Backward, an entry is shared out equally: dout = [[4, 8], [12, 16]] gives each of
# the four pixels of a window 1, 2, 3, 4:

# %% role="explore" jupyter={"source_hidden": true}
pooling_table = np.array([[4, 8, 3, 9], [16, 10, 0, 7], [6, 12, 13, 8], [67, 18, 3, 7]])
checkered = [[TINTS[0] if (i // 2 + j // 2) % 2 else "white" for j in range(4)] for i in range(4)]
small_checks = [["white", TINTS[0]], [TINTS[0], "white"]]
shared = np.array([[1, 1, 2, 2], [1, 1, 2, 2], [3, 3, 4, 4], [3, 3, 4, 4]])
routed = np.array([[0, 0, 0, 8], [4, 0, 0, 0], [0, 0, 16, 0], [12, 0, 0, 0]])
axes = panels(6, width=1.8, height=2.1)
table(axes[0], pooling_table, "x", checkered)
table(axes[1], np.array([[9.5, 4.75], [25.75, 7.75]]), "mean of each window", small_checks)
table(axes[2], np.array([[16, 9], [67, 13]]), "maximum", small_checks)
table(axes[3], np.array([[4, 8], [12, 16]]), "dout", small_checks)
table(axes[4], shared, "dx of the mean", checkered)
table(axes[5], routed, "dx of the maximum", checkered)
for ax in axes[1:4]:
    ax.set(xlim=(-1.05, 3.05), ylim=(3.05, -1.05))


# %% role="answer" question="avg_pool_forward_im2col"
def avg_pool_forward_im2col(x, pool_param):
    """Average every window of every channel, by way of im2col.

    Args:
        x: images, (N, C, H, W).
        pool_param: {"pool_height": int >= 1, "pool_width": int >= 1, "stride": int >= 1}, in pixels;
            windows may overlap or leave gaps.

    Returns:
        out: (N, C, H_out, W_out), the mean of each window;
            H_out = 1 + (H - pool_height) // stride, W_out likewise: no padding.
        cache: whatever avg_pool_backward_im2col needs; (x, pool_param) is enough. Not graded.
    """
    raise NotImplementedError("avg_pool_forward_im2col: part F of the notebook")


# %% role="check" question="avg_pool_forward_im2col"
check("avg_pool_forward_im2col")

# %% [markdown]
# Backward in the words of a lecture: reshape dout, divide by the size of the window, repeat each entry as many times
# as a window has pixels, then col2im. "Reshape" is the word to distrust. Where windows overlap, shares add up.


# %% role="answer" question="avg_pool_backward_im2col"
def avg_pool_backward_im2col(dout, cache):
    """Share each entry of dout equally among the pixels of its window.

    Args:
        dout: gradient of out, (N, C, H_out, W_out).
        cache: what your avg_pool_forward_im2col returned.

    Returns:
        dx: gradient of x, (N, C, H, W).
    """
    raise NotImplementedError("avg_pool_backward_im2col: part F of the notebook")


# %% role="check" question="avg_pool_backward_im2col"
check("avg_pool_backward_im2col")

# %% [markdown]
# **Maximum, without a loop over windows.** A loop over the *places inside* a window is allowed, and short. Or take
# the maximum down the columns of the matrix.
#
# After a ReLU many windows are all zeros, so **ties** are the rule. A window hands on its entry of dout exactly once:
# for the window [[0, 0], [0, -1]] and dout 6, these are right: [[6, 0], [0, 0]], or [[2, 2], [2, 0]]. This is wrong:
# [[6, 6], [6, 0]]. And where windows overlap, one pixel may win several of them.


# %% role="answer" question="max_pool_forward_fast"
def max_pool_forward_fast(x, pool_param):
    """Take the maximum of every window of every channel, without a loop over windows.

    Args:
        x: images, (N, C, H, W).
        pool_param: {"pool_height": int >= 1, "pool_width": int >= 1, "stride": int >= 1}, in pixels;
            windows may overlap or leave gaps.

    Returns:
        out: (N, C, H_out, W_out), the maximum of each window;
            H_out = 1 + (H - pool_height) // stride, W_out likewise: no padding.
        cache: whatever max_pool_backward_fast needs; (x, pool_param) is enough. Not graded.
    """
    raise NotImplementedError("max_pool_forward_fast: part F of the notebook")


# %% role="check" question="max_pool_forward_fast"
check("max_pool_forward_fast")


# %% role="answer" question="max_pool_backward_fast"
def max_pool_backward_fast(dout, cache):
    """Hand each entry of dout to the maximum of its window.

    Args:
        dout: gradient of out, (N, C, H_out, W_out).
        cache: what your max_pool_forward_fast returned.

    Returns:
        dx: gradient of x, (N, C, H, W). Where windows overlap, a pixel adds up what it gets from each.
            Where a window holds its maximum more than once, its entry of dout may go to one of them
            or be split among them, as long as it is handed out exactly once.
    """
    raise NotImplementedError("max_pool_backward_fast: part F of the notebook")


# %% role="check" question="max_pool_backward_fast"
check("max_pool_backward_fast")

# %% [markdown]
# **Outlines.** Pool with overlapping 3x3 windows, stride 1: the maximum minus the minimum is large exactly where
# something ends. The minimum needs no function of its own. On 256x256 pixels this is two times 64,516 windows.
#
# On the right, where a dout of ones goes: overlapping windows of 5x5, stride 2. Under the mean everybody gets a
# share; under the maximum a few bright pixels win up to nine windows, and most get nothing.

# %% role="explore"
middle = resize(camera, (256, 256), anti_aliasing=True)[None, None]
overlapping = {"pool_height": 3, "pool_width": 3, "stride": 1}


def outlines(x):
    """Maximum minus minimum of each window."""
    highest, _ = max_pool_forward_fast(x, overlapping)
    minus_lowest, _ = max_pool_forward_fast(-x, overlapping)
    return highest + minus_lowest


pool_param = {"pool_height": 5, "pool_width": 5, "stride": 2}
back = {}
for name, forward, backward in (
    ("mean", avg_pool_forward_im2col, avg_pool_backward_im2col),
    ("maximum", max_pool_forward_fast, max_pool_backward_fast),
):
    out, cache = forward(cat[None, None], pool_param)
    back[name] = backward(np.ones(out.shape), cache)[0, 0]
figure = plt.figure(figsize=(11, 2.9))
axes = figure.subplot_mosaic([["a", "b", "c", "d"]])
show(axes["a"], middle[0, 0], "camera, 256 x 256")
show(axes["b"], 1 - outlines(middle)[0, 0], f"outlines, {milliseconds(outlines, middle, rounds=3):.0f} ms")
for key, (name, dx) in zip("cd", back.items(), strict=True):
    axes[key].imshow(dx, cmap="magma")
    axes[key].set(title=f"dx of the {name}: 0 to {dx.max():.2g}", xticks=[], yticks=[])

# %% [markdown]
# ## G. A view instead of copies (50 min)
#
# To NumPy an array is a strip of memory, a shape, and **strides**: how many bytes to walk for one step along each
# axis. Below is an image of 4x6 numbers of 8 bytes each. One row down is 48 bytes, one column right is 8 bytes. A
# window needs no copy: it is six places of the strip, reached by the same two strides from another start.

# %% role="explore" jupyter={"source_hidden": true}
strip = np.arange(24.0).reshape(4, 6)
inside = np.zeros((4, 6), dtype=bool)
inside[1:3, 2:5] = True
figure = plt.figure(figsize=(9.5, 3.2))
axes = figure.subplot_mosaic([["image", "words"], ["memory", "memory"]], height_ratios=[2.1, 1], width_ratios=[1, 1.7])
shades = [[TINTS[0] if v else "white" for v in line] for line in inside]
table(axes["image"], strip, "the image, 4 x 6", shades)
frame(axes["image"], 1, 2, 2, 3)
table(axes["memory"], strip.reshape(1, 24), "", [list(np.array(shades).ravel())])
axes["memory"].set(ylim=(1.25, -1.5))
axes["memory"].set_title("the memory, 24 numbers in a strip", y=0.9)
for start, end, height, label, colour in ((8, 9, -0.25, "8 bytes", GREEN), (8, 14, -0.75, "48 bytes", ORANGE)):
    axes["memory"].annotate(
        "",
        (end + 0.5, 0),
        (start + 0.5, 0),
        arrowprops={"arrowstyle": "->", "color": colour, "connectionstyle": f"arc3,rad={-0.45 if end == 9 else -0.18}"},
    )
    axes["memory"].text(
        (start + end) / 2 + 0.5, height - 0.12, label, ha="center", va="bottom", color=colour, fontsize=8
    )
axes["words"].axis("off")
axes["words"].text(
    0,
    0.5,
    "strides of the image:  (48, 8)\n\n"
    "one window of 2x3:     shape (2, 3),  strides (48, 8)\n\n"
    "next window:           start 8 bytes later\n"
    "window below:          start 48 bytes later",
    family="monospace",
    va="center",
    fontsize=9,
)
plt.show()

# %% [markdown]
# `np.lib.stride_tricks.as_strided(array, shape, strides)` makes a view from any shape and strides you name. All
# windows of 3 on a line of 8 numbers: an axis that walks from window to window, an axis that walks inside a window,
# and here both take steps of 8 bytes.

# %% role="explore"
line = np.arange(8.0)
triples = np.lib.stride_tricks.as_strided(line, (6, 3), (8, 8), writeable=False)
print(triples)
print("entries:", triples.size, "  numbers in memory:", line.size, "  same memory:", np.shares_memory(triples, line))

# %% [markdown]
# **Predict.** Take all 5x5 windows of the photo of 512x512 pixels as a strided view, shape (508, 508, 5, 5). Then
# `reshape` the view to a matrix of 25 columns. How much new memory do the two steps take, in photos?
#
# - A: none, and none
# - B: none, and about 25
# - C: about 25, and none more
# - D: 1, and about 25

# %% role="predict"
prediction_7 = None  # "A", "B", "C" or "D"

# %% role="explore" jupyter={"source_hidden": true}
every_window = np.lib.stride_tricks.sliding_window_view(camera, (5, 5))
flattened = every_window.reshape(-1, 25)
kept = np.shares_memory(every_window, camera), np.shares_memory(flattened, camera)
truth = {(True, True): "A", (True, False): "B", (False, False): "C"}[kept]
predicted("prediction_7", prediction_7, truth, f"the matrix takes {flattened.nbytes / camera.nbytes:.1f} photos.")
layouts = {
    "C order": np.zeros((4, 6)),
    "Fortran order": np.asfortranarray(np.zeros((4, 6))),
    "every second column": np.zeros((4, 12))[:, ::2],
    "transposed": np.zeros((6, 4)).T,
    "padded Fortran order": np.pad(np.asfortranarray(np.zeros((4, 6))), 1),
}
for name, array in layouts.items():
    print(f"{name:21s} shape {array.shape}   strides {array.strides}")

# %% [markdown]
# No shape and strides describe that matrix, so `reshape` copies in silence. A product over several axes
# (`np.tensordot`, `np.einsum`) takes the view as it is; some lay out a copy inside.
#
# **Ask the array, never compute.** The second list is the trap: arrays of the same shape have different strides, and
# `np.pad` keeps Fortran order. `as_strided` believes whatever you say. Wrong strides read foreign memory: wrong
# numbers, or the end of the kernel. `writeable=False` at least keeps it from being written. `sliding_window_view` is
# the safe sister; it knows stride 1 only, but its result can be sliced.


# %% role="answer" question="conv_forward_strides"
def conv_forward_strides(x, w, b, conv_param):
    """Convolve a batch of images through a strided view: no window is copied before the product.

    Args:
        x: images, (N, C, H, W), in any memory layout: Fortran order and slices of larger arrays too.
        w: filters, (F, C, HH, WW), in any memory layout.
        b: one bias per filter, (F,).
        conv_param: {"stride": int >= 1, "pad": int >= 0}, in pixels.

    Returns:
        out: (N, F, H_out, W_out), as conv_forward_im2col gives. x stays as it is.

    Source: numpy.lib.stride_tricks.as_strided, or sliding_window_view.
    """
    raise NotImplementedError("conv_forward_strides: part G of the notebook")


# %% role="check" question="conv_forward_strides"
check("conv_forward_strides")

# %% [markdown]
# The cup in four layouts must give the same maps; then the time against im2col, for 16 filters.

# %% role="explore"
wide_cup = np.repeat(cup, 2, axis=2)
layouts = {
    "C order": cup[None],
    "Fortran order": np.asfortranarray(cup[None]),
    "every second column": wide_cup[None, :, :, ::2],
    "channels last": np.ascontiguousarray(cup[None].transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2),
}
expected, _ = conv_forward_im2col(cup[None], bank, np.zeros(16), straight)
for name, x in layouts.items():
    gap = np.abs(conv_forward_strides(x, bank, np.zeros(16), straight) - expected).max()
    elapsed = milliseconds(conv_forward_strides, x, bank, np.zeros(16), straight)
    print(f"{name:21s} difference {gap:.0e}   {elapsed:5.1f} ms")
print(f"im2col and product    {milliseconds(conv_forward_im2col, cup[None], bank, np.zeros(16), straight):23.1f} ms")

# %% [markdown]
# ## H. Compiled (1 h 40)
#
# Some loops cannot be turned into a few large calls. Dithering prints a photo with black dots only: go through the
# pixels in reading order, round each to 0 or 1, and hand the **error** on to the four neighbours that are still to
# come (Floyd and Steinberg 1976). Every pixel waits for the one before it, so there is nothing to hand to NumPy at
# once. Plain Python:


# %% role="explore"
def dither(image):
    """Round each pixel to black or white and spread the error over the neighbours still to come."""
    work = image.copy()
    H, W = work.shape
    for i in range(H):
        for j in range(W):
            old = work[i, j]
            new = 1.0 if old > 0.5 else 0.0
            error = old - new
            work[i, j] = new
            if j + 1 < W:
                work[i, j + 1] += error * 7 / 16
            if i + 1 < H:
                if j > 0:
                    work[i + 1, j - 1] += error * 3 / 16
                work[i + 1, j] += error * 5 / 16
                if j + 1 < W:
                    work[i + 1, j + 1] += error / 16
    return work


portrait = chelsea @ GREY_MIX
python_time = milliseconds(dither, portrait, rounds=3)
axes = panels(2, width=4.8, height=3.4)
show(axes[0], portrait, "300 x 451 pixels, grey")
show(
    axes[1],
    dither(portrait),
    f"black and white only: {python_time:.0f} ms, {1e6 * python_time / portrait.size:.0f} ns per pixel",
)
for ax in axes:
    ax.images[0].set_interpolation("antialiased")

# %% [markdown]
# **Cython** translates Python to C and compiles it. A cell that begins with `%%cython` is compiled as a module of its
# own: it does not see the notebook's names (so it imports NumPy again), and what it defines is put into the notebook.
#
# The next cell needs `cython`, `setuptools` and a C compiler: gcc from your system's packages on Linux (`gcc`,
# `python3-dev`), the Xcode command line tools on macOS, the Build Tools for Visual Studio on Windows. Without one the
# `%%cython` cells below define nothing, often without a word; all other cells run. You can still write the two
# functions: **when grading they are compiled in any case**, and the report shows the compiler's message with its line.

# %% role="explore"
# %load_ext cython
compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "").split()
if compiler:
    print(f"C compiler: {shutil.which(compiler[0]) or 'none found under the name ' + compiler[0]}")

# %% [markdown]
# First the *same text* as above, not a letter changed but the name. `-a` shows how Cython sees it: click on a line
# for its C code. The yellower a line, the more calls into Python it makes.


# %% role="explore"
# %%cython -a
def dither_untyped(image):
    work = image.copy()
    H, W = work.shape
    for i in range(H):
        for j in range(W):
            old = work[i, j]
            new = 1.0 if old > 0.5 else 0.0
            error = old - new
            work[i, j] = new
            if j + 1 < W:
                work[i, j + 1] += error * 7 / 16
            if i + 1 < H:
                if j > 0:
                    work[i + 1, j - 1] += error * 3 / 16
                work[i + 1, j] += error * 5 / 16
                if j + 1 < W:
                    work[i + 1, j + 1] += error / 16
    return work


# %% [markdown]
# **Predict.** How much faster than plain Python is this compiled version?
#
# - A: hardly at all, below 2 times
# - B: about 5 times
# - C: about 30 times
# - D: about 300 times

# %% role="predict"
prediction_8 = None  # "A", "B", "C" or "D"

# %% role="explore" jupyter={"source_hidden": true}
for function in compiled("dither_untyped"):
    untyped_time = milliseconds(function, portrait, rounds=3)
    gain = python_time / untyped_time
    truth = "ABCD"[int(np.abs(np.log(np.array([1.2, 5, 30, 300]) / gain)).argmin())]
    predicted("prediction_8", prediction_8, truth, f"{python_time:.0f} ms before, {untyped_time:.0f} ms compiled.")

# %% [markdown]
# Nearly every line is yellow. Without types `+` may mean anything: Cython makes an index object, asks the array for an
# item, adds two boxed numbers, stores a box. Python did the same; only reading the program was saved. Types help:
#
# | Written | Meaning |
# | --- | --- |
# | `double[:, ::1] work` | typed memoryview: 2-D, float64, C order (`::1`: the last axis has no gaps) |
# | `const double[:, ::1] image` | the same, never written to; accepts read-only arrays too |
# | `const cython.floating[:, ::1] image` | float32 or float64: the function is compiled once for each |
# | `cdef Py_ssize_t i, j` | C integers, as large as an index may get |
# | `a // b` | whole division as in Python; `/` gives a C double, which an integer variable refuses |

# %% role="explore" magic_args="-a" language="cython"
# cimport cython
# import numpy as np
#
#
# def dither_typed(const cython.floating[:, ::1] image):
#     result = np.array(image)
#     cdef cython.floating[:, ::1] work = result
#     cdef Py_ssize_t H = image.shape[0], W = image.shape[1], i, j
#     cdef cython.floating old, new, error
#     for i in range(H):
#         for j in range(W):
#             old = work[i, j]
#             new = 1 if old > 0.5 else 0
#             error = old - new
#             work[i, j] = new
#             if j + 1 < W:
#                 work[i, j + 1] += error * 7 / 16
#             if i + 1 < H:
#                 if j > 0:
#                     work[i + 1, j - 1] += error * 3 / 16
#                 work[i + 1, j] += error * 5 / 16
#                 if j + 1 < W:
#                     work[i + 1, j + 1] += error / 16
#     return result

# %% role="explore"
dither_times = {"plain Python": python_time}
built = compiled("dither_untyped", "dither_typed")
if built:
    untyped, typed = built
    dither_times["compiled, no types"] = milliseconds(untyped, portrait, rounds=3)
    dither_times["compiled, with types"] = milliseconds(typed, portrait, rounds=15)
    print("Same dots as plain Python:", np.array_equal(typed(portrait), dither(portrait)), end=".  ")
    print("From float32 it makes", typed(portrait.astype(np.float32)).dtype)
    ladder(panels(1, width=7.5, height=1.9)[0], dither_times, "one dithered cat, 300 x 451")
    plt.show()

# %% [markdown]
# Types are worth a factor of a hundred and more. The loop is white now but for a faint tint at each index. There a
# question is left: is it inside, or negative and counted from the end? An index out of range is an `IndexError`, as it
# should be. `@cython.boundscheck(False)` and `@cython.wraparound(False)` above the `def` leave the question out.

# %% [markdown]
# With checks off, a wrong index is no error any more. It reads or overwrites whatever lies there: a wrong number
# today, a dead kernel tomorrow. So **build with checks on until the check cell is right**, then switch them off and
# measure: some loops take half the time, some gain nothing. When grading, right and wrong are decided on a build with
# the checks forced on; only the speed is measured with your own directives.

# %% [markdown]
# Now the two stubs. Keep the `import numpy as np`, type the arguments, and mind: windows need not be square, the
# image is the fastest in a column, x may be read-only, and float32 in gives float32 out.


# %% role="answer" question="im2col_cython"
import numpy as np


def im2col_cython(x, field_height, field_width, padding, stride):
    """Lay every window out as a column, in compiled code: the matrix that im2col makes.

    Args:
        x: images, (N, C, H, W), float64 or float32, in C order; it may be read-only.
        field_height: height of the window, int, pixels, >= 1.
        field_width: width of the window, int, pixels, >= 1.
        padding: zeros around each image on every side, int, pixels, >= 0.
        stride: step from one window to the next, int, pixels, >= 1.

    Returns:
        cols: (C * field_height * field_width, H_out * W_out * N), of x's dtype, in im2col's layout:
            rows (C, field_height, field_width), columns (H_out, W_out, N), the image fastest.
    """
    raise NotImplementedError("im2col_cython: part H of the notebook")


# %% role="check" question="im2col_cython"
check("im2col_cython")

# %% [markdown]
# The way back. Where im2col *reads* a pixel, col2im *adds* to it; the loops may be the same. The sizes of the image
# are arguments, since the columns do not tell them.


# %% role="answer" question="col2im_cython"
import numpy as np


def col2im_cython(cols, N, C, H, W, field_height, field_width, padding, stride):
    """Add every column back into the images, in compiled code: what im2col_bw does.

    Args:
        cols: (C * field_height * field_width, H_out * W_out * N), in im2col's layout, float64, in
            C order; it may be read-only. float32 is welcome and not asked for: where a version
            takes one dtype only, its docstring says which.
        N: images, int.
        C: channels, int.
        H: height of an image without padding, int, pixels.
        W: width of an image without padding, int, pixels.
        field_height: as for im2col_cython.
        field_width: as for im2col_cython.
        padding: as for im2col_cython.
        stride: as for im2col_cython.

    Returns:
        x: (N, C, H, W), of cols' dtype; each pixel is the sum of its copies.
    """
    raise NotImplementedError("col2im_cython: part H of the notebook")


# %% role="check" question="col2im_cython"
check("col2im_cython")

# %% [markdown]
# Your tool of part D, on the compiled pair. It wants functions that are called like im2col and im2col_bw, hence the
# two small wrappers.


# %% role="explore"
def compiled_backward(A, shape, *window):
    """Call col2im_cython as im2col_bw is called."""
    return col2im_cython(A, *shape, *window)


if compiled("im2col_cython", "col2im_cython"):
    print("differences in four settings:", adjoint_gaps(im2col_cython, compiled_backward))
    x = np.ascontiguousarray(cup[None])
    x.flags.writeable = False
    print("same as im2col:", np.array_equal(im2col_cython(x, 3, 2, 1, 2), im2col(x, 3, 2, 1, 2)))
    print("float32 gives: ", im2col_cython(x.astype(np.float32), 3, 3, 1, 1).dtype)

# %% [markdown] role="written" id="written-compiling"
# **Written question 2, where compiling helps.** (a) Why did compiling the dithering without types gain so little? Name
# what is still done for a single `+=`. (b) Compiling loop_over_windows of part A with types for `i` and `j` only
# would gain little as well, for another reason: which? (c) NumPy's own loops are compiled. When can your compiled
# im2col be faster than NumPy slices all the same? Two sentences each.
#
# *Your answer:*

# %% [markdown]
# ## I. How fast is it now (45 min)
#
# Three functions have points for speed: conv_forward_im2col 4, im2col_cython 3, col2im_cython 3. When grading, and
# only if the values are right, each is timed beside plain loops on six shapes: batches, single images, windows that
# are not square. The two alternate, and the median of at least seven rounds counts. The mean ratio over the shapes is
# compared with steps; within the noise of a step you get the better one. A slow machine is slow for both, so it costs
# nothing.

# %% [markdown]
# There is a floor: the bytes of the matrix must be written, or on the way back read. `np.copyto` of as many bytes does
# both. Below, your times in *copies*: near 1 there is nothing left to gain.

# %% role="explore"
shapes = {  # name: (N, C, H, W), k_height, k_width, padding, stride
    "8 small images, 3x3": ((8, 3, 32, 32), 3, 3, 1, 1),
    "one photo, 5x5, stride 2": ((1, 3, 144, 96), 5, 5, 2, 2),
    "many channels, 3x3": ((4, 32, 28, 28), 3, 3, 1, 1),
    "not square, 2x5": ((6, 4, 40, 24), 2, 5, 1, 1),
}
standing = {"im2col": [], "conv_forward_im2col, 16 filters": [], "im2col_bw": []}
if compiled("im2col_cython", "col2im_cython"):
    standing |= {"im2col_cython": [], "col2im_cython": []}
for shape, kh, kw, pad, stride in shapes.values():
    rng = np.random.default_rng(6)
    x, w = rng.standard_normal(shape), rng.standard_normal((16, shape[1], kh, kw))
    columns = im2col(x, kh, kw, pad, stride)
    calls = {
        "im2col": partial(im2col, x, kh, kw, pad, stride),
        "conv_forward_im2col, 16 filters": partial(
            conv_forward_im2col, x, w, np.zeros(16), {"stride": stride, "pad": pad}
        ),
        "im2col_bw": partial(im2col_bw, columns, shape, kh, kw, pad, stride),
    }
    if "im2col_cython" in standing:
        calls["im2col_cython"] = partial(im2col_cython, x, kh, kw, pad, stride)
        calls["col2im_cython"] = partial(col2im_cython, columns, *shape, kh, kw, pad, stride)
    copy_time = milliseconds(np.copyto, np.empty_like(columns), columns, rounds=25)
    for name, call in calls.items():
        standing[name].append(milliseconds(call, rounds=15) / copy_time)

ax = panels(1, width=8.5, height=3.1)[0]
markers = dict(zip(standing, ("o", "s", "o", "D", "D"), strict=False))
shades = dict(zip(standing, (BLUE, "black", ORANGE, BLUE, ORANGE), strict=False))
for row, (name, values) in enumerate(standing.items()):
    places = np.arange(len(shapes)) + 0.13 * (row - 2)
    ax.plot(values, places, markers[name], color=shades[name], markersize=6, label=name)
ax.axvline(1, color=GREY, linestyle="--", linewidth=1)
ax.set(xscale="log", yticks=range(len(shapes)), xlabel="time / time of np.copyto of the matrix, log axis")
ax.set_yticklabels(list(shapes))
limit = 1.6 * max(max(values) for values in standing.values())
ticks = [tick for tick in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if tick < limit]
ax.set(xlim=(0.7, limit))
ax.set_xticks(ticks, [str(tick) for tick in ticks])
ax.minorticks_off()
ax.invert_yaxis()
ax.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
ax.set(title="your functions, in copies of the matrix")
plt.show()

# %% [markdown]
# The usual suspects, if a point of yours stands far to the right: a loop over windows (B); a loop over images (C); a
# line that is still yellow (H); an inner loop that strides through memory, since the last index should be the one
# that changes fastest; np.zeros where every entry is written anyway.
#
# ### The ladder of the first figure
#
# On the left the cup with 16 filters, as in part A. In the middle the way back for a batch of four cups. On the right
# the dithering.

# %% role="explore"
rungs = {
    "loop over windows": loop_time,
    "your im2col and product": milliseconds(conv_forward_im2col, cup[None], bank, np.zeros(16), straight),
    "your strided view": milliseconds(conv_forward_strides, cup[None], bank, np.zeros(16), straight),
}
bank_rows, cup_columns = bank.reshape(16, 27), im2col(cup[None], 3, 3, 0, 1)
four_columns = im2col(np.stack([cup] * 4), 3, 3, 1, 1)
home = {"your im2col_bw": milliseconds(im2col_bw, four_columns, (4, *cup.shape), 3, 3, 1, 1)}
if compiled("im2col_cython", "col2im_cython"):
    rungs["your compiled im2col"] = milliseconds(lambda: bank_rows @ im2col_cython(cup[None], 3, 3, 0, 1))
    home["your col2im_cython"] = milliseconds(col2im_cython, four_columns, 4, *cup.shape, 3, 3, 1, 1)
rungs["the product alone"] = milliseconds(np.matmul, bank_rows, cup_columns)
home["one copy of the matrix"] = milliseconds(np.copyto, np.empty_like(four_columns), four_columns)
figure, axes = plt.subplots(1, 3, figsize=(14, 2.5), width_ratios=[1.15, 1, 1])
ladder(axes[0], rungs, "16 filters of 3x3 on one photo")
ladder(axes[1], home, "col2im of four photos")
ladder(axes[2], dither_times, "dithering, one photo")
plt.show()

# %% [markdown]
# Read the first panel from the top. Calls cost most, by far: one window at a time. Then it is memory, and the ways
# around it differ by small factors. At the bottom is the arithmetic, which all of it was for.
#
# **Who pays what?** The same photo with more and more filters: the matrix is built once, the product grows.

# %% role="explore" jupyter={"source_hidden": true}
filter_counts = [1, 4, 16, 64, 256]
build_time = milliseconds(im2col, cup[None], 3, 3, 0, 1)
product_times = [milliseconds(np.matmul, rng.standard_normal((F, 27)), cup_columns, rounds=5) for F in filter_counts]
ax = panels(1, width=6, height=2.6)[0]
places = np.arange(len(filter_counts))
ax.bar(places - 0.2, [build_time] * len(places), 0.38, color=BLUE, label="im2col")
ax.bar(places + 0.2, product_times, 0.38, color=ORANGE, label="product")
ax.set(title="time of the two halves", xlabel="filters", ylabel="milliseconds", yscale="log")
ax.set_xticks(places, [str(F) for F in filter_counts])
ax.legend()
plt.show()

# %% [markdown]
# With few filters nearly all time is copying, and a faster im2col or a view pays. With hundreds the product hides
# everything else, and the way to be faster is a better product. Large layers are of the second kind: this is why
# libraries have lived with im2col for so long.
#
# ### What it is good for
#
# Sixteen filters of 11x11, each a wave in one of eight directions, over a photo of 200x300: nearly a million windows.
# Colour says which direction answers most strongly, brightness says how strongly. The bright rim is the zero padding,
# as in homework 2.

# %% role="explore"
vertical, horizontal = np.mgrid[-5:6, -5:6]
waves = []
for angle in np.pi * np.arange(8) / 8:
    along = horizontal * np.cos(angle) + vertical * np.sin(angle)
    bell = np.exp(-(vertical**2 + horizontal**2) / 12)
    for wave in (np.cos(along * 1.3), np.sin(along * 1.3)):
        kernel = bell * wave
        waves.append(kernel - bell * kernel.sum() / bell.sum())
waves = np.array(waves)[:, None]
table_scene = resize(coffee @ GREY_MIX, (200, 300), anti_aliasing=True)[None, None]
start = time.perf_counter()
responses, _ = conv_forward_im2col(table_scene, waves, np.zeros(16), {"stride": 1, "pad": 5})
elapsed = time.perf_counter() - start
energy = np.hypot(responses[0, 0::2], responses[0, 1::2])
strongest = energy.max(axis=0)
strength = np.clip(strongest / np.quantile(strongest, 0.98), 0, 1) ** 0.7
colours = hsv_to_rgb(np.stack([energy.argmax(axis=0) / 8, np.full(strength.shape, 0.75), strength], axis=-1))
figure = plt.figure(figsize=(11, 3.4))
axes = figure.subplot_mosaic(
    [["photo", "map", "a", "b"], ["photo", "map", "c", "d"], ["photo", "map", "e", "f"], ["photo", "map", "g", "h"]],
    width_ratios=[5, 5, 0.9, 0.9],
)
show(axes["photo"], table_scene[0, 0], "200 x 300 pixels")
show(axes["map"], colours, f"direction of the detail: {elapsed:.2f} s")
for k, key in enumerate("abcdefgh"):
    show(axes[key], waves[2 * k, 0], limit=0.8)
    for side in axes[key].spines.values():
        side.set(color=hsv_to_rgb([k / 8, 0.75, 1]), linewidth=3)
plt.show()
expected_loop = 1e-3 * loop_times[-1] / windows[-1] * 200 * 300 * 16
print(f"Your function: {elapsed:.2f} s. The loop of part A would take about {expected_loop:.1f} s.")

# %% [markdown] role="written" id="written-memory"
# **Written question 3, when not.** You run a layer on a phone with 500 MB to spare: one image of (1, 64, 512, 512) in
# float32, 64 filters of 5x5, stride 1, size kept. (a) How many bytes has the matrix of im2col? (b) Name two ways to
# do it with less memory, and what each costs in time or in calls. (c) For which of the layers 1x1, 3x3 at stride 1,
# and 11x11 at stride 4 would you never build the matrix, and why?
#
# *Your answer:*

# %% [markdown]
# ## What you can now do
#
# - say what a slow loop pays for, and by how much more arithmetic would hurt;
# - lay windows out as a matrix, in an order that you chose, and get back without a reshape that mixes images;
# - write the backward of a copy, and check any linear pair with the adjoint identity;
# - read strides, and make a view of windows without copying them;
# - compile a loop, see what Cython sees, and say what switching the checks off risks;
# - measure before you improve, and compare with the bytes that must be moved.
#
# **Hand in.** Save the notebook first, then run the last cell. It packs your work and names every function that is
# still missing.

# %% role="explore"
pack_submission("hw4_im2col.ipynb")
