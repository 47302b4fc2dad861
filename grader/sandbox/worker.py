"""The other process: it jails itself, loads a student's definitions, and answers requests until it is killed.

Nothing that it says is believed. It imports the standard library, numpy, the records, the wire and the readers
of notebooks, and no module that knows a right answer.
"""

from __future__ import annotations
import __future__

import ast
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import linecache
import os
import sys
import types
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader.definitions import extract
from grader.errors import SubmissionError
from grader.records import Call, Request, SourceFile
from grader.sandbox import attempts, execute, jail, rounds, wire
from grader.sandbox.seal import Sealed


def main() -> None:
    """Serve requests on the socket whose number is the first argument, confined as the second says."""
    prepare()
    serve(int(sys.argv[1]), Confinement.read(json.loads(sys.argv[2])))


def prepare() -> None:
    """What can be done before a worker is told what it is for."""
    _forget_surroundings()
    np.seterr(all="ignore")


@dataclass(frozen=True)
class Confinement:
    """How a worker confines itself: its limits and walls, and what it may import and read. `ready` is the frame that it sends then."""

    limits: jail.Limits
    walls: jail.Walls
    packages: tuple[str, ...]
    files: tuple[Path, ...]
    ready: bytes

    @classmethod
    def read(cls, raw: dict[str, Any]) -> Confinement:
        """Make one from what the grader sent."""
        limits, walls = jail.Limits(**raw["limits"]), jail.Walls(**raw["walls"])
        ready = wire.dump({"id": raw["id"], "reply": {"ready": True}})
        return cls(limits, walls, tuple(raw["packages"]), tuple(map(Path, raw["files"])), ready)


def serve(channel: int, confinement: Confinement, ruleset: int | None = None) -> None:
    """Confine this process, then answer requests until the other end closes.

    Args:
        channel: descriptor of the socket.
        confinement: how.
        ruleset: what it may read, where that was written down already.
    """
    walls = confinement.walls
    if walls.files and ruleset is None:
        ruleset = jail.readable(confinement.packages, confinement.files)
    jail.enter(confinement.limits, walls, ruleset)
    sys.meta_path.insert(0, _ListedOnly(confinement.packages))
    os.write(channel, confinement.ready)
    handlers = {"extract": _extract, "load": _load, "run": _run, "attempt": _attempt}
    handlers |= {"hold": rounds.hold, "time": _time, "fetch": rounds.fetch}
    while True:
        request = _receive(channel)
        reply = handlers[request["ask"]](request)
        for stream in ("stdout", "stderr"):
            with contextlib.suppress(Exception):  # the student may have replaced, closed or deleted it
                getattr(sys, stream).flush()
        _send(channel, request["id"], reply)


def _forget_surroundings() -> None:
    """Leave no way to import what lies beside the package, as the solutions do in a checkout."""
    parent = Path(__file__).resolve().parents[2]
    if not (parent / "numpy").is_dir():
        sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != parent]


def _receive(channel: int) -> dict[str, Any]:
    prefix = _exactly(channel, wire.PREFIX.size)
    header, body = wire.sizes(prefix)
    message: dict[str, Any] = wire.load(prefix + _exactly(channel, header + body))
    return message


def _exactly(channel: int, count: int) -> bytes:
    parts = []
    while count:
        part = os.read(channel, min(count, 1 << 20))
        if not part:
            os._exit(0)
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _send(channel: int, request_id: int, reply: Any) -> None:
    try:
        frame = wire.dump({"id": request_id, "reply": reply})
    except (wire.WireError, MemoryError):
        frame = wire.dump({"id": request_id, "reply": {"too_large": True}})
    unsent = memoryview(frame)
    while unsent:  # written as to a file: calls for sockets are filtered
        unsent = unsent[os.write(channel, unsent[: 1 << 20]) :]


# ---------------------------------------------------------------------------------------------- extract


def _extract(request: dict[str, Any]) -> dict[str, Any]:
    """Read each file; say what it defines, or why it cannot be read."""
    found = []
    for name, content in request["files"]:
        try:
            e = extract(SourceFile(name, content.tobytes()), tuple(request["functions"]))
        except SubmissionError as err:
            found.append({"file": name, "error": [err.kind, err.data]})
            continue
        except (RecursionError, MemoryError):
            found.append({"file": name, "error": ["not_json", {"line": 0, "reason": "it is nested too deep"}]})
            continue
        found.append(
            {
                "file": name,
                "pieces": [
                    [p.label, p.source, {n: list(k) for n, k in (p.keep or {}).items()}, p.question, p.compiled]
                    for p in e.pieces
                ],
                "defined": list(e.defined),
                "stubs": list(e.stubs),
                "names": list(e.names),
                "problems": [[m.kind, m.data] for m in e.problems],
                "broken": {question: [m.kind, m.data] for question, m in e.broken.items()},
            }
        )
    return {"found": found}


# ---------------------------------------------------------------------------------------------- load

_namespace: dict[str, Any] = {}


class _ListedOnly(importlib.abc.MetaPathFinder):
    """Refuse what the question does not list, in words; the file allow-list refuses it to whoever removes this."""

    def __init__(self, packages: tuple[str, ...]) -> None:
        self._packages = {*packages, "grader", "submission"}

    def find_spec(self, fullname: str, _path: Any = None, _target: Any = None) -> Any:
        top = fullname.partition(".")[0]
        if top in sys.stdlib_module_names or top in self._packages:
            return None
        if any(isinstance(finder, _Siblings) and top in finder.sources for finder in sys.meta_path):
            return None
        raise ModuleNotFoundError(f"No module named {top!r}", name=fullname)


