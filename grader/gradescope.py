"""One grading in the platform's container: always a valid results.json, whatever happens."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import stat
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.course import Course
from grader.errors import AssignmentError, ConfinementError, GraderError
from grader.grade import Options, grade
from grader.records import Report
from grader.report import results
from grader.sandbox import doctor, jail

if TYPE_CHECKING:
    from collections.abc import Iterator

UNFINISHED = "grading did not finish"
DEFAULT_TIMEOUT = 600.0  # seconds, the platform's, where it does not say another
MARGIN = 30.0  # seconds kept for writing the report
LAST_MARGIN = 10.0  # seconds before the platform's limit at which the grader gives up on itself


def run(root: Path, *, trust: bool = False) -> int:
    """Grade what lies in ROOT/submission and write ROOT/results/results.json.

    Args:
        root: the platform's folder: source/, submission/, results/, submission_metadata.json.
        trust: whether to go on where student code cannot be confined.

    Returns:
        The exit code: 0 graded, 1 the submission cannot be graded, 3 a fault of ours.
    """
    started = time.monotonic()
    jail.protect_self()
    path = root / "results" / "results.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    results.write(results.unfinished(UNFINISHED), path)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(3))
    try:
        with _written_in_time(path):
            close_to_others(root)
            report = _grade(root, _budget() - (time.monotonic() - started), trust)
        results.write(results.gradescope(report, {"mebibytes": peak_mebibytes()}), path)
    except ConfinementError as err:
        print(err)
        results.write(results.grader_fault("Student code could not be confined, so that nothing was graded."), path)
        return 3
    except BaseException:
        traceback.print_exc()
        results.write(results.grader_fault("The grader stopped before there was a report."), path)
        return 3
    return 1 if report.rejected else 3 if report.grader_error else 0


@contextlib.contextmanager
def _written_in_time(path: Path) -> Iterator[None]:
    """Before the platform ends everything, say so ourselves; only a fault of the grader comes so far."""

    def give_up() -> None:
        results.write(results.grader_fault("The grader ran out of time."), path)
        os._exit(3)

    timer = threading.Timer(limit() - LAST_MARGIN * min(1.0, limit() / DEFAULT_TIMEOUT), give_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _grade(root: Path, seconds: float, trust: bool) -> Report:
    source = root / "source"
    course = Course(source)
    names = course.names()
    if len(names) != 1:
        raise GraderError(f"{source} holds {len(names)} assignments; the autograder zip holds one")
    metadata = read_metadata(root / "submission_metadata.json")
    options = Options(
        submission_id=submission_id(metadata),
        seconds=seconds,
        attempt=attempt(metadata),
        secret=course.secret(make=False),
        trust=trust,
    )
    homework = course.homework(names[0])
    tier = doctor.tier(homework.secrets)
    print(f"confinement: tier {tier.name}, {tier.text}", flush=True)
    return grade(homework, root / "submission", options)


def peak_mebibytes() -> float:
    """The most memory that the grader and its largest worker held, MiB."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return round(sum(resource.getrusage(w).ru_maxrss for w in who) / 1024, 1)


def limit() -> float:
    """Seconds after which the platform ends a grading, as far as it tells."""
    try:
        told = float(os.environ.get("TIMEOUT_SECONDS", DEFAULT_TIMEOUT))
    except ValueError:
        return DEFAULT_TIMEOUT
    return told if 1 < told < 1e6 else DEFAULT_TIMEOUT


def _budget() -> float:
    """Seconds for the whole grading: the platform's limit less a margin."""
    return limit() - min(MARGIN, limit() / 4)


def close_to_others(root: Path) -> None:
    """Let only the owner look into the folders that hold the answers, the secret and the results."""
    for name in ("source", "results", "submission"):
        folder = root / name
        if folder.is_dir() and folder.stat().st_uid == os.geteuid():
            folder.chmod(stat.S_IRWXU)
    metadata = root / "submission_metadata.json"
    if metadata.is_file() and metadata.stat().st_uid == os.geteuid():
        metadata.chmod(stat.S_IRUSR | stat.S_IWUSR)


def read_metadata(path: Path) -> dict[str, Any]:
    """What the platform says about the submission; nothing where it says nothing that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def submission_id(metadata: dict[str, Any]) -> str:
    """The platform's number of the submission, as text that can be hashed."""
    return str(metadata.get("id", "")).encode("utf-8", "replace").decode()


def attempt(metadata: dict[str, Any]) -> int:
    """Which attempt this is: one more than the earlier submissions that the autograder could grade."""
    earlier = metadata.get("previous_submissions")
    if not isinstance(earlier, list):
        return 1
    return 1 + sum(isinstance(e, dict) and e.get("autograder_error") is not True for e in earlier)


def self_test(root: Path) -> int:
    """Grade the untouched notebook of ROOT/source, as `setup.sh` does at its end: every question must be missing.

    Leaves ROOT/source/unfinished.json, which `run_autograder` puts in place before anything else.
    """
    course = Course(root / "source")
    try:
        if not course.names():
            raise AssignmentError("holds no questions.py", file=str(course.path / "assignments"))
        for name in course.names():
            homework = course.homework(name)
            report = grade(
                homework, homework.folder / f"{name}.ipynb", Options(secret=bytes(32), seconds=120.0, trust=True)
            )
            if report.rejected or report.grader_error or report.score or not report.questions:
                raise AssignmentError(f"self-test of {name}: the untouched notebook does not score 0 on every question")
            results.write(results.unfinished(UNFINISHED), root / "source" / "unfinished.json")
            print(f"self-test of {name}: the untouched notebook scores 0 of {report.points}, as it should")
    except (AssignmentError, GraderError) as err:
        print(f"self-test failed: {err}")
        return 3
    return 0
