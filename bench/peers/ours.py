"""Grade a folder of submissions of hw_bench with two workers, each with the exam drawn once, in the sandbox.

python -m bench.peers.ours FOLDER
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.peers import homework
from grader.grade import Options, grade_exam
from grader.records import Exam

WORKERS = 2
SANDBOXED = ("A", "B", "C")
OPTIONS = Options(public_only=True)
_EXAM: list[Exam] = []  # of this worker process


def begin() -> None:
    """Draw the exam of this worker process."""
    _EXAM.append(homework.exam())


def grade_one(path: Path) -> tuple[float, str]:
    """Grade one submission; its score and the tier that confined it."""
    report = grade_exam(_EXAM[0], path, OPTIONS)
    if report.rejected or report.grader_error:
        raise SystemExit(f"{path} was not graded: {report.rejected}")
    return float(report.score), report.tier


def main() -> int:
    """Grade, and print scores, tier and seconds as JSON."""
    paths = sorted(Path(sys.argv[1]).glob("*.ipynb"))
    started = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=context, initializer=begin) as pool:
        found = list(pool.map(grade_one, paths, chunksize=max(1, min(10, len(paths) // (4 * WORKERS)))))
        seconds = time.perf_counter() - started
    tiers = {tier for _, tier in found}
    if not tiers <= set(SANDBOXED):
        raise SystemExit(f"the sandbox is off: tier {', '.join(sorted(tiers))}")
    print(json.dumps({"scores": [score for score, _ in found], "tier": tiers.pop(), "seconds": seconds}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
