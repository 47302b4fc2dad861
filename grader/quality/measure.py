"""Try everything there is on one assignment's cases: mutants, known-wrong answers, right ones, and what is no answer."""

from __future__ import annotations

import hashlib
import time
from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from grader.quality.blank import passing
from grader.quality.children import Bounds, Ended, spread
from grader.quality.findings import Alarm, Findings, Survivor, Tried
from grader.quality.reviewed import CHANCE, FILE, read_reviewed
from grader.quality.right import alarms_of, answers, compiled_answers, costs
from grader.quality.said import explained, files, hinted, most_said
from grader.quality.search import Difference, Draw, difference, draws
from grader.quality.subjects import Subject, known_wrong, mutated, styles
from grader.quality.trial import Bench, Trial
from grader.reference import Seed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from grader.course import Homework

SECRET = b"quality"  # no submission is graded with it
# What part of a sample's time each kind gets at most; the last one has what is left.
_PARTS = {"mutants": 0.4, "known": 0.2, "survivors": 0.1, "said": 0.15}


@dataclass(frozen=True)
class Options:
    """How much is tried.

    Args:
        seeds: submissions that each right answer is graded as.
        sample: seconds for an even part of everything; 0 for all of it.
        compiled: whether compiled answers are tried, too; each is built first, which takes seconds.
        tell: told now and then how far it is.
    """

    seeds: int = 3
    sample: float = 0.0
    compiled: bool = False
    tell: Callable[[str], None] = print


Job = TypeVar("Job")


def _called(job: Any) -> str:
    """A name that is the same in every run."""
    return f"{job.style.name}\n{job.identity}" if isinstance(job, Subject) else f"{job[0]}\n{job[1].name}"


