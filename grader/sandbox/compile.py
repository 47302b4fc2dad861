"""The grader's end of compiling a Cython cell: text in, the bytes of a library or the errors out.

The library is never opened here: a library runs code when it is loaded, so only a worker loads it.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import selectors
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import GraderError
from grader.sandbox import client, compiler, jail, launch, pyx, toolchain
from grader.sandbox.pyx import CompileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECONDS = 60.0
LOOK_UP = 0.2  # seconds after which one looks whether the result is still wanted
MAX_C, MAX_LIBRARY, MAX_OUTPUT = 32 << 20, 16 << 20, 8 << 10  # bytes
LIMITS = jail.Limits(address_space=2 << 30, cpu_seconds=60, open_files=256, processes=32, file_size=MAX_C)
_C_FLAGS = (
    "-shared", "-fPIC", "-pipe", "-w", "-fwrapv", "-fno-strict-aliasing", "-DNDEBUG",
    "-DNPY_NO_DEPRECATED_API=NPY_1_7_API_VERSION", "-fno-diagnostics-show-caret", "-fdiagnostics-color=never",
    "-fmax-errors=20", "-ftrack-macro-expansion=0",
)  # fmt: skip


@dataclass(frozen=True)
class Build:
    """How a cell is compiled.

    Args:
        forced: directives that hold whatever the cell says.
        flags: how gcc optimises.
    """

    forced: tuple[tuple[str, bool], ...] = ()
    flags: tuple[str, ...] = ("-O3",)


CHECKED = Build((("boundscheck", True), ("initializedcheck", True), ("nonecheck", True)), ("-O0",))
AS_WRITTEN = Build(flags=("-O2", "-fvect-cost-model=dynamic"))  # compiles a quarter faster than -O3, vectorises as much
FASTEST = Build()
UTILITY = "cython_utility"  # name of the module that cells share
_SHARED_SINCE = (3, 1)  # version of Cython
_PROVEN: set[tuple[Build, toolchain.Tools]] = set()  # builds that are known to work here


@dataclass(frozen=True)
class Compiled:
    """What became of a cell: a library, or errors.

    Args:
        name: the module's name.
        library: the bytes of the shared library; None where there are errors.
        errors: why there is none.
        output: what the compilers printed, shortened, without our paths.
        ignored: lines of the cell that were meant to steer the build and did not.
        cached: whether it was compiled earlier.
        annotated: HTML that shows how each line became C, where asked for; written by a confined process, so not to be
            put into a page of ours.
    """

    name: str
    library: bytes | None = None
    errors: tuple[CompileError, ...] = ()
    output: str = ""
    ignored: tuple[str, ...] = ()
    cached: bool = False
    annotated: str | None = None

    @contextlib.contextmanager
    def placed(self) -> Iterator[Path]:
        """Have the library as a file that a worker of any user can be given to read."""
        if self.library is None:
            raise GraderError(f"{self.name} was not compiled")
        folder = Path(tempfile.mkdtemp(prefix="grader-"))
        try:
            folder.chmod(0o711)
            path = folder / f"{self.name}.so"
            path.write_bytes(self.library)
            path.chmod(0o444)
            yield path
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def compile_extension(
    source: str,
    *,
    name: str = "cell",
    build: Build = AS_WRITTEN,
    store: Path | None = None,
    annotate: bool = False,
    seconds: float = SECONDS,
    walls: jail.Walls | None = None,
    stop: threading.Event | None = None,
    lean: bool = False,
) -> Compiled:
    """Compile a cell.

    Args:
        source: its text; a first line that begins with %%cython counts as a line and does nothing.
        name: of the module.
        build: how.
        store: a folder of the grader's own, in which libraries are kept between calls.
        annotate: whether the HTML is wanted too; it is not kept in the store.
        seconds: for everything together.
        walls: what confines the compilers; all that this machine offers where nothing is given.
        stop: set by another thread when nobody waits for the result any more.
        lean: leave out what `shared_utility` holds, which must then be loaded first; a third of the time.

    Raises:
        GraderError: there is no compiler, or it does not work.
    """
    assert re.fullmatch(r"[A-Za-z]\w{0,40}", name)
    text, ignored = pyx.without_magic(source)
    if errors := pyx.refused(text):
        return Compiled(name, errors=errors, ignored=ignored)
    tools = toolchain.tools()
    entry = None
    if store is not None and not annotate:
        with contextlib.suppress(OSError):  # a course that cannot be written to is compiled anew each time
            entry = toolchain.entry(store, text, name, build.forced, build.flags, _C_FLAGS, lean, asdict(tools))
        if entry and (kept := toolchain.kept(entry, MAX_LIBRARY)) is not None:
            return Compiled(name, kept, ignored=ignored, cached=True)
    until = time.monotonic() + seconds
    job = _Job(name, text, build, annotate, walls or _walls(), until, tools, stop, lean)
    compiled = job.do()
    if any(e.kind in ("time", "stopped") for e in compiled.errors) and not (stop and stop.is_set()):
        _prove(build, tools, job.walls)
    if entry is not None and compiled.library is not None:
        with contextlib.suppress(OSError):
            toolchain.keep(entry, compiled.library)
    return replace(compiled, ignored=ignored)


def shared_utility(store: Path) -> Compiled | None:
    """What every cell with memoryviews needs of Cython, as a module that all of them share; None where Cython is too old.

    It takes longer to compile than the cells themselves, so it is built once and kept.

    Args:
        store: where it is kept.

    Raises:
        GraderError: there is no compiler.
    """
    tools = toolchain.tools()
    if toolchain.cython_version() < _SHARED_SINCE:
        return None
    entry = toolchain.entry(store, UTILITY, AS_WRITTEN.flags, _C_FLAGS, asdict(tools))
    if (kept := toolchain.kept(entry, MAX_LIBRARY)) is not None:
        return Compiled(UTILITY, kept, cached=True)
    made = _Job(UTILITY, "", AS_WRITTEN, False, _walls(), time.monotonic() + SECONDS, tools, shares=True).do()
    if made.library is None:
        return None
    toolchain.keep(entry, made.library)
    return made


def _walls() -> jail.Walls:
    """All the walls there are; the grader's own user where the one for workers could not read Cython."""
    walls = jail.standing(next(client.COUNT))  # one count, so that no worker has this user
    found = importlib.util.find_spec("Cython")
    readable = found is not None and found.origin is not None and jail.readable_by_all(Path(found.origin))
    return walls if readable else replace(walls, uid=None)


