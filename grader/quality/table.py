"""Findings for a person: a table per assignment for the terminal, and a page for the docs."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.mistakes import FILE as HINTS
from grader.quality.findings import counted, plural, share
from grader.quality.listing import MOST, WIDTH, bare, survivors
from grader.quality.said import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.quality.findings import Findings, Tried
    from grader.quality.said import Said

_COPIED = ("Case(", '{"the reason', "search=")  # lines for a file of the course
_COLUMNS = ("cases", "mutants", "silent", "killed", "equal", "left", "public", "wrong", "public", "calls", "ms")
_WIDTHS = (6, 8, 7, 7, 6, 5, 7, 8, 7, 6, 6)


@dataclass(frozen=True)
class Row:
    """One question's figures, or those of all."""

    name: str
    cases: int
    mutants: Sequence[Tried]
    known: Sequence[Tried]
    alarms: int
    calls: int
    milliseconds: float | None

    def cells(self) -> tuple[str, ...]:
        """What stands in the columns."""
        counts = counted(self.mutants)
        killed = sum(t.trial.killed for t in counts)
        return (
            str(self.cases),
            str(len(self.mutants)),
            str(sum(t.trial.silent for t in self.mutants)),
            str(killed),
            str(len(self.mutants) - len(counts)),
            str(len(counts) - killed),
            f"{share(counts):.0%}" if counts else "",
            f"{sum(t.trial.killed for t in self.known)}/{len(self.known)}" if self.known else "",
            f"{share(self.known):.0%}" if self.known else "",
            str(self.calls),
            "" if self.milliseconds is None else f"{self.milliseconds:.1f}",
        )


def rows(found: Findings) -> Iterator[Row]:
    """The figures of each question, then of all of them."""
    for name, cost in found.costs.items():
        mutants = [t for t in found.mutants if t.question == name]
        known = [t for t in found.known if t.question == name]
        alarms = sum(alarm.question == name for alarm in found.alarms)
        yield Row(name, cost.cases, mutants, known, alarms, cost.calls, cost.milliseconds)
    costs = found.costs.values()
    timed = [cost.milliseconds for cost in costs if cost.milliseconds is not None]
    spent = sum(timed) if timed else None
    cases, calls = sum(cost.cases for cost in costs), sum(cost.calls for cost in costs)
    yield Row("all", cases, found.mutants, found.known, len(found.alarms), calls, spent)


def text(found: Findings) -> str:
    """The table, what survives, what else does not hold, and one last sentence."""
    lines = [f"{found.assignment}: {found.title}", ""]
    lines.append(f"{'question':<27}" + "".join(f"{head:>{width}}" for head, width in zip(_COLUMNS, _WIDTHS)))
    *each, total = rows(found)
    for row in each:
        lines.append(_line(row))
    lines += ["-" * WIDTH, _line(total), ""]
    lines += [f"  {line}" for line in _legend(found)]
    lines += ["", *survivors(found.unreviewed), *bare(found.said), *_others(found), found.verdict()]
    return "\n".join(part for line in lines for part in _wrapped(line))


def _wrapped(line: str) -> list[str]:
    """A line in as many as the terminal's width asks for; what is to be copied stays in one."""
    indent = " " * (len(line) - len(line.lstrip()))
    if len(line) <= WIDTH or line.lstrip().startswith(_COPIED):
        return [line]
    return textwrap.wrap(
        line, WIDTH, subsequent_indent=indent or "    ", break_long_words=False, break_on_hyphens=False
    )


def _line(row: Row) -> str:
    return f"{row.name:<27}" + "".join(f"{cell:>{width}}" for cell, width in zip(row.cells(), _WIDTHS))


def _legend(found: Findings) -> Iterator[str]:
    styles, seeds = found.right
    names = dict.fromkeys(t.subject.style.name for t in found.mutants)
    yield f"mutants of {', '.join(names)}"
    yield "silent: no exception gave it away; equal: gives what the reference gives, reviewed;"
    yield "left: survives; wrong: known-wrong answers caught; public: caught by the cases that students have"
    yield f"right answers: {plural(styles, 'style')} with {plural(seeds, 'seed')} each, false alarms: {len(found.alarms)}"
    yield from wait(found)
    yield from follow(found)
    if found.naive:
        yield f"calls and milliseconds: the whole battery, on the right answer {found.naive}"
    else:
        yield "calls: of the whole battery; for milliseconds write NAIVE = True into a right answer in plain loops"
    yield from _said(found.said)
    if found.sampled:
        mutants, known = found.whole
        yield f"a sample: {_part(len(found.mutants), mutants)} mutants, {_part(len(found.known), known)} known-wrong answers"


def _said(said: Said) -> Iterator[str]:
    """How often students are told more than which values are wrong."""
    places = {"wrong": "known mistakes", "other_style": "the same ones in another style"}
    own = [f"{_part(said.own[place], asked)} of {places[place]}" for place, asked in sorted(said.asked.items())[::-1]]
    if said.old:
        yield f"their own hint: not known, {HINTS} was learned from other cases"
    elif own:
        yield f"their own hint: {'; '.join(own)}"
    if said.silent:
        bar = "the aim is" if said.promised is None else "promised are"
        yield f"more than a table: {said.specific:.0%} of {said.silent.total()} silent mutants, {bar} {said.aim:.0%}"


