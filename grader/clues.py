"""What helps to explain a wrong answer: mistakes that are known, and how far one changed entry reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Together = dict[str, set[str]]  # hint for a mistake made in several questions -> those in which it was recognised
Marks = Mapping[str, str]  # output that is wrong -> what its value looks like, as 8 bytes in hexadecimal
Reach = tuple[tuple[int, ...], ...]  # the indices at which something changes, axis by axis; empty where nothing does


@dataclass(frozen=True)
class KnownMistake:
    """A mistake that students make: what it does to each case, and what to say to whoever has made it."""

    hint: str
    marks: Mapping[str, Marks] = field(default_factory=dict)  # case -> marks; cases that it gets right are left out
    others: tuple[str, ...] = ()  # questions that must be wrong in the same way, for a mistake made in several at once


@dataclass(frozen=True)
class Trace:
    """One entry of an input is changed: which entries of each output should change with it."""

    input: str
    index: tuple[int, ...]
    reach: Mapping[str, Reach]
