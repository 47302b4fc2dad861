"""Try everything there is on one assignment's cases: mutants, known-wrong answers, right ones, and what is no answer."""

from __future__ import annotations

import hashlib
import math
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from grader.course import right_files
from grader.errors import AssignmentError
from grader.knownwrong import overlaid
from grader.quality.blank import passing
from grader.quality.children import Bounds, Ended, spread
from grader.quality.drawn import Drawn, draws
from grader.quality.findings import Alarm, Findings, Survivor, Tried, plural
from grader.quality.promised import promised
from grader.quality.reviewed import CHANCE, FILE, read_reviewed
from grader.quality.right import alarms_of, answers, battery, compiled_answers, idle, naive_answer, timed
from grader.quality.said import Bare, asked, does, explained, files, hinted, most_said, outdated, written
from grader.quality.search import ASKED, LEAST_DIFFERENT, Difference, Rights, difference
from grader.quality.subjects import Subject, known_wrong, mutated, style_name, styles
from grader.quality.trial import Bench, Trial
from grader.reference import Seed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from grader.course import Homework

SECRET = b"quality"  # no submission is graded with it
_LATE = "the sample's time was up before any was drawn"
# What part of a sample's time each kind gets at most; the last one has what is left.
_PARTS = {"mutants": 0.4, "known": 0.2, "survivors": 0.1, "said": 0.15}