def wait(found: Findings) -> Iterator[str]:
    """Which wrong answers cost points on a backward question that runs on their cache, and until when."""
    seconds = dict.fromkeys(name for t in found.waiting for name in t.trial.waiting)
    if seconds:
        yield f"wait: {len(found.waiting)} are mistakes of a forward, and points on {', '.join(seconds)} wait until it is right"


def follow(found: Findings) -> Iterator[str]:
    """Which wrong answers cost points on a second question that only calls them, and why."""
    if not found.following:
        return
    seconds = dict.fromkeys(loss.question for t in found.following for loss in t.trial.elsewhere if loss.follows)
    yield f"follow: {len(found.following)} cost points on {', '.join(seconds)}, too, whose answer"
    yield "calls the wrong function as the reference never calls it, so that nothing can be played back"


def _part(some: int, whole: int) -> str:
    return f"{some} of {whole} ({some / max(1, whole):.0%})"


def _others(found: Findings) -> Iterator[str]:
    """What else does not hold."""
    others = [fault for fault in found.faults() if not fault.startswith("survives:")]
    yield from others[:MOST]
    if len(others) > MOST:
        yield f"and {len(others) - MOST} more faults"
    if others:
        yield ""


def page(all_found: Sequence[Findings]) -> str:
    """docs/quality.md."""
    parts = [PREFACE]
    for found in all_found:
        parts.append("\n".join(_section(found)))
    return "\n\n".join(parts) + "\n"


def _section(found: Findings) -> Iterator[str]:
    styles, seeds = found.right
    yield f"## {found.assignment}: {found.title}\n"
    yield "| question | cases | mutants | silent | killed | equal | left | public | wrong | public | alarms | calls | ms |"
    yield "| --- |" + " ---: |" * 12
    for row in rows(found):
        *figures, calls, spent = row.cells()
        name = f"**{row.name}**" if row.name == "all" else f"`{row.name}`"
        yield "| " + " | ".join([name, *figures, str(row.alarms), calls, spent]) + " |"
    names = dict.fromkeys(t.subject.style.name for t in found.mutants)
    yield f"\nMutants of {plural(len(names), 'style')}: {', '.join(names)}. {plural(styles, 'right answer')},"
    timed = f" Milliseconds: `{found.naive}`." if found.naive else ""
    yield f"{plural(seeds, 'seed')} each, {plural(len(found.alarms), 'false alarm')}.{timed}"
    yield f"\n{found.verdict()}"
    if faults := list(found.faults()):
        yield ""
        yield from (f"- {fault}" for fault in faults)
    for words in (" ".join(lines(found)) for lines in (wait, follow)):
        if words:
            yield f"\n{words[0].upper()}{words[1:]}."
    if told := list(_said(found.said)):
        yield "\nWhat is said:\n"
        yield from (f"- {line}" for line in told)
        kinds = ", ".join(f"{KINDS[kind]} {count}" for kind, count in found.said.silent.most_common())
        yield f"- the most exact thing that a silent mutant is told, and how often: {kinds}" if kinds else ""
    if found.reasons:
        yield "\n| mutants that give what the reference gives | how many | for example |\n| --- | ---: | --- |"
        for reason, tried in sorted(found.reasons.items(), key=lambda item: -len(item[1])):
            mutant = tried[0].subject.mutant
            example = f"`{mutant.before}` to `{mutant.after}`".replace("|", "\\|") if mutant else ""
            yield f"| {reason} | {len(tried)} | {example} |"


PREFACE = """\
# How good the cases are

Every right answer passes, every wrong one loses points on its own question and on no other: that is a promise, and
this page measures it. `make quality` writes it; `grader quality ASSIGNMENT` prints the same for one assignment and
shows, for each wrong answer that nothing catches, the smallest input that would.

- **mutants**: right answers with one small change: another sign, number, name, axis, bound or function, a statement
  left out. The reference is changed, and other styles beside it. *silent*: no exception gave it away. *killed*: lost
  points on its own question. *equal*: gives what the reference gives; each was read by a person, its reason stands
  below, and it is tried on 250 random inputs in every run, of several memory layouts and in float32 too. *left*:
  survives and should not.
- **wrong**: mistakes that students make, written by hand, caught of all. **public**: the share that the cases which
  students have catch by themselves; at least 80 % over an assignment.
- **alarms**: points that right answers in other styles lost.
- *wait*: a mistake of a forward may leave its backward question nothing right to run on, whose points then wait
  until the forward is right. *follow*: points lost by an answer that calls a wrong function as the reference never does.
- **calls, ms**: what the whole battery costs a right answer in plain loops: calls of the student's functions, and
  milliseconds in them.

No case passes for a stub, for a function that returns its first argument, or for zeros of the right shape."""
