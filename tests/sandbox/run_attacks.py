"""Grade every submission of attacks/ and write down what came of it, one JSON line each.

    python tests/sandbox/run_attacks.py [--only NAME] [--quick] [--output FILE]

Needs the package, numpy, and nothing of the tests: it also runs inside a container and as another user. The
course is copied to a private folder first, with marks in what must stay hidden; every text that a person would
read is then searched for them. Ends with 1 where something was not as `expected.json` says.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import inspect
import json
import os
import platform
import re
import resource
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ATTACKS = HERE / "attacks"
COURSE = "attack_course"  # of an attack that names no other
MARK = "leftover_4711"  # what an attack calls the processes and files that it leaves behind
SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")
SECONDS = 60.0
UIDS = 64  # users in a block of workers
NAIVE_UID = 61234  # a user that nobody else on the machine is


def names() -> list[str]:
    """All attacks."""
    return sorted(path.parent.name for path in ATTACKS.glob("*/expected.json"))


def expected_of(name: str) -> dict[str, Any]:
    """What is written about one attack."""
    found: dict[str, Any] = json.loads((ATTACKS / name / "expected.json").read_text(encoding="utf-8"))
    return found


def course_of(name: str) -> str:
    """The course that an attack is aimed at."""
    return str(expected_of(name).get("course", COURSE))


# ---------------------------------------------------------------------------------------------- the box


class Box:
    """A private folder with a course, a secret, results and what other students handed in."""

    def __init__(self, course: Path) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="attack_course_", dir="/tmp"))
        self.course = self.path / "course"
        shutil.copytree(course, self.course, ignore=shutil.ignore_patterns("__pycache__", "secret.key"))
        (assignment,) = (self.course / "assignments").iterdir()
        self.assignment = assignment.name
        self.canaries = [f"CANARY_{kind}_{secrets.token_hex(4)}" for kind in ("SOLUTION", "SECRET")]
        for solution in (self.course / "solutions" / self.assignment).glob("*.py*"):
            text = re.sub(r"CANARY_SOLUTION_\w+", self.canaries[0], solution.read_text(encoding="utf-8"))
            solution.write_text(text, encoding="utf-8")
        key = secrets.token_hex(32)
        self.canaries.append(key)
        (self.course / "secret.key").write_text(key + "\n", encoding="ascii")
        (self.course / "secret.txt").write_text(f"# {self.canaries[1]}\n", encoding="ascii")
        (self.course / "secret.key").chmod(0o600)
        other = self.path / "batch" / "other_student"
        other.mkdir(parents=True)
        shutil.copy(solution.with_name("solution.py"), other / "answers.py")
        (self.path / "results").mkdir()
        (self.path / "results" / "results.json").write_text('{"score": 0}\n', encoding="ascii")
        (self.path / "submission_metadata.json").write_text('{"users": ["a@b"]}\n', encoding="ascii")
        self.kept = self.fingerprint()

    def fingerprint(self) -> dict[str, str]:
        """Name, mode, owner and content of everything that nobody but us may touch."""
        found = {}
        for path in sorted(self.path.rglob("*")):
            # `build` is the store of compiled cells, to which the grader adds
            if {"handed_in", "__pycache__", "build"} & {*path.relative_to(self.path).parts}:
                continue
            facts = path.lstat()
            content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            found[str(path.relative_to(self.path))] = f"{facts.st_mode:o} {facts.st_uid} {content}"
        return found

    def hand_in(self, name: str) -> Path:
        """Put one attack's submission together."""
        folder = self.path / "handed_in" / name / "submission"
        source = ATTACKS / name / "submission"
        if source.is_dir():
            shutil.copytree(source, folder)
        folder.mkdir(parents=True, exist_ok=True)
        if (ATTACKS / name / "cells").is_dir():
            text = notebook(ATTACKS / name / "cells", ATTACKS / "_honest").replace("@COURSE@", str(self.course))
            (folder / "answers.ipynb").write_text(text, encoding="utf-8")
        if (ATTACKS / name / "make.py").is_file():
            spec = importlib.util.spec_from_file_location("make", ATTACKS / name / "make.py")
            assert spec
            assert spec.loader
            module = importlib.util.module_from_spec(spec)
            sys.dont_write_bytecode = True
            spec.loader.exec_module(module)
            takes_box = "box" in inspect.signature(module.make).parameters
            module.make(folder, self.path) if takes_box else module.make(folder)
        return folder

    def remove(self) -> None:
        """Delete everything, whatever was made of it."""
        shutil.rmtree(self.path, ignore_errors=True)


