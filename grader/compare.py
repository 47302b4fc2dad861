"""One returned value against the reference's: kind, shape and dtype first, then every entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.records import Opaque, Tolerance

ROWS = 6  # entries shown of a wrong array
GRID = (12, 24)  # largest picture of where an array is wrong, rows and columns


@dataclass(frozen=True)
class Mismatch:
    """What is wrong with one value; only the fields of its `kind` are filled in."""

    kind: str  # "type", "shape", "dtype", "not_finite", "values"
    output: str
    got: str = ""
    expected: str = ""
    got_shape: tuple[int, ...] = ()
    expected_shape: tuple[int, ...] = ()
    wrong: int = 0
    total: int = 0
    first: tuple[int, ...] = ()
    worst: tuple[int, ...] = ()
    worst_error: float = 0.0
    allowed: float = 0.0
    rows: tuple[tuple[tuple[int, ...], float, float], ...] = ()  # index, yours, expected
    grid: tuple[tuple[int, ...], ...] = ()  # 0 right, 1 to 4 by the size of the error


def describe(value: Any) -> str:
    """Name a value's kind as a student would: "a list", "None", "an array of shape (2, 3)"."""
    if value is None:
        return "None"
    if isinstance(value, Opaque):
        return value.type_name if " " in value.type_name else f"an object of type {value.type_name}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    if isinstance(value, (bool, str)):
        return f"the {type(value).__name__} {str(value)[:60]!r}" if isinstance(value, str) else f"the bool {value}"
    if isinstance(value, int) and value.bit_length() > 64:
        return f"a whole number of {value.bit_length():,} bits"
    if isinstance(value, (int, float, np.number)):
        return f"the number {value}"
    if isinstance(value, (tuple, list)):
        return f"a {type(value).__name__} of {len(value)} items"
    return f"a {type(value).__name__}"


def _as_array(value: Any, expected: np.ndarray) -> np.ndarray | None:
    """A number where a number is expected, an array where an array is; None for all else."""
    if isinstance(value, np.ndarray):
        return np.asarray(value)
    number = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
    if expected.ndim == 0 and number and not (isinstance(value, int) and value.bit_length() > 64):
        return np.asarray(value)
    return None


def compare(
    output: str, got: Any, expected: Any, tolerance: Tolerance, *, loose_shape: bool = False
) -> Mismatch | None:
    """Say what is wrong with one value, or None when it is right.

    Args:
        output: what the student calls it, "dx".
        got: what the worker returned; not trusted to be anything.
        expected: the reference's value, a real number or array.
        tolerance: how far any entry may be off.
        loose_shape: accept extra axes of length 1, (1, C) for (C,).

    Returns:
        None, or the first thing that is wrong in the order type, shape, dtype, finite, values.
    """
    want = np.asarray(expected)
    array = _as_array(got, want)
    if array is None:
        return Mismatch("type", output, got=describe(got), expected=_wanted(want))
    if loose_shape and array.size == want.size and _squeezed(array.shape) == _squeezed(want.shape):
        array = array.reshape(want.shape)
    if array.shape != want.shape:
        return Mismatch("shape", output, got_shape=array.shape, expected_shape=want.shape)
    if array.dtype.kind not in "iuf" and not (array.dtype.kind == "b" and want.dtype.kind == "b"):
        return Mismatch("dtype", output, got=str(array.dtype), expected="a real number type such as float64")
    return _compare_values(output, array.astype(np.float64), want.astype(np.float64), tolerance, str(array.dtype))


def _wanted(want: np.ndarray) -> str:
    return "a number" if want.ndim == 0 else f"a NumPy array of shape {want.shape}"


def _squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(n for n in shape if n != 1)


def _compare_values(
    output: str, got: np.ndarray, want: np.ndarray, tolerance: Tolerance, dtype: str
) -> Mismatch | None:
    finite = np.isfinite(got)
    if not finite.all():
        bad = np.argwhere(~finite)
        return Mismatch("not_finite", output, got=dtype, wrong=len(bad), total=got.size, first=tuple(map(int, bad[0])))
    allowed = tolerance.allowed(want)
    with np.errstate(all="ignore"):
        error = np.abs(got - want)
    wrong = ~(error <= allowed)  # this way round, so that NaN is wrong
    if not wrong.any():
        return None
    worst = np.unravel_index(int(np.argmax(np.where(wrong, error, -1.0))), error.shape)
    indices = [tuple(map(int, index)) for index in np.argwhere(wrong)[:ROWS]]
    return Mismatch(
        "values",
        output,
        got=dtype,
        wrong=int(wrong.sum()),
        total=wrong.size,
        first=indices[0],
        worst=tuple(map(int, worst)),
        worst_error=float(error[worst]),
        allowed=allowed,
        rows=tuple((index, float(got[index]), float(want[index])) for index in indices),
        grid=error_grid(error, allowed),
    )


def is_photo(shape: tuple[int, ...]) -> bool:
    """Whether an array is laid out (H, W, 3), rows and columns first, and not (..., H, W)."""
    return len(shape) == 3 and shape[-1] in (3, 4) and shape[0] not in (3, 4)


def error_grid(error: np.ndarray, allowed: float) -> tuple[tuple[int, ...], ...]:
    """Picture where an array is wrong: the worst error over all but its last two axes, in levels 0 to 4.

    Level 0 is right; 1 to 4 are errors up to 1 %, 10 %, 50 % and all of the largest one. Where nothing is right there
    is no picture.
    """
    if error.ndim < 2 or error.size == 0:
        return ()
    if is_photo(error.shape):
        error = error.max(axis=2)
    flat = error.reshape(-1, *error.shape[-2:]).max(axis=0)[: GRID[0], : GRID[1]]
    with np.errstate(all="ignore"):
        share = np.nan_to_num(flat / max(float(error.max()), 1e-300), nan=1.0)
    levels = np.where(flat <= allowed, 0, 1 + np.digitize(share, [0.01, 0.1, 0.5]))
    return tuple(tuple(int(v) for v in row) for row in levels) if levels.min() == 0 else ()
