"""What the sandbox costs: the solved notebook graded with it, and the same calls in one process without any.

    python bench/sandbox.py [--rounds 7] [--assignment hw2_conv] [--write docs/bench]

Both sides go through the same stages; on the bare side a stand-in takes the place of the worker and makes the
calls in this process. Rounds alternate. CPU time counts every process that took part.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import json
import os
import platform
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from grader import again, asking, grade
from grader.course import Course, Homework
from grader.definitions import extract
from grader.errors import SubmissionError
from grader.records import Message
from grader.reference import Seed
from grader.sandbox import client, doctor, execute, launch

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
GOAL = 50  # ms of CPU
OPTIONS = grade.Options(submission_id="1", secret=bytes(32))


class Bare:
    """The interface of a worker, with no other process behind it."""

    def __init__(self, packages: tuple[str, ...] = ("numpy",), files: Any = ()) -> None:
        self.packages, self._files = packages, files
        self._namespace: dict[str, Any] = {"__name__": "submission"}

    def __enter__(self) -> Bare:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing to end."""

    def extract(self, files: Any, functions: Any, _: float) -> list[Any]:
        """Read each file here."""
        found: list[Any] = []
        for file in files:
            try:
                found.append(extract(file, tuple(functions)))
            except SubmissionError as err:
                found.append(Message(err.kind, err.data))
        return found

    def load(
        self, pieces: Any, _: Any, functions: Any, __: float = 0.0, extensions: Any = ()
    ) -> tuple[list[Any], list[str]]:
        """Execute what the functions need, here."""
        if extensions:
            raise SystemExit("an assignment with compiled cells cannot be compared; bench/compiled.py times those")
        for piece in pieces:
            keep = piece.kept_for(set(functions))
            for index, node in enumerate(ast.parse(piece.source).body):
                if keep is None or index in keep:
                    exec(compile(ast.Module([node], []), piece.label, "exec"), self._namespace)
        return [], [name for name in functions if callable(self._namespace.get(name))]

    def run(self, request: Any, _: float) -> Any:
        """Make the calls of one case, here."""
        return execute.run(self._namespace, request)

    def run_all(self, requests: Any, _: float) -> list[Any]:
        """Make the calls of all cases, here."""
        return [execute.run(self._namespace, request) for request in requests]


@contextlib.contextmanager
def calls_made_by(worker: Any) -> Iterator[None]:
    """Have the grader use another class for its workers."""
    for module in (grade, asking, again):
        module.Worker = worker  # type: ignore[misc]
    try:
        yield
    finally:
        for module in (grade, asking, again):
            module.Worker = client.Worker  # type: ignore[misc]


@dataclass(frozen=True)
class Time:
    """Seconds on the clock, and seconds of CPU in all processes."""

    wall: float
    cpu: float


