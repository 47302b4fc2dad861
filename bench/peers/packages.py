"""The same homework for the other graders: what their authors would write, and what their students would hand in."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import textwrap
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.peers import homework

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "bench" / ".venv-peers" / "bin"
VERSIONS = {"otter-grader": "7.0.0", "nbgrader": "0.9.6", "gradescope-utils": "0.5.0"}
BATCH = 20
SECONDS = 600  # that any one command may take


@dataclass(frozen=True)
class Run:
    """One timed command: how many submissions it graded, their scores, and what it cost."""

    scores: tuple[float, ...]
    wall: float
    cpu: float

    @property
    def rate(self) -> float:
        """Submissions per second."""
        return len(self.scores) / self.wall


@dataclass(frozen=True)
class Cost:
    """Output, wall and CPU seconds of one command and of everything that it waited for."""

    output: str
    wall: float
    cpu: float


def environment(home: Path) -> dict[str, str]:
    """What every grader runs with: no settings of this user's, one thread for BLAS."""
    kept = {key: os.environ[key] for key in ("LANG", "TMPDIR") if key in os.environ}
    one = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    return {**kept, **one, "HOME": str(home), "PATH": f"{PEERS}:/usr/local/bin:/usr/bin:/bin", "PYTHONHASHSEED": "0"}


def command(arguments: list[str | Path], folder: Path, home: Path) -> Cost:
    """Run one command to its end, timed as a whole process."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [str(a) for a in arguments], cwd=folder, env=environment(home), capture_output=True, text=True, timeout=SECONDS
    )
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{arguments} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return Cost(done.stdout, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def fresh(folder: Path) -> Path:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def added(costs: list[Cost], scores: list[float]) -> Run:
    """Several commands in a row as one run."""
    return Run(tuple(scores), sum(c.wall for c in costs), sum(c.cpu for c in costs))


class Ours:
    """Two workers of this project, the sandbox on."""

    name = "this project, 2 workers, sandbox on"
    count = 200

    def __init__(self, work: Path) -> None:
        self._work, self._home, self.tier = work, work / "home", ""
        self._home.mkdir(exist_ok=True)
        for label, wrong in (("right", False), ("wrong", True)):
            folder = fresh(work / f"ours-{label}")
            for number in range(1 if wrong else self.count):
                (folder / f"s{number:03}.ipynb").write_text(homework.own_submission(wrong=wrong), encoding="utf-8")

    def grade(self, *, wrong: bool = False) -> Run:
        """Grade every copy, the start of Python and of both workers counted."""
        folder = self._work / ("ours-wrong" if wrong else "ours-right")
        python = ROOT / ".venv" / "bin" / "python"
        cost = command([python, "-m", "bench.peers.ours", folder], ROOT, self._home)
        told = json.loads(cost.output)
        self.tier = told["tier"]
        return Run(tuple(told["scores"]), cost.wall, cost.cpu)


# ---------------------------------------------------------------------------------------------- otter


def solution_lines(source: str, begin: str, end: str) -> str:
    """An answer between the marks that a tool cuts it out by: everything below the docstring."""
    lines = source.split("\n")
    head = 2  # the def and its docstring of one line
    return "\n".join([*lines[:head], f"    {begin}", *lines[head:], f"    {end}"])


def raw(text: str) -> dict[str, Any]:
    """A raw cell, which otter reads as an instruction."""
    return homework.cell(text, kind="raw")


def otter_master() -> str:
    """The notebook that `otter assign` reads, its tests as functions: the form that runs without doctest."""
    config = "# ASSIGNMENT CONFIG\nexport_cell: false\ngenerate: true\nrun_tests: false\ntests:\n  ok_format: false\n"
    cells = [raw(config), homework.cell(homework.SETUP)]
    sources = homework.answers()
    for question in homework.exam().questions:
        name = question.name
        answer = solution_lines(sources[name], "# BEGIN SOLUTION", "# END SOLUTION")
        cells += [raw(f"# BEGIN QUESTION\nname: {name}"), raw("# BEGIN SOLUTION"), homework.cell(answer)]
        cells += [raw("# END SOLUTION"), raw("# BEGIN TESTS")]
        functions = sorted({call.function for case in question.cases for call in case.request.calls})
        for number, (group, points, cases) in enumerate(homework.groups(question), 1):
            body = textwrap.indent("\n".join(homework.group_lines(cases)), "    ")
            settings = f'""" # BEGIN TEST CONFIG\nname: {json.dumps(group)}\npoints: {points}\n""" # END TEST CONFIG\n'
            source = f"{settings}def test_{name}_{number}({', '.join(functions)}):\n    import numpy as np\n{body}"
            cells.append(homework.cell(source))
        cells += [raw("# END TESTS"), raw("# END QUESTION")]
    return homework.notebook(cells)


