"""Time the course's kernels beside torch and beside what no kernel can beat, in turn, and write the table.

python -m bench.kernels [--write docs/bench] [--quick]

It runs with the Python of an environment of its own, which holds bench/kernels/requirements.txt. Every kernel must
first give the right values, exactly those of plain loops and those of torch; nothing is timed otherwise.
"""

# ruff: noqa: E402 numpy and torch read these variables when they are loaded
from __future__ import annotations

import argparse
import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import gc
import json
import platform
import statistics
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import Cython
import numpy as np
import torch

from bench.kernels import build, contenders, picture, verify
from bench.kernels.contenders import SIZES, Call, Row, Size
from grader.sandbox import toolchain

LIMITS = ("memcpy", "one read of the columns")
NAMES = ("im2col_cython", "col2im_cython", "kernels")


def main() -> int:
    """Verify, time, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.kernels", description=__doc__)
    parser.add_argument(
        "--write", type=Path, metavar="FOLDER", help="write kernels.json, kernels.md and kernels.svg there"
    )
    parser.add_argument("--quick", action="store_true", help="a few rounds only")
    options = parser.parse_args()
    torch.set_num_threads(1)
    modules = {name: build.load(name) for name in NAMES}
    print(f"right on {verified(modules)} awkward shapes in both dtypes", file=sys.stderr)
    rows, load = [], [round(os.getloadavg()[0], 2)]
    for size in SIZES:
        few = replace(size, rounds=3) if options.quick else size
        for dtype in verify.DTYPES:
            rows += table(modules, few, dtype)
            load.append(round(os.getloadavg()[0], 2))
            print(f"timed {size.name} {np.dtype(dtype)}", file=sys.stderr)
    order = list(dict.fromkeys((row["kernel"], row["against"]) for row in rows))
    rows.sort(key=lambda row: order.index((row["kernel"], row["against"])))
    result = {"rows": rows, "load": load, **surroundings()}
    print(page(result))
    if options.write:
        options.write.mkdir(parents=True, exist_ok=True)
        (options.write / "kernels.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        (options.write / "kernels.md").write_text(page(result), encoding="utf-8")
        (options.write / "kernels.svg").write_text(picture.draw(rows), encoding="utf-8")
    return 0


def verified(modules: dict[str, ModuleType]) -> int:
    """Make sure that every kernel is right, where squares, small strides and full batches forgive nothing."""
    for shape in verify.SHAPES:
        for dtype in verify.DTYPES:
            verify.check_cells(modules["im2col_cython"], modules["col2im_cython"], shape, dtype)
            for check in (verify.check_columns, verify.check_conv, verify.check_pool):
                check(modules["kernels"], shape, dtype)
    contenders.agree(modules["kernels"])
    return len(verify.SHAPES)


# ---------------------------------------------------------------------------------------------- timing


def table(modules: dict[str, ModuleType], size: Size, dtype: Any) -> list[dict[str, Any]]:
    """The lines of one size and dtype."""
    calls = contenders.contenders(modules, size, dtype)
    spent = rotate(calls, size)
    lines = [line(row, spent) for row in contenders.goals(size, np.dtype(dtype).name)]
    calls.clear()
    gc.collect()
    return lines


def rotate(calls: dict[str, Call], size: Size) -> dict[str, list[float]]:
    """CPU milliseconds of each contender, one figure a round."""
    spent: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(size.rounds):
        for name, call in calls.items():
            slow = name == "plain loops"
            if slow and number >= 3:
                continue
            call()  # not timed: so that none pays for what another left in the caches and in the allocator
            count = 1 if slow else size.calls
            started = time.process_time()
            for _ in range(count):
                call()
            spent[name].append((time.process_time() - started) / count * 1e3)
    return spent


def line(row: Row, spent: dict[str, list[float]]) -> dict[str, Any]:
    """A line of the table: medians, and the ratio of what was timed in the same round."""
    ours, theirs = spent[row.kernel], [row.scale * value for value in spent[row.against]]
    ratios = [b / a for a, b in zip(ours, theirs)]
    ratio = statistics.median(theirs) / statistics.median(ours)
    return {
        **asdict(row),
        "ours ms": round(statistics.median(ours), 4),
        "theirs ms": round(statistics.median(theirs), 4),
        "ratio": round(ratio, 3),
        "least": round(min(ratios), 3),
        "most": round(max(ratios), 3),
        "reached": None if row.goal is None else ratio >= row.goal,
    }


def surroundings() -> dict[str, Any]:
    """Machine, versions, date."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text("utf-8").splitlines() if facts.is_file() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
    versions = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "cython": Cython.__version__,
        "torch": torch.__version__,
        "gcc": toolchain.tools().versions[2].split("\n")[0].rsplit(" ", 1)[-1],
    }
    machine = {"processor": model, "cores": os.cpu_count(), "system": f"{platform.system()} {platform.release()}"}
    return {
        "sizes": [size.text for size in SIZES],
        "rounds": {size.name: size.rounds for size in SIZES},
        "machine": machine,
        "versions": versions,
        "date": time.strftime("%Y-%m-%d"),
    }


