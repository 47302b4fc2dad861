"""What the sandbox costs: the solved notebook graded with it, and the same calls in one process without any.

    python bench/sandbox.py [--rounds 7] [--assignment hw2_conv]

Both sides go through the same stages; on the bare side a stand-in takes the place of the worker and makes the
calls in this process. Rounds alternate. CPU time counts every process that took part.
"""

from __future__ import annotations

import argparse
import ast
import os
import platform
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader import again, asking, grade
from grader.course import Course
from grader.definitions import extract
from grader.errors import SubmissionError
from grader.records import Message
from grader.reference import Seed
from grader.sandbox import client, doctor, execute, launch

ROOT = Path(__file__).parents[1]
OPTIONS = grade.Options(submission_id="1", secret=bytes(32))


class Bare:
    """The interface of a worker, with no other process behind it."""

    def __init__(self, **_: Any) -> None:
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

    def load(self, pieces: Any, _: Any, functions: Any, __: float = 0.0) -> tuple[list[Any], list[str]]:
        """Execute what the functions need, here."""
        for piece in pieces:
            keep = client._kept(piece, set(functions))
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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assignment", default="hw2_conv")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    course = Course(ROOT)
    homework = course.homework(options.assignment)
    started = time.perf_counter()
    exam = homework.exam(Seed(OPTIONS.secret, OPTIONS.submission_id))
    drawn = time.perf_counter() - started
    path = ROOT / "build" / f"{options.assignment}-solved.ipynb"
    if not path.exists():
        raise SystemExit(f"{path} is missing; make release writes it")
    sides: dict[str, list[Time]] = {"with the sandbox": [], "bare": []}
    real = client.Worker
    for number in range(options.rounds + 1):
        for name, worker in (("with the sandbox", real), ("bare", Bare)):
            for module in (grade, asking, again):
                module.Worker = worker
            found = timed(exam, path, options.repeats)
            if number:  # the first round warms up
                sides[name].append(found)
    print(f"{options.assignment}: solved notebook, tier {doctor.tier().name}, {os.cpu_count()} cores, "
          f"Python {platform.python_version()}, numpy {np.__version__}, medians of {options.rounds} rounds")
    print(f"  {'':<22}{'wall ms':>10}{'CPU ms':>10}")
    medians = {name: Time(statistics.median(t.wall for t in times), statistics.median(t.cpu for t in times)) for name, times in sides.items()}
    for name, median in medians.items():
        print(f"  {name:<22}{median.wall * 1e3:>10.0f}{median.cpu * 1e3:>10.0f}")
    ours, bare = medians["with the sandbox"], medians["bare"]
    print(f"  {'ratio':<22}{ours.wall / bare.wall:>10.2f}{ours.cpu / bare.cpu:>10.2f}")
    print(f"  {'difference':<22}{(ours.wall - bare.wall) * 1e3:>10.0f}{(ours.cpu - bare.cpu) * 1e3:>10.0f}")
    print(f"  drawing the cases and working out the answers, once: {drawn * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
