"""What must hold before anything is released; each gate says in a sentence what does not."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.course import known_wrong_files, right_files
from grader.errors import AssignmentError, closest
from grader.knownwrong import failures, grade_overlaid, misjudged, only_raised
from grader.local import grade_here
from grader.probes import PUBLIC, Source, derive
from grader.reference import FIXED, Seed, search_inputs, search_place
from grader.release import leaks as leaks_module
from grader.release.assemble import Built, assemble
from grader.release.solved import agreement, execute
from grader.release.student import dumps
from grader.release.wrong import judge_known_wrong, on_references_cache, unread, unshown
from grader.trusted import load_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.course import Homework
    from grader.declare import Question


def problems(built: Built) -> list[str]:
    """Run every gate; return what is wrong, nothing when the release may go out."""
    found: list[str] = []
    for name, gate in GATES.items():
        files, none = NEEDS.get(gate, (None, ""))
        if files and not files(built.homework.solutions):
            print(f"  {'none':<7}{none}")
            continue
        before = len(found)
        found += [f"{name}: {text}" for text in gate(built)]
        print(f"  {'ok' if len(found) == before else 'FAILED':<7}{name}")
        for sentence in unread(built.judged) if gate is gate_known_wrong else ():
            print(f"  warning: {sentence}")
    return found


def gate_agreement(built: Built) -> Iterator[str]:
    """Signatures and docstrings of stub and solution agree."""
    yield from agreement(built.notebook, built.homework.solutions / "solution.py")


def gate_leaks(built: Built) -> Iterator[str]:
    """Nothing hidden is in what students get."""
    secret = built.homework.course.secret()
    yield from leaks_module.leaks(built.student, built.homework.solutions / "solution.py", secret)


def gate_untouched(built: Built) -> Iterator[str]:
    """No points for a stub, nor for the first input returned as it came."""
    drawn = built.homework.exam(Seed(built.homework.course.secret(), "gate")).questions
    for what, made in (("an untouched stub", _stubs), ("a function that returns its first argument", _echoes)):
        for result in grade_here(made(built), drawn):
            if result.score:
                yield f"{result.name} gives {result.score} points to {what}"


def _stubs(built: Built) -> dict[str, Any]:
    def stub(*_: object, **__: object) -> None:
        raise NotImplementedError

    return dict.fromkeys(built.homework.assignment.functions, stub)


def _echoes(built: Built) -> dict[str, Any]:
    made = {}
    for question in built.homework.assignment.questions:
        count = len(question.signature.returns)
        made[question.name] = _echo(count)
    return made


def _echo(count: int) -> Callable[..., Any]:
    def echo(first: Any, *rest: Any, **_: Any) -> Any:
        return first if count == 1 else (first,) * count

    return echo


def gate_reference(built: Built) -> Iterator[str]:
    """The reference passes every case, of several submissions; and inputs can be drawn for a search."""
    homework = built.homework
    for question in homework.assignment.questions:
        if question.search:
            _try_search(homework, question)
    functions = homework.reference.functions
    for submission in ("gate", "another", "a third"):
        for result in grade_here(dict(functions), homework.exam(Seed(homework.course.secret(), submission)).questions):
            for text in failures(result):
                yield f"the reference fails {result.name}, {text}"


def _try_search(homework: Homework, question: Question) -> None:
    """Draw the inputs of a question's `search` once; they must be what its calls take."""
    inputs = search_inputs(question, Source(derive(PUBLIC, question.name, "search")))
    forward = [homework.assignment.question(question.forward).signature] if question.forward else []
    known = {*inputs, *(name for call in forward for name in call.returns)}
    if lacking := [name for call in (*forward, question.signature) for name in call.arguments if name not in known]:
        text = f'the search of {question.name} draws no "{lacking[0]}"; {closest(lacking[0], inputs)}'
        file, line = search_place(question)
        raise AssignmentError(text, file=file, line=line)


def gate_known_wrong(built: Built) -> Iterator[str]:
    """Each known-wrong file loses points on its own questions and on no other, and more than exceptions show why."""
    for wrong, results in built.judged or judge_known_wrong(built.homework, built.notebook):
        yield from (f"wrong/{wrong.path.name} {text}" for text in misjudged(results, wrong.questions))
        yield from unshown(built.homework.assignment, wrong, results)


def gate_right(built: Built) -> Iterator[str]:
    """No right answer in another style loses points."""
    homework = built.homework
    questions = homework.exam(FIXED, bare=True).questions
    for path in right_files(homework.solutions):
        name = path.relative_to(homework.solutions)
        try:
            beside = load_beside(path, homework.assignment.functions, homework.course.store)
            results = grade_overlaid(homework.reference.functions, path, questions, beside)
        except AssignmentError as err:
            yield str(err)
            continue
        for result in results:
            if not all(group.passed for group in result.groups):  # speed is not judged here
                cache = on_references_cache(homework.assignment.question(result.name), path)
                raised = cache if only_raised(result) else ""
                yield f"{name} loses points on {result.name}: {next(failures(result), result.verdict)}{raised}"


def gate_repeatable(built: Built) -> Iterator[str]:
    """A second build is the same, byte by byte."""
    again = assemble(built.homework).files
    for name, content in built.files.items():
        if again[name] != content:
            yield f"{name} comes out different when it is built again"


def gate_executed(built: Built) -> Iterator[str]:
    """The solved notebook runs whole in a kernel, beside what students get, plots and all."""
    folder = built.homework.course.path / "build"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, content in built.student.items():
            path = Path(scratch) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        # as a student would have it who saved before packing
        (Path(scratch) / built.name / f"{built.name}.ipynb").write_text(dumps(built.solved), encoding="utf-8")
        try:
            executed = execute(built.solved, Path(scratch) / built.name)
        except AssignmentError as err:
            yield str(err)
            return
    import nbformat

    nbformat.write(
        executed,  # type: ignore[no-untyped-call]
        folder / f".{built.name}-executed.ipynb",
    )
    yield from ()


def gate_public(built: Built) -> Iterator[str]:
    """Every question has a case that students can check."""
    for question in built.homework.assignment.questions:
        if not any(case.public for group in question.groups for case in group.cases):
            yield f"{question.name} has no public case, so that students cannot check it"


GATES: dict[str, Callable[[Built], Iterator[str]]] = {
    "stubs and solution agree": gate_agreement,
    "nothing hidden leaks": gate_leaks,
    "every question can be checked": gate_public,
    "the reference passes": gate_reference,
    "stubs and echoes earn nothing": gate_untouched,
    "known-wrong answers lose on their own question only": gate_known_wrong,
    "right answers in other styles lose nothing": gate_right,
    "a second build is the same": gate_repeatable,
    "the solved notebook runs in a kernel": gate_executed,
}
NEEDS: dict[Callable[[Built], Iterator[str]], tuple[Callable[[Path], list[Path]], str]] = {
    gate_known_wrong: (known_wrong_files, "known-wrong answers; nothing shows that mistakes lose points"),
    gate_right: (right_files, "right answers in other styles; nothing shows that they keep their points"),
}  # what some gates look at and an assignment need not have, and what is said where it has none
