"""The real assignment as it is released: nbgrader takes it, nothing of the answers is in it, stubs say what is asked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grader.course import Course
from grader.release.assemble import assemble
from grader.release.gates import gate_agreement, gate_leaks
from grader.release.student import dumps

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """hw2_conv, built from a copy of the course so that this checkout keeps its secret."""
    course = tmp_path_factory.mktemp("course")
    for name in ("assignments", "solutions"):
        shutil.copytree(ROOT / name, course / name)
    return assemble(Course(course).homework("hw2_conv"))


def test_stubs_agree_with_the_solution_and_nothing_leaks(built):
    """Signatures and docstrings are the same, and what students get holds no run of hidden code."""
    assert not list(gate_agreement(built))
    assert not list(gate_leaks(built))


def test_validators_of_nbgrader_accept_the_notebook(built):
    """Schema 3 metadata as nbgrader's own validator reads it, and a notebook as nbformat does."""
    from nbgrader.nbgraderformat import MetadataValidator
    from nbgrader.preprocessors import CheckCellMetadata

    MetadataValidator().validate_nb(built.notebook)
    CheckCellMetadata().preprocess(built.notebook, {})
    nbformat.validate(built.notebook)


def test_points_in_the_notebook_are_the_declared_ones(built):
    """Nbgrader counts what questions.py declares."""
    marks = [cell.metadata.get("nbgrader", {}) for cell in built.notebook.cells]
    points = {mark["grade_id"].removesuffix("-check"): mark["points"] for mark in marks if mark.get("points")}

    assert points == {q.name: q.points for q in built.homework.assignment.questions}


@pytest.mark.slow
def test_nbgrader_generates_the_same_notebook(built, tmp_path):
    """`nbgrader generate_assignment --no-db` with the shipped configuration keeps every cell and every stub."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    folder = tmp_path / "release/hw2_conv"
    folder.mkdir(parents=True)
    (folder / "hw2_conv.ipynb").write_text(dumps(built.notebook), encoding="utf-8")
    # nbgrader calls its own commands by their bare names
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path / "empty")}
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "hw2_conv", "--no-db"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    made = nbformat.read(tmp_path / "build/nbgrader/release/hw2_conv/hw2_conv.ipynb", as_version=4)
    assert made.cells == built.notebook.cells
    stubs = [cell.source for cell in made.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    assert sum("raise NotImplementedError" in source for source in stubs) == len(built.homework.assignment.questions)
