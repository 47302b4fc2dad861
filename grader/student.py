"""What the notebook offers a student: check() a function, fetch a case(), pack_submission().

Here the student's code runs in the student's own kernel: this is help, not grading.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import io
import shutil
import sys
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from grader import casefile
from grader.definitions import extract
from grader.errors import AssignmentError, SubmissionError, closest
from grader.judge import collect
from grader.local import grade_question_here
from grader.messages import render
from grader.names import is_stub
from grader.records import CheckResult, DrawnQuestion, Exam, Message, QuestionResult, SourceFile, Verdict
from grader.report import text
from grader.sandbox import execute
from grader.sandbox.wire import WireError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.clues import Together

COMPILERS = ("cc", "gcc", "clang", "cl")  # any of which a %%cython cell may find
_KEPT_OUTPUT = 2000  # characters of what a function printed


def check(question: str, functions: dict[str, Any] | None = None) -> float:
    """Check one function on the public cases, in this kernel, and show what is right and what is not.

    Args:
        question: its name.
        functions: where to find it and its helpers; the notebook's own variables where nothing is given.

    Returns:
        The points that the public cases give, float, 0 to the question's points. Grading adds hidden cases.
    """
    exam = load_cases()
    namespace = sys.modules["__main__"].__dict__ if functions is None else functions
    result = checked(namespace, exam, _drawn(exam, question))
    _show(result)
    return float(result.score)


def case(question: str, name: str) -> Any:
    """Fetch the inputs of one public case, in the order in which its messages name them."""
    drawn = _drawn(load_cases(), question)
    found = {c.name: c for c in drawn.cases}
    if name not in found:
        raise AssignmentError(f'{question} has no public case "{name}"; {closest(name, found)}')
    request = found[name].request
    inputs = tuple(execute.prepare(value, request.layout, request.read_only) for value in request.inputs.values())
    return inputs if len(inputs) > 1 else inputs[0]


def load_cases(folder: Path | None = None) -> Exam:
    """Find the file of public cases in a folder, the notebook's own where none is given."""
    folder = folder or Path.cwd()
    found = sorted(folder.glob("*.cases"))
    if len(found) != 1:
        what = "no file that ends in .cases" if not found else f"more than one: {', '.join(p.name for p in found)}"
        raise AssignmentError(f"in {folder} there is {what}; it came with the notebook and belongs beside it")
    return _read_cases(found[0], found[0].stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read_cases(path: Path, changed: int) -> Exam:
    del changed  # part of the key: a file that was replaced is read again
    try:
        return casefile.load(path.read_bytes())
    except WireError as err:
        raise AssignmentError(f"{err}; unpack the homework's zip once more", file=str(path)) from None


def _drawn(exam: Exam, question: str) -> DrawnQuestion:
    questions = {q.name: q for q in exam.questions}
    if question not in questions:
        raise AssignmentError(f'{exam.assignment} has no question "{question}"; {closest(question, questions)}')
    return questions[question]


def checked(namespace: dict[str, Any], exam: Exam, drawn: DrawnQuestion) -> QuestionResult:
    """Judge a question in this process with what it prints put aside; others are looked at only when it fails.

    Args:
        namespace: the student's functions.
        exam: the assignment's public cases.
        drawn: one of its questions.

    Returns:
        The verdict on its public cases, with everything that a notebook shows of it.
    """
    printed = io.StringIO()
    if drawn.compiled and (told := _not_compiled(namespace.get(drawn.name), drawn.name)):
        verdict = Verdict.MISSING if told.kind == "not_run_here" else Verdict.FAILED
        return collect(drawn, {c.name: CheckResult(c.name, verdict, c.public, told) for c in drawn.cases})
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), np.errstate(all="ignore"):
        result = grade_question_here(namespace, drawn, (), exam.functions, together={})
        if result.verdict not in (Verdict.PASSED, Verdict.MISSING) and (drawn.needs or drawn.forward):
            others = [q for q in exam.questions if q.name in (*drawn.needs, drawn.forward)]
            together: Together = {}
            graded = [grade_question_here(namespace, other, (), together=together) for other in others]
            weak = {other.name for other in graded if other.verdict is not Verdict.PASSED}
            result = grade_question_here(namespace, drawn, weak, together=together) if weak else result
    notices = [*result.notices, *_foreign(namespace, drawn.name)]
    if result.verdict is not Verdict.MISSING:
        notices.append(Message("public_only", {"speed_points": str(drawn.speed_points)} if drawn.speed_points else {}))
    result = replace(result, notices=tuple(notices))
    if printed.getvalue().strip():
        message = Message("printed", {"text": printed.getvalue()[:_KEPT_OUTPUT]})
        result = replace(result, notices=(*result.notices, message))
    return result


