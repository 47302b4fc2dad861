"""The compiled cells of one submission: built in the background while other questions are asked."""

from __future__ import annotations

import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from grader.causes import explain_refusal
from grader.errors import GraderError
from grader.records import Message, Piece
from grader.sandbox.client import Extension
from grader.sandbox.compile import (
    AS_WRITTEN,
    CHECKED,
    UTILITY,
    Build,
    Compiled,
    compile_extension,
    shared_utility,
)
from grader.sandbox.pyx import CompileError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from concurrent.futures import Future
    from pathlib import Path

SECONDS = 40.0  # that one build of one cell may take; a large one takes 6 on a slow machine
ALL_SECONDS = 180.0  # that all of them may take
LEAST = 1.0  # seconds in which it is worth while to begin
MOST_CELLS = 12  # that are compiled; an assignment asks for a few
TOLD = 3  # errors of one cell


class Builds:
    """The cells and what became of them, each known by the module's name. Closing it ends what is still being built."""

    def __init__(self, pieces: Sequence[Piece], timed: Collection[str], store: Path | None, deadline: float) -> None:
        """Begin to build.

        Args:
            pieces: of the submission, those that are not compiled too.
            timed: functions whose speed counts; only what they need is built as its author wrote it.
            store: where libraries are kept between submissions; nowhere where None is given.
            deadline: on the monotonic clock, until when everything must be done.
        """
        compiled = [piece for piece in pieces if piece.compiled]
        self._cells = {f"cell_{number}": piece for number, piece in enumerate(compiled, 1)}
        self._store, self._deadline = store, min(deadline, time.monotonic() + ALL_SECONDS)
        self._stop, self._placed = threading.Event(), contextlib.ExitStack()
        self._paths: dict[tuple[str, Build], Path] = {}
        self._utility = self._shared() if compiled and store else None
        self._pool = ThreadPoolExecutor(2, "builds") if compiled else None
        self._jobs: dict[tuple[str, Build], Future[Compiled]] = {}
        for build, cells in ((CHECKED, list(self._cells)), (AS_WRITTEN, self._needed(timed))):
            for name in cells:
                self._job(name, build)

    def _shared(self) -> Compiled | None:
        """The module that all cells share, where there is a place to keep it."""
        assert self._store
        with contextlib.suppress(OSError, GraderError):  # each cell that needs a compiler says what is the matter
            return shared_utility(self._store)
        return None

    def _needed(self, functions: Collection[str]) -> list[str]:
        return [name for name, piece in self._cells.items() if piece.kept_for(functions) != []]

    def _job(self, name: str, build: Build) -> Future[Compiled]:
        if (name, build) not in self._jobs:
            assert self._pool is not None
            self._jobs[name, build] = self._pool.submit(self._compile, name, build)
        return self._jobs[name, build]

    def _compile(self, name: str, build: Build) -> Compiled:
        seconds = min(SECONDS, self._deadline - time.monotonic())
        if name not in list(self._cells)[:MOST_CELLS]:
            return Compiled(name, errors=(CompileError("many", 0, 0, str(MOST_CELLS)),))
        if seconds < LEAST:
            return Compiled(name, errors=(CompileError("time", 0, 0, ""),))
        source = self._cells[name].source
        lean = self._utility is not None
        return compile_extension(
            source, name=name, build=build, store=self._store, seconds=seconds, stop=self._stop, lean=lean
        )

    def extensions(self, functions: Collection[str], build: Build = CHECKED) -> dict[str, Extension]:
        """What a worker loads to call some functions, once it is built; cells that do not compile are left out.

        Raises:
            GraderError: the compiler is missing or does not work.
        """
        found = {}
        for name in self._needed(functions):
            compiled = self._job(name, build).result()
            if compiled.library is None:
                continue
            if (name, build) not in self._paths:
                self._paths[name, build] = self._placed.enter_context(compiled.placed())
            piece = self._cells[name]
            found[name] = Extension(self._paths[name, build], piece.label, piece.source)
        if found and self._utility:
            found = {UTILITY: self._placed_utility(self._utility), **found}
        return found

    def _placed_utility(self, utility: Compiled) -> Extension:
        key = (UTILITY, AS_WRITTEN)
        if key not in self._paths:
            self._paths[key] = self._placed.enter_context(utility.placed())
        return Extension(self._paths[key], seen=False)

    def failure(self, functions: Collection[str], build: Build = CHECKED) -> Message | None:
        """Why the first cell that some functions need and that does not compile does not.

        Raises:
            GraderError: the compiler is missing or does not work.
        """
        for name in self._needed(functions):
            compiled = self._job(name, build).result()
            if compiled.library is None:
                return _failure(self._cells[name], compiled)
        return None

    def ignored(self) -> list[Message]:
        """Lines of the cells that were meant to steer the compiler and did not, of cells that are built by now."""
        jobs = [(name, job) for (name, build), job in self._jobs.items() if build is CHECKED and job.done()]
        done = [(name, job.result()) for name, job in jobs if job.exception() is None]
        return [
            Message("build_options", {"label": self._cells[name].label, "lines": list(compiled.ignored)})
            for name, compiled in done
            if compiled.ignored
        ]

    def settle(self) -> None:
        """Wait until nothing is being built any more, so that nothing disturbs a timing."""
        wait(self._jobs.values())

    def close(self) -> None:
        """End what is still being built, and forget the libraries."""
        self._stop.set()
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._placed.close()


def _failure(piece: Piece, compiled: Compiled) -> Message:
    """The errors of a cell, with the lines that they are about."""
    lines = piece.source.split("\n")
    errors = [
        [e.kind, e.line, e.column, e.text, lines[e.line - 1].strip()[:200] if 0 < e.line <= len(lines) else ""]
        for e in compiled.errors
    ]
    hint = explain_refusal([e.text for e in compiled.errors])
    return Message("compile", {"label": piece.label, "errors": errors[:TOLD], "total": len(errors), "hint": hint})
