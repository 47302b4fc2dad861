"""The generated parts of the pages, by the words that mark them; see generate.py."""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import inspect
import io
import linecache
import os
import re
import shlex
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from grader import cli, declare, messages, student
from grader.course import Course
from grader.errors import AssignmentError
from grader.records import Message, Verdict
from grader.release.gates import GATES
from grader.release.solved import functions_of
from grader.sandbox import attempts, doctor

ROOT = Path(__file__).resolve().parents[1]
MISTAKE = "conv_forward_stride_ignored_width"


# ---------------------------------------------------------------------------------------------- commands


@cache
def run(command: str) -> tuple[int, str]:
    """One `grader` command in this process: its exit code and all that it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            code = cli.run(shlex.split(command)[1:])
        except SystemExit as err:
            code = err.code if isinstance(err.code, int) else 1
    return code, printed.getvalue().rstrip("\n")


def transcript(command: str) -> str:
    """A command as typed, and what it prints; `| head -n 20` and `; echo $?` mean what they do in a shell."""
    typed, _, shown = command.partition(" | head -n ")
    typed, semicolon, _ = typed.partition("; echo $?")
    code, printed = run(typed)
    lines = printed.split("\n")
    lines = [*lines[: int(shown)], "..."] if shown and len(lines) > int(shown) else lines
    return "\n".join([f"$ {command}", *lines, *([str(code)] if semicolon else [])])


def fenced(text: str, language: str = "text") -> str:
    """A block of code."""
    return f"```{language}\n{text}\n```"


def rows(head: tuple[str, ...], body: Iterator[tuple[str, ...]] | list[tuple[str, ...]]) -> str:
    """A table."""
    lines = [head, tuple("---" for _ in head), *body]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


# ---------------------------------------------------------------------------------------------- from the sources


def docstring(path: Path) -> str:
    """The first sentence of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split())


def levels() -> str:
    """The modules of the package by level: a module stands above everything that it imports."""
    units: dict[str, list[Path]] = {}
    for path in sorted((ROOT / "grader").rglob("*.py")):
        parts = path.relative_to(ROOT / "grader").with_suffix("").parts
        if parts[0] not in ("__init__", "__main__"):
            units.setdefault(parts[0], []).append(path)
    needs = {name: set().union(*(imported(p) for p in paths)) & set(units) - {name} for name, paths in units.items()}
    level: dict[str, int] = {}
    while ready := [n for n in needs if n not in level and needs[n] <= level.keys()]:
        level |= {n: 1 + max((level[m] for m in needs[n]), default=-1) for n in ready}
    if left := sorted(set(needs) - set(level)):
        raise AssignmentError(f"these modules import each other: {', '.join(left)}")
    body = []
    for name in sorted(units, key=lambda n: (level[n], n)):
        for path in sorted(units[name], key=lambda p: p.name != "__init__.py"):
            inner = path.relative_to(ROOT / "grader").as_posix()
            body.append((str(level[name]), f"`{inner.removesuffix('__init__.py')}`", docstring(path)))
    return rows(("level", "module", "what it says of itself"), body)