def _prove(build: Build, tools: toolchain.Tools, walls: jail.Walls) -> None:
    """Compile one good line, once: if that fails as well, the fault is ours.

    Raises:
        GraderError: it did.
    """
    if (build, tools) in _PROVEN:
        return
    good = _Job("cell", "cdef int one = 1\n", build, False, walls, time.monotonic() + SECONDS, tools).do()
    if good.library is None:
        raise GraderError(f"the compiler does not work here: {good.output[-500:]}")
    _PROVEN.add((build, tools))


# ---------------------------------------------------------------------------------------------- the job


@dataclass(frozen=True)
class _Job:
    """One compilation: a folder of its own, two confined processes, what they left taken with care."""

    name: str
    text: str
    build: Build
    annotate: bool
    walls: jail.Walls
    until: float
    tools: toolchain.Tools
    stop: threading.Event | None = None
    lean: bool = False  # whether what cells share is left out
    shares: bool = False  # whether this is what cells share

    def do(self) -> Compiled:
        folder = Path(tempfile.mkdtemp(prefix="grader-compile-"))
        try:
            folder.chmod(0o711)
            return self._cython(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _cython(self, folder: Path) -> Compiled:
        c_file = str(folder / "cython" / f"{self.name}.c")
        if self.shares:
            arguments = ["--generate-shared", c_file]
        else:
            arguments = [
                "-3", "--line-directives", "--module-name", self.name,
                *([f"--shared={UTILITY}"] if self.lean else []),
                *(f"-X{directive}={value}" for directive, value in self.build.forced),
                *(["--annotate"] if self.annotate else []),
                "-o", c_file, f"{self.name}.pyx",
            ]  # fmt: skip
        step = {"forced": [directive for directive, _ in self.build.forced], "arguments": arguments}
        wanted = {f"{self.name}.c": MAX_C, f"{self.name}.html": MAX_C}
        code, output, made = self._step(folder, "cython", f"{self.name}.pyx", self.text.encode(), step, wanted)
        c, html = (made[name] for name in wanted)
        if code != 0 or c is None:
            return self._failed(code, output)
        compiled = self._c(folder, c)
        return compiled if html is None else replace(compiled, annotated=html.decode(errors="replace"))

    def _c(self, folder: Path, c: bytes) -> Compiled:
        library = f"{self.name}.so"
        includes = [f"-I{header}" for header in self.tools.headers]
        step = {
            "programs": self.tools.programs,
            "headers": self.tools.headers,
            "arguments": [
                self.tools.programs[0], *self.build.flags, *_C_FLAGS, *includes,
                "-x", "c", f"{self.name}.c", "-o", str(folder / "c" / library),
            ],
        }  # fmt: skip
        code, output, made = self._step(folder, "c", f"{self.name}.c", c, step, {library: MAX_LIBRARY})
        if code != 0 or made[library] is None:
            return self._failed(code, output, c)
        return Compiled(self.name, made[library], output=pyx.shown(pyx.clean(output), self.name))

    def _step(
        self, folder: Path, step: str, file: str, content: bytes, request: dict[str, Any], wanted: Mapping[str, int]
    ) -> tuple[int | None, str, dict[str, bytes | None]]:
        """Run one process with one file to read and one empty folder to write; take what it made."""
        box, source = folder / step, folder / f"{step}-source"
        for made in (box, source):
            made.mkdir()
            made.chmod(0o700 if made is box else 0o755)
        (source / file).write_bytes(content)
        (source / file).chmod(0o444)
        owner = os.geteuid() if self.walls.uid is None else self.walls.uid
        box_fd = os.open(box, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            if self.walls.uid is not None:
                os.fchown(box_fd, owner, owner)
            common = {"step": step, "box": str(box), "source": str(source / file)}
            confinement = {"walls": asdict(self.walls), "limits": asdict(LIMITS)}
            code, output = _run({**common, **confinement, **request}, self.until, self.walls.uid, self.stop)
            taken = {name: toolchain.take(name, size, owner, box_fd) for name, size in wanted.items()}
        finally:
            os.close(box_fd)
        if code == compiler.NOT_CONFINED:
            raise GraderError(f"a compiler could not be confined: {output[-500:]}")
        return code, output, taken

    def _failed(self, code: int | None, output: str, c: bytes | None = None) -> Compiled:
        """What went wrong: in Cython where there is no C yet."""
        output = pyx.clean(output)
        errors = (
            pyx.cython_errors(output, self.name, self.text)
            if c is None
            else pyx.c_errors(output, self.name, self.text, c)
        )
        if code is None:
            errors = [CompileError("time", 0, 0, "")]
        if not errors:
            errors = [CompileError("stopped", 0, 0, "")]
        return Compiled(
            self.name, errors=tuple(dict.fromkeys(errors))[: pyx.MAX_ERRORS], output=pyx.shown(output, self.name)
        )


def _run(step: dict[str, Any], until: float, uid: int | None, stop: threading.Event | None) -> tuple[int | None, str]:
    """Run one step until it ends or the time is up; nothing that it started is left then. None: the time was up."""
    process = subprocess.Popen(
        launch.command("compiler", json.dumps(step)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=jail.environment(),
        cwd="/",
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        output, done = _drain(process.stdout.fileno(), until, stop)
        code = None
        if done:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = process.wait(max(0.1, until - time.monotonic()))
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        if uid is not None:
            jail.kill_all_of(uid)
        process.kill()
        process.wait()
        process.stdout.close()
    return code, output.decode("utf-8", "replace")


def _drain(fd: int, until: float, stop: threading.Event | None) -> tuple[bytes, bool]:
    """Read to the end or until the time is up or we are stopped; keep the beginning."""
    kept = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(fd, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0 and not (stop and stop.is_set()):
            if not selector.select(min(left, LOOK_UP)):
                continue
            part = os.read(fd, 1 << 16)
            if not part:
                return bytes(kept), True
            kept += part[: MAX_OUTPUT - len(kept)]
    return bytes(kept), False
