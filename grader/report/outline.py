"""What a report says, before it is laid out: the same parts for results.json, the terminal and the page."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from grader.messages import VERDICTS, redact, render
from grader.records import Message, Verdict
from grader.wording import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.records import CheckResult, GroupResult, QuestionResult, Report

NAMED_CASES = 3  # cases named in one label; the others are counted
PRINTED_CASES = 4  # different texts shown of what was printed; the others are counted
NO_WORDS = "There are no words for this message. That is a fault of the grader; the verdict holds."
WITHHELD = "No score was given: a fault of the grader touched this submission. It says nothing about your answers."


@dataclass(frozen=True)
class Finding:
    """One message and the cases it is about."""

    verdict: Verdict
    message: Message | None
    text: str
    checks: tuple[CheckResult, ...]

    @property
    def label(self) -> str:
        """The cases by name: case "stride 2", hidden cases "a", "b" and 3 more."""
        return " and ".join(part for part in (self._names(public=True), "" if self._aside else self._hidden) if part)

    @property
    def aside(self) -> str:
        """The hidden cases that are wrong in the same way, where the numbers in the text are of the public ones."""
        verb = "is" if sum(not check.public for check in self.checks) == 1 else "are"
        return f"{self._hidden[0].upper()}{self._hidden[1:]} {verb} wrong as well." if self._aside else ""

    @property
    def _aside(self) -> bool:
        if self.message is None or self.verdict is not Verdict.FAILED or not any(check.public for check in self.checks):
            return False
        return bool(self._hidden) and words(self.message) != words(redact(self.message))

    @property
    def _hidden(self) -> str:
        return self._names(public=False)

    def _names(self, *, public: bool) -> str:
        names = [check.case for check in self.checks if check.public is public and check.case]
        return _named("case" if public else "hidden case", names)


@dataclass(frozen=True)
class Printed:
    """What a student's code printed, and in which public cases."""

    label: str
    text: str


def _named(noun: str, names: list[str]) -> str:
    if not names:
        return ""
    more = f" and {len(names) - NAMED_CASES} more" if len(names) > NAMED_CASES else ""
    listed = ", ".join(f'"{line(name)}"' for name in names[:NAMED_CASES])
    return f"{noun}{'s' if len(names) > 1 else ''} {listed}{more}"


def words(message: Message | None) -> str:
    """A message in words; one that cannot be put into words must not cost the student the whole report."""
    if message is None:
        return ""
    try:
        return render(message)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        return NO_WORDS


def findings(checks: Iterable[CheckResult]) -> tuple[Finding, ...]:
    """The messages of the cases that failed, each told once.

    The smallest public case comes first. A hidden case that says no more than a public one already does is named
    beside it; values of hidden cases are taken out here once more, whatever was handed in.
    """
    told: dict[tuple[Verdict, str], list[CheckResult]] = {}
    said_in_public: dict[tuple[Verdict, str], tuple[Verdict, str]] = {}
    for check in sorted((c for c in checks if not c.passed), key=lambda c: (not c.public, c.size)):
        bare = check.verdict, words(_without_general(redact(check.message) if check.message else None))
        if check.public:
            key = check.verdict, words(_without(check.message, "again"))
            said_in_public.setdefault(bare, key)
        else:
            key = said_in_public.get(bare, bare)
        told.setdefault(key, []).append(check)
    found, general = [], set()
    for (verdict, _), group in told.items():
        message = _sayable(group[0])
        if message and message.data.get("general"):
            hint = message.data.get("hint")
            message = _without_general(message) if hint in general else message
            general.add(hint)
        found.append(Finding(verdict, message, words(message) or f"{VERDICTS[verdict].capitalize()}.", tuple(group)))
    return tuple(found)


def _without(message: Message | None, *keys: str) -> Message | None:
    if message is None:
        return None
    return Message(message.kind, {key: value for key, value in message.data.items() if key not in keys})


