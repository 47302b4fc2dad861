"""Compiled answers in the platform's container: the compiler is there, works behind its walls, and harms nobody."""

from __future__ import annotations

import pytest

from grader.container import Container
from grader.release.samples import differences, scores_of
from grader.release.solved import solve
from grader.release.student import dumps
from tests.report.platform_rules import faults

pytestmark = [pytest.mark.container, pytest.mark.slow]

HARMLESS = {
    # known-wrong cell -> what its message says
    "im2col_cython_pointer_far_outside": "ended before it returned",
    "im2col_cython_one_row_too_many": "Out of bounds on buffer access",
    "col2im_cython_true_division": "/ divides as Python",
}


@pytest.fixture(scope="module")
def container(engine, image_compiled):
    """One container for all of these: what a grading leaves behind must not matter to the next."""
    with Container(engine, image_compiled.name) as found:
        yield found


def test_the_solved_notebook_gets_full_marks(container, released_compiled, image_compiled, capfd):
    """Compiled, loaded and timed inside; the second time nothing is compiled any more."""
    sample = released_compiled.samples["solved"]
    cold, warm = (container.grade(sample.files) for _ in range(2))
    with capfd.disabled():
        print(f"\n  image {image_compiled.seconds:.0f} s, cold {cold.seconds:.1f} s, warm {warm.seconds:.1f} s")

    assert not differences(sample, cold)
    assert not differences(sample, warm)
    assert not faults(cold.document)
    assert len(cold.document["leaderboard"]) == 3
    assert all(column["value"] > 1 for column in cold.document["leaderboard"])


@pytest.mark.parametrize(("name", "said"), HARMLESS.items())
def test_c_code_costs_its_own_question(container, released_compiled, name, said):
    """A cell that leaves its arrays, or does not compile, loses on its own question; the rest is as it was."""
    built = released_compiled.built
    solutions = built.homework.solutions
    notebook = solve(built.notebook, solutions / "solution.py", wrong=solutions / "wrong" / f"{name}.pyx")
    graded = container.grade({"hw4_im2col.ipynb": dumps(notebook).encode()})
    scores = scores_of(graded.document)
    question = name[: name.index("_cython") + len("_cython")]

    assert graded.code == 0
    assert scores[question] < released_compiled.samples["solved"].scores[question]
    assert {k: v for k, v in scores.items() if k != question} == {
        k: v for k, v in released_compiled.samples["solved"].scores.items() if k != question
    }
    assert said in "\n".join(entry["output"] for entry in graded.document["tests"])