def filled(built: Path, *, wrong: bool = False) -> str:
    """A tool's student notebook with the answer cells filled in by a student."""
    told = json.loads(built.read_text(encoding="utf-8"))
    sources, found = homework.answers(wrong=wrong), set()
    for cell in told["cells"]:
        source = "".join(cell["source"])
        for name, answer in sources.items():
            if cell["cell_type"] == "code" and source.startswith(f"def {name}("):
                cell["source"] = answer
                found.add(name)
    assert found == set(sources), found
    return json.dumps(told)


class OtterRun:
    """`otter run`, a process for each submission."""

    name = "otter run"
    count = 3

    def __init__(self, work: Path) -> None:
        self._folder, self._home = fresh(work / "otter"), work / "home"
        (self._folder / "master.ipynb").write_text(otter_master(), encoding="utf-8")
        command([PEERS / "otter", "assign", "master.ipynb", "dist"], self._folder, self._home)
        built = self._folder / "dist" / "student" / "master.ipynb"
        for label, wrong in (("right", False), ("wrong", True)):
            folder = fresh(self._folder / label)
            (folder / "master.ipynb").write_text(filled(built, wrong=wrong), encoding="utf-8")
        zips = list((self._folder / "dist" / "autograder").glob("*.zip"))
        assert len(zips) == 1, zips
        self.zip = zips[0]

    def submission(self, wrong: bool) -> Path:
        """The answered notebook."""
        return self._folder / ("wrong" if wrong else "right") / "master.ipynb"

    def grade(self, *, wrong: bool = False) -> Run:
        """Grade the same notebook a few times in a row."""
        costs, scores = [], []
        for _ in range(1 if wrong else self.count):
            out = fresh(self._folder / "out")
            line = [PEERS / "otter", "run", "--no-logo", "-a", self.zip, "-o", out, self.submission(wrong)]
            costs.append(command(line, self._folder, self._home))
            tests = json.loads((out / "results.json").read_text(encoding="utf-8"))["tests"]
            scores.append(sum(test.get("score", 0.0) for test in tests))
        return added(costs, scores)


OTTER_API = """\
import json, sys
from otter.api import grade_submission
scores = [grade_submission(sys.argv[2], sys.argv[1], quiet=True).total for _ in range(int(sys.argv[3]))]
print(json.dumps(scores))
"""


class OtterApi:
    """`otter.api.grade_submission`, one process for all submissions."""

    name = "otter.api.grade_submission, one process"
    count = 5

    def __init__(self, work: Path, otter: OtterRun) -> None:
        self._folder, self._home, self._otter = fresh(work / "otter-api"), work / "home", otter
        (self._folder / "grade.py").write_text(OTTER_API, encoding="utf-8")

    def grade(self, *, wrong: bool = False) -> Run:
        """Grade the same notebook several times in one process."""
        count = 1 if wrong else self.count
        line = [PEERS / "python", "grade.py", self._otter.zip, self._otter.submission(wrong), str(count)]
        cost = command(line, self._folder, self._home)
        return added([cost], json.loads(cost.output.splitlines()[-1]))


# ---------------------------------------------------------------------------------------------- nbgrader


def nbgrader_source() -> str:
    """The notebook that `nbgrader generate_assignment` reads: a test cell for each group of cases."""

    def marks(name: str, **more: Any) -> dict[str, Any]:
        base = {"schema_version": 3, "grade_id": name, "grade": False, "solution": False, "locked": True, "task": False}
        return {"nbgrader": {**base, **more}}

    cells = [homework.cell(homework.SETUP, marks("setup"))]
    sources = homework.answers()
    for question in homework.exam().questions:
        name = question.name
        answer = solution_lines(sources[name], "### BEGIN SOLUTION", "### END SOLUTION")
        cells.append(homework.cell(answer, marks(name, solution=True, locked=False)))
        for number, (_, points, cases) in enumerate(homework.groups(question), 1):
            source = "\n".join(homework.group_lines(cases))
            cells.append(homework.cell(source, marks(f"{name}-{number}", grade=True, points=points)))
    return homework.notebook(cells)


