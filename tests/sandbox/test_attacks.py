"""Every attack of attacks/, in each tier that can be had here: no more than it deserves, no less, and nothing left behind."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from .run_attacks import COURSE, HERE, course_of, expected_of, faults, names, skipped

ROOT = HERE.parents[1]
ORDINARY = 1500
RUN_SECONDS = 1500
MOST_DEATHS = 5
SETTINGS = ("here", "users of their own", "an ordinary user")
ROOT_ONLY = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user"
)
needs_compilers = pytest.mark.skipif(
    not (shutil.which("gcc") and importlib.util.find_spec("Cython")), reason="needs Cython and gcc"
)
needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the walls are Linux's")


def _settings(name: str) -> Iterator[Any]:
    """One attack in each setting, with the marks that it deserves."""
    expected = expected_of(name)
    for setting in SETTINGS:
        marks: list[Any] = [] if setting == "here" else [ROOT_ONLY]
        if course_of(name) != COURSE:
            marks.append(needs_compilers)
        if expected.get("slow"):
            marks.append(pytest.mark.patient)
        if expected.get("gap"):
            marks.append(pytest.mark.xfail(reason=expected["gap"], strict=True))
        yield pytest.param(setting, name, marks=marks, id=f"{name}, {setting}")


@pytest.fixture(scope="session")
def attack_records(request: pytest.FixtureRequest) -> Any:
    """What came of the attacks in one setting; those that were selected are graded in one go, once."""
    chosen: dict[tuple[str, str], list[str]] = {}
    for item in request.session.items:
        if getattr(item, "originalname", "") == "test_attack":
            setting, name = item.callspec.params["setting"], item.callspec.params["name"]
            chosen.setdefault((setting, course_of(name)), []).append(name)

    @cache
    def records(setting: str, course: str) -> dict[str, dict[str, Any]]:
        packages = "numpy" if course == COURSE else "numpy, Cython"
        python = sys.executable if setting == "here" else readable_python(packages)
        if not python:
            return {}
        return run(setting, sorted(chosen[setting, course]), python)

    return records


def run(setting: str, chosen: list[str], python: str) -> dict[str, dict[str, Any]]:
    """Grade attacks in a process of their own; one that takes the grader down is skipped after it was noted."""
    with tempfile.TemporaryDirectory(prefix="attacks_") as folder:
        copy = readable_copy(Path(folder))
        identity: dict[str, Any] = {}
        if setting == "an ordinary user":
            identity = {"user": ORDINARY, "group": ORDINARY, "extra_groups": []}
        found: dict[str, dict[str, Any]] = {}
        for _ in range(MOST_DEATHS):
            left = [name for name in chosen if name not in found]
            if not left:
                break
            script = copy / "tests" / "sandbox" / "run_attacks.py"
            command = [python, str(script), *(word for name in left for word in ("--only", name))]
            # the package may be installed where this user cannot read it
            environment = {"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
            done = subprocess.run(
                command,
                cwd="/",
                env=environment,
                capture_output=True,
                text=True,
                timeout=RUN_SECONDS,
                check=False,
                **identity,
            )
            new = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
            found |= {record["name"]: record for record in new}
            missing = [name for name in left if name not in found]
            if missing:
                found[missing[0]] = {"name": missing[0], "died": f"exit {done.returncode}: {done.stderr[-2000:]}"}
        return found


def readable_copy(folder: Path) -> Path:
    """The package, the course and the attacks where every user can read them."""
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "grader", folder / "grader", ignore=skip)
    (folder / "tests" / "sandbox").mkdir(parents=True)
    for name in ("attacks", *sorted({course_of(name) for name in names()})):
        shutil.copytree(HERE / name, folder / "tests" / "sandbox" / name, ignore=skip)
    shutil.copy(HERE / "run_attacks.py", folder / "tests" / "sandbox")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


@cache
def readable_python(packages: str) -> str:
    """A Python with some packages that an ordinary user can run, READABLE_PYTHON names one; empty where there is none."""
    for python in filter(None, (os.environ.get("READABLE_PYTHON"), sys.executable, "/usr/bin/python3")):
        try:
            subprocess.run(
                [python, "-c", f"import {packages}"],
                user=ORDINARY,
                group=ORDINARY,
                extra_groups=[],
                cwd="/",
                env={"PATH": "/usr/bin:/bin"},
                capture_output=True,
                timeout=60,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return python
    return ""


@needs_linux
@pytest.mark.parametrize(("setting", "name"), [param for name in names() for param in _settings(name)])
def test_attack(setting: str, name: str, attack_records: Any) -> None:
    """One attack gets what it deserves: verdicts, points, texts, time, and nothing left behind."""
    expected = expected_of(name)
    if reason := skipped(expected):
        pytest.skip(reason)
    records = attack_records(setting, course_of(name))
    if not records:
        pytest.skip("no Python that an ordinary user can run has what this needs; name one in READABLE_PYTHON")
    record = records[name]
    assert not record.get("died"), f"the grader ended at this attack, {record['died']}"
    if reason := skipped(expected, record["tier"]):
        pytest.skip(reason)
    assert not faults(expected, record)


# lines that nothing here can attack: what they need is not in this course, or they are tested elsewhere
ELSEWHERE = {
    30: "out of scope: time as a channel",
    91: "no training loop is graded",
    108: "C alone is compiled: test_compile.py",
    110: "nothing that was built elsewhere is read: tests/test_submission.py",
    128: "a file is read once, into memory: tests/test_submission.py",
    129: "tests/test_gradescope.py",
}


def test_the_whole_catalogue_is_attacked() -> None:
    """Every line of the catalogue that can be tried here is."""
    attacked = {number for name in names() for number in expected_of(name)["catalogue"]}
    assert set(range(1, 131)) - attacked <= set(ELSEWHERE)


def test_every_attack_says_what_it_is_about() -> None:
    """A sentence in expected.json tells what each tries."""
    about = Counter(expected_of(name)["about"] for name in names())
    assert not [text for text, count in about.items() if not text.endswith(".")]
    assert set(HERE.glob("attacks/*/")) >= {HERE / "attacks" / name for name in names()}
