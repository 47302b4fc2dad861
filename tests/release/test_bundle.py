"""What students get."""

import re

import pytest

from grader.errors import AssignmentError
from grader.release.bundle import student_files
from grader.release.student import dumps


@pytest.fixture
def files(course, assignment, notebook, small_wheel):
    """The content of the small course's student zip."""
    return student_files(course, assignment, dumps(notebook), b"cases", small_wheel)


def test_content(files):
    """Notebook, cases, data, the package, and how to start: all in one folder."""
    assert list(files) == [
        "hw0_small/README.md",
        "hw0_small/convnet_grader-0.1.0-py3-none-any.whl",
        "hw0_small/data/numbers.txt",
        "hw0_small/hw0_small.cases",
        "hw0_small/hw0_small.ipynb",
        "hw0_small/requirements.txt",
    ]


def test_requirements_are_pinned(files):
    """Every package has one version for each Python, and the wheel is the one beside the file."""
    lines = files["hw0_small/requirements.txt"].decode().splitlines()

    assert lines[-1] == "./convnet_grader-0.1.0-py3-none-any.whl"
    assert all(re.fullmatch(r'[\w-]+==[\d.]+(; python_version (<|>=) "3.11")?', line) for line in lines[:-1])


def test_page_for_students(files):
    """One page: three commands, each function with its points, the sums, nothing left to fill in."""
    page = files["hw0_small/README.md"].decode()

    assert len(page.splitlines()) < 60
    assert "| `spread` | 3 |\n| `scaled` | 2 extra |" in page
    assert "In total 3 points, and 2 of extra credit." in page
    assert page.count("hw0_small.ipynb") >= 3
    assert "$" not in page
    assert "strides" not in page  # of no homework in particular


def test_caches_and_hidden_files_stay(course, assignment, small_wheel):
    """What an editor or a notebook server leaves in data/ is not handed out."""
    data = course / "assignments/hw0_small/data"
    (data / ".DS_Store").write_text("x")
    (data / "__pycache__").mkdir()
    (data / "__pycache__/x.py").write_text("x")

    found = student_files(course, assignment, "{}", b"", small_wheel)

    assert [name for name in found if "/data/" in name] == ["hw0_small/data/numbers.txt"]


def test_links_are_refused(course, assignment, small_wheel, solution):
    """A link in data/ could hand out a solution under another name."""
    (course / "assignments/hw0_small/data/more.txt").symlink_to(solution)

    with pytest.raises(AssignmentError, match=r"more.txt: is a link"):
        student_files(course, assignment, "{}", b"", small_wheel)