class Measurement:
    """One assignment while it is measured."""

    def __init__(self, homework: Homework, options: Options) -> None:
        self.homework, self.options = homework, options
        assignment = homework.assignment
        self.began = time.monotonic()
        self.exam = homework.exam(Seed(SECRET, "1"))
        self.questions = self.exam.questions
        self.bench = Bench(self.questions, homework.reference.functions)
        self.found = Findings(assignment.name, assignment.title, sampled=options.sample > 0)
        self._drawn: dict[str, list[Draw]] = {}

    def run(self) -> Findings:
        """Try everything."""
        reviewed = read_reviewed(self.homework.solutions / FILE)
        mutants = [s for style in styles(self.homework) for s in mutated(self.homework, style)]
        known = known_wrong(self.homework)
        self.found.whole = len(mutants), len(known)
        self.found.mutants = [
            replace(tried, reason=reviewed.get((tried.subject.style.name, tried.subject.identity), ""))
            for tried in self._tried("mutants", mutants)
        ]
        self.found.known = list(self._tried("known", known))
        if self.options.compiled:
            from grader.quality.compiled import tried_compiled

            compiled = tried_compiled(self.homework, self.exam, self.options.tell)
            self.found.known += compiled
            self.found.whole = len(mutants), len(known) + len(compiled)
        self._survivors()
        self._said()
        self.found.stale += self._stale(mutants, reviewed)
        self.found.passing = list(passing(self.questions, self.homework.reference.functions))
        self._right()
        self.found.naive, self.found.costs = costs(self.homework, self.questions)
        self.found.seconds = time.monotonic() - self.began
        return self.found

    def _until(self, kind: str) -> float:
        """When the part of a sample's time is over that a kind gets."""
        if not self.options.sample:
            return float("inf")
        kinds = [*_PARTS, "right"]
        used = sum(_PARTS.get(k, 1.0) for k in kinds[: kinds.index(kind) + 1])
        return self.began + self.options.sample * min(used, 1.0)

    def _mixed(self, jobs: Sequence[Job]) -> list[Job]:
        """In the order in which a sample takes them: mixed, and always in the same way."""
        if not self.options.sample:
            return list(jobs)
        return sorted(jobs, key=lambda job: hashlib.sha256(_called(job).encode()).digest())

    def _done(self, what: str, jobs: Sequence[Any], work: Any, kind: str) -> Iterator[tuple[int, Any]]:
        """Do some jobs in children, telling how far it is."""
        for done, answered in enumerate(spread(jobs, work, Bounds(until=self._until(kind))), 1):
            if done % 25 == 0 or done == len(jobs):
                self.options.tell(f"{self.found.assignment}: {what}, {done} of {len(jobs)}")
            yield answered

    def _tried(self, kind: str, subjects: Sequence[Subject]) -> list[Tried]:
        subjects = self._mixed(subjects)

        def work(subject: Subject, tell: Callable[[str], None]) -> Any:
            return self.bench.attempt(subject, tell).as_json()

        made = {}
        what = {"mutants": "mutants", "known": "known-wrong answers"}[kind]
        for number, told in self._done(what, subjects, work, kind):
            subject = subjects[number]
            made[number] = Trial.of_ended(subject, told) if isinstance(told, Ended) else Trial.of_json(told)
        return [Tried(subjects[number], made[number]) for number in sorted(made)]

    def _survivors(self) -> None:
        """Look for an input that tells each mutant apart that lost nothing."""
        survived = [tried for tried in self.found.mutants if not tried.trial.killed]

        def work(tried: Tried, tell: Callable[[str], None]) -> Any:
            return self._searched(tried.subject, tell)

        for number, told in self._done("survivors", survived, work, "survivors"):
            tried = survived[number]
            if isinstance(told, Ended):
                told = [["it does not return", 0, ""], 1]
            found, tried_draws = told
            self.found.survivors.append(Survivor(tried, Difference(*found) if found else None, tried_draws))
        self.found.survivors.sort(key=lambda s: survived.index(s.tried))

    def _said(self) -> None:
        """Look at what students are told: of known mistakes in every style, and of mutants that raise nothing."""
        silent = [tried.subject for tried in self.found.mutants if tried.trial.killed and tried.trial.silent]
        jobs: list[Any] = self._mixed([*files(self.homework), *silent])

        def work(job: Any, tell: Callable[[str], None]) -> Any:
            tell("")
            if isinstance(job, Subject):
                with self.bench.namespace(job) as functions, np.errstate(all="ignore"):
                    (question,) = [q for q in self.questions if q.name == job.own[0]]
                    return most_said(*explained(functions, question, (), {}))
            return hinted(self.homework, self.questions, job[1])

        for number, told in self._done("what is said", jobs, work, "said"):
            job = jobs[number]
            if isinstance(told, Ended):
                continue
            if isinstance(job, Subject):
                self.found.said.add_silent(told)
            else:
                self.found.said.add_known(job[0], job[1], told)

    def _searched(self, subject: Subject, tell: Callable[[str], None]) -> Any:
        assignment = self.homework.assignment
        asked = [q for q in assignment.questions if q.name in subject.own or q.forward in subject.own]
        reference: MutableMapping[str, Any] = dict(self.homework.reference.functions)
        count = 0
        with self.bench.namespace(subject) as functions:
            for question in asked:
                tell(question.name)
                if question.name not in self._drawn:
                    self._drawn[question.name] = draws(assignment, question, reference)
                drawn = self._drawn[question.name]
                count += len(drawn)
                if found := difference(question, drawn, functions):
                    return [[found.what, found.size, found.case], count]
        return [None, count]

    def _stale(self, mutants: Sequence[Subject], reviewed: dict[tuple[str, str], str]) -> Iterator[str]:
        """What the reviewed list says that is not so."""
        there = {(s.style.name, s.identity) for s in mutants}
        yield from (f"{FILE} lists a mutant that does not exist ({style}): {identity}"
                    for style, identity in sorted({*reviewed} - there))  # fmt: skip
        for tried in self.found.mutants:
            if tried.reason and tried.reason != CHANCE and tried.trial.killed:
                yield f"{FILE} lists a mutant that loses points, {tried.trial.own[0].case}: {tried.told}"
        for survivor in (s for s in self.found.survivors if s.tried.reason != CHANCE):
            if survivor.tried.reason and survivor.difference:
                yield f"{FILE} lists a mutant that differs ({survivor.difference.what}): {survivor.tried.told}"
            elif survivor.tried.reason and not survivor.draws:
                yield f"{FILE} lists a mutant of {survivor.tried.question}, which has no search to confirm it"

    def _right(self) -> None:
        """Grade every right answer as several submissions."""
        files = answers(self.homework)
        compiled = compiled_answers(self.homework, files) if self.options.compiled else {}
        seeds = [str(k) for k in range(1, self.options.seeds + 1)]

        def work(seed: str, tell: Callable[[str], None]) -> Any:
            drawn = self.homework.exam(Seed(SECRET, seed)).questions
            return alarms_of(self.homework, drawn, files, compiled, tell)

        done = 0
        for number, told in self._done("seeds of right answers", seeds, work, "right"):
            done += 1
            lost = [[told.stage, "", told.how]] if isinstance(told, Ended) else told
            self.found.alarms += [Alarm(style, seeds[number], name, text) for style, name, text in lost]
        self.found.right = len(files), done