def _not_compiled(function: Any, question: str) -> Message | None:
    """Why there is no compiled function to call, where there is none."""
    if inspect.isfunction(function):
        return Message("not_compiled", {"question": question})
    if callable(function) or any(map(shutil.which, COMPILERS)):
        return None
    return Message("not_run_here", {"question": question})


def _foreign(namespace: dict[str, Any], question: str) -> list[Message]:
    """Say which modules a function uses that grading does not have."""
    code = getattr(namespace.get(question), "__code__", None)
    found = set()
    for name in code.co_names if code else ():
        value = namespace.get(name)
        module = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None)
        top = str(module or "builtins").partition(".")[0]
        if top not in sys.stdlib_module_names and top not in ("numpy", "grader", "__main__", namespace.get("__name__")):
            found.add(top)
    return [Message("foreign", {"question": question, "modules": sorted(found)})] if found else []


def _show(result: QuestionResult) -> None:
    """As HTML in a notebook, as text elsewhere."""
    try:
        shell = sys.modules["IPython"].get_ipython()
    except (KeyError, AttributeError):
        shell = None
    if shell is None or not hasattr(shell, "kernel"):
        print(text.question_block(result))
        return
    from IPython import display

    from grader.report import html

    show: Any = display.display
    show(display.HTML(html.fragment(result)))  # type: ignore[no-untyped-call]


# ---------------------------------------------------------------------------------------------- handing in


def pack_submission(notebook: str) -> None:
    """Pack the saved notebook for handing in, and say what is still missing in it.

    Args:
        notebook: the file's name, "hw2_conv.ipynb".
    """
    path = Path(notebook)
    exam = load_cases(path.parent if path.parent.name else None)
    if not path.is_file():
        raise AssignmentError(f"there is no file {path.resolve()}; save the notebook under this name first")
    for line in _warnings(path, exam, sys.modules["__main__"].__dict__):
        print(line)
    packed = path.with_name(f"{path.stem}-submission.zip")
    # synchronised folders may date a file before 1980, which ZIP cannot tell
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        archive.write(path, path.name)
        for beside in sorted(path.parent.glob("*.py")):
            archive.write(beside, beside.name)
    print(f"{packed.name} is ready: hand in this file.")


def _warnings(path: Path, exam: Exam, live: Mapping[str, Any]) -> list[str]:
    """What a student should know before handing in the saved file."""
    try:
        extraction = extract(SourceFile(path.name, path.read_bytes()), exam.functions)
    except SubmissionError as err:
        return [render(Message(err.kind, {**err.data, "file": path.name}))]
    lines = [render(message) for message in (*extraction.problems, *extraction.broken.values())]
    optional = {q.name for q in exam.questions if q.extra_credit}
    missing = [n for n in exam.functions if n not in extraction.defined and n not in extraction.broken]
    for words, names in (
        ("Not written yet", [n for n in missing if n not in optional]),
        ("Not written yet (extra credit)", [n for n in missing if n in optional]),
        ("The saved file and this kernel differ (save the notebook, or run the cell)", _different(path, exam, live)),
    ):
        if names:
            lines.append(f"{words}: {', '.join(names)}.")
    return lines


def _different(path: Path, exam: Exam, live: Mapping[str, Any]) -> list[str]:
    """Functions whose definition in this kernel is not the one in the saved file, or is not in it at all."""
    extraction = extract(SourceFile(path.name, path.read_bytes()), exam.functions)
    saved = {
        node.name: ast.dump(node)
        for piece in extraction.pieces
        if not piece.compiled
        for index, node in enumerate(ast.parse(piece.source).body)
        if isinstance(node, ast.FunctionDef) and piece.keep and index in piece.keep.get(node.name, ())
    }
    found = []
    for name in exam.functions:
        try:
            node = ast.parse(inspect.getsource(live[name])).body[0]
        except (KeyError, OSError, TypeError, SyntaxError, IndentationError):
            continue
        absent = name not in extraction.defined and not is_stub(node)
        if absent or saved.get(name, ast.dump(node)) != ast.dump(node):
            found.append(name)
    return found
