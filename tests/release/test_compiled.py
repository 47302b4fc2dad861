"""Releasing compiled questions: the magic line, agreement, leaks, the two zips, and known-wrong cells."""

import shutil
from dataclasses import replace

import pytest

from grader.cythoncell import MAGIC, is_compiled
from grader.errors import AssignmentError
from grader.release import gates
from grader.release.assemble import assemble
from grader.release.autograder import COMPILER, autograder_files
from grader.release.bundle import student_files
from grader.release.leaks import leaks
from grader.loading import constant
from grader.release.samples import scores_of
from grader.release.solved import agreement, compiled_cell, solve
from grader.release.student import build_notebook, dumps
from grader.timings import step_name
from tests.compiled_course import (
    ALL,
    BASELINE,
    NAME,
    QUESTIONS,
    RUNNING,
    RUNNING_DOC,
    TYPED,
    needs_compiler,
    shared_homework,
    write_course,
)

SECRET = bytes(range(7, 39))
HIDDEN = f"solutions/{NAME}"
TYPED_FILE = TYPED.removeprefix(f"{MAGIC}\n").replace("x):\n", f"x):\n{RUNNING_DOC}", 1)

WRONG = f"""\
\"\"\"The sum is never begun anew.\"\"\"

QUESTIONS = ("running",)
OUTPUT = "out"
HINT = "Try two rows."

# {MAGIC}
import numpy as np

def running(x):
    return np.cumsum(x, dtype=x.dtype).reshape(x.shape)
"""


@pytest.fixture
def homework(tmp_path):
    """The compiled course, nothing of it compiled yet."""
    return write_course(tmp_path / "course").homework(NAME)


@pytest.fixture
def notebook(homework):
    """What students get of it."""
    return build_notebook(homework.course.path, homework.assignment)


def sources(notebook):
    """The source of each cell by its id."""
    return {cell.id: cell.source for cell in notebook.cells}


# ------------------------------------------------------------------------------------------ the notebook


def test_the_magic_stands_before_compiled_stubs_only(notebook):
    """A student's answer cell begins with %%cython, then comes the stub as written, its imports first."""
    cells = sources(notebook)

    assert cells["running"].startswith(f'{MAGIC}\nimport numpy as np\n\ndef running(x):\n    """Add up each row')
    assert cells["running"].endswith('raise NotImplementedError("running: part A of the notebook")')
    assert [name for name, source in cells.items() if is_compiled(source)] == ["running"]
    assert cells["running-check"] == 'check("running")'
    assert cells["explore-2"] == "%load_ext cython"


def test_a_compiled_cell_is_marked_as_any_answer(notebook):
    """We see an answer cell of its question, and nbgrader does."""
    (cell,) = (cell for cell in notebook.cells if cell.id == "running")

    assert cell.metadata.grader == {"role": "answer"}
    assert (cell.metadata.nbgrader.solution, cell.metadata.nbgrader.grade_id) == (True, "running")


def test_two_builds_are_the_same(homework, notebook):
    """Byte by byte."""
    assert dumps(build_notebook(homework.course.path, homework.assignment)) == dumps(notebook)


# ------------------------------------------------------------------------------------------ solved


def test_the_solved_cell_is_the_file(homework, notebook):
    """The whole .pyx file stands below the magic; functions in Python are put in as always."""
    cells = sources(solve(notebook, homework.solutions / "solution.py"))

    assert cells["running"] == f"{MAGIC}\n{RUNNING}".rstrip("\n")
    assert "np.einsum" in cells["energy"]


def test_only_what_is_named_is_answered(homework, notebook):
    """A compiled question that is not named stays a stub."""
    cells = sources(solve(notebook, homework.solutions / "solution.py", only=["energy"]))

    assert cells["running"] == sources(notebook)["running"]


def test_a_known_wrong_cell_takes_its_place(homework, notebook):
    """Of a known-wrong file, what stands below the mark is the cell; what is said above it stays at home."""
    path = homework.solutions / "wrong" / "never_anew.pyx"
    path.parent.mkdir()
    path.write_text(WRONG)
    cells = sources(solve(notebook, homework.solutions / "solution.py", wrong=path))

    assert cells["running"].startswith(f"{MAGIC}\nimport numpy as np\n\ndef running(x):\n    return np.cumsum(x, dtype")
    assert "HINT" not in cells["running"]
    assert "np.einsum" in cells["energy"]


