"""What is timed: for each size and dtype the same work by our kernels, by torch, and by what no kernel can beat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from bench.kernels import naive, verify

Array = naive.Array
Call = Callable[[], object]
aten = torch.ops.aten


@dataclass(frozen=True)
class Size:
    """One layer.

    Args:
        name: as the table calls it.
        x: (N, C, H, W).
        pool: the same for pooling.
        filters: how many.
        stride: pixels.
        rounds: how often each contender has its turn.
        calls: timed calls in one turn.
    """

    name: str
    x: tuple[int, int, int, int]
    pool: tuple[int, int, int, int]
    filters: int
    stride: int
    rounds: int
    calls: int

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.name} = {self.x}, {self.filters} filters of 3 x 3, stride {self.stride}, pad 1"


SIZES = (
    Size("A", (100, 3, 31, 31), (100, 3, 32, 32), 25, 2, 31, 5),
    Size("B", (32, 64, 56, 56), (32, 64, 56, 56), 64, 1, 7, 1),
)
FEW = 2  # images that the plain loops get


@dataclass(frozen=True)
class Row:
    """A line of the table.

    Args:
        kernel: what is timed.
        size: "A" or "B".
        dtype: its name.
        against: what it is compared with.
        goal: how many times faster than that it should be, as a share; None where nothing was promised.
        scale: what the other's time is multiplied with, where it did a part of the work.
    """

    kernel: str
    size: str
    dtype: str
    against: str
    goal: float | None
    scale: float = 1.0


def goals(size: Size, dtype: str) -> list[Row]:
    """The lines of one size and dtype; a goal "at most 1.5 times a memcpy" is 1 / 1.5 here."""
    double = dtype == "float64"
    rows = [
        ("im2col", "torch unfold", 3.5),
        ("im2col, torch's layout", "torch unfold", None),
        ("col2im", "torch fold", 3.5),
        ("col2im, torch's layout", "torch fold", None),
        ("conv forward", "torch conv2d", 1.5 if double else 0.8),
        ("conv backward", "torch conv2d backward", 1.4 if double else 0.8),
        ("max pool forward", "torch max_pool2d", 3.0),
        ("max pool backward", "torch max_pool2d backward", 1.5),
    ]
    if size.name == "B":
        rows += [("im2col, reused output", "memcpy", 1 / 1.5), ("col2im", "one read of the columns", 1 / 1.2)]
    lines = [Row(kernel, size.name, dtype, against, goal) for kernel, against, goal in rows]
    if size.name == "A":
        lines.append(Row("conv forward", "A", dtype, "plain loops", 1000.0, size.x[0] / FEW))
    return lines


def contenders(modules: dict[str, ModuleType], size: Size, dtype: Any) -> dict[str, Call]:
    """Every call of one size and dtype, by name; our results are compared with torch's first."""
    rng = np.random.default_rng(0)
    x, w, b = (
        rng.standard_normal(shape, dtype) for shape in (size.x, (size.filters, size.x[1], 3, 3), (size.filters,))
    )
    return {
        **columns(modules, size, x),
        **layers(modules["kernels"], size, x, w, b),
        **pooling(modules["kernels"], size, dtype),
    }


def close(name: str, got: Array, expected: torch.Tensor) -> None:
    """Stop where ours and torch's differ by more than rounding can explain."""
    wanted = expected.detach().numpy()
    allowed = (1e-4 if got.dtype == np.float32 else 1e-12) * np.abs(wanted).max(initial=0)
    if got.shape != wanted.shape or got.dtype != wanted.dtype or not np.abs(got - wanted).max(initial=0) <= allowed:
        raise AssertionError(f"{name} differs from torch's")


def columns(modules: dict[str, ModuleType], size: Size, x: Array) -> dict[str, Call]:
    """im2col and col2im."""
    kernels, fast, back = modules["kernels"], modules["im2col_cython"], modules["col2im_cython"]
    tx, stride, image = torch.from_numpy(x), size.stride, size.x[2:]
    apart = functional.unfold(tx, 3, padding=1, stride=stride)
    mine = fast.im2col_cython(x, 3, 3, 1, stride)
    close("im2col", mine, apart.permute(1, 2, 0).reshape(mine.shape))
    close("im2col, torch's layout", kernels.im2col(x, 3, 3, stride, 1), apart)
    folded = functional.fold(apart, image, 3, padding=1, stride=stride)
    close("col2im", back.col2im_cython(mine, *size.x, 3, 3, 1, stride), folded)
    close("col2im, torch's layout", kernels.col2im(apart.numpy(), size.x, 3, 3, stride, 1), folded)
    reused = np.empty_like(apart.numpy())
    return {
        "torch unfold": lambda: functional.unfold(tx, 3, padding=1, stride=stride),
        "im2col": lambda: fast.im2col_cython(x, 3, 3, 1, stride),
        "im2col, torch's layout": lambda: kernels.im2col(x, 3, 3, stride, 1),
        "memcpy": lambda: np.copyto(reused, apart.numpy()),
        "im2col, reused output": lambda: kernels.im2col(x, 3, 3, stride, 1, out=reused),
        "torch fold": lambda: functional.fold(apart, image, 3, padding=1, stride=stride),
        "col2im": lambda: back.col2im_cython(mine, *size.x, 3, 3, 1, stride),
        "col2im, torch's layout": lambda: kernels.col2im(apart.numpy(), size.x, 3, 3, stride, 1),
        "one read of the columns": lambda: mine.max(),
    }