NBGRADER_SCORES = """\
import json
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    print(json.dumps([s.score for s in book.assignment_submissions("hw_bench")]))
"""


class Nbgrader:
    """`nbgrader autograde`, one process for a batch."""

    name = f"nbgrader autograde, batch of {BATCH}"
    count = BATCH

    def __init__(self, work: Path) -> None:
        self._course, self._home = fresh(work / "nbgrader" / "course"), work / "home"
        source = self._course / "source" / homework.NAME
        source.mkdir(parents=True)
        (source / "hw_bench.ipynb").write_text(nbgrader_source(), encoding="utf-8")
        (self._course / "scores.py").write_text(NBGRADER_SCORES, encoding="utf-8")
        (self._course / "nbgrader_config.py").write_text('c.CourseDirectory.course_id = "bench"\n', encoding="utf-8")
        command([PEERS / "nbgrader", "generate_assignment", homework.NAME], self._course, self._home)

    def grade(self, *, wrong: bool = False) -> Run:
        """Grade a class in a fresh copy of the course."""
        course = self._course.with_name("graded")
        shutil.rmtree(course, ignore_errors=True)
        shutil.copytree(self._course, course)
        built = course / "release" / homework.NAME / "hw_bench.ipynb"
        for number in range(1 if wrong else BATCH):
            folder = fresh(course / "submitted" / f"s{number:02}" / homework.NAME)
            (folder / "hw_bench.ipynb").write_text(filled(built, wrong=wrong), encoding="utf-8")
        cost = command([PEERS / "nbgrader", "autograde", homework.NAME], course, self._home)
        told = command([PEERS / "python", "scores.py"], course, self._home)
        return added([cost], json.loads(told.output))


# ---------------------------------------------------------------------------------------------- gradescope-utils

GRADESCOPE_HEAD = """\
import json, os, sys, unittest
import numpy as np
from gradescope_utils.autograder_utils.decorators import number, weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

with open(sys.argv[1], encoding="utf-8") as file:
    cells = json.load(file)["cells"]
for cell in cells:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), globals())


"""
GRADESCOPE_FOOT = """\
suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
with open(sys.argv[2], "w", encoding="utf-8") as file:
    JSONTestRunner(visibility="visible", stream=file).run(suite)
"""


def gradescope_tests() -> str:
    """The test file, with a class for each question and a method for each group of cases."""
    lines = []
    for place, question in enumerate(homework.exam().questions, 1):
        lines.append(f"class Test{place}(unittest.TestCase):")
        for number, (group, points, cases) in enumerate(homework.groups(question), 1):
            lines += [f"    @weight({points})", f'    @number("{place}.{number}")', f"    def test_{number}(self):"]
            body = "\n".join(homework.group_lines(cases))
            lines += [f"        {json.dumps(f'{question.name}: {group}')}", textwrap.indent(body, " " * 8), ""]
        lines.append("")
    return GRADESCOPE_HEAD + "\n".join(lines) + "\n" + GRADESCOPE_FOOT


class GradescopeUtils:
    """The JSON runner of gradescope-utils, a process for each submission, as Gradescope starts one."""

    name = "gradescope-utils, JSON runner"
    count = 10

    def __init__(self, work: Path) -> None:
        self._folder, self._home = fresh(work / "gradescope"), work / "home"
        (self._folder / "run_tests.py").write_text(gradescope_tests(), encoding="utf-8")
        for label, wrong in (("right", False), ("wrong", True)):
            cells = [homework.cell(source) for source in (homework.SETUP, *homework.answers(wrong=wrong).values())]
            (self._folder / f"{label}.ipynb").write_text(homework.notebook(cells), encoding="utf-8")

    def grade(self, *, wrong: bool = False) -> Run:
        """Grade the same notebook several times in a row."""
        costs, scores = [], []
        for _ in range(1 if wrong else self.count):
            line = [PEERS / "python", "run_tests.py", f"{'wrong' if wrong else 'right'}.ipynb", "results.json"]
            costs.append(command(line, self._folder, self._home))
            tests = json.loads((self._folder / "results.json").read_text(encoding="utf-8"))["tests"]
            scores.append(sum(test["score"] for test in tests))
        return added(costs, scores)