def test_a_known_wrong_cell_of_nothing(homework, notebook):
    """A file that answers no question is faulty."""
    path = homework.solutions / "nothing.pyx"
    path.write_text(WRONG.replace("def running", "def runing"))

    with pytest.raises(AssignmentError, match=r"defines no function of the notebook; allowed: running, energy, halve"):
        solve(notebook, homework.solutions / "solution.py", wrong=path)


def test_a_cell_without_a_file(homework, notebook):
    """The answer to a compiled question must be there."""
    (homework.solutions / "running.pyx").unlink()

    with pytest.raises(AssignmentError, match=r"running\.pyx: there is no such file"):
        solve(notebook, homework.solutions / "solution.py")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("def f(x):\n    return x\n", f"{MAGIC}\ndef f(x):\n    return x"),
        (f"A = 1\n# {MAGIC}\ndef f(x):\n    return x\n\n", f"{MAGIC}\ndef f(x):\n    return x"),
        (f"A = 1\n# {MAGIC} -a\ndef f(x): pass\n", f"{MAGIC}\nA = 1\n# {MAGIC} -a\ndef f(x): pass"),
    ],
    ids=["all of it", "below the mark", "another mark"],
)
def test_a_cell_from_its_file(tmp_path, text, cell):
    """All of a file, or what stands below the one line that marks the cell."""
    path = tmp_path / "f.pyx"
    path.write_text(text)

    assert compiled_cell(path) == cell


# ------------------------------------------------------------------------------------------ agreement


@pytest.mark.parametrize("text", [RUNNING, TYPED_FILE], ids=["as the stub", "typed"])
def test_types_are_no_disagreement(homework, notebook, text):
    """Names of parameters and docstrings agree, whatever types the solution declares."""
    (homework.solutions / "running.pyx").write_text(text)

    assert agreement(notebook, homework.solutions / "solution.py") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "const real[:, ::1] x):",
            "const real[:, ::1] rows):",
            "running: the signature of the stub and of running.pyx:8",
        ),
        ("const real[:, ::1] x):", "const real[:, ::1] x, int k=0):", "running: the signature"),
        ("Add up each row", "Sum each row", 'running: the docstring of the stub and of running.pyx:8 differ: "Add'),
        (RUNNING_DOC, "", "running: the docstring"),
        ("def running", "def runing", "running: running.pyx has no such function"),
        ("def running", "cdef running", "running: running.pyx has no such function"),
    ],
)
def test_disagreement_is_named_with_its_place(homework, notebook, old, new, said):
    """What differs, in which file, on which line."""
    assert old in TYPED_FILE
    (homework.solutions / "running.pyx").write_text(TYPED_FILE.replace(old, new, 1))
    (found,) = agreement(notebook, homework.solutions / "solution.py")

    assert found.startswith(said)


# ------------------------------------------------------------------------------------------ leaks


@pytest.fixture
def search(homework):
    """A search for what the course hides, its compiled answer a typed one, with a known-wrong cell beside it."""
    (homework.solutions / "running.pyx").write_text(TYPED_FILE)
    (homework.solutions / "wrong").mkdir()
    (homework.solutions / "wrong" / "never_anew.pyx").write_text(
        WRONG.replace(
            "    return np", "    cdef Py_ssize_t row, column, rows = x.shape[0], columns = x.shape[1]\n    return np"
        )
    )
    return lambda **found: leaks({k: v.encode() for k, v in found.items()}, homework.solutions / "solution.py", SECRET)


def test_what_students_get_is_clean(homework, notebook, search, small_wheel):
    """Neither stub nor docstring nor the page for students is taken for a leak."""
    files = student_files(homework.course.path, homework.assignment, dumps(notebook), b"cases", small_wheel)

    assert leaks(files, homework.solutions / "solution.py", SECRET) == []
    assert search(page=RUNNING_DOC) == []


