"""The student's notebook: metadata, locks, ids, and that it is the same every time."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

import grader
from grader.errors import AssignmentError
from grader.notebook import read_notebook
from grader.release.student import build_notebook, dumps

ROOT = Path(grader.__file__).parents[1]


def by_id(notebook):
    """Cells by their ids."""
    return {cell.id: cell for cell in notebook.cells}


def test_ids_follow_from_the_source(notebook):
    """Cells are named by what they are for, never at random."""
    assert list(by_id(notebook)) == [
        "text-1", "setup-1", "predict-1", "explore-1",
        "spread", "spread-check", "scaled", "scaled-check", "written-why",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "grade", "solution", "locked", "points"),
    [
        ("setup-1", False, False, True, None),
        ("spread", False, True, False, None),
        ("spread-check", True, False, True, 3),
        ("scaled-check", True, False, True, 2),
        ("written-why", True, True, False, 0),
    ],
)
def test_nbgrader_metadata(notebook, name, grade, solution, locked, points):
    """Graded cells carry schema 3 metadata with the points of the declaration."""
    marks = by_id(notebook)[name].metadata.nbgrader

    assert (marks.grade_id, marks.schema_version, marks.task) == (name, 3, False)
    assert (marks.grade, marks.solution, marks.locked, marks.get("points")) == (grade, solution, locked, points)
    assert len(marks.checksum) == 32


def test_cells_of_the_student_are_free(notebook):
    """Text, plots and predictions carry no nbgrader metadata; answers can be edited, checks cannot."""
    cells = by_id(notebook)

    assert all("nbgrader" not in cells[name].metadata for name in ("text-1", "explore-1", "predict-1"))
    assert cells["text-1"].metadata == {}
    assert cells["spread"].metadata.get("editable", True)
    assert not cells["spread-check"].metadata.editable
    assert not cells["setup-1"].metadata.deletable
    assert cells["explore-1"].metadata.jupyter == {"source_hidden": True}


def test_nothing_of_the_making_is_left(notebook):
    """No line numbers, no outputs, no execution counts, one kernel."""
    assert all(set(c.metadata.get("grader", {})) <= {"role"} for c in notebook.cells)
    assert all(c.execution_count is None and c.outputs == [] for c in notebook.cells if c.cell_type == "code")
    assert set(notebook.metadata) == {"grader", "kernelspec", "language_info"}
    assert notebook.metadata.grader.assignment == "hw0_small"


def test_validators_accept_it(notebook):
    """Both nbformat and nbgrader read back what was written."""
    again = nbformat.reads(dumps(notebook), as_version=4)

    nbformat.validate(again)
    MetadataValidator().validate_nb(again)
    assert again == notebook


def test_grading_reads_the_same_roles(notebook):
    """The reader in the grading image finds every role and question."""
    cells = read_notebook(dumps(notebook).encode())

    assert [(c.role, c.question) for c in cells if c.role in ("answer", "check")] == [
        ("answer", "spread"), ("check", "spread"), ("answer", "scaled"), ("check", "scaled"),
    ]  # fmt: skip


def test_second_build_is_equal_and_needs_no_solutions(course, assignment, notebook):
    """Without the solutions' folder the same bytes come out: the builder never looks there."""
    shutil.rmtree(course / "solutions")

    assert dumps(build_notebook(course, assignment)) == dumps(notebook)


def test_builder_opens_nothing_hidden(course):
    """An audit of every file opened while building shows none under solutions/."""
    program = f"""
import sys
from pathlib import Path
opened = []
events = ("open", "os.listdir", "os.scandir")
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event in events else None)
from grader.loading import load_assignment
from grader.release.student import build_notebook
course = Path({str(course)!r})
build_notebook(course, load_assignment(course, "hw0_small"))
assert any("hw0_small.py" in name for name in opened)
assert not [name for name in opened if name.startswith({str(course / "solutions")!r})]
"""

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stderr


def test_text_is_plain_json(notebook):
    """The file ends in one newline, sorts its keys and keeps letters outside ASCII as they are."""
    notebook.cells[0].source = "naïve"
    text = dumps(notebook)

    assert text.endswith("}\n")
    assert "naïve" in text
    assert list(json.loads(text)) == ["cells", "metadata", "nbformat", "nbformat_minor"]


def test_fault_of_the_source_goes_through(course, assignment):
    """A declared question that the source lacks stops the build."""
    path = course / "assignments/hw0_small/hw0_small.py"
    path.write_text(path.read_text().replace('question="scaled"', 'question="scale"'))

    with pytest.raises(AssignmentError, match=r'question "scale" is not declared; .*closest: scaled'):
        build_notebook(course, assignment)


def test_importing_is_light():
    """Importing the builders loads neither nbgrader nor jupytext nor nbformat."""
    program = (
        "import sys, grader.release.student, grader.release.solved, grader.release.leaks, grader.release.wheel;"
        "sys.exit(bool({'nbgrader', 'jupytext', 'nbformat', 'nbclient', 'jinja2'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=60, check=False).returncode == 0
