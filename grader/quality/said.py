"""What students are told: whether a known mistake gets its own hint however it is written, and what is said of any other."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.advice import advise
from grader.course import known_wrong_files, twin_files
from grader.errors import AssignmentError
from grader.judge import judge
from grader.knownwrong import grade_overlaid, overlaid, read_known_wrong
from grader.loading import constant
from grader.mistakes import FILE as HINTS
from grader.mistakes import mistakes_of
from grader.quality.trial import bounded
from grader.records import Verdict
from grader.reference import FIXED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
    from pathlib import Path

    from grader.clues import Together
    from grader.course import Homework
    from grader.knownwrong import KnownWrong
    from grader.records import CheckResult, DrawnCase, DrawnQuestion, Message

# From the most to the least that can be said of wrong values, and what a table calls it.
KINDS = {
    "known": "a known mistake",
    "pair": "a pair that is wrong together",
    "trace": "where one entry ends up",
    "hint": "what it looks like",
    "sentence": "a shape, a type, NaN, a changed input",
    "place": "where it is wrong",
    "table": "a table alone",
}
AIM = 0.7  # of the mutants that raise nothing, that should be told more than a table
SHOWN = 3  # names of files in one sentence
LEAST_OWN = 0.95  # of the known mistakes, in whatever style


@dataclass(frozen=True)
class Bare:
    """A mutant that raises nothing and is told by a table alone.

    Args:
        question: the question that it is counted with.
        told: what a person calls it.
        does: what it does to every case, so that one hint is enough for all of the same.
    """

    question: str
    told: str
    does: str


@dataclass
class Said:
    """What was said of the wrong answers that were tried.

    Args:
        asked: questions that known mistakes are about, by where these are written: "wrong", "other_style".
        own: those of them that got their own hint, or that of a mistake which does the same.
        misled: sentences about those that got the hint of another mistake.
        silent: mutants that lose points and raise nothing, by the most specific thing that is said.
        unlearned: files whose HINT hints.json does not hold, nor that of another file which does the same.
        outdated: hints that hints.json holds and no file.
        unshown: files of which nothing can be learned, as they raise an exception that is not said to be the mistake.
        old: files whose HINT hints.json holds with what they did to other cases than there are now.
        bare: the silent mutants that are told by a table alone.
        promised: what part of them must be told more; None where that is no more than an aim.
    """

    asked: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)
    misled: list[str] = field(default_factory=list)
    silent: Counter[str] = field(default_factory=Counter)
    unlearned: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    unshown: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    bare: list[Bare] = field(default_factory=list)
    promised: float | None = None

    def add_known(self, place: str, path: Path, told: Iterable[Sequence[str]]) -> None:
        """Count what one known mistake was told, question by question."""
        for kind, hint in told:
            self.asked[place] += 1
            self.own[place] += kind == "own"
            for what, names in (("unlearned", self.unlearned), ("unshown", self.unshown), ("old", self.old)):
                if kind == what and path.name not in names:
                    names.append(path.name)
            if kind == "other":
                self.misled.append(f'{place}/{path.name} gets the hint of another mistake: "{hint[:60]}..."')

    def add_silent(self, kind: str, mutant: Bare) -> None:
        """Count what one mutant was told that raises nothing in any case."""
        if kind:
            self.silent[kind] += 1
        if kind == "table":
            self.bare.append(mutant)

    @property
    def specific(self) -> float:
        """What part of the silent mutants gets more than a table."""
        return 1 - self.silent["table"] / max(1, self.silent.total())

    @property
    def aim(self) -> float:
        """What part should, or where it is promised, must."""
        return AIM if self.promised is None else self.promised

    @property
    def short(self) -> bool:
        """Whether it is less than that."""
        return bool(self.silent) and self.specific < self.aim

    def faults(self) -> Iterator[str]:
        """What does not hold, each in a sentence."""
        if self.old:
            files = ", ".join([*sorted(self.old)[:SHOWN], *(["..."] if len(self.old) > SHOWN else [])])
            yield (
                f"{HINTS} holds what {files} did to other cases than there are now, so that what students are told is not "
                "known: run grader hints, then measure again"
            )
        else:
            yield from self._misled()
        if self.unlearned:
            yield f"{HINTS} does not hold the HINT of {', '.join(sorted(self.unlearned))}: run grader hints"
        if self.unshown:
            yield (
                f"nothing is learned of {', '.join(sorted(self.unshown))}: what only raises never shows its mistake; "
                "grader release says where"
            )
        if self.outdated:
            yield (
                f"{HINTS} holds hints that no known-wrong file does, {len(self.outdated)} of them, the first "
                f'"{self.outdated[0][:60]}...": run grader hints'
            )
        if self.short and self.promised is not None:
            yield f"{self.specific:.0%} of the mutants that raise nothing get more than a table; {self.aim:.0%} are promised"

    def _misled(self) -> Iterator[str]:
        """Known mistakes that are told something else than their own hint."""
        for place, asked in self.asked.items():
            if self.own[place] < LEAST_OWN * asked:
                yield f"of {asked} known mistakes in {place}/, {self.own[place]} got their own hint; {LEAST_OWN:.0%} must"
        yield from self.misled


def explained(
    functions: MutableMapping[str, Any], question: DrawnQuestion, weak: Collection[str], together: Together
) -> tuple[list[CheckResult], list[Message]]:
    """Judge one question whole, with advice, as the notebook and the grader do."""
    leans_on = {*question.needs, question.forward} & {*weak}
    run = partial(bounded, functions)

    def ask(cases: Iterable[DrawnCase]) -> list[CheckResult]:
        return [judge(case, run, leans_on, question.forward)[0] for case in cases]

    results = {result.case: result for result in ask(question.cases)}
    told, notices = advise(question, results, weak, together, ask, lambda _, request: bounded(functions, request))
    return list((results | told).values()), notices


def most_said(results: Sequence[CheckResult], notices: Sequence[Message]) -> str:
    """The most specific thing that is said of a wrong answer; empty where it is right or did not return."""
    wrong = [result for result in results if not result.passed]
    if not wrong or any(r.verdict not in (Verdict.FAILED, Verdict.BLOCKED) for r in wrong):
        return ""
    messages = [result.message for result in wrong if result.message]
    kinds = {notice.kind for notice in notices}
    kinds |= {"trace" for m in messages if m.data.get("trace")}
    kinds |= {"hint" for m in messages if m.data.get("hint") and not m.data.get("general")}
    kinds |= {"sentence" for m in messages if m.kind != "values"}  # a sentence of its own: None, NaN, what was changed
    kinds |= {"place" for m in messages if m.data.get("place")}
    return next((kind for kind in KINDS if kind in kinds), "table")


def does(results: Sequence[CheckResult]) -> str:
    """What a wrong answer does to every case, in a word that is the same for all that do the same."""
    marks = sorted((result.case, result.verdict.value, sorted(result.marks.items())) for result in results)
    return hashlib.sha256(repr(marks).encode()).hexdigest()[:16]


# ---------------------------------------------------------------------------------------------- known mistakes


def files(homework: Homework) -> list[tuple[str, Path]]:
    """The known mistakes in Python, and the same ones in other styles, each with the place where it is written.

    Raises:
        AssignmentError: one in another style stands for none of the files in `wrong/`.
    """
    wrong = [path for path in known_wrong_files(homework.solutions) if path.suffix == ".py"]
    twins = twin_files(homework.solutions)
    for path in twins:
        if path.name not in {original.name for original in wrong}:
            text = "stands for no known mistake: there is no file of its name in wrong/"
            raise AssignmentError(text, file=str(path))
    return [*(("wrong", path) for path in wrong), *(("other_style", path) for path in twins)]


def asked(homework: Homework, path: Path) -> tuple[str, ...]:
    """The questions that a known mistake is about, in whatever style it is written."""
    return read_known_wrong(homework.solutions / "wrong" / path.name, homework.assignment.functions).questions


def written(homework: Homework) -> set[str]:
    """The hints that known-wrong files hold now, compiled ones too."""
    return {constant(path, "HINT", "") for path in known_wrong_files(homework.solutions)} - {""}


def outdated(homework: Homework, current: Collection[str]) -> list[str]:
    """The hints that hints.json holds and no known-wrong file."""
    held = dict.fromkeys(mistake.hint for known in homework.mistakes.values() for mistake in known)
    return [hint for hint in held if hint not in current]


def hinted(
    homework: Homework, questions: Sequence[DrawnQuestion], path: Path, current: Collection[str]
) -> list[tuple[str, str]]:
    """Judge one known mistake.

    Args:
        homework: the assignment.
        questions: its questions, drawn.
        path: the file.
        current: the hints that known-wrong files hold now.

    Returns:
        For each of its questions, "own", "other", "none", or why hints.json does not know it: "unlearned", "unshown"
        where nothing can be learned of it, "old" where it was learned from other cases; and the hint that it got.
        Nothing of one that gives chance.
    """
    wrong = read_known_wrong(homework.solutions / "wrong" / path.name, homework.assignment.functions)
    if wrong.chance:
        return []
    functions = overlaid(homework.reference.functions, path)
    together: Together = {}
    weak: list[str] = []
    found = []
    with np.errstate(all="ignore"):
        for question in questions:
            if question.name not in wrong.questions:
                continue
            _, notices = explained(functions, question, weak, together)
            weak.append(question.name)
            hints = [notice.data["text"] for notice in notices if notice.kind == "known"]
            own = {wrong.hint} if wrong.hint in _held(homework, wrong.questions) else set()
            if not own & {*hints}:
                own |= _same(homework, question.name, functions) & {*current}
            if own & {*hints}:
                kind = "own"
            else:
                kind = _unhinted(homework, wrong, question.name, own) if path == wrong.path else ""
                kind = kind or ("other" if hints else "none")
            found.append((kind, hints[0] if hints else ""))
    return found


def _held(homework: Homework, names: Iterable[str]) -> set[str]:
    return {mistake.hint for name in names for mistake in homework.mistakes.get(name, ())}


def _unhinted(homework: Homework, wrong: KnownWrong, name: str, own: Collection[str]) -> str:
    """Why a file of `wrong/` does not get its own hint on a question, as far as hints.json is to blame."""
    if not wrong.hint:
        return ""
    results = grade_overlaid(homework.reference.functions, wrong.path, homework.exam(FIXED, bare=True).questions)
    learned = mistakes_of(wrong, results)
    if not own:
        return "unlearned" if {*learned} & {*wrong.questions} else "unshown"
    held = [_plain(known.marks) for known in homework.mistakes.get(name, ()) if known.hint == wrong.hint]
    return "old" if held and name in learned and _plain(learned[name].marks) not in held else ""


def _plain(marks: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {case: dict(mark) for case, mark in marks.items()}


def _same(homework: Homework, name: str, functions: MutableMapping[str, Any]) -> set[str]:
    """The hints of the mistakes that do the same to every case of a question; a pair does what its parts do."""
    (question,) = [q for q in homework.exam(FIXED).questions if q.name == name]
    run = partial(bounded, functions)
    marks = {case.name: judge(case, run, (), question.forward)[0].marks for case in question.cases}
    shown = {case: dict(mark) for case, mark in marks.items() if mark}
    return {mistake.hint for mistake in homework.mistakes.get(name, ()) if dict(mistake.marks) == shown}