def layers(kernels: ModuleType, size: Size, x: Array, w: Array, b: Array) -> dict[str, Call]:
    """Convolution, and the plain loops on a few images where they end in sensible time."""
    tx, tw, tb = map(torch.from_numpy, (x, w, b))
    stride = [size.stride, size.stride]
    out = functional.conv2d(tx, tw, tb, size.stride, 1)
    tdout = torch.randn_like(out)

    def torch_backward() -> Any:
        mask = [True, True, True]
        return aten.convolution_backward(tdout, tx, tw, [len(b)], stride, [1, 1], [1, 1], False, [0, 0], 1, mask)

    close("conv forward", kernels.conv_forward(x, w, b, size.stride, 1), out)
    dout = tdout.numpy()
    for name, got, wanted in zip("xwb", kernels.conv_backward(dout, x, w, size.stride, 1), torch_backward()):
        close(f"conv backward, d{name}", got, wanted)
    found: dict[str, Call] = {
        "torch conv2d": lambda: functional.conv2d(tx, tw, tb, size.stride, 1),
        "conv forward": lambda: kernels.conv_forward(x, w, b, size.stride, 1),
        "torch conv2d backward": torch_backward,
        "conv backward": lambda: kernels.conv_backward(dout, x, w, size.stride, 1),
    }
    if size.name == "A":
        found["plain loops"] = lambda: naive.conv_forward(x[:FEW], w, b, size.stride, 1)
    return found


def pooling(kernels: ModuleType, size: Size, dtype: Any) -> dict[str, Call]:
    """Max pooling, 2 x 2 with stride 2."""
    x = np.random.default_rng(1).standard_normal(size.pool, dtype)
    tx = torch.from_numpy(x)
    out, places = functional.max_pool2d(tx, 2, 2, return_indices=True)
    tdout = torch.randn_like(out)

    def torch_backward() -> torch.Tensor:
        return aten.max_pool2d_with_indices_backward(tdout, tx, [2, 2], [2, 2], [0, 0], [1, 1], False, places)

    mine, argmax = kernels.max_pool_forward(x, 2, 2, 2)
    close("max pool forward", mine, out)
    dout = tdout.numpy()
    close("max pool backward", kernels.max_pool_backward(dout, argmax, size.pool, 2, 2, 2), torch_backward())
    return {
        "torch max_pool2d": lambda: functional.max_pool2d(tx, 2, 2, return_indices=True),
        "max pool forward": lambda: kernels.max_pool_forward(x, 2, 2, 2),
        "torch max_pool2d backward": torch_backward,
        "max pool backward": lambda: kernels.max_pool_backward(dout, argmax, size.pool, 2, 2, 2),
    }


def agree(kernels: ModuleType) -> int:
    """Compare convolution, columns and pooling with torch's on every awkward shape; return how many there were."""
    shapes = [shape for shape in verify.SHAPES if shape.x[0]]  # torch has no columns of no images
    for shape in shapes:
        for dtype in verify.DTYPES:
            _agree(kernels, shape, dtype)
    return len(shapes)


def _agree(kernels: ModuleType, shape: verify.Shape, dtype: Any) -> None:
    rng, more = np.random.default_rng(7), (*shape.window, shape.stride, shape.pad)
    x, w, b = (
        rng.standard_normal(size, dtype)
        for size in (shape.x, (shape.filters, shape.x[1], *shape.window), (shape.filters,))
    )
    tx, tw, tb = (torch.from_numpy(a).requires_grad_() for a in (x, w, b))
    apart = functional.unfold(tx, shape.window, padding=shape.pad, stride=shape.stride)
    close(f"im2col, {shape.name}", kernels.im2col(x, *more), apart)
    folded = functional.fold(apart, shape.x[2:], shape.window, padding=shape.pad, stride=shape.stride)
    close(f"col2im, {shape.name}", kernels.col2im(apart.detach().numpy(), shape.x, *more), folded)
    out = functional.conv2d(tx, tw, tb, shape.stride, shape.pad)
    close(f"conv_forward, {shape.name}", kernels.conv_forward(x, w, b, *more[2:]), out)
    dout = rng.standard_normal(tuple(out.shape), dtype)
    wanted = torch.autograd.grad(out, (tx, tw, tb), torch.from_numpy(dout))
    for name, got, expected in zip("xwb", kernels.conv_backward(dout, x, w, *more[2:]), wanted):
        close(f"d{name} of conv_backward, {shape.name}", got, expected)
    if shape.x[2] >= shape.window[0] and shape.x[3] >= shape.window[1]:
        pooled = functional.max_pool2d(tx, shape.window, shape.stride)
        mine, argmax = kernels.max_pool_forward(x, *more[:3])
        close(f"max_pool_forward, {shape.name}", mine, pooled)
        dpooled = rng.standard_normal(mine.shape, dtype)
        (expected,) = torch.autograd.grad(pooled, tx, torch.from_numpy(dpooled))
        close(
            f"max_pool_backward, {shape.name}", kernels.max_pool_backward(dpooled, argmax, shape.x, *more[:3]), expected
        )
