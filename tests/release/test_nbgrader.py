"""The real nbgrader command line on a course of ours."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grader.release.student import dumps

CONFIG = Path(__file__).parents[2] / "nbgrader_config.py"


def generate(folder, *options):
    """Run `nbgrader generate_assignment` in a course."""
    # nbgrader calls alembic by its bare name
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "JUPYTER_CONFIG_DIR": str(folder / "empty"), "HOME": str(folder)}
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", "hw0_small", *options],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def released(course, notebook):
    """A course after a release: the finished notebook in release/, and a zip beside it that must stay there."""
    folder = course / "release/hw0_small"
    (folder / "data").mkdir(parents=True)
    (folder / "hw0_small.ipynb").write_text(dumps(notebook), encoding="utf-8")
    (folder / "hw0_small.cases").write_bytes(b"cases")
    (folder / "data/numbers.txt").write_text("1 2 3\n")
    (folder / "hw0_small-autograder.zip").write_bytes(b"solutions and secret")
    shutil.copy(CONFIG, course)
    return course


@pytest.mark.slow
def test_generate_assignment_keeps_the_notebook(released, notebook):
    """The copy that nbgrader makes has the same cells, stubs and checksums included, and not the autograder's zip."""
    done = generate(released, "--no-db")

    made = released / "build/nbgrader/release/hw0_small"
    assert done.returncode == 0, done.stderr
    assert nbformat.read(made / "hw0_small.ipynb", as_version=4).cells == notebook.cells
    assert sorted(p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()) == [
        "data/numbers.txt",
        "hw0_small.cases",
        "hw0_small.ipynb",
    ]


@pytest.mark.slow
def test_generate_assignment_fills_the_gradebook(released):
    """With a database, the gradebook knows every check and its points."""
    done = generate(released)
    assert done.returncode == 0, done.stderr

    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{released / 'gradebook.db'}") as book:
        cells = {cell.name: cell.max_score for cell in book.find_notebook("hw0_small", "hw0_small").grade_cells}
    assert cells == {"spread-check": 3, "scaled-check": 2, "written-why": 0}