def imported(path: Path) -> set[str]:
    """The modules of the package that a file imports, wherever it does; for type checkers alone does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    only_types = [n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    skipped = {node for test in only_types for node in test.body}
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and node.module == "grader":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader."):
            found.add((node.module or "").split(".")[1])
    return found


def exit_codes() -> str:
    """The exit codes that grader/cli.py names, each with a command that gives it where one can."""
    text = " ".join((inspect.getdoc(cli) or "").partition("Exit codes: ")[2].split()).rstrip(".")
    examples = {
        "0": "grader grade hw2_conv homework/hw2_conv.ipynb --id 1",
        "1": "grader grade hw2_conv homework/notes.pdf",
        "2": "grader grade hw2_conf homework/hw2_conv.ipynb",
    }
    body = []
    for part in text.split("; "):
        code, _, meaning = part.partition(" ")
        example = examples.get(code, "")
        if example and str(run(example)[0]) != code:
            raise AssignmentError(f"{example} does not exit with {code}")
        body.append((code, meaning, f"`{example}`" if example else ""))
    return rows(("code", "meaning", "for example"), body)


_VERDICT_MEANS = {
    Verdict.PASSED: "every case of the question passed",
    Verdict.SLOW: "right where it was timed, or to be timed, and no step of speed reached there",
    Verdict.FAILED: "a call returned, and what it returned or left behind is not right",
    Verdict.RAISED: "a call, or the definition itself, raised an exception",
    Verdict.TIMEOUT: "a call did not return in its time, or none was left for it",
    Verdict.MEMORY: "a call asked for more memory than there is",
    Verdict.CRASHED: "the worker ended, or sent what is no answer",
    Verdict.BLOCKED: "a backward pass that runs on a wrong forward pass, without a documented cache that works",
    Verdict.MISSING: "there is no function, or a stub that nobody touched",
    Verdict.REJECTED: "the answer cell is not Python, or does not compile",
    Verdict.GRADER_ERROR: "our fault: the whole report is without a score",
}


def verdicts() -> str:
    """Every verdict, from best to worst."""
    body = [(f"`{v}`", messages.VERDICTS[v], _VERDICT_MEANS[v]) for v in Verdict]
    return rows(("verdict", "what a student reads", "when"), body)


def tiers() -> str:
    """The tiers that `grader doctor` can report."""
    return rows(("tier", "what it means"), [(t.name, t.text) for t in doctor.TIERS.values()])


_WALLS = {"uid": "a user of its own", "files": "file allow-list", "calls": "system call filter"}


def tried() -> str:
    """What `grader doctor` has a worker try, and the walls of which each stops it."""
    body = [(a.name, " or ".join(_WALLS[wall] for wall in a.walls) or "limits") for a in attempts.ATTEMPTS]
    return rows(("tried", "stopped by"), body)


_ATTACKS = {
    "A": "points by forging: results, answers, messages, exceptions, exits",
    "B": "secrets: files, memory, other processes; ways out: networks, shared memory, hidden inputs in messages",
    "C": "tampering with the worker: built-in functions, hooks, signals, descriptors, clocks",
    "D": "processes: forks, signals, tracing, other programs, other users, what only root may",
    "E": "using things up: time, memory, disk, descriptors, output, oversized answers",
    "F": "values that lie: odd types, broadcasting, NaN, arrays that change after the return",
    "G": "remembering and guessing: the call, the shape, the clock, the seed, another question",
    "H": "packages and modules that a question does not allow",
    "J": "broken notebooks and archives, links, devices",
    "K": "honest and unusual: must get all of its points",
}


def attacks() -> str:
    """The submissions of tests/sandbox/attacks by family, and the cells of compile_attacks."""
    folder = ROOT / "tests/sandbox"
    names = sorted(path.parent.name for path in folder.glob("attacks/*/expected.json"))
    if left := [name for name in names if name[0] not in _ATTACKS]:
        raise AssignmentError(f"nothing is said of attacks that begin as {left[0]}")
    body = []
    for letter, about in _ATTACKS.items():
        mine = [name for name in names if name.startswith(letter)]
        body.append((letter, about, str(len(mine)), f"`{mine[0]}`" if mine else ""))
    cells = len(list(folder.glob("compile_attacks/*.pyx")))
    body.append(("", "Cython cells, in `tests/sandbox/compile_attacks/`", str(cells), "`A099_include_of_a_secret`"))
    return f"{len(names)} submissions and {cells} Cython cells:\n\n" + rows(
        ("family", "about", "number", "for example"), body
    )


def gates() -> str:
    """The gates of a release, in the order in which they run."""
    return rows(("gate", "what must hold"), [(k, (inspect.getdoc(g) or "").split("\n")[0]) for k, g in GATES.items()])


def fields(name: str) -> str:
    """The fields of a declared class: default and meaning, both from grader/declare.py."""
    found = getattr(declare, name)
    told = " ".join((inspect.getdoc(found) or "").split())
    body = []
    for field in dataclasses.fields(found):
        if field.name == "place":
            continue
        default = "" if field.default is dataclasses.MISSING else _constant(field.default)
        meaning = re.search(rf" {field.name}: (.+?\.)(?= \w+: |$)", told)
        body.append((f"`{field.name}`", default, meaning[1] if meaning else _FIELDS[f"{name}.{field.name}"]))
    return rows(("field", "default", "meaning"), body)


_FIELDS = {
    "Group.name": "what messages call it, unique in its question.",
    "Group.points": "a whole number or a Fraction above 0; given when all of its cases pass.",
    "Group.cases": "a tuple of Case, at least one.",
    "Group.hint": "said when one of its cases has no hint of its own and nothing more exact is known.",
    "Assignment.name": "its folder's name too, a plain lower-case word.",
    "Assignment.title": "what reports and pages call it.",
    "Assignment.questions": "a tuple of Question, in the notebook's order.",
}


def _constant(value: object) -> str:
    named = {"EXACT": declare.EXACT, "SMOOTH": declare.SMOOTH}
    found = [name for name, constant in named.items() if constant is value]
    return f"`{found[0]}`" if found else f"`{value!r}`"


def counts() -> str:
    """How much the course is tested with, counted."""
    course = Course(Path())
    questions = [q for name in course.names() for q in course.homework(name).assignment.questions]
    cases = [case for q in questions for g in q.groups for case in g.cases]
    public = sum(case.public for case in cases)
    wrong = len(list((ROOT / "solutions").glob("*/wrong/*.py*")))
    right = len([*ROOT.glob("solutions/*/right/*.py"), *ROOT.glob("solutions/*/right/*/answers.py")])
    handed_in = len(list((ROOT / "tests/data/submissions").iterdir()))
    attacks = [path.parent.name for path in (ROOT / "tests/sandbox/attacks").glob("*/expected.json")]
    honest = sum(name.startswith("K") for name in attacks)
    told = (
        f"Today: {len(questions)} questions in {len(course.names())} assignments, {public} public cases and {len(cases) - public} hidden ones; "
        f"{wrong} known-wrong answers; {right} right ones in other styles; {handed_in} mangled and hostile submissions; "
        f"{len(attacks)} more that try the sandbox, {honest} of them honest."
    )
    return textwrap.fill(told, 118)


def mistaken_line() -> str:
    """The line in which the sample student went wrong."""
    source = functions_of(Path(f"solutions/hw2_conv/wrong/{MISTAKE}.py"))["conv_forward_naive"].split("\n")
    at = next(number for number, line in enumerate(source) if "left = i" in line)
    return fenced(textwrap.dedent("\n".join(source[at - 2 : at + 3])), "python")


# ---------------------------------------------------------------------------------------------- in the notebook


@contextlib.contextmanager
def _in_student_folder() -> Iterator[None]:
    here = Path.cwd()
    os.chdir("student")
    try:
        yield
    finally:
        os.chdir(here)


def checked(mistake: str) -> str:
    """What check() says in a notebook of a known-wrong answer."""
    path = Path(f"solutions/hw2_conv/wrong/{mistake}.py")
    namespace: dict[str, object] = {}
    exec(Path("solutions/hw2_conv/solution.py").read_text(encoding="utf-8"), namespace)
    functions = functions_of(path)
    for number, source in enumerate(functions.values(), 1):
        cell = f"ipykernel/{number}.py"  # the name by which a traceback is known to be of a notebook
        linecache.cache[cell] = (len(source), None, source.splitlines(keepends=True), cell)
        exec(compile(source, cell, "exec"), namespace)
    question = next(name for name in functions if name in declared())
    printed = io.StringIO()
    with _in_student_folder(), contextlib.redirect_stdout(printed):
        student.check(question, namespace)
    return fenced(f'>>> check("{question}")\n{printed.getvalue().rstrip()}')


def declared() -> tuple[str, ...]:
    """The functions of hw2_conv."""
    return Course(Path()).homework("hw2_conv").assignment.functions


def packed() -> str:
    """What pack_submission() says of a notebook with one answer in it."""
    printed = io.StringIO()
    with _in_student_folder(), contextlib.redirect_stdout(printed):
        student.pack_submission("hw2_conv.ipynb")
    return fenced(f'>>> pack_submission("hw2_conv.ipynb")\n{printed.getvalue().rstrip()}')


def notices() -> str:
    """What a report says of odd notebooks, each message as it is worded today."""
    found = [
        ("magic", {"label": "the answer cell of conv_forward_naive", "lines": ["%%time"]}),
        (
            "import_missing",
            {
                "label": "cell 9",
                "line": 1,
                "text": "No module named 'torch'",
                "question": "conv_forward_naive",
                "packages": ["numpy"],
            },
        ),
        (
            "duplicate",
            {"question": "conv_forward_naive", "count": 2, "labels": ["cell 12", "cell 14"], "winner": "cell 14"},
        ),
        ("other_files", {"file": "hw2_conv.ipynb", "others": ["hw2_conv-Copy1.ipynb"]}),
        ("replayed", {"question": "three_layer_forward", "functions": ["conv_forward_naive"]}),
        ("documented_cache", {"question": "conv_backward_naive", "forward": "conv_forward_naive"}),
        ("blocked", {"question": "spatial_batchnorm_backward", "forward": "spatial_batchnorm_forward"}),
        ("again", {"question": "conv_forward_naive"}),
        ("missing", {"question": "conv_forward_naive", "found": "conv_foward_naive"}),
    ]
    return "\n".join(f"- {' '.join(messages.render(Message(kind, data)).split())}" for kind, data in found)
