"""The confined end of compiling a cell: one step, Cython or C, in a process that gives up everything else first.

No student code runs here. Student text steers two large programs, though, and both open files that the text names.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.sandbox import jail, landlock

if TYPE_CHECKING:
    from collections.abc import Callable

NOT_CONFINED = 99  # exit code: something was wrong before any student text was read
# where compilers and C libraries keep what they read; a folder that is not there is left out
_C_FOLDERS = (
    "/usr/include", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libexec", "/lib", "/lib64",
    "/usr/local/include", "/usr/local/lib/gcc", "/usr/local/libexec", "/usr/local/lib64",
)  # fmt: skip
_LOADERS = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")


def main() -> None:
    """Do the step that the first argument describes, as JSON."""
    try:
        step = json.loads(sys.argv[1])
        go = _cython if step["step"] == "cython" else _c
        run = go(step)
    except BaseException as err:
        print(f"{type(err).__name__}: {err}", flush=True)
        os._exit(NOT_CONFINED)
    run()


def _enter(step: dict[str, Any], read: list[Path], execute: list[Path]) -> None:
    walls, box = jail.Walls(**step["walls"]), Path(step["box"])
    devices = [Path(os.devnull)]
    ruleset = None
    if walls.files:
        read = [*read, Path(step["source"]), Path("/etc/ld.so.cache"), Path("/dev/urandom")]
        ruleset = landlock.ruleset(read, write=devices, execute=execute, change=[box])
    os.chdir(Path(step["source"]).parent)
    os.umask(0o077)
    jail.enter(jail.Limits(**step["limits"]), walls, ruleset, "compile")


def _cython(step: dict[str, Any]) -> Callable[[], object]:
    """Confine this process; return what writes the C file."""
    from Cython.Compiler import Main, ParseTreeTransforms, Pipeline  # type: ignore[import-untyped,unused-ignore]

    del Pipeline  # loaded here, while everything can still be opened
    sys.modules["pygments"] = None  # type: ignore[assignment]  # the HTML does without; it could not be opened later
    if step["forced"]:
        _keep(ParseTreeTransforms.InterpretCompilerDirectives, frozenset(step["forced"]))
    standard = Path(os.__file__).parent
    read = [entry for entry in standard.iterdir() if entry.name not in {"site-packages", "dist-packages"}]
    read += [Path(folder) for folder in ("/usr/lib", "/lib", "/lib64")]
    for package in ("Cython", "numpy"):
        found = importlib.util.find_spec(package)
        read += map(Path, (found and found.submodule_search_locations) or ())
    _enter(step, read, [])
    sys.argv = ["cython", *step["arguments"]]
    return Main.setuptools_main  # type: ignore[no-any-return,unused-ignore]


def _keep(transform: Any, forced: frozenset[str]) -> None:
    """Have Cython pass over what the text says of these directives, in its comments, decorators and with statements."""

    def without(directives: Any) -> Any:
        if not isinstance(directives, dict):
            return directives
        return {name: value for name, value in directives.items() if name not in forced}

    visit_module, visit_inner = transform.visit_ModuleNode, transform.visit_with_directives

    def module(self: Any, node: Any) -> Any:
        node.directive_comments = without(node.directive_comments)
        return visit_module(self, node)

    def inner(self: Any, node: Any, directives: Any, contents_directives: Any) -> Any:
        return visit_inner(self, node, without(directives), without(contents_directives))

    transform.visit_ModuleNode, transform.visit_with_directives = module, inner


def _c(step: dict[str, Any]) -> Callable[[], object]:
    """Confine this process; return what becomes the C compiler."""
    read = [Path(folder) for folder in (*_C_FOLDERS, *step["headers"])]
    _enter(step, read, [*map(Path, step["programs"]), *_loaders()])
    environment = {**jail.environment(), "TMPDIR": step["box"]}
    return lambda: os.execve(step["arguments"][0], step["arguments"], environment)  # noqa: S606 no shell is wanted


def _loaders() -> list[Path]:
    """The kernel's helper that starts programs; it has to be executable as they have."""
    found: list[Path] = []
    for folder in map(Path, _LOADERS):
        with contextlib.suppress(OSError):
            found += [*folder.glob("ld-*"), *folder.glob("*/ld-*")]
    return found
