"""Compiled code of the course itself: built once, kept, and loaded into the grader."""

from __future__ import annotations

import contextlib
import importlib.machinery
import importlib.util
from typing import TYPE_CHECKING, Any

from grader.errors import AssignmentError
from grader.messages.compiled import refusal
from grader.sandbox.compile import FASTEST, Build, compile_extension, shared_utility

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def load_compiled(path: Path, store: Path | None = None, build: Build = FASTEST) -> Any:
    """Compile and load one trusted .pyx file of the course.

    Never for a submission: what is loaded here runs inside the grader.

    Args:
        path: the file; the module has its name.
        store: where the library is kept, so that it is compiled once.
        build: how; with bounds checks for tests.

    Raises:
        AssignmentError: there is no such file, or it does not compile; with its line.
        GraderError: there is no compiler.
    """
    if not path.is_file():
        raise AssignmentError("there is no such file; the answer to a compiled question belongs there", file=str(path))
    if store:
        with contextlib.suppress(OSError):
            shared_utility(store)  # not used here, and there when the first submission comes
    compiled = compile_extension(path.read_text(encoding="utf-8"), name=path.stem, build=build, store=store)
    if compiled.library is None:
        first = compiled.errors[0]
        raise AssignmentError(refusal(first.kind, first.text), file=str(path), line=first.line)
    with compiled.placed() as library:
        loader = importlib.machinery.ExtensionFileLoader(path.stem, str(library))
        spec = importlib.util.spec_from_loader(path.stem, loader)
        assert spec
        module = importlib.util.module_from_spec(spec)
        loader.exec_module(module)
    return module


def load_beside(path: Path, functions: Collection[str], store: Path | None) -> dict[str, Any]:
    """The compiled functions that stand beside a right answer in a folder of its own, `right/NAME/answers.py`.

    Args:
        path: the right answer.
        functions: the names of the assignment's questions; other compiled files there are left alone.
        store: where libraries are kept.

    Raises:
        AssignmentError: one does not compile; with its line.
        GraderError: there is no compiler.
    """
    beside = sorted(path.parent.glob("*.pyx")) if path.stem == "answers" else []
    return {file.stem: getattr(load_compiled(file, store), file.stem) for file in beside if file.stem in functions}