def notebook(cells: Path, honest: Path) -> str:
    """A notebook of one cell for each file, .py or .pyx; a question that has none of its own is answered honestly."""
    own, questions = {path.stem: path for path in sorted(cells.iterdir())}, {path.stem for path in honest.iterdir()}
    made = []
    for name, path in (own | {path.stem: path for path in honest.iterdir() if path.stem not in own}).items():
        text = path.read_text(encoding="utf-8")
        source = f"%%cython\n{text}" if path.suffix == ".pyx" and not text.startswith("%%cython") else text
        metadata = {"grader": {"role": "answer"}, "nbgrader": {"grade_id": name}} if name in questions else {}
        made.append(
            {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}
        )
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made})


# ---------------------------------------------------------------------------------------------- afterwards


def leftover_processes(first_uid: int | None) -> list[int]:
    """Processes that an attack named as its own, or that run as a worker's user."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            head, _, tail = (entry / "stat").read_text().rpartition(")")
            own = first_uid is not None and first_uid <= entry.stat().st_uid < first_uid + UIDS
            if tail.split()[0] not in "ZX" and (MARK in head or own):
                found.append(int(entry.name))
    return found


def leftover_files(first_uid: int | None) -> list[str]:
    """Files in shared folders that an attack named as its own, or that belong to a worker's user; they are deleted."""
    found = []
    for folder in (*SHARED, os.getcwd()):
        with contextlib.suppress(OSError):
            for entry in os.scandir(folder):
                with contextlib.suppress(OSError):
                    uid = entry.stat(follow_symlinks=False).st_uid
                    if MARK in entry.name or (first_uid is not None and first_uid <= uid < first_uid + UIDS):
                        found.append(entry.path)
                        is_folder = entry.is_dir(follow_symlinks=False)
                        shutil.rmtree(entry.path, ignore_errors=True) if is_folder else os.unlink(entry.path)
    return found


def clean_up(first_uid: int | None, owner: int | None) -> list[str]:
    """What an attack left behind, as a process of these users or a file of this owner; it is ended and deleted."""
    end = time.monotonic() + 1.0
    while (pids := leftover_processes(first_uid)) and time.monotonic() < end:
        time.sleep(0.05)
    for pid in pids:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    return [f"process {pid}" for pid in pids] + leftover_files(owner)


def own_state() -> list[Any]:
    """What of this process another one could change."""
    limits = [resource.getrlimit(kind) for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_AS, resource.RLIMIT_CPU)]
    umask = os.umask(0o077)
    os.umask(umask)
    affinity = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return [limits, umask, os.getcwd(), os.getpriority(os.PRIO_PROCESS, 0), affinity]


# ---------------------------------------------------------------------------------------------- texts


