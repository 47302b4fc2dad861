"""What is said of compiled cells and of speed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.wording import listed, plural

Writer = Callable[[Mapping[str, Any]], list[str]]


_REFUSED = {
    "surrogate": "the cell holds half a character and cannot be written as UTF-8",
    "size": "the cell is {} long, more than can be compiled",
    "nul": "there is a NUL character in this line",
    "encoding": "a cell is UTF-8, and this line declares it as {}",
    "directive": "the directive {} cannot be set in a cell",
    "time": "it was not compiled within the time there is",
    "many": "more than {} cells are compiled ones; the first of them are built",
    "stopped": "the compiler stopped before it was done",
}


def refusal(kind: str, text: str) -> str:
    """What is wrong with a cell, by the kind of the error and what it is about."""
    return _REFUSED[kind].format(text) if kind in _REFUSED else text[:300]


def _compile(d: Mapping[str, Any]) -> list[str]:
    lines = [f"{d['label'][0].upper()}{d['label'][1:]} does not compile, so that nothing in it could be called."]
    for kind, line, column, text, source in d["errors"]:
        place = f"line {line}, column {column}: " if column else f"line {line}: " if line else ""
        lines.append(f"  {place}{refusal(kind, text)}")
        lines += [f"    | {source}"] if source else []
    if d["total"] > len(d["errors"]):
        lines.append(f"  ... {plural(d['total'] - len(d['errors']), 'error')} more")
    return lines


def _not_compiled(d: Mapping[str, Any]) -> list[str]:
    return [
        f"{d['question']} is written in Python here; the question asks for compiled code. The first line of its answer "
        "cell is %%cython."
    ]


def _not_run_here(d: Mapping[str, Any]) -> list[str]:
    return [
        f"{d['question']} was not run here: there is no C compiler on this machine. It is compiled when it is graded. The "
        "README beside this notebook says how to install one."
    ]


def _speed(d: Mapping[str, Any]) -> list[str]:
    ratio, noise = d["ratio"], d["ratio"] * d["noise"]
    measured = (
        f"{d['question']} is {ratio:.3g} times as fast as plain loops, give or take {noise:.{1 if noise < 10 else 0}f}"
    )
    if "step" not in d:
        return [f"{measured}:", *_shapes(d)]
    if ratio >= d["step"]:
        return [f"{measured}."]
    if d["reached"]:
        return [f"{measured}: it counts as {d['step']:g}, since noise is rounded in your favour."]
    return [f"{measured}; these points are for {d['step']:g} times."]


def _shapes(d: Mapping[str, Any]) -> list[str]:
    return [f"  {name}: {ratio:.3g} times, {milliseconds:.3g} ms a call" for name, ratio, milliseconds in d["shapes"]]


def _speed_waits(d: Mapping[str, Any]) -> list[str]:
    return [f'Speed is timed once every case of "{d["group"]}" is right: an answer is right first, and then fast.']


def _speed_timeout(d: Mapping[str, Any]) -> list[str]:
    return [
        f"{d['question']} was given up when it was timed: one round did not end, or all of them took more than "
        f"{d['seconds']:g} seconds. Plain loops take a few milliseconds a call."
    ]


def _speed_wrong(d: Mapping[str, Any]) -> list[str]:
    return [
        f"{d['question']} was not right on what was timed ({d['shape']}), so that its speed does not count. Does it return "
        "a new array from every call?"
    ]


def _build_options(d: Mapping[str, Any]) -> list[str]:
    return [
        f"In {d['label']} these lines were not followed: {listed(d['lines'])}. Cells are compiled as C, with the same "
        "options for everybody."
    ]


WRITERS: dict[str, Writer] = {
    "compile": _compile,
    "not_compiled": _not_compiled,
    "not_run_here": _not_run_here,
    "speed": _speed,
    "speed_waits": _speed_waits,
    "speed_timeout": _speed_timeout,
    "speed_wrong": _speed_wrong,
    "build_options": _build_options,
}