@dataclass(frozen=True)
class Options:
    """How much is tried.

    Args:
        seeds: submissions that each right answer is graded as.
        sample: seconds for an even part of everything; None for all of it.
        compiled: whether compiled answers are tried, too; each is built first, which takes seconds.
        tell: told now and then how far it is.
    """

    seeds: int = 3
    sample: float | None = None
    compiled: bool = False
    tell: Callable[[str], None] = print

    def __post_init__(self) -> None:
        if self.seeds < 1:
            raise AssignmentError(f"--seeds must be 1 or more, not {self.seeds}")
        if self.sample is not None and not 0 < self.sample < math.inf:
            raise AssignmentError(f"--sample must be a number of seconds above 0, not {self.sample:g}")


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
        self.found = Findings(assignment.name, assignment.title, sampled=options.sample is not None)
        self._drawn: dict[str, Drawn] = {}
        styles = {
            style_name(path): partial(overlaid, homework.reference.functions, path)
            for path in right_files(homework.solutions)
        }
        self._rights = Rights(dict(homework.reference.functions), styles)

    def run(self) -> Findings:
        """Try everything."""
        reviewed = read_reviewed(self.homework.solutions / FILE)
        mutants = [s for style in styles(self.homework) for s in mutated(self.homework, style)]
        self.found.unfit += idle(self.homework)
        known = known_wrong(self.homework)
        self.found.whole = len(mutants), len(known)
        # making the mutants is no part of a sample's time: on a busy machine none would be tried in what is left
        self.began = time.monotonic()
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
        self._costs()
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
            made[number] = Trial.of_ended(told) if isinstance(told, Ended) else Trial.of_json(told)
        return [Tried(subjects[number], made[number]) for number in sorted(made)]

    def _survivors(self) -> None:
        """Look for an input that tells each mutant apart that lost nothing."""
        survived = [tried for tried in self.found.mutants if not tried.trial.killed]

        def work(tried: Tried, tell: Callable[[str], None]) -> Any:
            return self._searched(tried.subject, tell)

        for number, told in self._done("survivors", survived, work, "survivors"):
            tried = survived[number]
            if isinstance(told, Ended):
                what = f"{told.stage} does not return" if told.stage.startswith(ASKED) else "it does not return"
                told = [[what, 0, ""], 1, 1, "", ""]
            found, *drawn = told
            self.found.survivors.append(Survivor(tried, Difference(*found) if found else None, *drawn))
        searched = [survivor.tried for survivor in self.found.survivors]
        self.found.survivors += [Survivor(t, None, 0, why=_LATE) for t in survived if t not in searched]
        self.found.survivors.sort(key=lambda s: survived.index(s.tried))

    def _said(self) -> None:
        """Look at what students are told: of known mistakes in every style, and of mutants that raise nothing."""
        silent = [tried.subject for tried in self.found.mutants if tried.trial.killed and tried.trial.silent]
        jobs: list[Any] = self._mixed([*files(self.homework), *silent])
        current = written(self.homework)
        self.found.said.outdated = outdated(self.homework, current)
        self.found.said.promised = promised(self.homework.solutions)

        def work(job: Any, tell: Callable[[str], None]) -> Any:
            tell("")
            if isinstance(job, Subject):
                with self.bench.namespace(job) as functions, np.errstate(all="ignore"):
                    (question,) = [q for q in self.questions if q.name == job.own[0]]
                    results, notices = explained(functions, question, (), {})
                    return most_said(results, notices), does(results)
            return hinted(self.homework, self.questions, job[1], current)

        for number, told in self._done("what is said", jobs, work, "said"):
            job = jobs[number]
            if isinstance(job, Subject):
                kind, same = ("table", job.told) if isinstance(told, Ended) else told
                self.found.said.add_silent(kind, Bare(job.own[0], job.told, same))
                continue
            if isinstance(told, Ended):
                told = [("none", "")] * len(asked(self.homework, job[1]))
            self.found.said.add_known(job[0], job[1], told)

    def _searched(self, subject: Subject, tell: Callable[[str], None]) -> Any:
        assignment = self.homework.assignment
        questions = [q for q in assignment.questions if q.name in subject.own or q.forward in subject.own]
        count, different, why, astray = 0, 0, "", ""
        with self.bench.namespace(subject) as functions:
            for question in questions:
                tell(question.name)
                if question.name not in self._drawn:
                    self._drawn[question.name] = draws(assignment, question, self._rights.reference)
                drawn = self._drawn[question.name]
                count, different, why = count + len(drawn.draws), different + drawn.different, why or drawn.why
                found, other = difference(drawn, functions, self._rights, tell)
                astray = astray or other
                if found:
                    return [[found.what, found.size, found.case], count, different, why, astray]
        return [None, count, different, why, astray]

    def _stale(self, mutants: Sequence[Subject], reviewed: dict[tuple[str, str], str]) -> Iterator[str]:
        """What the reviewed list says that is not so."""
        there = {(s.style.name, s.identity) for s in mutants}
        lists = f"{(self.homework.solutions / FILE).relative_to(self.homework.course.path)} lists a mutant"
        yield from (f"{lists} that does not exist ({style}): {identity}"
                    for style, identity in sorted({*reviewed} - there))  # fmt: skip
        for tried in self.found.mutants:
            if tried.reason and tried.reason != CHANCE and tried.trial.killed:
                yield f"{lists} that loses points, {tried.trial.own[0].case}: {tried.told}"
        for survivor in self.found.survivors:
            if not survivor.tried.reason or survivor.tried.reason == CHANCE:
                continue
            if survivor.difference:
                yield f"{lists} that differs ({survivor.difference.what}): {survivor.tried.told}"
            elif survivor.why and survivor.why != _LATE:
                yield f"{lists} of {survivor.tried.question} that nothing confirms: {survivor.why}"
            elif not survivor.draws and not survivor.why:
                yield f"{lists} of {survivor.tried.question}, which has no search to confirm it"
            elif 0 < survivor.different < LEAST_DIFFERENT:
                yield (
                    f"{lists} of {survivor.tried.question}, whose search draws {plural(survivor.different, 'different input')}; "
                    f"{LEAST_DIFFERENT} are needed to confirm it"
                )

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
            lost = (
                [[told.stage or "the cases", "", f"ended its process ({told.how})"]]
                if isinstance(told, Ended)
                else told
            )
            self.found.alarms += [Alarm(style, seeds[number], name, text) for style, name, text in lost]
        self.found.right = len(files), done

    def _costs(self) -> None:
        """Time the right answer in plain loops, where one says that it is that."""
        naive = naive_answer(self.homework)
        spent: dict[str, float] = {}

        def work(path: Path, tell: Callable[[str], None]) -> Any:
            return timed(self.homework, self.questions, path, tell)

        for _, told in spread([naive] if naive else [], work, Bounds()):
            if isinstance(told, Ended):
                where = f" at {told.stage}" if told.stage else ""
                name = naive.relative_to(self.homework.solutions) if naive else ""
                self.found.unfit.append(f"{name} ended its process while it was timed{where} ({told.how})")
            else:
                spent = told
        self.found.naive = style_name(naive) if naive else ""
        self.found.costs = battery(self.questions, spent)
