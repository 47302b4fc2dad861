"""A report in the terminal: a table of questions, the total, and below it what went wrong."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from grader.messages import VERDICTS
from grader.records import Verdict
from grader.report.outline import (
    attainable,
    findings,
    group_verdict,
    line,
    overall,
    points_text,
    printed,
    total_line,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.records import GroupResult, QuestionResult, Report
    from grader.report.outline import Finding

WIDTH = 100
FINDINGS_PER_GROUP = 2
PRINTED_BYTES, PRINTED_LINES = 1000, 10
NAME_WIDTH = 44

_GREEN, _YELLOW, _RED, _RESET = "\x1b[32m", "\x1b[33m", "\x1b[31m", "\x1b[0m"
_COLOURS = {Verdict.PASSED: _GREEN, Verdict.BLOCKED: _YELLOW, Verdict.MISSING: _YELLOW}


def table(report: Report, *, colour: bool = False) -> str:
    """The whole report as plain text, no line wider than 100 characters.

    Args:
        report: what to show.
        colour: mark verdicts with ANSI codes, for a terminal only.
    """
    blocks = [_wrapped(f"{line(report.title)} ({line(report.assignment)}): {line(report.submission)}")]
    if report.rejected:
        blocks.append([total_line(report), *_wrapped(words(report.rejected))])
        return _joined(blocks)
    blocks.append(_rows(report, colour=colour))
    blocks.append(_wrapped(total_line(report)))
    blocks += [_wrapped(words(notice)) for notice in report.notices]
    blocks += [_details(question, colour=colour) for question in report.questions]
    return _joined(blocks)


def question_block(question: QuestionResult) -> str:
    """One question as plain text: its score, and what there is to say about it."""
    score = f"{points_text(question.score)} of {points_text(question.points)} points"
    return "\n".join(
        [f"{line(question.name)}: {VERDICTS[question.verdict]} ({score})", *_details(question, colour=False)[1:]]
    )


def summary_line(report: Report) -> str:
    """One submission in one line, for a list of many."""
    name = line(report.submission, 60)
    if report.rejected:
        reason = words(report.rejected).split("\n")[0]
        return line(f"{name}: could not be graded. {reason}", WIDTH)
    if report.grader_error:
        stages = [q.name for q in report.questions if q.verdict is Verdict.GRADER_ERROR]
        return line(f"{name}: no score, a fault of the grader in {', '.join(stages)}", WIDTH)
    right = sum(q.verdict is Verdict.PASSED for q in report.questions)
    return line(f"{name}: {total_line(report)} ({right} of {len(report.questions)} questions right)", WIDTH)


# ---------------------------------------------------------------------------------------------- table


def _rows(report: Report, *, colour: bool) -> list[str]:
    """A line per question, extra credit below a line of its own."""
    width = min(NAME_WIDTH, max((len(q.name) for q in report.questions), default=0))
    width = max(width, len("extra credit"))
    lines = [f"{'question':<{width}}  {'points':>6}  {'score':>6}  verdict"]
    for extra in (False, True):
        questions = [q for q in report.questions if q.extra_credit is extra]
        if extra and questions:
            lines.append("extra credit")
        lines += [_row(report, question, width, colour=colour) for question in questions]
    return lines


def _row(report: Report, question: QuestionResult, width: int, *, colour: bool) -> str:
    score = "-" if report.grader_error else points_text(question.score)
    verdict = _painted(question.verdict, colour=colour)
    some = sum(group.passed for group in question.groups)
    if question.verdict is not Verdict.PASSED and some:
        verdict += f"; {some} of {len(question.groups)} groups right"
    points = points_text(attainable(report, question))
    return f"{line(question.name, width):<{width}}  {points:>6}  {score:>6}  {verdict}"


def _painted(verdict: Verdict, *, colour: bool) -> str:
    text = VERDICTS[verdict]
    return f"{_COLOURS.get(verdict, _RED)}{text}{_RESET}" if colour else text


# ---------------------------------------------------------------------------------------------- messages


def _details(question: QuestionResult, *, colour: bool) -> list[str]:
    """What there is to say about one question; nothing when all of it is right and silent."""
    lines = [part for notice in question.notices for part in _wrapped(words(notice), 2)]
    whole = overall(question)
    if whole:
        lines += _wrapped(whole.text, 2)
    else:
        for group in question.groups:
            lines += _group(group, colour=colour)
    for output in printed((check for group in question.groups for check in group.checks), PRINTED_BYTES):
        lines += _printed(output.label, output.text)
    return [line(question.name), *lines] if lines else []


def _group(group: GroupResult, *, colour: bool) -> list[str]:
    found = findings(group.checks)
    if not found:
        return []
    lines = [f"  {line(group.name, WIDTH - 40)}: {_painted(group_verdict(group), colour=colour)}"]
    for finding in found[:FINDINGS_PER_GROUP]:
        lines += _finding(finding)
    rest = sum(len(finding.checks) for finding in found[FINDINGS_PER_GROUP:])
    if rest:
        lines.append(f"    ... and {rest} more case{'' if rest == 1 else 's'}")
    return lines


def _finding(finding: Finding) -> list[str]:
    label = finding.label
    head = _wrapped(f"{label[0].upper()}{label[1:]}:", 4) if label else []
    return [*head, *_wrapped(finding.text, 6), *(_wrapped(finding.aside, 4) if finding.aside else [])]


def _printed(label: str, text: str) -> list[str]:
    shown = _wrapped(text, 4)
    if len(shown) > PRINTED_LINES:
        shown = [*shown[:PRINTED_LINES], f"    ... {len(shown) - PRINTED_LINES} more lines"]
    return [*_wrapped(f"Your output in {label}:" if label else "Your output:", 2), *shown]


def _wrapped(text: str, indent: int = 0) -> list[str]:
    """Lines within the width; each keeps its own indentation, so that tables and pictures stay aligned."""
    lines = []
    for part in text.expandtabs(4).split("\n"):
        own = " " * min(indent + len(part) - len(part.lstrip(" ")), WIDTH // 2)
        body = part.strip()
        if len(own) + len(body) <= WIDTH or body.startswith("Again: "):
            lines.append((own + body).rstrip())
        else:
            lines += textwrap.wrap(body, WIDTH, initial_indent=own, subsequent_indent=own + "  ")
    return lines


def _joined(blocks: Iterable[list[str]]) -> str:
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