def _without_general(message: Message | None) -> Message | None:
    """A message without a hint that is not about its case in particular: it is said once."""
    return _without(message, "hint", "general") if message and message.data.get("general") else message


def _sayable(check: CheckResult) -> Message | None:
    return redact(check.message) if check.message and not check.public else check.message


def overall(question: QuestionResult) -> Finding | None:
    """The one message that is about a question as a whole: it is not written yet, or waits for another question."""
    checks = [check for group in question.groups for check in group.checks]
    found = findings(checks)
    if len(found) != 1:
        return None
    return found[0] if len(found[0].checks) == len(checks) or found[0].verdict is Verdict.BLOCKED else None


def printed(checks: Iterable[CheckResult], limit: int) -> tuple[Printed, ...]:
    """What was printed in public cases, each text once and cut to `limit` bytes."""
    texts: dict[str, list[str]] = {}
    for check in checks:
        text = clean(check.stdout[:limit].replace("\r\n", "\n")).strip("\n") if check.public else ""
        if text.strip():
            shown = cut(text, limit, "")
            left = len(check.stdout.strip("\n")) - len(shown)
            whole = len(check.stdout) <= limit and shown == text
            texts.setdefault(shown if whole else f"{shown}\n... {left:,} more characters", []).append(check.case)
    found = [Printed(_named("case", [n for n in names if n]), text) for text, names in texts.items()]
    return (*found[:PRINTED_CASES], *_left_out(found[PRINTED_CASES:]))


def _left_out(rest: list[Printed]) -> tuple[Printed, ...]:
    if not rest:
        return ()
    noun = "text was" if len(rest) == 1 else "texts were"
    return (Printed("other cases", f"... {len(rest)} more {noun} printed"),)


def group_verdict(group: GroupResult) -> Verdict:
    """The worst verdict of its cases."""
    order = list(Verdict)
    return max((check.verdict for check in group.checks), key=order.index, default=Verdict.GRADER_ERROR)


def tally(group: GroupResult) -> str:
    """How many cases are right, 2 of 3 cases right; nothing where we do not know, or nobody counts."""
    if group_verdict(group) in (Verdict.GRADER_ERROR, Verdict.SLOW):
        return ""
    count = len(group.checks)
    return f"{sum(check.passed for check in group.checks)} of {count} case{'' if count == 1 else 's'} right"


# ---------------------------------------------------------------------------------------------- totals


def points_text(points: Fraction) -> str:
    """Points as a person writes them: 8, 2.5, 0.33."""
    return str(points.numerator) if points.denominator == 1 else f"{float(points):.2f}".rstrip("0").rstrip(".")


def attainable(report: Report, question: QuestionResult) -> Fraction:
    """The points a question can give in this report: those of its public groups where only these were run."""
    if report.public_only:
        return sum((group.points for group in question.groups), Fraction(0))
    return question.points


def total_line(report: Report) -> str:
    """The score of a whole report in one line."""
    if report.rejected:
        return "This submission could not be graded."
    if report.grader_error:
        return WITHHELD
    parts = []
    for noun, extra in (("points", False), ("extra", True)):
        questions = [q for q in report.questions if q.extra_credit is extra]
        if questions or not extra:
            score = sum((q.score for q in questions), Fraction(0))
            points = sum((attainable(report, q) for q in questions), Fraction(0))
            parts.append(f"{points_text(score)} of {points_text(points)} {noun}")
    line_ = ", ".join(parts)
    return f"{line_}, on the public cases alone" if report.public_only else line_


# ---------------------------------------------------------------------------------------------- plain text


def line(text: str, limit: int = 200) -> str:
    """A text made one short line."""
    return cut(" ".join(clean(text[: 4 * limit]).split()), limit, "...")


def cut(text: str, limit: int, note: str = "\n... cut here") -> str:
    """A text of at most `limit` bytes in UTF-8, with a note where it was cut."""
    raw = text.encode(errors="ignore")
    if len(raw) <= limit:
        return raw.decode()
    return raw[: max(0, limit - len(note.encode()))].decode(errors="ignore") + note
