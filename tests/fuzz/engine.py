"""Run a target on many made-up inputs in a process of its own, and tell what came of it.

Every input is drawn from (seed, target, number) alone, so that one of them can be made again without the others.
"""

from __future__ import annotations

import collections
import importlib
import json
import mmap
import os
import random
import resource
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).parents[2]
TARGETS = {
    "wire": "tests.fuzz.wire_target",
    "claims": "tests.fuzz.claims_target",
    "channel": "tests.fuzz.channel_target",
    "notebook": "tests.fuzz.notebook_target",
    "zip": "tests.fuzz.zip_target",
}
ROOM = 1 << 30  # bytes of address space beyond what the process has when it starts
STUCK = 30.0  # seconds without a new input, after which the process is ended
MAX_TOLD = 20  # findings that are written down
_PROGRESS = struct.Struct("<Q")


class Target(Protocol):
    """What a module of `TARGETS` offers."""

    SECONDS: float  # of processor time that one input may take
    GROWTH: int  # bytes by which inputs may raise the most memory ever held
    REACHES: tuple[str, ...]  # what must come of some of a thousand inputs: past the first thing that is refused

    def make(self, rng: random.Random) -> Any:
        """Draw one input."""

    def run(self, made: Any) -> str:
        """Put it in; return what came of it in a word, or raise what should not have happened."""


@dataclass
class Told:
    """What a run of one target came to."""

    target: str
    seed: int
    inputs: int = 0
    seconds: float = 0.0
    outcomes: dict[str, int] = field(default_factory=dict)
    slowest: tuple[int, float] = (0, 0.0)
    grown: int = 0
    findings: list[str] = field(default_factory=list)


def drawn(target: str, seed: int, number: int) -> random.Random:
    """The source of randomness of one input."""
    return random.Random(f"{seed}/{target}/{number}")


def fuzz(target: str, seed: int, inputs: Iterable[int]) -> Told:
    """Run a target on inputs by number, in another process that is watched for hanging and dying."""
    numbers = inputs if isinstance(inputs, range) else range(*_span(list(inputs)))
    with tempfile.TemporaryDirectory() as folder:
        progress, result = Path(folder, "progress"), Path(folder, "result")
        progress.write_bytes(_PROGRESS.pack(numbers.start))
        command = [sys.executable, "-m", "tests.fuzz.engine", target, str(seed), str(numbers.start), str(numbers.stop)]
        with open(Path(folder, "stderr"), "wb+") as stderr:
            process = subprocess.Popen([*command, folder], cwd=ROOT, stderr=stderr, stdout=stderr)
            hung = _watch(process, progress)
            stderr.seek(0)
            last = stderr.read()[-2000:].decode("utf-8", "replace")
        if result.exists():
            raw = json.loads(result.read_text())
            return Told(**{**raw, "slowest": tuple(raw["slowest"])})
        at = _PROGRESS.unpack(progress.read_bytes())[0]
        how = f"still running after {STUCK:.0f} s" if hung else f"the process ended with {process.returncode}"
        return Told(target, seed, at - numbers.start, findings=[f"input {at}: {how}\n{last}"])


def _span(numbers: list[int]) -> tuple[int, int]:
    return numbers[0], numbers[-1] + 1


def _watch(process: subprocess.Popen[bytes], progress: Path) -> bool:
    """Wait for a run; end it where it makes no progress."""
    seen, since = b"", time.monotonic()
    while True:
        try:
            process.wait(0.2)
            return False
        except subprocess.TimeoutExpired:
            now = progress.read_bytes()
            if now != seen:
                seen, since = now, time.monotonic()
            elif time.monotonic() - since > STUCK:
                process.kill()
                process.wait()
                return True


# ------------------------------------------------------------------------------------------ in the process


def peak() -> int:
    """The most memory that this process ever held, in bytes."""
    if sys.platform == "linux":  # getrusage starts from what the parent of this process held
        status = Path("/proc/self/status").read_text()
        return int(status[status.index("VmHWM:") + 6 :].split(maxsplit=1)[0]) << 10
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used << 10


def _bound_memory() -> None:
    """Let no input take the machine with it; what the limit stops is told as a finding by the target."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + ROOM
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def run(name: str, seed: int, numbers: range, folder: str) -> Told:
    """Run a target here and now."""
    target: Any = importlib.import_module(TARGETS[name])
    told = Told(name, seed)
    outcomes: collections.Counter[str] = collections.Counter()
    with open(Path(folder, "progress"), "r+b") as file:
        progress = mmap.mmap(file.fileno(), _PROGRESS.size)
    warm = drawn(name, seed, -1)
    for _ in range(20):  # what is allocated once is no growth
        _one(target, target.make(warm))
    _bound_memory()
    first = held = peak()
    began = time.monotonic()
    for number in numbers:
        _PROGRESS.pack_into(progress, 0, number)
        made = target.make(drawn(name, seed, number))
        began_one = time.process_time()
        outcome, trouble = _one(target, made)
        seconds, after = time.process_time() - began_one, peak()
        outcomes[outcome] += 1
        told.inputs += 1
        if seconds > told.slowest[1]:
            told.slowest = (number, seconds)
        if seconds > target.SECONDS:
            trouble = f"{trouble}it took {seconds:.1f} s of processor time\n"
        if after - held > target.GROWTH:
            trouble = f"{trouble}it took {(after - held) >> 20} MiB of memory\n"
            held = after
        if trouble and len(told.findings) < MAX_TOLD:
            told.findings.append(f"input {number}: {trouble}")
    told.seconds = time.monotonic() - began
    told.outcomes, told.grown = dict(outcomes.most_common()), peak() - first
    return told


def _one(target: Any, made: Any) -> tuple[str, str]:
    """What came of one input: an outcome, and a text where it should not have come to that."""
    try:
        return target.run(made), ""
    except Exception as err:
        text = "".join(traceback.format_exception(type(err), err, err.__traceback__)[-4:])
        return f"uncaught {type(err).__name__}", text[-1500:] + "\n"


def main() -> None:
    """The other process: TARGET SEED FIRST LAST FOLDER."""
    sys.path.insert(0, str(ROOT))
    warnings.simplefilter("ignore")
    target, seed, first, last, folder = sys.argv[1:]
    told = run(target, int(seed), range(int(first), int(last)), folder)
    Path(folder, "unfinished").write_text(json.dumps(told.__dict__))
    os.replace(Path(folder, "unfinished"), Path(folder, "result"))


if __name__ == "__main__":
    main()