# ---------------------------------------------------------------------------------------------- the page


def page(result: dict[str, Any]) -> str:
    """The page of docs/bench."""
    rows, versions, machine = result["rows"], result["versions"], result["machine"]
    missed = [row for row in rows if row["reached"] is False]
    lines = [
        "# The course's kernels, timed",
        "",
        "Written by `python -m bench.kernels --write docs/bench`; the same figures are in [kernels.json](kernels.json).",
        "",
        "![Ratios as bars, goals as marks](kernels.svg)",
        "",
        "| Kernel | Size | dtype | Against | Ours, ms | Theirs, ms | Times as fast (by round) | Goal | Reached |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(_cells(row) for row in rows),
        "",
        "## Goals that were missed",
        "",
        *([_missed(row) for row in missed] or ["None."]),
        "",
        "## How it was measured",
        "",
        *(f"- {text}." for text in result["sizes"]),
        "- Pooling is 2 x 2 with stride 2, on images of 32 x 32 in size A; forward includes the places of the maxima.",
        "- Medians of CPU milliseconds, which for one thread is what a wall clock shows on a quiet machine. Contenders take "
        f"turns, {result['rounds']['A']} rounds on A and {result['rounds']['B']} on B; each turn begins with a call that is not "
        "timed. Ratio of the medians; in brackets the least and the largest ratio of one round.",
        "- One thread everywhere: numpy's BLAS, torch, our code. Ours is portable C through Cython, gcc -O3, no -march.",
        "- im2col and col2im are the model answers of the homework, in its layout; rows with torch's layout are the same "
        "kernels where each image has its own matrix. Output is fresh in every call, as torch's is, but for the row that says so.",
        f"- Plain loops ran on {contenders.FEW} of the 100 images; their time is given for all of them.",
        "- One read of the columns is numpy's `max`. Before anything was timed, every kernel gave exactly the values of plain "
        "loops, and those of torch, on non-square kernels, strides and paddings larger than the kernel, and empty batches.",
        f"- Versions: {', '.join(f'{name} {version}' for name, version in versions.items())}.",
        f"- Machine: {machine['processor']}, {machine['cores']} cores, {machine['system']}; load average "
        f"{', '.join(f'{value:.2f}' for value in result['load'])}. {result['date']}.",
        "",
    ]
    return "\n".join(lines)


def _cells(row: dict[str, Any]) -> str:
    goal = "" if row["goal"] is None else f"{row['goal']:,.2f}".rstrip("0").rstrip(".")
    if row["against"] in LIMITS:
        goal += f" (at most {1 / row['goal']:.1f} times its time)"
    reached = {None: "", True: "yes", False: "no"}[row["reached"]]
    times = f"{row['ratio']:,.2f} ({row['least']:,.2f} to {row['most']:,.2f})"
    figures = f"{row['ours ms']:.3g} | {row['theirs ms']:.4g} | {times} | {goal} | {reached}"
    return f"| {row['kernel']} | {row['size']} | {row['dtype']} | {row['against']} | {figures} |"


def _missed(row: dict[str, Any]) -> str:
    what = f"{row['kernel']} on {row['size']} in {row['dtype']}"
    if row["against"] in LIMITS:
        return (
            f"- {what}: {1 / row['ratio']:.2f} times the time of {row['against']}; the goal was {1 / row['goal']:.1f}."
        )
    return f"- {what}: {row['ratio']:.2f} times as fast as {row['against']}; the goal was {row['goal']:g}."


if __name__ == "__main__":
    sys.exit(main())