def cpu_of_zygote() -> float:
    """Seconds of CPU of the process that workers are forked from, and of all workers that have ended."""
    zygote = launch.shared()
    if not isinstance(zygote, launch.Zygote):
        raise SystemExit("workers are fresh processes on this machine; there is nothing to compare")
    fields = Path(f"/proc/{zygote.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def timed(exam: Any, path: Path, repeats: int) -> Time:
    """Grade some times; return the time of one."""
    wall, cpu = time.perf_counter(), time.process_time() + cpu_of_zygote()
    for _ in range(repeats):
        report = grade.grade_exam(exam, path, OPTIONS)
        if any(question.score != question.points for question in report.questions):
            raise SystemExit("the solved notebook does not get full marks; there is nothing to time")
    return Time((time.perf_counter() - wall) / repeats, (time.process_time() + cpu_of_zygote() - cpu) / repeats)


def measure(homework: Homework, path: Path, rounds: int, repeats: int) -> dict[str, list[Time]]:
    """Time both sides, in turn; the first round warms up and is not kept."""
    exam = homework.exam(Seed(OPTIONS.secret, OPTIONS.submission_id))
    sides: dict[str, list[Time]] = {"with the sandbox": [], "bare": []}
    for number in range(rounds + 1):
        for name, worker in (("with the sandbox", client.Worker), ("bare", Bare)):
            with calls_made_by(worker):
                found = timed(exam, path, repeats)
            if number:
                sides[name].append(found)
    return sides


def time_of_a_worker(count: int) -> Time:
    """What it takes to start a confined worker, hear that it is ready, and end it."""
    wall, cpu = time.perf_counter(), time.process_time() + cpu_of_zygote()
    for _ in range(count):
        with client.Worker():
            pass
    return Time((time.perf_counter() - wall) / count, (time.process_time() + cpu_of_zygote() - cpu) / count)


def table(name: str, sides: dict[str, list[Time]], worker: Time, drawn: float) -> str:
    """The page that is written and printed."""
    middle = {
        side: Time(statistics.median(t.wall for t in times), statistics.median(t.cpu for t in times))
        for side, times in sides.items()
    }
    ours, bare = middle["with the sandbox"], middle["bare"]
    spread = [
        f"{min(t.cpu for t in times) * 1e3:.0f} to {max(t.cpu for t in times) * 1e3:.0f}" for times in sides.values()
    ]
    rounds = len(sides["bare"])
    cost = (ours.cpu - bare.cpu) * 1e3
    reached = "reached" if cost < GOAL else "missed"
    return f"""# What the sandbox costs

Written by `make bench`. The solved notebook of {name} is graded through every stage, once with confined workers and
once with the same calls made in the grader's own process; rounds alternate, medians of {rounds}. CPU time counts every
process that took part. Tier {doctor.tier().name}, {os.cpu_count()} cores, {platform.machine()}, Python
{platform.python_version()}, numpy {np.__version__}.

| | wall, ms | CPU, ms | CPU of the rounds, ms |
| --- | --- | --- | --- |
| with the sandbox | {ours.wall * 1e3:.0f} | {ours.cpu * 1e3:.0f} | {spread[0]} |
| the same calls, no sandbox | {bare.wall * 1e3:.0f} | {bare.cpu * 1e3:.0f} | {spread[1]} |
| ratio | {ours.wall / bare.wall:.2f} | {ours.cpu / bare.cpu:.2f} | |
| difference | {(ours.wall - bare.wall) * 1e3:.0f} | {cost:.0f} | |

- Drawing the cases of one submission and working out the right answers takes {drawn * 1e3:.0f} ms more, on both sides.
- One worker, from asking for it to its end: {worker.wall * 1e3:.1f} ms wall, {worker.cpu * 1e3:.1f} ms CPU.
- Goal: less than 1 s wall in all ({"reached" if ours.wall + drawn < 1 else "missed"}), and less than {GOAL} ms of CPU for the
  sandbox ({reached}).
"""


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assignment", default="hw2_conv")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write sandbox.md and sandbox.json here")
    options = parser.parse_args()
    homework = Course(ROOT).homework(options.assignment)
    path = ROOT / "build" / f"{options.assignment}-solved.ipynb"
    if not path.exists():
        raise SystemExit(f"{path} is missing; make release writes it")
    homework.exam(Seed(OPTIONS.secret, OPTIONS.submission_id))
    started = time.perf_counter()
    homework.exam(Seed(OPTIONS.secret, OPTIONS.submission_id))
    drawn = time.perf_counter() - started
    sides = measure(homework, path, options.rounds, options.repeats)
    worker = time_of_a_worker(100)
    text = table(options.assignment, sides, worker, drawn)
    print(text)
    if options.write:
        options.write.mkdir(parents=True, exist_ok=True)
        (options.write / "sandbox.md").write_text(text, encoding="utf-8")
        raw = {side: [asdict(t) for t in times] for side, times in sides.items()}
        document = {**raw, "worker": asdict(worker), "drawn": drawn}
        (options.write / "sandbox.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
