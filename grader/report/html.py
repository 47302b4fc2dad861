"""A report as one page that needs nothing else, and the card of one question for a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.messages import VERDICTS, tail
from grader.records import Message, Verdict
from grader.report.outline import (
    NO_WORDS,
    Printed,
    attainable,
    findings,
    group_verdict,
    line,
    overall,
    points_text,
    printed,
    tally,
    total_line,
    words,
)
from grader.wording import clean, decimal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import jinja2

    from grader.records import GroupResult, QuestionResult, Report
    from grader.report.outline import Finding

TEMPLATES = Path(__file__).parent / "templates"
PRINTED_BYTES = 2_000
FINDINGS_PER_GROUP = 8
HINT_BYTES = 1200

# Every tone keeps 4.5 to 1 against white letters, so that it can stand on a light and on a dark ground.
_GREEN, _RED, _ORANGE, _GREY, _VIOLET = "#1a7f37", "#b42318", "#9a4b00", "#59636e", "#6e40c9"
_TONES = {
    Verdict.PASSED: _GREEN,
    Verdict.TIMEOUT: _ORANGE,
    Verdict.MEMORY: _ORANGE,
    Verdict.CRASHED: _ORANGE,
    Verdict.BLOCKED: _GREY,
    Verdict.MISSING: _GREY,
    Verdict.GRADER_ERROR: _VIOLET,
}
_LEVELS = ("right", "up to 1 %", "up to 10 %", "up to 50 %", "up to 100 % of the largest error")
_SYMBOLS = ".:+*#"


@dataclass(frozen=True)
class Badge:
    """A verdict in words, on its colour."""

    text: str
    tone: str


@dataclass(frozen=True)
class Grid:
    """Where an array is wrong: levels 0 to 4 by row and column, and the same in words."""

    rows: tuple[tuple[int, ...], ...]
    text: str


@dataclass(frozen=True)
class FindingView:
    """One message, taken apart so that numbers become tables."""

    label: str
    text: str
    rows: tuple[tuple[str, str, str, str], ...] = ()
    more_rows: int = 0
    grid: Grid | None = None
    hint: str = ""
    again: str = ""
    below: str = ""
    aside: str = ""


@dataclass(frozen=True)
class GroupView:
    """One group of a card."""

    name: str
    badge: Badge
    points: str
    tally: str
    findings: tuple[FindingView, ...]
    left_out: int


@dataclass(frozen=True)
class CardView:
    """One question, as the template lays it out."""

    name: str
    extra_credit: bool
    badge: Badge
    points: str
    notices: tuple[str, ...]
    overall: FindingView | None
    groups: tuple[GroupView, ...]
    printed: tuple[Printed, ...]


def page(report: Report) -> str:
    """The whole report as an HTML document: no script, nothing fetched, fit for a phone and for paper."""
    scored = not (report.grader_error or report.rejected)
    cards = [_card(question, attainable(report, question), scored=scored) for question in report.questions]
    base = [q for q in report.questions if not q.extra_credit]
    points = sum((attainable(report, q) for q in base), Fraction(0))
    share = sum((q.score for q in base), Fraction(0)) / points if scored and points else None
    return _template("report.html").render(
        title=line(report.title),
        assignment=line(report.assignment),
        submission=line(report.submission),
        total=total_line(report),
        percent=None if share is None else round(float(share) * 100, 1),
        reason=words(report.rejected),
        notices=[words(notice) for notice in report.notices],
        cards=cards,
        facts=_facts(report),
    )


def fragment(question: QuestionResult) -> str:
    """The card of one question, with the styles inside its tags: a notebook shows it as it is."""
    points = sum((group.points for group in question.groups), Fraction(0))
    scored = question.verdict is not Verdict.GRADER_ERROR
    return _template("fragment.html").render(card=_card(question, points, scored=scored))


@lru_cache(maxsize=2)
def _template(name: str) -> jinja2.Template:
    # jinja2 is not in the grading image, where results.json is all that is written.
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(levels=_LEVELS, symbols=_SYMBOLS)
    return environment.get_template(name)


def _facts(report: Report) -> list[tuple[str, str]]:
    """What is needed to repeat this grading."""
    facts = {
        "attempt": str(report.attempt),
        "seed": report.seed,
        "confinement tier": report.tier,
        **report.versions,
        "time": f"{report.seconds:.1f} seconds",
    }
    return [(line(name), line(str(value))) for name, value in facts.items() if value]


# ---------------------------------------------------------------------------------------------- views


def _badge(verdict: Verdict) -> Badge:
    return Badge(VERDICTS[verdict], _TONES.get(verdict, _RED))


def _score(score: Fraction, points: Fraction, *, scored: bool) -> str:
    if not scored:
        return ""
    return f"{points_text(score)} of {points_text(points)} point{'' if points == 1 else 's'}"


def _card(question: QuestionResult, points: Fraction, *, scored: bool) -> CardView:
    whole = overall(question)
    checks = [check for group in question.groups for check in group.checks]
    return CardView(
        name=line(question.name),
        extra_credit=question.extra_credit,
        badge=_badge(question.verdict),
        points=_score(question.score, points, scored=scored),
        notices=tuple(words(notice) for notice in question.notices),
        overall=_finding(whole, label="") if whole else None,
        groups=tuple(_group(group, scored=scored, told=whole is not None) for group in question.groups),
        printed=printed(checks, PRINTED_BYTES),
    )


def _group(group: GroupResult, *, scored: bool, told: bool) -> GroupView:
    found = () if told else findings(group.checks)
    shown = found[:FINDINGS_PER_GROUP]
    return GroupView(
        name=line(group.name),
        badge=_badge(group_verdict(group)),
        points=_score(group.score, group.points, scored=scored),
        tally=tally(group),
        findings=tuple(_finding(finding, label=finding.label) for finding in shown),
        left_out=sum(len(finding.checks) for finding in found[FINDINGS_PER_GROUP:]),
    )


def _finding(finding: Finding, *, label: str) -> FindingView:
    label = f"{label[0].upper()}{label[1:]}" if label else ""
    message = finding.message
    if message is None:
        return FindingView(label, finding.text)
    data = dict(message.data)
    hint, again = (line(str(data.pop(key, "") or ""), HINT_BYTES) for key in ("hint", "again"))
    text = words(Message(message.kind, data))
    if message.kind != "values" or not data.get("rows") or text == NO_WORDS:
        return FindingView(label, text, hint=hint, again=again, aside=finding.aside)
    rows = _rows(data["rows"]) if data.get("total") != 1 else ()
    more = max(0, data.get("wrong", 0) - len(rows)) if rows else 0
    below = "\n".join(
        tail({key: data[key] for key in ("place", "also_wrong", "right", "trace", "spoken") if key in data})
    )
    grid = _grid(data.get("grid", ()))
    return FindingView(label, text.split("\n")[0], rows, more, grid, hint, again, clean(below), finding.aside)


def _rows(rows: Sequence[Any]) -> tuple[tuple[str, str, str, str], ...]:
    """Index, yours, expected and difference of the values shown."""
    return tuple(
        (f"[{', '.join(map(str, index))}]", decimal(yours), decimal(expected), decimal(yours - expected))
        for index, yours, expected in rows
    )


def _grid(levels: Sequence[Sequence[int]]) -> Grid | None:
    """The picture of where an array is wrong; one row says nothing that the table does not."""
    rows = tuple(tuple(min(4, max(0, int(level))) for level in row) for row in levels)
    if len(rows) < 2:
        return None
    wrong = sum(level > 0 for row in rows for level in row)
    hit = [str(i) for i, row in enumerate(rows) if any(row)]
    columns = [str(j) for j in range(len(rows[0])) if any(row[j] for row in rows)]
    size = f"{len(rows)} rows by {len(rows[0])} columns"
    return Grid(rows, f"{size}; {wrong} places are wrong, in rows {', '.join(hit)} and columns {', '.join(columns)}")
