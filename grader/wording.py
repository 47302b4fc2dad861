"""Numbers, shapes, lists and other people's text as they stand in a sentence."""

from __future__ import annotations

import re
from typing import Any

_CONTROL = re.compile(
    r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """A student's text made safe to print: no escape codes, no control or direction characters."""
    return _CONTROL.sub("", text)


def plural(count: int, noun: str) -> str:
    """1 value, 2 values."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def decimal(value: float) -> str:
    """A value in at most 10 characters where that is exact, as it is for the probes, else to 6 digits."""
    text = f"{value + 0.0:.12g}"
    return text if len(text) <= 10 else f"{value:.6g}"


def index_of(index: Any) -> str:
    """[0, 2] as it stands behind an array's name; nothing for a single number."""
    return f"[{', '.join(map(str, index))}]" if index else ""


def key_of(name: str) -> str:
    """bn_param["running_var"], as it is written, for an entry of a dict."""
    return re.sub(r"\[(\w+)\]", r'["\1"]', name)


def shape_of(shape: Any) -> str:
    """(2, 3), or in words for a single number."""
    numbers = list(shape)
    if not numbers:
        return "() (a single number)"
    return f"({numbers[0]},)" if len(numbers) == 1 else f"({', '.join(map(str, numbers))})"


def listed(words: Any) -> str:
    """dx, dw and db."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def grid_lines(grid: Any) -> list[str]:
    """The picture of where an array is wrong, as text: # wrong, . right."""
    return ["".join(".:+*#"[level] for level in row) for row in grid]
