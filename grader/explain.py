"""Hints: what kind of mistake a wrong value or an exception looks like, in a sentence that says where to look."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.causes import parameter
from grader.compare import is_photo
from grader.relations import related
from grader.wording import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.compare import Mismatch

_CLOSE = 1e-6


def explain(mismatch: Mismatch, got: Any, expected: Any, inputs: Mapping[str, Any]) -> str:
    """Say in one sentence what a wrong value looks like; empty where nothing fits.

    Args:
        mismatch: what the comparison found.
        got: the student's value.
        expected: the reference's value.
        inputs: the inputs of the case, for the stride, the pad and the sizes.
    """
    if mismatch.kind == "type":
        return "A function without a return statement returns None." if mismatch.got == "None" else ""
    if not isinstance(got, np.ndarray):
        return ""
    if mismatch.kind == "shape":
        return _explain_shape(mismatch.output, got.shape, np.shape(expected), inputs)
    if mismatch.kind == "not_finite":
        return "Look for a division by zero, the root of a negative number, or an array that was never filled in."
    if mismatch.kind != "values":
        return ""
    got, want = got.astype(np.float64), np.asarray(expected, dtype=np.float64)
    if is_photo(want.shape):
        got, want = np.moveaxis(got, 2, 0), np.moveaxis(want, 2, 0)
    sides, relations = partial(_sides, inputs=inputs), partial(related, inputs=inputs)
    for reason in (_whole_picture, _factor, _flip, _offset, _channel_factor, sides, relations):
        # a hint must never cost a verdict: where the arithmetic of one fails, there is none
        with np.errstate(all="ignore"), contextlib.suppress(ArithmeticError, ValueError, IndexError):
            if text := reason(mismatch.output, got.reshape(want.shape), want):
                return text
    return ""


def locate(output: str, got: Any, expected: Any) -> str:
    """Name the few images, channels, rows or columns that are wrong when all others are right; else empty."""
    want = np.asarray(expected, dtype=np.float64)
    if not isinstance(got, np.ndarray) or got.shape != want.shape or want.size < 6:
        return ""
    with np.errstate(all="ignore"):
        return _place(output, got.astype(np.float64), want)


# ---------------------------------------------------------------------------------------------- shapes


def _explain_shape(output: str, got: tuple[int, ...], want: tuple[int, ...], inputs: Mapping[str, Any]) -> str:
    if 0 in got and 0 not in want:
        return f"{output} is empty along one axis. What is a[0:-0]?"
    if [n for n in got if n != 1] == [n for n in want if n != 1]:
        return (
            f"{output} has the right number of values, but axes of length 1 too many or too few: "
            "index them away, as in out[0, 0], or look at keepdims."
        )
    if len(got) != len(want):
        return f"{output} has {len(got)} axes; {len(want)} are needed."
    if is_photo(want) and got[2] == want[2]:
        return _explain_size(output, got[:2], want[:2], parameter(inputs, "pad"))
    if len(want) >= 2 and got[:-2] == want[:-2] and not is_photo(want):
        return _explain_size(output, got[-2:], want[-2:], parameter(inputs, "pad"))
    if sorted(got) == sorted(want):
        return f"{output} has its axes in another order."
    return ""


def _explain_size(output: str, got: tuple[int, ...], want: tuple[int, ...], pad: int | None) -> str:
    high, wide = got[0] - want[0], got[1] - want[1]
    if pad and high == wide == 2 * pad:
        return f"{output} is larger by 2*pad in height and width: the padding is still on it."
    if pad and high == wide == -2 * pad:
        return f"{output} is smaller by 2*pad in height and width: was the padding taken off twice, or never put on?"
    if got == want[::-1]:
        return f"Height and width of {output} are swapped."
    if abs(high) <= 1 and abs(wide) <= 1:
        axis = "height" if wide == 0 else "width" if high == 0 else "height and width"
        return f"The {axis} of {output} {'are' if ' and ' in axis else 'is'} off by one. How many whole windows fit?"
    axis = "height" if wide == 0 else "width" if high == 0 else "height and width"
    verb = "do" if " and " in axis else "does"
    return f"The {axis} of {output} {verb} not follow (size + 2*pad - window) // stride + 1, each axis with its own window."


# ---------------------------------------------------------------------------------------------- values


def _whole_picture(output: str, got: np.ndarray, want: np.ndarray) -> str:
    if not got.any():
        return f"{output} is zero everywhere. Was it ever written to, or was everything below zero cut off?"
    if got.size > 2 and np.array_equal(got, np.maximum(want, 0)):
        return f"{output} is cut off at 0. Nothing is to be cut off here."
    if np.array_equal(got, np.clip(want, 0, 255)):
        return f"{output} is cut off at 0 and 255. Nothing is to be cut off here."
    if got.size > 1 and np.ptp(got) == 0:
        return f"Every entry of {output} is the same number."
    if np.array_equal(got, np.trunc(want)) or np.array_equal(got, np.floor(want)):
        return "The values are cut to whole numbers. Which dtype does the output array have?"
    bytes_ = got.min() >= 0 and got.max() <= 255
    if bytes_ and any(np.array_equal(got, whole % 256) for whole in (np.floor(want), np.trunc(want))):
        return "The values wrap around at 256, as uint8 does. Which dtype is the arithmetic done in?"
    return ""


def _channel_factor(output: str, got: np.ndarray, want: np.ndarray) -> str:
    """Each channel, or each entry of a vector a channel, has a factor of its own."""
    if want.ndim != 4 or want.size <= 2 * want.shape[1] or want.shape[1] < 2:
        return ""
    weight = (want * want).sum(axis=(0, 2, 3), keepdims=True)
    if not weight.all():
        return ""
    factor = (got * want).sum(axis=(0, 2, 3), keepdims=True) / weight
    if np.abs(got - factor * want).max() > _CLOSE * np.abs(want).max() or np.abs(factor - 1).max() < 1e-3:
        return ""
    return f"Each channel of {output} is right but for one factor. What is each channel multiplied or divided by once?"


def _factor(output: str, got: np.ndarray, want: np.ndarray) -> str:
    weight = float((want * want).sum())
    if got.size < 2 or weight == 0:
        return ""
    factor = float((got * want).sum()) / weight
    if (
        not np.isfinite(factor)
        or abs(factor) < 1e-3
        or abs(factor - 1) < 1e-2
        or np.abs(got - factor * want).max() > _CLOSE * np.abs(want).max()
    ):
        return ""
    if abs(factor + 1) < _CLOSE:
        return f"{output} has the opposite sign everywhere."
    times, inverse = round(factor), round(1 / factor)
    if "running" in output:
        return f"{output} is {factor:.4g} times what it should be, everywhere. Which share of the new value is stored?"
    if times > 1 and abs(factor - times) < _CLOSE:
        return f"{output} is exactly {times} times what it should be: counted {times} times, or summed where a mean is asked for?"
    if inverse > 1 and abs(1 / factor - inverse) < 1e-5:
        return f"{output} is exactly 1/{inverse} of what it should be: averaged, or divided once too often?"
    return f"{output} is {factor:.4g} times what it should be, everywhere."


def _flip(output: str, got: np.ndarray, want: np.ndarray) -> str:
    if got.ndim < 2:
        return "The entries are right but in reverse order." if got.size > 2 and np.array_equal(got[::-1], want) else ""
    for name, flipped in (
        ("upside down", want[..., ::-1, :]),
        ("mirrored left to right", want[..., ::-1]),
        ("rotated by 180 degrees", want[..., ::-1, ::-1]),
    ):
        if np.allclose(got, flipped, rtol=0, atol=_CLOSE):
            return f"{output} is right but {name}."
    square = want.shape[-1] == want.shape[-2]
    if square and np.allclose(got, np.swapaxes(want, -1, -2), rtol=0, atol=_CLOSE):
        return f"{output} is right but its rows and columns are swapped."
    if np.allclose(np.sort(got, axis=None), np.sort(want, axis=None), rtol=0, atol=_CLOSE) and np.ptp(want) > 0:
        where = "" if want.ndim == 2 else " Look at the order of its axes before a reshape."
        if output.startswith(("d", "grad")):
            where = " Follow one entry of dout: where should it arrive, and where does your code put it?"
        return f"{output} holds the right values in the wrong places.{where}"
    return ""


def _offset(output: str, got: np.ndarray, want: np.ndarray) -> str:
    error = got - want
    if want.ndim == 4 and want.size > 2 * want.shape[1] and np.ptp(error, axis=(0, 2, 3)).max() < _CLOSE:
        return f"Each channel of {output} is off by one constant. What does each channel add once?"
    if want.ndim and want.size > 2 and np.ptp(error) < _CLOSE:
        return f"Every entry of {output} is off by the same number."
    return ""


def _place(output: str, got: np.ndarray, want: np.ndarray) -> str:
    wrong = np.abs(got - want) > _CLOSE * max(1.0, float(np.abs(want).max()))
    if wrong.sum() < 3:
        return ""
    names = {4: ("image", "channel", "row", "column"), 3: ("row", "column", "channel"), 2: ("row", "column")}
    for axis, name in enumerate(names.get(want.ndim, ())):
        size = want.shape[axis]
        hit = np.flatnonzero(wrong.any(axis=tuple(k for k in range(want.ndim) if k != axis)))
        if size > 1 and 0 < len(hit) <= size // 2:
            where = listed(map(str, hit))
            return f"Only {name}{'s' * (len(hit) > 1)} {where} of {output} {'are' if len(hit) > 1 else 'is'} wrong."
    return ""


def _sides(output: str, got: np.ndarray, want: np.ndarray, inputs: Mapping[str, Any]) -> str:
    """Wrong on one side of 0 of an input of the same shape, right on the other, as where a ReLU has its kink."""
    wrong = ~np.isclose(got, want, rtol=_CLOSE, atol=_CLOSE)
    for name, value in inputs.items():
        if not isinstance(value, np.ndarray) or value.shape != want.shape or wrong.all() or want.size < 4:
            continue
        sides = {"below 0": value < 0, "0": value == 0, "above 0": value > 0, "0 or below": value <= 0}
        for side, there in {**sides, "0 or above": value >= 0}.items():
            if np.array_equal(wrong, there):
                return f"{output} is wrong wherever {name} is {side}, and right everywhere else."
    return ""
