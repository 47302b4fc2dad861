"""A folder laid out like the platform's container, and one grading in it through the autograder zip."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import AssignmentError
from grader.release.archive import zip_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from grader.cli import main; main()"


@dataclass(frozen=True)
class Graded:
    """One grading: its exit code, its results.json, its wall time and the grader's memory."""

    code: int
    document: Mapping[str, Any]
    seconds: float
    mebibytes: float
    output: str


class Layout:
    """The autograder zip unpacked as the platform does, with the package from the wheel inside it."""

    def __init__(self, autograder: Mapping[str, tuple[bytes, int]]) -> None:
        self._autograder = autograder

    def __enter__(self) -> Layout:
        self._folder = tempfile.TemporaryDirectory()
        # another user must be able to read the package, as in the container
        os.chmod(self._folder.name, 0o755)
        base = Path(self._folder.name)
        self.root, self._site = base / "autograder", base / "site"
        source = self.root / "source"
        source.mkdir(parents=True)
        packed = base / "autograder.zip"
        packed.write_bytes(zip_bytes(self._autograder))
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(source)
        for name, (_, mode) in self._autograder.items():
            (source / name).chmod(mode)
        with zipfile.ZipFile(next(source.glob("*.whl"))) as wheel:
            wheel.extractall(self._site)
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def set_up(self) -> None:
        """Do what the platform's build does at its end: one grading of the untouched notebook, which compiles our own.

        Raises:
            AssignmentError: it does not score 0, or cannot be graded.
        """
        done = self._run("selftest")
        if done.returncode:
            raise AssignmentError(f"the autograder's self-test failed: {(done.stdout + done.stderr).strip()[-500:]}")

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the package in the zip as a process of its own."""
        command = [sys.executable, "-I", "-c", _RUN, str(self._site), *arguments, "--root", str(self.root)]
        return subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, cwd=self.root)

    def grade(self, files: Mapping[str, bytes], submission_id: int = 1) -> Graded:
        """Grade one submission, in a process of its own."""
        self._hand_in(files, submission_id)
        started = time.monotonic()
        done = self._run("gradescope", "--trust-submissions")
        seconds = time.monotonic() - started
        document = json.loads((self.root / "results" / "results.json").read_text(encoding="utf-8"))
        mebibytes = document.get("extra_data", {}).get("mebibytes", 0.0)
        return Graded(done.returncode, document, seconds, mebibytes, done.stdout + done.stderr)

    def _hand_in(self, files: Mapping[str, bytes], submission_id: int) -> None:
        """Lay out a submission afresh, its metadata beside it."""
        folder = self.root / "submission"
        for old in _files(folder):
            old.unlink()
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        metadata = {"id": submission_id, "previous_submissions": []}
        (self.root / "submission_metadata.json").write_text(json.dumps(metadata))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
