"""What compiled answers cost: a solved notebook graded with cells that were never built, and once more with these in the store.

    python bench/compiled.py [--rounds 3] [--assignment hw4_im2col] [--write docs/bench]

Each grading is a whole process, from the command to its end. Cold means that the student's cells are new: a comment
with a number of its own stands in each. The course's own answers are in the store on both sides, as building the
platform's image leaves them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
GOALS = {"cold": 8.0, "warm": 3.0}  # seconds


def with_comment(notebook: str, text: str) -> str:
    """The notebook with a comment at the end of each compiled cell."""
    document = json.loads(notebook)
    for cell in document["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and source.startswith("%%cython"):
            cell["source"] = f"{source}\n# {text}\n"
    return json.dumps(document)


def seconds(assignment: str, path: Path) -> float:
    """How long one grading takes, from the command to its end."""
    began = time.perf_counter()
    command = [str(Path(sys.executable).with_name("grader")), "--course", str(ROOT), "grade", assignment, str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    if done.returncode or "100 of 100 points" not in done.stdout:
        raise SystemExit(f"the solved notebook was not graded as right:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - began


def measure(assignment: str, solved: Path, rounds: int) -> dict[str, list[float]]:
    """Seconds of each round, cold and warm in turn; one round before them is not counted."""
    text = solved.read_text(encoding="utf-8")
    found: dict[str, list[float]] = {"cold": [], "warm": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / solved.name
        for number in range(rounds + 1):
            path.write_text(with_comment(text, f"{os.getpid()} {number} {time.time_ns()}"), encoding="utf-8")
            took = {side: seconds(assignment, path) for side in ("cold", "warm")}
            if number:
                found = {side: [*found[side], took[side]] for side in found}
    return found


def page(assignment: str, found: dict[str, list[float]]) -> str:
    """The figures in words."""
    rows = [
        f"| {side} | {statistics.median(times):.1f} | {min(times):.1f} to {max(times):.1f} | {GOALS[side]:g} |"
        for side, times in found.items()
    ]
    return "\n".join(
        [
            "# What compiled answers cost",
            "",
            f"Written by `make bench`. The solved notebook of {assignment}, graded as a whole process: reading it, compiling its",
            "cells, every case, timing what is timed. Cold: its cells were never built before. Warm: they are in the store. The",
            f"course's own answers are in the store on both sides. Medians of {len(found['cold'])}, in turn. {os.cpu_count()} cores,",
            f"{platform.machine()}, Python {platform.python_version()}.",
            "",
            "| | seconds | of the rounds | goal |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Measure, print, and write where that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--assignment", default="hw4_im2col")
    parser.add_argument("--write", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    solved = ROOT / "build" / f"{options.assignment}-solved.ipynb"
    if not solved.is_file():
        raise SystemExit(f"there is no {solved}; make it with: grader release {options.assignment}")
    found = measure(options.assignment, solved, options.rounds)
    text = page(options.assignment, found)
    print(text)
    if options.write:
        (options.write / "compiled.md").write_text(text, encoding="utf-8")
        (options.write / "compiled.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
