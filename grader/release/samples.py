"""A graded sample of each kind, through the autograder zip in the platform's layout: the last proof of a release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.loading import constant
from grader.release.layout import Graded, Layout
from grader.release.solved import functions_of, solve
from grader.release.student import dumps

if TYPE_CHECKING:
    from grader.release.assemble import Built


@dataclass(frozen=True)
class Sample:
    """A submission with the score that it must get, question by question."""

    name: str
    files: dict[str, bytes]
    scores: dict[str, float]


def collect(built: Built) -> list[Sample]:
    """The solved notebook, the untouched one, and those of `solutions/ASSIGNMENT/samples/`."""
    full = {q.name: float(q.points) for q in built.homework.assignment.questions}
    notebook = f"{built.name}.ipynb"
    found = [
        Sample("solved", {notebook: dumps(built.solved).encode()}, full),
        Sample("untouched", {notebook: dumps(built.notebook).encode()}, dict.fromkeys(full, 0.0)),
    ]
    for path in sorted((built.homework.solutions / "samples").glob("*.py")):
        written = [name for name in functions_of(path) if name in full]
        answered = solve(built.notebook, path, only=written)
        scores = {**{name: full[name] if name in written else 0.0 for name in full}, **constant(path, "SCORES", {})}
        found.append(Sample(path.stem, {notebook: dumps(answered).encode()}, scores))
    return found


def scores_of(document: Any) -> dict[str, float]:
    """Points by question, from the entries of a results.json document."""
    scores: dict[str, float] = {}
    for entry in document.get("tests", []):
        question = entry["name"].split(":")[0].split(" ")[0]
        scores[question] = scores.get(question, 0.0) + float(entry.get("score", 0.0))
    return scores


def grade_samples(built: Built) -> bool:
    """Grade every sample, print a table, and say whether each got the score that it must get."""
    print(f"\n{built.name}: graded through the autograder zip")
    print(f"  {'sample':<28}{'score':>8}{'expected':>10}{'seconds':>9}{'MiB':>6}")
    right = True
    with Layout(built.autograder) as layout:
        layout.set_up()
        for number, sample in enumerate(collect(built), 1):
            graded = layout.grade(sample.files, number)
            problems = differences(sample, graded)
            score, expected = graded.document.get("score", "none"), sum(sample.scores.values())
            print(f"  {sample.name:<28}{score:>8}{expected:>10g}{graded.seconds:>9.1f}{graded.mebibytes:>6.0f}")
            for problem in problems:
                print(f"    {problem}")
            right = right and not problems
    return right


def differences(sample: Sample, graded: Graded) -> list[str]:
    """Where a grading is not what the sample says it must be."""
    if graded.code:
        return [f"exit code {graded.code}", *graded.output.splitlines()[-5:]]
    got = scores_of(graded.document)
    return [
        f"{question} got {got.get(question, 0.0):g} points, {points:g} expected"
        for question, points in sample.scores.items()
        if abs(got.get(question, 0.0) - points) > 1e-9
    ]
