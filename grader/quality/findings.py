"""What was found about one assignment's cases, as records; and what does not hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.quality.said import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.quality.search import Difference
    from grader.quality.subjects import Subject
    from grader.quality.trial import Loss, Trial

LEAST_PUBLIC = 0.8  # of all mistakes, that public cases alone must catch


@dataclass(frozen=True)
class Tried:
    """A wrong answer and what came of it.

    Args:
        subject: the answer.
        trial: what it lost.
        reason: why it is known to give what the reference gives; empty where nobody says so.
    """

    subject: Subject
    trial: Trial
    reason: str = ""

    @property
    def question(self) -> str:
        """The question that it is counted with."""
        return self.subject.own[0]

    @property
    def told(self) -> str:
        """What a person calls it."""
        return self.subject.told


@dataclass(frozen=True)
class Survivor:
    """A mutant that loses nothing.

    Args:
        tried: the mutant.
        difference: the smallest input that tells it apart, if one was found.
        draws: how many inputs were tried; none where the question has no `search`.
        different: how many of them differ.
        why: why no input was tried although there is a `search`.
        astray: a right answer that differs on inputs on which it differs, so that these are held against nobody.
    """

    tried: Tried
    difference: Difference | None
    draws: int
    different: int = 0
    why: str = ""
    astray: str = ""


@dataclass(frozen=True)
class Alarm:
    """Points that a right answer lost; it has no question where it ended its process."""

    style: str
    seed: str
    question: str
    text: str


@dataclass(frozen=True)
class Cost:
    """What the whole battery of one question costs an answer in plain loops: calls, and milliseconds if measured."""

    cases: int
    calls: int
    milliseconds: float | None = None


@dataclass
class Findings:
    """All that was found about one assignment.

    Args:
        assignment: its name.
        title: what the notebook calls it.
        costs: of each question, in the notebook's order.
        mutants: those that were tried.
        known: the known-wrong answers that were tried.
        survivors: mutants that lose nothing, reviewed or not.
        alarms: right answers that lost points.
        right: how many right answers were tried, and with how many seeds.
        stale: sentences about entries of the reviewed list that are no longer true.
        passing: sentences about cases that pass for what is no answer.
        unfit: sentences about files that are not what they stand for.
        whole: mutants and known-wrong answers that there are.
        sampled: whether only some of them were meant to be tried.
        naive: the right answer that was timed.
        said: what students are told.
    """

    assignment: str
    title: str
    costs: dict[str, Cost] = field(default_factory=dict)
    mutants: list[Tried] = field(default_factory=list)
    known: list[Tried] = field(default_factory=list)
    survivors: list[Survivor] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    right: tuple[int, int] = (0, 0)
    stale: list[str] = field(default_factory=list)
    passing: list[str] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)
    whole: tuple[int, int] = (0, 0)
    sampled: bool = False
    naive: str = ""
    said: Said = field(default_factory=Said)

    @property
    def unreviewed(self) -> list[Survivor]:
        """Mutants that lose nothing and of which nobody says why."""
        return [s for s in self.survivors if not s.tried.reason]

    @property
    def reasons(self) -> dict[str, list[Tried]]:
        """The mutants that give what the reference gives, by the reason."""
        found: dict[str, list[Tried]] = {}
        for tried in self.mutants:
            if tried.reason:
                found.setdefault(tried.reason, []).append(tried)
        return found

    @property
    def following(self) -> list[Tried]:
        """Wrong answers that cost points elsewhere, too, where nothing could be played back."""
        return [t for t in (*self.mutants, *self.known) if any(loss.follows for loss in t.trial.elsewhere)]

    @property
    def waiting(self) -> list[Tried]:
        """Wrong answers to a forward question that its backward question waits for, with points of its own."""
        return [t for t in (*self.mutants, *self.known) if t.trial.waiting]

    def faults(self) -> Iterator[str]:
        """What does not hold, each in a sentence that names it."""
        yield from (f"survives: {s.tried.told}" for s in self.unreviewed)
        for tried in (t for t in self.known if not t.trial.killed):
            how = tried.trial.unloaded
            yield (
                f"ends its process before it is asked anything ({how}): {tried.told}"
                if how
                else f"loses nothing: {tried.told}"
            )
        for tried in (*self.mutants, *self.known):
            for loss in (loss for loss in tried.trial.elsewhere if not loss.follows):
                yield f"costs points on {loss.question}, {shown(loss)}: {tried.told}"
        for alarm in self.alarms:
            where = f" on {alarm.question}" if alarm.question else ""
            yield f"false alarm{where}: {alarm.style}, seed {alarm.seed}, {alarm.text}"
        yield from self.said.faults()
        yield from self.passing
        yield from self.stale
        yield from self.unfit
        yield from self._untried()
        for what, tried_ones in (("mutants", counted(self.mutants)), ("known-wrong answers", self.known)):
            if tried_ones and share(tried_ones) < LEAST_PUBLIC:
                yield f"public cases alone catch {share(tried_ones):.0%} of the {what}, less than {LEAST_PUBLIC:.0%}"

    def _untried(self) -> Iterator[str]:
        """What holds of nothing does not hold."""
        more = "give the sample more time" if self.sampled else "there are none"
        kinds = (
            ("mutants", counted(self.mutants), len(self.mutants)),
            ("known-wrong answers", self.known, len(self.known)),
        )
        for (what, counts, some), whole in zip(kinds, self.whole):
            if not counts:
                yield f"no {what} were tried that must lose points: {more if whole else 'there are none'}"
            elif some < whole and not self.sampled:
                yield f"{whole - some} of {whole} {what} were not tried"
        if not all(self.right):
            yield f"no right answers were graded: {more}"

    def verdict(self) -> str:
        """The last sentence: what holds, or how much does not."""
        wrong, known = counted(self.mutants), self.known
        faults = len(list(self.faults()))
        if faults:
            return f"{self.assignment} does not hold: {plural(faults, 'fault')}, listed above."
        styles, seeds = self.right
        but = [
            f"{len(tried)} {what}"
            for tried, what in ((self.waiting, "whose backward question waits"), (self.following, "that follow"))
            if tried
        ]
        follow = f" but for {' and '.join(but)}" if but else ""
        return (
            f"{self.assignment} holds: {len(wrong)} mutants and {len(known)} known-wrong answers lose points on their "
            f"own question and on no other{follow}, {styles} right answers lose none with {plural(seeds, 'seed')} each, and "
            f"public cases alone catch {share(wrong):.0%} and {share(known):.0%}."
        )


def shown(loss: Loss) -> str:
    """Where points were lost, in a few words."""
    return f'case "{loss.case}" {loss.verdict}' if loss.case else loss.verdict


def counted(tried: Sequence[Tried]) -> list[Tried]:
    """Those that are not known to give what the reference gives."""
    return [t for t in tried if not t.reason]


def share(tried: Sequence[Tried]) -> float:
    """What part of some wrong answers public cases alone catch."""
    return sum(t.trial.public for t in tried) / len(tried) if tried else 0.0


def plural(count: int, noun: str) -> str:
    """Say how many: "1 seed", "2 seeds"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
