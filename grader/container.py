"""One grading as on the platform: a fresh container of the autograder's image, and the results.json it leaves.

Nothing of this machine is mounted: a submission is copied in and the results are read out, so that modes and owners
are those of the platform.
"""

from __future__ import annotations

import io
import json
import secrets
import shlex
import tarfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grader.engine import CALL_TIMEOUT, Engine, build_image, find_engine, tail
from grader.errors import AssignmentError, GraderError
from grader.release.autograder import VENV
from grader.release.layout import Graded

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

MEBIBYTES = 768  # the platform's smallest machine
TIMEOUT = 600.0  # seconds, the platform's default

_NO_NETWORK = ("--network", "none")
_MEMORY = ("--memory", f"{MEBIBYTES}m", "--memory-swap", f"{MEBIBYTES}m")
# Some engines refuse one or the other, or set it by themselves and refuse it twice; what holds is tried out afterwards.
_LIMITS = ((*_NO_NETWORK, *_MEMORY), _MEMORY, _NO_NETWORK, ())
_RLIMIT = f"ulimit -v {MEBIBYTES * 1024}; "
_TOO_MUCH = f'x = b"x" * ({MEBIBYTES + 128} << 20)'
# A shell as the first process collects what others leave behind, which `sleep` alone would not.
_WAIT = "sleep infinity; :"
_LAY_OUT = "rm -rf submission results && mkdir submission results && tar --extract --no-same-owner --file -"


