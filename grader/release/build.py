"""`make release`: build what students and the platform get, prove it, and only then put it in its place."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from grader.errors import AssignmentError
from grader.release import gates, samples
from grader.release.assemble import Built, assemble
from grader.release.student import dumps
from grader.release.wrong import learn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.course import Course


def release(course: Course, names: Sequence[str]) -> int:
    """Build, prove and publish some assignments; return the exit code.

    Raises:
        AssignmentError: a source is faulty, with file and line.
    """
    if not names:
        raise AssignmentError("holds no questions.py", file=str(course.path / "assignments"))
    built = []
    for name in names:
        print(f"{name}: building")
        judged = learn(course.homework(name))
        built.append(assemble(course.homework(name), judged))
    problems = [f"{b.name}: {p}" for b in built for p in gates.problems(b)]
    if not problems:
        problems = [
            f"{b.name}: a sample did not get its score, see above" for b in built if not samples.grade_samples(b)
        ]
    if problems:
        print("\n".join(["", "Nothing was released. What is in release/ is as it was.", *problems]))
        _drop_solved(course.path / "build", built)
        return 2
    _publish(course.path / "release", built)
    _keep_solved(course.path / "build", built)
    print(f"\nreleased into {course.path / 'release'}: {', '.join(sorted(n for b in built for n in b.files))}")
    return 0


def _publish(folder: Path, built: Sequence[Built]) -> None:
    """Write everything beside its place, then rename each file; a failure before that leaves the old release."""
    folder.mkdir(exist_ok=True)
    files = {name: content for b in built for name, content in b.files.items()}
    made = []
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            new = path.with_name(f".{path.name}.{os.getpid()}")
            made.append((new, path))
            new.write_bytes(content)
        for new, path in made:
            new.replace(path)
    finally:
        for new, _ in made:
            new.unlink(missing_ok=True)
    (folder / "MANIFEST.txt").write_text(_manifest(folder, built), encoding="utf-8")


def _manifest(folder: Path, built: Sequence[Built]) -> str:
    """Names and sizes of all that is released, zips from the inside; assignments that were not built keep theirs."""
    path = folder / "MANIFEST.txt"
    names = tuple(f"{b.name}{end}" for b in built for end in ("/", ".zip/", "-autograder.zip/"))
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in old if line.strip() and not _name(line).startswith(names)]
    lines = []
    for b in built:
        lines.append((f"{b.name}/{b.name}.ipynb", len(dumps(b.notebook).encode())))
        lines += [(f"{b.name}.zip/{name}", len(content)) for name, content in b.student.items()]
        lines += [(f"{b.name}-autograder.zip/{name}", len(content)) for name, (content, _) in b.autograder.items()]
    return "\n".join(sorted([*kept, *(f"{size:>9}  {name}" for name, size in lines)], key=_name)) + "\n"


def _name(line: str) -> str:
    """The name in a line of the manifest; it may hold spaces."""
    return line.split(maxsplit=1)[-1]


def _keep_solved(folder: Path, built: Sequence[Built]) -> None:
    """Leave the solved notebook, executed, where the instructor can look at it; never in release/."""
    for b in built:
        source = folder / f".{b.name}-executed.ipynb"
        target = folder / f"{b.name}-solved.ipynb"
        if source.exists():
            shutil.move(source, target)


def _drop_solved(folder: Path, built: Sequence[Built]) -> None:
    """Leave nothing of a build that failed."""
    for b in built:
        (folder / f".{b.name}-executed.ipynb").unlink(missing_ok=True)
