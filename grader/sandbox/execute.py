"""Run the calls of one request against a set of functions: the same code for a student's and the reference's."""

from __future__ import annotations

import contextlib
import copy
import re
import time
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.records import Fault, Outcome, Replay, Request, Verdict
from grader.sandbox.seal import Sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

CELL_FILE = "<student: {}>"
COMPILED: dict[str, str] = {}  # file that a compiled cell names in tracebacks -> the cell's label
_KERNELS_CELL = "_cython_magic_"  # files that compiled cells of a student's own kernel name
_PATH = re.compile(r"(\w+)\[(\w+)\]")


def resolve(name: str, values: Mapping[str, Any]) -> Any:
    """Look up "out" or "bn_param[running_mean]"; KeyError where there is none."""
    path = _PATH.fullmatch(name)
    return values[path.group(1)][path.group(2)] if path else values[name]


def prepare(value: Any, layout: str, read_only: bool) -> Any:
    """Copy an input, its arrays in the given memory layout: "C", "F" or "strided" (every second of a larger one)."""
    if isinstance(value, dict):
        return {key: prepare(item, layout, read_only) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(prepare(item, layout, read_only) for item in value)
    if not isinstance(value, np.ndarray):
        return copy.deepcopy(value)
    if layout == "strided" and value.ndim:
        room = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), dtype=value.dtype)
        made = room[..., ::2]
        made[...] = value
    else:
        made = np.array(value, order="F" if layout == "F" else "C")
    made.flags.writeable = not read_only
    return made


def same(left: Any, right: Any) -> bool:
    """Whether two inputs hold the same values, arrays bit by bit."""
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, (tuple, list)) and type(left) is type(right):
        return len(left) == len(right) and all(map(same, left, right))
    return type(left) is type(right) and bool(left == right)


def play_back(
    replays: tuple[Replay | Sealed, ...], function: str, own: Callable[..., Any] | None
) -> Callable[..., Any]:
    """Make a stand-in that gives recorded answers to recorded questions, and asks the student's function otherwise."""
    mine = [r for r in replays if r.function == function]

    def stand_in(*args: Any, **kwargs: Any) -> Any:
        given = {**mine[0].defaults, **dict(zip(mine[0].parameters, args)), **kwargs}
        for replay in mine:
            if isinstance(replay, Sealed):
                with contextlib.suppress(LookupError):
                    return replay.opened(given)
                continue
            if given.keys() == replay.arguments.keys() and all(
                _alike(given[k], v) for k, v in replay.arguments.items()
            ):
                return copy.deepcopy(replay.result)
        if own is None:
            raise NotImplementedError(f"{function} is not written yet")
        return own(*args, **kwargs)

    return stand_in


def _alike(left: Any, right: Any) -> bool:
    """Whether two arguments mean the same: equal numbers, equal arrays of any layout and width, equal items."""
    if isinstance(right, dict):
        return isinstance(left, dict) and all(key in left and _alike(left[key], item) for key, item in right.items())
    try:
        return bool(np.shape(left) == np.shape(right) and np.all(np.asarray(left) == np.asarray(right)))
    except (TypeError, ValueError):
        return False


def run(functions: MutableMapping[str, Any], request: Request) -> Outcome:
    """Make the calls of a request, one after the other, on private copies of its inputs.

    Args:
        functions: the namespace that holds the functions; replayed ones are put into it for the time of the calls.
        request: inputs, calls and what is wanted back.

    Returns:
        An Outcome; PASSED means that every call returned, and `values` holds what was wanted and is there.
    """
    objects = {name: prepare(value, request.layout, request.read_only) for name, value in request.inputs.items()}
    before = {name: prepare(value, request.layout, False) for name, value in request.inputs.items()}
    given = {name: objects[name] for name in before}
    replayed = {r.function for r in request.replays}
    own = {name: functions.get(name) for name in replayed}
    functions.update({name: play_back(request.replays, name, own[name]) for name in replayed})
    changed: dict[str, str] = {}
    fault = None
    start = time.perf_counter()
    try:
        for number, call in enumerate(request.calls):
            if not fault and (fault := _call(functions, call, objects)):
                fault = replace(fault, call=number)
            for name in (n for key in before for n in differences(key, before[key], given[key])):
                changed.setdefault(name, call.function)
    finally:
        for name, value in own.items():
            functions[name] = value
            if value is None:
                del functions[name]
    verdict = Verdict.PASSED
    if fault:
        verdict = Verdict.MEMORY if fault.type_name == "MemoryError" else Verdict.RAISED
    values = {}
    for name in request.want:
        try:
            values[name] = resolve(name, objects)
        except (KeyError, TypeError, IndexError):
            continue
    return Outcome(verdict, values, changed, fault, seconds=time.perf_counter() - start)


def differences(name: str, before: Any, after: Any) -> list[str]:
    """What of an input is no longer as it was: its name, or for a dict the keys, "bn_param[eps]"."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = {**before, **after}
        absent = object()
        return [f"{name}[{key}]" for key in keys if not same(before.get(key, absent), after.get(key, absent))]
    return [] if same(before, after) else [name]


def _call(functions: Mapping[str, Any], call: Any, objects: dict[str, Any]) -> Fault | None:
    try:
        result = functions[call.function](*[objects[name] for name in call.arguments])
    except BaseException as err:  # SystemExit and KeyboardInterrupt are the student's too
        return describe(err, call.function)
    if len(call.returns) == 1:
        objects[call.returns[0]] = result
        return None
    if not isinstance(result, (tuple, list)) or len(result) != len(call.returns):
        got = f"{len(result)} values" if isinstance(result, (tuple, list)) else type(result).__name__
        return Fault("", got, call.function, kind="returned")
    objects.update(zip(call.returns, result))
    return None


def describe(err: BaseException, function: str) -> Fault:
    """Tell an exception as data: its type, its text, and the innermost line that the student wrote."""
    try:
        text = str(err)
    except BaseException as broken:
        text = f"(its text could not be made: {type(broken).__name__})"
    frames = traceback.extract_tb(err.__traceback__)
    written = [f for f in frames if f.filename.startswith("<student: ") or f.filename in COMPILED]
    written = written or [f for f in frames if "ipykernel" in f.filename or f.filename.startswith(_KERNELS_CELL)]
    bases = tuple(base.__name__ for base in type(err).__mro__[:10])
    if not written:
        return Fault(type(err).__name__, text[:2000], function, bases=bases)
    last = written[-1]
    label, line = COMPILED.get(last.filename, ""), last.lineno or 0
    if last.filename.startswith("<student: "):
        label = last.filename.removeprefix("<student: ").removesuffix(">")
    elif last.filename.startswith(_KERNELS_CELL):
        label, line = "the compiled cell", line + 1  # the kernel does not count the magic's line
    return Fault(type(err).__name__, text[:2000], function, label, line, (last.line or "")[:200], bases)