@dataclass
class Container:
    """A container of such an image, which waits until something is to be done in it.

    Args:
        engine: what runs it.
        image: the image's name.
        keep: leave it running at the end.
        arguments: more for the engine's `run`.
    """

    engine: Engine
    image: str
    keep: bool = False
    arguments: Sequence[str] = ()
    name: str = field(default_factory=lambda: f"grading-{secrets.token_hex(6)}")
    memory: str = ""
    _before: str = ""

    def __enter__(self) -> Container:
        try:
            self._start()
            self._without_network()
            self._limit_memory()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if not self.keep:
            self._remove()

    def execute(
        self, *command: str, given: bytes | None = None, seconds: float = CALL_TIMEOUT
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command inside, as root in /autograder, within the memory limit."""
        flags = ["--workdir", "/autograder", "--env", f"TIMEOUT_SECONDS={TIMEOUT:g}"]
        flags += [] if given is None else ["--interactive"]
        inside = ["sh", "-c", f'{self._before}exec "$@"', "sh", *command]
        return self.engine.call("exec", *flags, self.name, *inside, given=given, seconds=seconds)

    def grade(self, files: Mapping[str, bytes], submission_id: str | int = 1) -> Graded:
        """Grade one submission: fresh folders, the files and what the platform says of them, then run_autograder.

        Raises:
            GraderError: the engine failed, or no results.json that can be read was left.
        """
        self.hand_in(files, submission_id)
        started = time.monotonic()
        done = self.execute("./run_autograder", seconds=TIMEOUT)
        seconds = time.monotonic() - started
        document = self.document()
        mebibytes = document.get("extra_data", {}).get("mebibytes", 0.0)
        output = (done.stdout + done.stderr).decode("utf-8", "replace")
        return Graded(done.returncode, document, seconds, mebibytes, output)

    def hand_in(self, files: Mapping[str, bytes], submission_id: str | int = 1) -> None:
        """Lay out a submission as the platform does: folders made anew, files, metadata."""
        metadata = json.dumps({"id": submission_id, "previous_submissions": []}).encode()
        packed = _tar({**{f"submission/{name}": f for name, f in files.items()}, "submission_metadata.json": metadata})
        # the engines' own `cp` keeps owners, or does not, each in its way
        done = self.execute("sh", "-c", _LAY_OUT, given=packed)
        if done.returncode:
            raise GraderError(f"the submission could not be laid out in the container: {tail(done, 1)}")

    def document(self) -> dict[str, Any]:
        """The results.json that lies there."""
        read = self.execute("cat", "results/results.json")
        try:
            found = json.loads(read.stdout)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise GraderError(f"no results.json that can be read was left in the container: {tail(read, 1)}")
        return found

    def _start(self) -> None:
        """Start it with as many of the limits as the engine takes."""
        for limits in _LIMITS:
            flags = [
                "--detach",
                "--stop-timeout",
                "0",
                "--name",
                self.name,
                *limits,
                *self.arguments,
                "--entrypoint",
                "sh",
            ]
            done = self.engine.call("run", *flags, self.image, "-c", _WAIT)
            if done.returncode == 0:
                return
            self._remove()
        raise AssignmentError(f"the engine cannot start a container: {tail(done, 1)}")

    def _remove(self) -> None:
        self.engine.call("rm", "--force", self.name)

    def _without_network(self) -> None:
        """Make sure that there is no network, whoever saw to it."""
        lines = self.execute("cat", "/proc/net/dev").stdout.decode("utf-8", "replace").splitlines()[2:]
        others = [name for name in (line.split(":")[0].strip() for line in lines) if name != "lo"]
        if others or not lines:
            raise AssignmentError("the engine gives the container a network although it was asked for none")

    def _limit_memory(self) -> None:
        """Find out whether the engine's limit holds, and set one for each process where it does not."""
        if self._can_have_too_much():
            self._before = _RLIMIT
            self.memory = f"{MEBIBYTES} MiB for each process, by rlimit: the engine does not limit memory here"
            if self._can_have_too_much():
                self.memory = "not limited: neither the engine nor the rlimit holds here"
        else:
            self.memory = f"{MEBIBYTES} MiB for the container, by the engine"

    def _can_have_too_much(self) -> bool:
        return self.execute(f"{VENV}/bin/python", "-I", "-c", _TOO_MUCH).returncode == 0


def _tar(files: Mapping[str, bytes]) -> bytes:
    """Files of root, as one stream."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)  # of root, and mode 0644
            entry.size, entry.mtime = len(content), int(time.time())
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def run(packed: Path, submission: Path, base: str, *, keep: bool, tell: Callable[[str], None]) -> int:
    """Grade one submission in a container and tell what came of it.

    Args:
        packed: the autograder zip.
        submission: a file, or a folder of files.
        base: the image to build on, or nothing for the usual one.
        keep: leave the container running, to look around in.
        tell: prints one text.

    Returns:
        The exit code: 0 graded, 1 the submission cannot be graded, 3 a fault of ours.
    """
    files = read_files(submission)
    engine = find_engine()
    image = build_image(engine, packed, base)
    with Container(engine, image.name, keep) as container:
        took = f"built in {image.seconds:.0f} seconds" if image.seconds else "built earlier"
        tell(f"image: {image.name}, {took}; its environment takes {environment_megabytes(container)} MB")
        tell(f"memory: {container.memory}")
        if keep:
            tell(f"kept: {shlex.join([*engine.command, 'exec', '-it', container.name, 'bash'])}")
        try:
            graded = container.grade(files, submission.name)
        except GraderError as err:
            tell(f"{err}\nThis is a fault of the grader; no score was given.")
            return 3
    tell(f"{graded.output.rstrip()}\n\n{summary(graded)}")
    return graded.code if graded.code in (0, 1) else 3


def environment_megabytes(container: Container) -> int:
    """What the grading environment takes in the image, MB."""
    return int(container.execute("du", "-sm", VENV).stdout.split()[0])


def read_files(submission: Path) -> dict[str, bytes]:
    """The files of a submission by name; a folder keeps its subfolders, and links are not followed."""
    if submission.is_dir():
        found = sorted(p for p in submission.rglob("*") if p.is_file() and not p.is_symlink())
        return {p.relative_to(submission).as_posix(): p.read_bytes() for p in found}
    if not submission.is_file():
        raise AssignmentError("there is no such file or folder", file=str(submission))
    return {submission.name: submission.read_bytes()}


def summary(graded: Graded) -> str:
    """A results.json as text: the total, a line for each entry, and what those say that lost points."""
    tests = graded.document.get("tests", [])
    width = max((len(test["name"]) for test in tests), default=0)
    rows = [_row(test, width) for test in tests]
    told = [f"{test['name']}\n{test['output']}" for test in tests if test["status"] != "passed"]
    blocks = [graded.document.get("output", ""), "\n".join(rows), *told, f"graded in {graded.seconds:.1f} seconds"]
    return "\n\n".join(block.rstrip() for block in blocks if block)


def _row(test: Mapping[str, Any], width: int) -> str:
    points = f"{test['score']:g} of {test['max_score']:g}" if "score" in test else "-"
    return f"{test['name']:<{width}}  {points:>8}  {test['status']}"