class _Siblings(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Python files that were handed in beside the notebook, importable by name, last of all places."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = sources

    def find_spec(self, fullname: str, _path: Any = None, _target: Any = None) -> Any:
        return importlib.util.spec_from_loader(fullname, self) if fullname in self.sources else None

    def exec_module(self, module: types.ModuleType) -> None:
        source = self.sources[module.__name__]
        label = execute.CELL_FILE.format(f"{module.__name__}.py")
        _remember(label, source)
        exec(_compiled(source, label), module.__dict__)


def _remember(label: str, source: str) -> None:
    """Let tracebacks show the student's lines."""
    linecache.cache[label] = (len(source), None, source.splitlines(keepends=True), label)


def _load(request: dict[str, Any]) -> dict[str, Any]:
    """Execute the setup cells and the kept statements of the student's, each on its own, in one namespace."""
    module = types.ModuleType("submission")
    sys.modules["submission"] = module
    sys.meta_path.append(_Siblings(dict(request["siblings"])))
    _namespace.clear()
    module.__dict__.update(__name__="submission", __builtins__=__builtins__)
    _namespace["module"] = module.__dict__
    warnings.simplefilter("ignore")
    problems = [
        problem
        for name, extension in request["extensions"].items()
        if (problem := _load_extension(name, module.__dict__, *extension))
    ]
    for label, source, keep in request["pieces"]:
        name = execute.CELL_FILE.format(label)
        _remember(name, source)
        for node in _kept(source, keep):
            try:
                exec(_compiled(ast.Module([node], []), name), module.__dict__)
            except BaseException as err:
                problems.append(
                    _fault(execute.describe(err, "")) | {"line": getattr(node, "lineno", 0), "label": label}
                )
    callables = [name for name in request["functions"] if callable(module.__dict__.get(name))]
    return {"problems": problems[:20], "callables": callables}


def _load_extension(
    name: str, namespace: dict[str, Any], path: str, label: str, source: str, seen: bool
) -> dict[str, Any] | None:
    """Load a compiled cell and take its names, as the notebook does; return what went wrong."""
    execute.COMPILED[f"{name}.pyx"] = label
    _remember(f"{name}.pyx", source)
    loader = importlib.machinery.ExtensionFileLoader(name, path)
    try:
        spec = importlib.util.spec_from_loader(name, loader)
        assert spec is not None
        sys.modules[name] = extension = importlib.util.module_from_spec(spec)
        loader.exec_module(extension)
    except BaseException as err:
        return _fault(execute.describe(err, "")) | {"label": label}
    if seen:
        namespace.update({key: value for key, value in vars(extension).items() if not key.startswith("_")})
    return None


def _compiled(source: Any, name: str) -> types.CodeType:
    """Compile student code; annotations are not evaluated, so that what they name need not be there."""
    flags = __future__.annotations.compiler_flag
    code: types.CodeType = compile(source, name, "exec", flags=flags, dont_inherit=True)
    return code


def _kept(source: str, keep: list[int] | None) -> list[ast.stmt]:
    """The statements to execute, an import of several modules taken apart: one that is missing costs no other."""
    kept: list[ast.stmt] = []
    for index, node in enumerate(ast.parse(source).body):
        if keep is not None and index not in keep:
            continue
        if isinstance(node, ast.Import):
            kept += [ast.copy_location(ast.Import([alias]), node) for alias in node.names]
        else:
            kept.append(node)
    return kept


# ---------------------------------------------------------------------------------------------- run


def _fault(fault: Any) -> dict[str, Any]:
    return {
        "kind": fault.kind,
        "type_name": fault.type_name,
        "text": fault.text,
        "function": fault.function,
        "label": fault.label,
        "line": fault.line,
        "source": fault.source,
        "bases": list(fault.bases),
        "call": fault.call,
    }


def _run(request: dict[str, Any]) -> dict[str, Any]:
    """Make the calls of some cases, one after the other."""
    return {"outcomes": [_run_one(case) for case in request["cases"]]}


def _run_one(case: dict[str, Any]) -> dict[str, Any]:
    replays: tuple[Any, ...] = tuple(
        Sealed(**{**raw, "parameters": tuple(raw["parameters"])}) for raw in case.get("replays", ())
    )
    calls = tuple(Call(f, tuple(a), tuple(r)) for f, a, r in case["calls"])
    asked = Request(
        case["inputs"], calls, tuple(case["want"]), case.get("layout", "C"), case.get("read_only", False), replays
    )
    outcome = execute.run(_namespace["module"], asked)
    return {
        "verdict": outcome.verdict.value,
        "values": dict(outcome.values),
        "changed": dict(outcome.changed),
        "fault": _fault(outcome.fault) if outcome.fault else None,
    }


def _time(request: dict[str, Any]) -> dict[str, Any]:
    """Make the calls of a timed round."""
    function = _namespace["module"][request["function"]]
    try:
        return {"made": rounds.made(function)}
    except BaseException as err:
        return {"fault": _fault(execute.describe(err, request["function"]))}


def _attempt(request: dict[str, Any]) -> dict[str, Any]:
    """Try what must not be possible; asked of workers that hold no student code."""
    return {"made": attempts.made(request["grader"], [Path(path) for path in request["secrets"]])}
