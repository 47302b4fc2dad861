"""Where a course keeps its things, and the secret that is made once."""

import json
import os
import stat

import pytest

from grader.course import Course, setup_cells
from grader.errors import AssignmentError
from tests.small_course import NOTEBOOK, cell, small_homework, write_course


def mode(path):
    """The permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


# ---------------------------------------------------------------------------------------------- secret


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_secret_is_made_once(tmp_path, umask):
    """The first call makes 32 random bytes that only the owner can read; later calls give the same."""
    before = os.umask(umask)
    try:
        secrets = [Course(tmp_path).secret() for _ in range(3)]
    finally:
        os.umask(before)

    assert len(secrets[0]) == 32
    assert len(set(secrets)) == 1
    assert mode(tmp_path / "secret.key") == 0o600


def test_every_course_has_its_own_secret(tmp_path):
    """Two courses do not share a secret."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    assert Course(tmp_path / "a").secret() != Course(tmp_path / "b").secret()


def test_the_secret_is_never_printed(tmp_path, capfd):
    """Making and reading it prints nothing, and no record of the course shows it."""
    course = Course(tmp_path)
    secret = course.secret()
    printed = capfd.readouterr()

    assert (printed.out, printed.err) == ("", "")
    assert secret.hex() not in repr(course)
    assert repr(secret) not in repr(course)


@pytest.mark.parametrize(
    "content", [b"", b"short\n", b"z" * 64, b"a" * 63, b"a" * 65, b"a" * 64 + b"\nb", b"A" * 64, b"\xff\xfe" * 32]
)
def test_a_spoilt_secret_is_told_and_not_used(tmp_path, content):
    """A file that is no secret stops with its path, is not replaced, and what it holds is not told."""
    path = tmp_path / "secret.key"
    path.write_bytes(content)
    with pytest.raises(AssignmentError, match=r"secret\.key:1: .*delete it") as caught:
        Course(tmp_path).secret()

    assert path.read_bytes() == content
    assert not content.strip() or content.decode("latin-1").strip() not in str(caught.value)


def test_spaces_around_the_secret_do_not_matter(tmp_path):
    """A newline more or less, as editors leave it, is the same secret."""
    (tmp_path / "secret.key").write_text("  " + "0f" * 32 + "\n\n")

    assert Course(tmp_path).secret() == bytes([15]) * 32


def test_a_link_to_nowhere_is_told(tmp_path):
    """A secret that is a broken link is a sentence, not an endless recursion."""
    (tmp_path / "secret.key").symlink_to(tmp_path / "nowhere")

    with pytest.raises(AssignmentError):
        Course(tmp_path).secret()


# ---------------------------------------------------------------------------------------------- homework


def test_a_course_knows_its_assignments(tmp_path):
    """Every folder with a questions.py is an assignment; others are not."""
    course = write_course(tmp_path)
    (tmp_path / "assignments" / "notes").mkdir()

    assert course.names() == ["hw0_small"]
    assert Course(tmp_path / "nowhere").names() == []


def test_an_unknown_assignment_is_told_with_the_nearest(tmp_path):
    """A wrong name names what there is."""
    with pytest.raises(AssignmentError, match="closest: hw0_small"):
        write_course(tmp_path).homework("hw0_smal")


def test_a_homework_knows_its_folders(tmp_path):
    """Sources and solutions are where DESIGN says."""
    homework = small_homework(tmp_path)

    assert (homework.folder / "questions.py").is_file()
    assert (homework.solutions / "solution.py").is_file()


def test_the_reference_is_loaded_once(tmp_path):
    """Asking twice gives the same reference."""
    homework = small_homework(tmp_path)

    assert homework.reference is homework.reference


def test_loading_a_course_writes_nothing_into_it(tmp_path):
    """Neither caches nor compiled files are left in the course's folders."""
    homework = small_homework(tmp_path)
    _ = homework.reference, homework.setup

    assert not list(tmp_path.rglob("__pycache__"))
    assert not (homework.course.path / "secret.key").exists()


# ---------------------------------------------------------------------------------------------- setup cells


def notebook(*cells):
    """A notebook of these cells."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def test_setup_cells_come_from_the_source(tmp_path):
    """Where no notebook has been built, its source is read."""
    pieces = small_homework(tmp_path).setup

    assert [(p.label, p.source) for p in pieces] == [("setup cell 1", "import numpy as np")]
    assert pieces[0].keep is None


def test_setup_cells_come_from_the_notebook_first(tmp_path):
    """A built notebook beside the declaration is what students got, and goes before its source."""
    homework = small_homework(tmp_path)
    cells = [
        cell("a = 1", "setup"),
        cell("def double(x): ...", "answer", "double"),
        cell("b = 2", "setup"),
        cell("c = 3", "check"),
    ]
    (homework.folder / "hw0_small.ipynb").write_text(notebook(*cells))

    assert [p.source for p in homework.setup] == ["a = 1", "b = 2"]


def test_without_a_notebook_it_is_told(tmp_path):
    """Neither notebook nor source: the missing file is named."""
    homework = small_homework(tmp_path)
    (homework.folder / "hw0_small.py").unlink()

    with pytest.raises(AssignmentError, match=r"hw0_small\.py: there is no such file"):
        _ = homework.setup


def test_a_spoilt_notebook_of_ours_is_the_instructors_fault(tmp_path):
    """A built notebook that cannot be read is not blamed on a student."""
    homework = small_homework(tmp_path)
    (homework.folder / "hw0_small.ipynb").write_text("{")

    with pytest.raises(AssignmentError, match=r"hw0_small\.ipynb"):
        _ = homework.setup


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        (NOTEBOOK, ["import numpy as np"]),
        ('# %% role="setup"\na = 1\n\n\nb = 2\n\n# %%\nc = 3\n', ["a = 1\n\n\nb = 2"]),
        ('# %% [markdown] role="setup"\n# text\n', []),
        ('# %% jupyter={"source_hidden": true} role="setup"\na = 1', ["a = 1"]),
        ('# %% role="setup"\na = 1\n# %% role="setup"\nb = 2', ["a = 1", "b = 2"]),
        ('# %% role="answer" question="f"\ndef f(): ...\n# %% role="setup"\nb = 2', ["b = 2"]),
        ("a = 1\n", []),
        ('# %% role="setup"\n', [""]),
        ('# %% role="setup"\nif True:\n    a = "# %% not a cell"\n', ['if True:\n    a = "# %% not a cell"']),
    ],
)
def test_setup_cells_of_a_source(source, expected):
    """Cells of the role setup, as they are, and no others."""
    assert setup_cells(source) == expected