CELL = TYPED[TYPED.index("    cdef Py_ssize_t") :]
LOOPS = BASELINE[BASELINE.index("    collected") :]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CELL, "the solution of running"),
        (CELL.replace("    ", "# "), "the solution of running"),
        ("\n".join(CELL.splitlines()[2:6]), "the solution of running"),
        (LOOPS, "the solution of energy"),
        (WRONG + "    cdef Py_ssize_t row, column, rows = x.shape[0], columns = x.shape[1]\n    return np.cumsum(x, dtype=x.dtype).reshape(x.shape)", "the known-wrong answer of running"),
    ],
    ids=["a compiled answer", "in a comment", "some lines of it", "the baseline", "a known-wrong cell"],
)  # fmt: skip
def test_hidden_code_is_found(search, text, said):
    """Compiled answers, the loops that speed is measured against, and known-wrong cells."""
    found = search(page=f"An idea:\n\n{text}\n")

    assert any(said in finding for finding in found), found


@pytest.mark.parametrize("name", ["running.pyx", "baseline.py", "never_anew.pyx", "solution.py"])
def test_hidden_files_are_found_by_name(search, name):
    """Whatever they hold."""
    assert any(f'the name of a hidden file, "{name}"' in finding for finding in search(**{f"data/{name}": "x"}))


@pytest.mark.parametrize("name", ["build/compiled/0.so", "running.cpython-311-x86_64-linux-gnu.so", "running.pyd"])
def test_libraries_are_found(search, name):
    """A compiled answer is an answer."""
    assert any("is a compiled file" in finding for finding in search(**{name: "x"}))


# ------------------------------------------------------------------------------------------ the two zips


def packed(homework, small_wheel, notebook_text="{}"):
    """The autograder's files."""
    return autograder_files(homework.course.path, homework.assignment, notebook_text, small_wheel, SECRET)


def test_the_autograder_has_what_is_compiled_and_what_speed_is_measured_against(homework, small_wheel):
    """Every .pyx file and the baseline, for the owner's eyes; known-wrong cells and what was built stay at home."""
    (homework.solutions / "kernels.pyx").write_text("def fast(x):\n    return x\n")
    (homework.solutions / "wrong").mkdir()
    (homework.solutions / "wrong" / "never_anew.pyx").write_text(WRONG)
    (homework.course.store).mkdir(parents=True)
    (homework.course.store / "0.so").write_bytes(b"x")
    found = packed(homework, small_wheel)

    assert {name: mode for name, (_, mode) in found.items() if name.startswith("solutions/")} == {
        f"{HIDDEN}/{name}": 0o600 for name in ("baseline.py", "kernels.pyx", "running.pyx", "solution.py")
    }
    assert found[f"{HIDDEN}/running.pyx"][0] == RUNNING.encode()
    assert not [name for name in found if name.endswith(".so") or "build/" in name]


def test_the_image_gets_a_compiler_where_one_is_needed(homework, small_wheel):
    """The system's packages and Cython, by name; the version of Cython is pinned."""
    found = packed(homework, small_wheel)

    assert found["system-packages.txt"] == ("".join(f"{name}\n" for name in COMPILER).encode(), 0o644)
    assert found["packages.txt"][0] == b"cython\n"
    assert "gcc" in COMPILER
    assert any(line.startswith("cython==") for line in found["constraints.txt"][0].decode().splitlines())
    assert "system-packages.txt" in found["setup.sh"][0].decode()


def test_no_compiler_where_none_is_needed(tmp_path, small_wheel):
    """Speed alone needs the baseline and no compiler; neither needs neither."""
    questions = QUESTIONS.replace(ALL, "(energy, halve)")
    timed = write_course(tmp_path / "timed", {f"assignments/{NAME}/questions.py": questions}).homework(NAME)
    plain = write_course(
        tmp_path / "plain", {f"assignments/{NAME}/questions.py": QUESTIONS.replace(ALL, "(halve,)")}
    ).homework(NAME)
    first, second = (packed(homework, small_wheel) for homework in (timed, plain))

    assert [first[name][0] for name in ("packages.txt", "system-packages.txt")] == [b"", b""]
    assert sorted(name for name in first if name.startswith("solutions")) == [
        f"{HIDDEN}/baseline.py",
        f"{HIDDEN}/solution.py",
    ]
    assert [name for name in second if name.startswith("solutions")] == [f"{HIDDEN}/solution.py"]


def test_the_autograder_is_not_packed_without_its_baseline(homework, small_wheel):
    """What is missing is named before anybody is graded."""
    (homework.solutions / "baseline.py").unlink()

    with pytest.raises(AssignmentError, match=r"baseline\.py: there is no such file"):
        packed(homework, small_wheel)


