"""Grade the same right submission with this project and with its peers, in turn, and write the table.

python -m bench.peers [--rounds 3] [--without-peers] [--no-write]

Every grader must first give full marks to the right answers and the same smaller score to the mistaken ones;
where one does not, nothing is timed. Every command is timed as a whole process, its start counted.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bench.peers import homework, packages

DOCS = packages.ROOT / "docs" / "bench"
GOALS = {"otter run": 200, f"nbgrader autograde, batch of {packages.BATCH}": 50}
FULL = 78.0


class Grader(Protocol):
    """One way of grading: its name, and how it grades a batch."""

    name: str

    def grade(self, *, wrong: bool = False) -> packages.Run:
        """Grade its batch of right submissions, or one with the mistake."""


def main() -> int:
    """Verify, time in turn, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-peers", action="store_true", help="time this project alone, write nothing")
    parser.add_argument("--no-write", action="store_true", help="print the page, write nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-peers-") as name:
        work = Path(name)
        ours = packages.Ours(work)
        graders: list[Grader] = [ours]
        if not options.without_peers:
            otter = packages.OtterRun(work)
            graders += [otter, packages.Nbgrader(work), packages.GradescopeUtils(work), packages.OtterApi(work, otter)]
        verify(graders)
        loads = [os.getloadavg()[0]]
        runs: dict[str, list[packages.Run]] = {grader.name: [] for grader in graders}
        for number in range(options.rounds):
            for grader in graders:
                run = grader.grade()
                refuse_unless(grader, run, FULL)
                runs[grader.name].append(run)
                print(f"round {number + 1}: {grader.name}: {run.rate:.3g} a second", file=sys.stderr, flush=True)
            loads.append(os.getloadavg()[0])
    result = summary(ours, runs, loads)
    if options.without_peers or options.no_write:
        print(page(result))
        return 0
    DOCS.mkdir(parents=True, exist_ok=True)
    (DOCS / "peers.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    (DOCS / "peers.md").write_text(page(result), encoding="utf-8")
    print(page(result))
    return 0


def verify(graders: Sequence[Grader]) -> None:
    """Make sure that every grader can tell right from wrong, and that all give the same scores."""
    for grader in graders:
        refuse_unless(grader, grader.grade(wrong=True), FULL - homework.MISTAKE_COSTS)
        refuse_unless(grader, grader.grade(), FULL)


def refuse_unless(grader: Grader, run: packages.Run, score: float) -> None:
    """Stop where any submission got another score."""
    if set(run.scores) != {score}:
        raise SystemExit(f"{grader.name} gave {sorted(set(run.scores))}, not {score:g}; nothing is timed")


# ---------------------------------------------------------------------------------------------- what was found


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, least and largest."""
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def summary(ours: packages.Ours, runs: dict[str, list[packages.Run]], loads: list[float]) -> dict[str, Any]:
    """All figures: rates, seconds, and our rate over each peer's, round by round."""
    mine = runs[ours.name]
    rows = {}
    for name, found in runs.items():
        count = len(found[0].scores)
        row: dict[str, Any] = {
            "submissions a round": count,
            "per second": spread([run.rate for run in found]),
            "wall seconds each": spread([run.wall / count for run in found]),
            "cpu seconds each": spread([run.cpu / count for run in found]),
        }
        if name != ours.name:
            row["times slower"] = spread([a.rate / b.rate for a, b in zip(mine, found)])
        rows[name] = row
    exam = homework.exam()
    return {
        "graders": rows,
        "ours": ours.name,
        "tier": ours.tier,
        "rounds": len(mine),
        "questions": len(exam.questions),
        "groups": sum(len(q.groups) for q in exam.questions),
        "cases": sum(len(q.cases) for q in exam.questions),
        "points": sum(int(q.points) for q in exam.questions),
        "goals": GOALS,
        "versions": {"python": platform.python_version(), "numpy": np.__version__, **packages.VERSIONS},
        "machine": machine(),
        "load": [round(load, 2) for load in loads],
        "date": time.strftime("%Y-%m-%d"),
    }


def machine() -> dict[str, Any]:
    """What it ran on."""
    model = "unknown"
    facts = Path("/proc/cpuinfo")
    if facts.is_file():
        lines = facts.read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
    }


def shown(values: dict[str, float], digits: int = 3) -> str:
    """Median with the range beside it."""
    median, least, most = (f"{values[key]:#.{digits}g}".rstrip(".") for key in ("median", "min", "max"))
    return f"{median} ({least} to {most})"


def page(result: dict[str, Any]) -> str:
    """The page of docs/bench."""
    versions, facts, goals = result["versions"], result["machine"], result["goals"]
    lines = [
        "# Side by side with other graders",
        "",
        "Written by `make bench-peers`; the same figures are in [peers.json](peers.json).",
        "",
        "| Grader | Submissions a second | Wall seconds each | CPU seconds each | Ours is faster by |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, row in result["graders"].items():
        cells = [shown(row[key]) for key in ("per second", "wall seconds each", "cpu seconds each")]
        times = shown(row["times slower"]) if "times slower" in row else "1"
        lines.append(f"| {name} | {' | '.join(cells)} | {times} |")
    lines += ["", "Medians, with the least and the largest of the rounds.", "", "## What was reached", ""]
    for name, goal in goals.items():
        row = result["graders"].get(name)
        if row:
            got = row["times slower"]["median"]
            told = "reached" if got >= goal else "not reached"
            lines.append(f"- {goal} times {name}: {told}; {got:.0f} times.")
    lines += [
        f"- The sandbox was on: tier {result['tier']}. Each question's answers ran in a confined process of their own; "
        "the other graders run them beside the tests.",
        "",
        "## How it was measured",
        "",
        f"- {result['questions']} questions of hw2_conv and their {result['cases']} public cases in {result['groups']} "
        f"groups, {result['points']} points, declared once; the answers are plain loops. No figures, no training. For the "
        "other graders each group is one test with the same points, the same inputs as numbers in its source, and "
        "`np.allclose` against values worked out beforehand.",
        "- Before anything is timed, every grader must give full marks to the right answers and "
        f"{homework.MISTAKE_COSTS} points less to the same answers with one mistake; every timed score is checked too.",
        f"- {result['rounds']} rounds, each grader in turn, after one that is not counted. Submissions a round: "
        + ", ".join(f"{name}: {row['submissions a round']}" for name, row in result["graders"].items())
        + ".",
        "- Every command is timed as a whole process, its start and ours counted. Ours has two workers; the others "
        "use one process after another, as their commands do. CPU seconds say what a second process would not change.",
        "- One thread for BLAS everywhere, no user settings, notebooks in a folder of their own.",
        f"- Versions: {', '.join(f'{name} {version}' for name, version in versions.items())}.",
        f"- Machine: {facts['processor']}, {facts['cores']} cores, {facts['system']}; load average before and after each "
        f"round: {', '.join(f'{load:.2f}' for load in result['load'])}. {result['date']}.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