def strings(value: Any) -> list[str]:
    """Every text in a JSON document."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.items() for part in item for text in strings(part)]
    return [text for item in value for text in strings(item)] if isinstance(value, (list, tuple)) else []


def texts(report: Any) -> dict[str, str]:
    """What people read of a report: results.json, the terminal, and the page where it can be laid out."""
    from grader.report import results, text

    document = results.gradescope(report)
    found = {"results": "\n".join(strings(json.loads(results.dumps(document)))), "table": text.table(report)}
    with contextlib.suppress(ModuleNotFoundError):
        from grader.report import html

        found["page"] = html.page(report)
    return found


def shown(report: Any, expected: dict[str, Any], canaries: list[str]) -> list[str]:
    """What stands in some text and must not, or does not and should."""
    faults = []
    read = texts(report)
    for where, text in read.items():
        faults += [f"{where} holds a mark" for canary in canaries if canary in text]
        absent = expected.get("absent", []) + (expected.get("absent_html", []) if where == "page" else [])
        faults += [f"{where} holds {word[:40]!r}" for word in absent if word in text]
    says = expected.get("says")
    if says and not any(re.search(says, text) for text in read.values()):
        faults.append(f"nothing says {says!r}")
    return faults


# ---------------------------------------------------------------------------------------------- grading


def grade_attack(homework: Any, box: Box, name: str, secret: bytes) -> dict[str, Any]:
    """Grade one submission and look at what it left."""
    from grader.grade import Options, grade
    from grader.sandbox import jail

    first_uid = jail.worker_uid(0)
    expected = expected_of(name)
    signals: list[int] = []
    signal.signal(signal.SIGWINCH, lambda number, frame: signals.append(number))
    folder = box.hand_in(name)
    state = own_state()
    record: dict[str, Any] = {"name": name, "tier": "", "scores": {}, "verdicts": {}, "rejected": "", "shown": []}
    started = time.monotonic()
    try:
        report = grade(homework, folder, Options(secret=secret, submission_id=name, seconds=SECONDS))
        record["seconds"] = round(time.monotonic() - started, 2)
        record["tier"] = report.tier
        record["rejected"] = report.rejected.kind if report.rejected else ""
        record["scores"] = {q.name: float(q.score) for q in report.questions}
        record["verdicts"] = {q.name: str(q.verdict) for q in report.questions}
        record["shown"] = shown(report, expected, box.canaries)
        record["error"] = ""
    except BaseException:
        record["seconds"] = round(time.monotonic() - started, 2)
        record["error"] = traceback.format_exc()[-2000:]
    record["leftover"] = clean_up(first_uid, first_uid)
    record["tampered"] = tampered(box, state)
    record["signals"] = len(signals)
    shutil.rmtree(box.path / "handed_in", ignore_errors=True)
    return record


def tampered(box: Box, state: list[Any]) -> list[str]:
    """What of the course, the results or this process is no longer as it was."""
    now = box.fingerprint()
    found = sorted(path for path in {*now, *box.kept} if now.get(path) != box.kept.get(path))
    box.kept = now
    return found + (
        ["the grader's own limits or state"] if own_state()[0] != state[0] or own_state()[2:] != state[2:] else []
    )


def skipped(expected: dict[str, Any], tier: str = "") -> str:
    """Why nothing is promised about an attack here; empty where something is."""
    if expected.get("machine", platform.machine()) != platform.machine():
        return f"for {expected['machine']} only"
    if "course" in expected and not (shutil.which("gcc") and importlib.util.find_spec("Cython")):
        return "its cells are compiled, and there is no compiler here"
    if tier and tier not in expected.get("tiers", tier):
        return f"promised in tiers {', '.join(expected['tiers'])}, not in {tier}"
    return ""


def faults(expected: dict[str, Any], record: dict[str, Any]) -> list[str]:
    """What is not as expected."""
    found = [f"an error of the grader: {record['error'].strip().splitlines()[-1]}"] if record["error"] else []
    wanted, got = expected["rejected"], record["rejected"]
    if (wanted == "*" and not got) or (wanted not in ("*", "?") and wanted != got):
        found.append(f"rejected {got!r}, expected {wanted!r}")
    if not got:
        for question, score in expected["scores"].items():
            allowed = score if isinstance(score, list) else [score]
            if record["scores"].get(question) not in allowed:
                found.append(f"{question} scores {record['scores'].get(question)}, expected {score}")
        for question, verdicts in expected["verdicts"].items():
            if record["verdicts"].get(question) not in verdicts:
                found.append(f"{question} is {record['verdicts'].get(question)}, expected {' or '.join(verdicts)}")
    found += [f"{q} is withheld as a fault of the grader" for q, v in record["verdicts"].items() if v == "grader_error"]
    found += record["shown"]
    found += [f"left behind: {item}" for item in record["leftover"]]
    found += [f"tampered with: {item}" for item in record["tampered"]]
    if record["signals"]:
        found.append(f"{record['signals']} signals reached the grader")
    if record["seconds"] > expected["seconds"]:
        found.append(f"took {record['seconds']} s, at most {expected['seconds']} s expected")
    return found


# ---------------------------------------------------------------------------------------------- without walls


def naive(box: Box, name: str) -> str:
    """What an attack achieves against a naive grader: "wins", "breaks" or nothing."""
    expected = expected_of(name)
    answers = box.hand_in(name) / "answers.py"
    if not answers.is_file() or answers.is_symlink():
        return ""
    script = box.path / "naive.py"
    shutil.copy(ATTACKS / "_naive.py", script)
    result = box.path / "naive.json"
    result.unlink(missing_ok=True)
    other: dict[str, Any] = {"user": NAIVE_UID, "group": NAIVE_UID, "extra_groups": []} if os.geteuid() == 0 else {}
    if other:
        for path in (box.path, *box.path.rglob("*")):
            os.lchown(path, NAIVE_UID, NAIVE_UID)
    subprocess.run(
        [sys.executable, str(script), str(box.course), str(answers), str(result)],
        check=False,
        cwd=box.path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_bounds,
        start_new_session=True,
        **other,
    )
    left = clean_up(NAIVE_UID if other else None, None)
    shutil.rmtree(box.path / "handed_in", ignore_errors=True)
    if not result.is_file():
        return "breaks"
    try:
        scores = {q: json.loads(result.read_text())[q] for q in expected["scores"]}
    except (ValueError, LookupError, TypeError):
        return "breaks"
    attacked = [q for q, score in expected["scores"].items() if score != 4]
    if attacked and all(scores[q] == 4 for q in attacked):
        return "wins"
    return "breaks" if left or any(scores[q] != 4 for q in scores if q not in attacked) else ""


def _bounds() -> None:
    """A second net under what has none."""
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (200 << 20, 200 << 20))


# ---------------------------------------------------------------------------------------------- main


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="this attack, or all that begin so")
    parser.add_argument("--after", default="", metavar="NAME", help="go on after this attack")
    parser.add_argument("--quick", action="store_true", help="leave out what takes over 3 s")
    parser.add_argument("--naive", action="store_true", help="show what each achieves against a naive grader")
    parser.add_argument("--output", type=Path, help="write the lines here as well")
    return parser.parse_args()


def wanted(name: str, only: list[str], known: list[str]) -> bool:
    """Whether an attack was asked for, by its name or by how it begins."""
    return not only or any(name == asked or (asked not in known and name.startswith(asked)) for asked in only)


def main() -> int:
    """Run what was asked for; 1 where something was not as expected."""
    asked = arguments()
    known = names()
    chosen = [n for n in known if n > asked.after and wanted(n, asked.only, known)]
    chosen = [n for n in chosen if not (asked.quick and expected_of(n).get("slow")) and not skipped(expected_of(n))]
    output = asked.output.open("a", encoding="utf-8") if asked.output else None
    failed = []
    with contextlib.closing(output) if output else contextlib.nullcontext():
        for course in sorted({course_of(name) for name in chosen}):
            box = Box(HERE / course)
            mine = [name for name in chosen if course_of(name) == course]
            try:
                for record in naive_records(box, mine) if asked.naive else graded(box, mine):
                    failed += told(record, output)
            finally:
                box.remove()
    for record in failed:
        print(f"{record['name']}: {'; '.join(record['faults'])}", file=sys.stderr)
    print(f"{len(chosen)} attacks, {len(failed)} not as expected", file=sys.stderr)
    return 1 if failed else 0


def told(record: dict[str, Any], output: Any) -> list[dict[str, Any]]:
    """Print one record; return it where something is not as expected."""
    if "naive" in record:
        print(f"{record['name']:55} {record['naive'] or '-'}", flush=True)
        return []
    expected = expected_of(record["name"])
    record["skipped"] = skipped(expected, record["tier"])
    record["faults"] = faults(expected, record)
    line = json.dumps(record, ensure_ascii=True)
    print(line, flush=True)
    if output:
        output.write(line + "\n")
        output.flush()
    return [record] if record["faults"] and not record["skipped"] else []


def naive_records(box: Box, chosen: list[str]) -> Any:
    """What each achieves against a naive grader, which knows the first course only."""
    for name in chosen:
        if course_of(name) == COURSE:
            yield {"name": name, "naive": naive(box, name)}


def graded(box: Box, chosen: list[str]) -> Any:
    """Grade one after the other, in this process as a batch would."""
    from grader.course import Course
    from grader.sandbox import jail

    jail.protect_self()
    course = Course(box.course)
    homework, secret = course.homework(box.assignment), course.secret(make=False)
    for name in chosen:
        yield grade_attack(homework, box, name, secret)


if __name__ == "__main__":
    sys.exit(main())