def test_students_get_what_a_compiled_cell_needs(homework, small_wheel):
    """Cython in the version that grades, setuptools, and a paragraph on the compiler; nothing of it otherwise."""
    files = student_files(homework.course.path, homework.assignment, "{}", b"cases", small_wheel)
    plain = replace(homework.assignment, questions=homework.assignment.questions[1:])
    other = student_files(homework.course.path, plain, "{}", b"cases", small_wheel)
    lines, fewer = (f[f"{NAME}/requirements.txt"].decode().splitlines() for f in (files, other))
    pinned = packed(homework, small_wheel)["constraints.txt"][0].decode().splitlines()

    assert [line.partition("==")[0] for line in lines if line not in fewer] == ["cython", "setuptools"]
    assert next(line for line in lines if line.startswith("cython==")) in pinned
    assert lines[-1] == fewer[-1] == f"./{small_wheel.name}"
    page, short = (f[f"{NAME}/README.md"].decode() for f in (files, other))
    assert "C compiler" in page
    assert "C compiler" not in short
    assert "$" not in page + short


# ------------------------------------------------------------------------------------------ samples and gates


def test_points_for_speed_count_for_their_question():
    """The entries of a results.json add up by question, whatever colons a group's name holds."""
    entries = [
        {"name": "running: values", "score": 3},
        {"name": f"running: {step_name(2)}", "score": 0.5},
        {"name": "halve: all (extra credit)", "score": 2},
        {"name": "energy: values"},
    ]

    assert scores_of({"tests": entries}) == {"running": 3.5, "halve": 2.0, "energy": 0.0}


def test_the_head_of_a_known_wrong_cell_is_read(tmp_path):
    """What is said above the mark is Python; what stands below need not be."""
    path = tmp_path / "wrong.pyx"
    path.write_text(WRONG + "    cdef int k\n")
    assert (constant(path, "QUESTIONS"), constant(path, "NOTHING", 3)) == (("running",), 3)

    path.write_text(f"cdef int k\n# {MAGIC}\n")
    with pytest.raises(AssignmentError, match="is not Python"):
        constant(path, "QUESTIONS")

    path.write_text("cdef int k\n")
    assert constant(path, "QUESTIONS", ()) == ()

    path.write_bytes(b"# \xff\n")
    with pytest.raises(AssignmentError, match="is not UTF-8 at byte 2"):
        constant(path, "QUESTIONS")


@pytest.fixture
def built(tmp_path, tmp_path_factory):
    """A factory of what is made of the course with some known-wrong cells, with what is compiled already at hand."""

    def make(**wrong):
        homework = write_course(
            tmp_path / "course", {f"{HIDDEN}/wrong/{name}.pyx": text for name, text in wrong.items()}
        ).homework(NAME)
        shared = shared_homework(tmp_path_factory)
        assert shared.reference
        shutil.copytree(shared.course.store, homework.course.store)
        return assemble(homework)

    return make


@needs_compiler
@pytest.mark.slow
def test_a_compiled_course_passes_the_gates(built):
    """Agreement, leaks, public cases, the reference, stubs and a known-wrong cell: all well, and built twice the same."""
    made = built(never_anew=WRONG)
    passing = [gate for gate in gates.GATES.values() if gate is not gates.gate_executed]

    assert {gate.__name__: list(gate(made)) for gate in passing} == {gate.__name__: [] for gate in passing}


RIGHT_CELL = RUNNING.replace(RUNNING_DOC, "")


@needs_compiler
@pytest.mark.slow
def test_a_known_wrong_cell_that_loses_nothing(built):
    """A cell that is right, or not found out, is no known-wrong answer."""
    head, _, _ = WRONG.partition(f"# {MAGIC}\n")
    made = built(cell=f"{head}# {MAGIC}\n{RIGHT_CELL}")

    assert list(gates.gate_known_wrong(made)) == ["wrong/cell.pyx loses nothing on running"]


@needs_compiler
@pytest.mark.slow
@pytest.mark.parametrize(
    ("questions", "said"),
    [('("runing",)', 'QUESTIONS "runing"; allowed: energy, halve, running'), ("()", "no QUESTIONS")],
)
def test_a_known_wrong_cell_of_no_question(built, questions, said):
    """Which question it is about is said in its head."""
    with pytest.raises(AssignmentError, match="has " + said):
        list(gates.gate_known_wrong(built(cell=WRONG.replace('("running",)', questions))))
