"""Compiled cells of a submission: built beside one another, told with their lines, and graded like any other answer."""

import threading
import time

import pytest

from grader import building
from grader.building import LEAST, MOST_CELLS, SECONDS, TOLD, Builds
from grader.errors import GraderError
from grader.messages import render
from grader.records import Piece
from grader.sandbox import toolchain
from grader.sandbox.compile import AS_WRITTEN, CHECKED, Compiled
from grader.sandbox.pyx import CompileError
from tests.compiled_course import (
    RIGHT,
    TYPED,
    graded,
    messages,
    needs_compiler,
    outcome,
    shared_homework,
)

FAR = 1e9  # seconds on the monotonic clock


def piece(label, *functions, source="%%cython\n", compiled=True):
    """A cell whose one statement each of some functions needs."""
    return Piece(label, source, dict.fromkeys(functions, (0,)), "", compiled)


ONE, TWO = piece("cell 1", "one"), piece("cell 2", "two", "both")
PYTHON = piece("cell 3", "three", compiled=False)


@pytest.fixture
def compiler(monkeypatch):
    """A stand-in for the compiler: it keeps what it is asked, and does as `answers` says for a source, or else well."""

    class Compiler:
        def __init__(self):
            self.asked, self.answers, self.utility, self.lean = [], {}, None, None

        def __call__(self, source, *, name, build, store, seconds, stop, lean):
            self.lean = lean
            self.asked.append((source, name, build, store, seconds))
            answer = self.answers.get(source)
            if isinstance(answer, Exception):
                raise answer
            return answer(name, stop) if callable(answer) else Compiled(name, b"a library", **(answer or {}))

    found = Compiler()
    monkeypatch.setattr(building, "compile_extension", found)
    monkeypatch.setattr(building, "shared_utility", lambda store: found.utility)
    return found


@pytest.fixture
def builds(compiler):
    """A factory of builds that are closed at the end."""
    made = []

    def make(*pieces, timed=(), store=None, deadline=FAR):
        made.append(Builds(pieces, timed, store, deadline))
        return made[-1]

    yield make
    for found in made:
        found.close()


def refused(*errors):
    """A cell with errors, as (line, text)."""
    return lambda name, _: Compiled(name, errors=tuple(CompileError("cython", line, 3, text) for line, text in errors))


# ------------------------------------------------------------------------------------------ what is built


def test_without_compiled_cells_nothing_is_built(builds, compiler):
    """A submission in Python needs no compiler and waits for none."""
    found = builds(PYTHON)
    found.settle()

    assert (compiler.asked, found.extensions(["three"]), found.failure(["three"]), found.ignored()) == (
        [],
        {},
        None,
        [],
    )


def test_every_cell_is_built_with_checks_and_timed_ones_as_written_too(builds, compiler):
    """Only what a timed function needs is compiled a second time."""
    builds(ONE, PYTHON, TWO, timed=["two"], store="the store").settle()

    assert sorted((name, build is CHECKED, store) for _, name, build, store, _ in compiler.asked) == [
        ("cell_1", True, "the store"),
        ("cell_2", False, "the store"),
        ("cell_2", True, "the store"),
    ]


def test_a_build_that_was_not_begun_is_made_when_asked_for(builds, compiler):
    """Asking for a cell as its author wrote it builds it then, once."""
    found = builds(ONE)
    for _ in range(2):
        assert [*found.extensions(["one"], AS_WRITTEN)] == ["cell_1"]

    assert [build for _, _, build, _, _ in compiler.asked].count(AS_WRITTEN) == 1


@pytest.mark.parametrize(("left", "least", "most"), [(FAR, SECONDS, SECONDS), (10.0, 5.0, 10.0)])
def test_a_build_gets_what_is_left(builds, compiler, left, least, most):
    """No cell gets more time than the submission has, nor more than one build may take."""
    builds(ONE, deadline=time.monotonic() + left).settle()

    assert least <= compiler.asked[0][4] <= most


@pytest.mark.parametrize("left", [LEAST / 2, -5.0])
def test_what_could_not_end_in_time_is_not_begun(builds, compiler, left):
    """When the time is used up, that is what is said of the cell."""
    found = builds(ONE, deadline=time.monotonic() + left)

    assert (found.extensions(["one"]), compiler.asked) == ({}, [])
    assert "it was not compiled within the time there is" in render(found.failure(["one"]))


def test_a_flood_of_cells_is_built_in_part(builds, compiler):
    """The first cells are built, of any others it is said that they are too many."""
    cells = [piece(f"cell {k}", f"f{k}", source=f"%%cython\n# {k}") for k in range(MOST_CELLS + 3)]
    found = builds(*cells)
    found.settle()

    assert len(compiler.asked) == MOST_CELLS
    assert found.failure([f"f{MOST_CELLS - 1}"]) is None
    assert f"more than {MOST_CELLS} cells are compiled ones" in render(found.failure([f"f{MOST_CELLS}"]))


# ------------------------------------------------------------------------------------------ what comes of it


@pytest.mark.parametrize(
    ("functions", "names"),
    [(["one"], ["cell_1"]), (["both"], ["cell_2"]), (["one", "two"], ["cell_1", "cell_2"]), (["three"], []), ([], [])],
)
def test_functions_get_the_libraries_they_need(builds, functions, names):
    """Nothing is loaded that some functions do not need."""
    assert sorted(builds(ONE, TWO, PYTHON).extensions(functions)) == names


def test_a_library_lies_in_a_file_while_it_is_needed(builds):
    """An extension has the bytes, and the cell that they were made of; closing removes the file."""
    found = builds(piece("the answer cell of one", "one", source="%%cython\ndef one(): pass"))
    extension = found.extensions(["one"])["cell_1"]

    assert (extension.label, extension.source) == ("the answer cell of one", "%%cython\ndef one(): pass")
    assert extension.path.read_bytes() == b"a library"
    found.close()
    assert not extension.path.exists()


def test_a_cell_that_does_not_compile_harms_only_who_needs_it(builds, compiler):
    """Other cells are there; the failure is told to those functions only that need the cell."""
    broken = piece("cell 2", "two", "both", source="%%cython\nx = ?")
    compiler.answers[broken.source] = refused((2, "Expected an identifier"))
    found = builds(ONE, broken)

    assert [*found.extensions(["one", "two"])] == ["cell_1"]
    assert found.failure(["one"]) is None
    assert found.failure(["both"]).kind == "compile"


def test_a_failure_tells_the_line_and_what_stands_there(builds, compiler):
    """Line, column and text as the compiler has them, the line's own source, and a hint where the cause is known."""
    source = "%%cython\ndef one(int x):\n    cdef int k\n    k = x / 2\n    return k\n"
    compiler.answers[source] = refused((4, "Cannot assign type 'double' to 'int'"), (0, "somewhere"), (99, "beyond"))
    failure = builds(piece("the answer cell of one", "one", source=source)).failure(["one"])

    assert failure.data["errors"] == [
        ["cython", 4, 3, "Cannot assign type 'double' to 'int'", "k = x / 2"],
        ["cython", 0, 3, "somewhere", ""],
        ["cython", 99, 3, "beyond", ""],
    ]
    assert "line 4, column 3: Cannot assign type 'double' to 'int'\n    | k = x / 2\n" in render(failure)
    assert "Hint: A fraction is put into a whole number. Under Cython 3, / divides" in render(failure)


def test_a_failure_tells_the_first_errors_and_counts_the_rest(builds, compiler):
    """A page of errors helps nobody."""
    compiler.answers[ONE.source] = refused(*((k, "again") for k in range(1, TOLD + 3)))
    failure = builds(ONE).failure(["one"])

    assert (len(failure.data["errors"]), failure.data["total"]) == (TOLD, TOLD + 2)
    assert "... 2 errors more" in render(failure)


def test_lines_that_steered_nothing_are_told(builds, compiler):
    """Options that would need another compiler are named, once for each cell."""
    compiler.answers[ONE.source] = {"ignored": ("# distutils: language = c++",)}
    found = builds(ONE, timed=["one"])
    found.settle()

    assert [(m.kind, m.data["lines"]) for m in found.ignored()] == [("build_options", ["# distutils: language = c++"])]
    assert "In cell 1 these lines were not followed" in render(found.ignored()[0])


# ------------------------------------------------------------------------------------------ our faults, and the end


def test_a_fault_of_ours_is_raised_to_those_who_need_the_cell(builds, compiler):
    """Without a compiler, a function in Python has all it needs."""
    compiler.answers[ONE.source] = GraderError("no compiler")
    found = builds(ONE, PYTHON)

    assert found.extensions(["three"]) == {}
    assert found.failure(["three"]) is None
    for ask in (found.extensions, found.failure):
        with pytest.raises(GraderError, match="no compiler"):
            ask(["one"])


def test_a_fault_of_ours_does_not_keep_others_from_being_timed(builds, compiler):
    """Waiting for quiet is waiting, whatever came of the builds."""
    compiler.answers[ONE.source] = GraderError("no compiler")

    assert builds(ONE, PYTHON).settle() is None


def test_a_fault_of_ours_does_not_keep_the_report_from_being_made(builds, compiler):
    """What is told of ignored lines leaves out cells of which nothing is known."""
    compiler.answers[ONE.source] = GraderError("no compiler")
    found = builds(ONE)
    with pytest.raises(GraderError):
        found.extensions(["one"])

    assert found.ignored() == []


def test_closing_ends_what_is_being_built(builds, compiler):
    """Builds that nobody waits for any more are stopped, and those that wait for their turn are not begun."""
    begun = threading.Semaphore(0)

    def endless(name, stop):
        begun.release()
        assert stop.wait(30.0)
        return Compiled(name, errors=(CompileError("stopped", 0, 0, ""),))

    cells = [piece(f"cell {k}", f"f{k}", source=f"%%cython\n# {k}") for k in range(5)]
    compiler.answers = {cell.source: endless for cell in cells}
    found = builds(*cells)
    assert begun.acquire(timeout=30.0)
    found.close()

    assert len(compiler.asked) < len(cells)


# ------------------------------------------------------------------------------------------ graded

FULL = {"running": (5, "passed"), "energy": (4, "passed"), "halve": (2, "passed")}


@pytest.fixture
def homework(tmp_path_factory):
    """The homework that all tests share, its reference compiled once."""
    return shared_homework(tmp_path_factory)


@pytest.fixture
def grade(homework, tmp_path):
    """A factory of reports on a notebook that is right but for what is said."""
    return lambda *more, **changes: graded(homework, tmp_path / "handed_in", *more, **changes)


def told(report, question="running"):
    """What is said of the cases of a question, each sentence once."""
    return "\n".join(dict.fromkeys(render(message) for _, message in messages(report, question)))


@needs_compiler
@pytest.mark.slow
@pytest.mark.parametrize("running", [TYPED, RIGHT["running"]], ids=["typed", "untyped"])
def test_right_compiled_answers_get_full_marks(grade, running):
    """With types and without, read-only arrays and float32 included."""
    report = grade(running=running)

    assert outcome(report) == FULL
    assert report.notices == ()


@needs_compiler
@pytest.mark.slow
def test_a_compile_error_costs_its_own_question(grade):
    """The question is rejected with the line of the student's cell, what stands there and a hint; others keep all."""
    source = "%%cython\nimport numpy as np\n\ndef running(x):\n    cdef int half\n    half = <int>x.shape[1] / 2\n    return half\n"
    report = grade(running=source)

    assert outcome(report) == {**FULL, "running": (0, "rejected")}
    assert "The answer cell of running does not compile" in told(report)
    assert "line 6, column" in told(report)
    assert "| half = <int>x.shape[1] / 2" in told(report)
    assert "Hint: A fraction is put into a whole number" in told(report)


@needs_compiler
@pytest.mark.slow
def test_a_helper_cell_that_does_not_compile_harms_only_who_calls_it(grade):
    """A compiled draft that is broken costs the function in Python that calls it, and nothing else."""
    helper = "%%cython\ndef half_of(x):\n    return x * undefined_name\n"

    assert outcome(grade(helper)) == FULL
    report = grade(helper, halve="def halve(x):\n    return half_of(x)\n")
    assert outcome(report) == {**FULL, "halve": (0, "raised")}


@needs_compiler
@pytest.mark.slow
def test_a_compiled_helper_can_be_called_from_python(grade):
    """An answer in Python may use what a compiled cell defines, and tracebacks name the cell."""
    helper = "%%cython\ndef half_of(x):\n    if x.shape == (4,):\n        raise ValueError('four')\n    return x / 2\n"
    report = grade(helper, halve="def halve(x):\n    return half_of(x)\n")

    assert outcome(report) == {**FULL, "halve": (0, "raised")}
    assert "cell 2, line 4" in told(report, "halve")


BEYOND = """\
%%cython
# cython: boundscheck=False, wraparound=False
import numpy as np

def running(const double[:, :] x):
    out = np.zeros((x.shape[0], x.shape[1]))
    cdef double[:, ::1] o = out
    cdef Py_ssize_t row, column
    for row in range(x.shape[0]):
        for column in range(x.shape[1]):
            o[row, column] = o[row, column + 1] + x[row, column]
    return out
"""


@needs_compiler
@pytest.mark.slow
def test_an_index_out_of_range_is_found_though_checks_are_off(grade):
    """boundscheck(False) does not keep the value cases from naming the line; what it would do is said."""
    report = grade(running=BEYOND)

    assert outcome(report) == {**FULL, "running": (0, "raised")}
    assert "running raised IndexError: Out of bounds on buffer access (axis 1)" in told(report)
    assert "In the answer cell of running, line 11: o[row, column] = o[row, column + 1] + x[row, column]" in told(
        report
    )
    assert "Hint: An index ran out of its array." in told(report)


@needs_compiler
@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "signal", "hint"),
    [
        ("cdef double* p = NULL\n    p[0] = 1", "SIGSEGV", "reads or writes outside of its arrays"),
        (
            "cdef int k = x.shape[0]\n    cdef int zero = k - k\n    return k // zero",
            "SIGFPE",
            "divides a whole number by zero",
        ),
    ],
    ids=["outside", "by zero"],
)
def test_a_crash_costs_its_own_question(grade, line, signal, hint):
    """The case says how the process ended and what usually ends one like this."""
    report = grade(running=f"%%cython\n# cython: cdivision=True\ndef running(x):\n    {line}\n")

    assert outcome(report) == {**FULL, "running": (0, "crashed")}
    assert f"ended before it returned (signal {signal})" in told(report)
    assert hint in told(report)


ONE_KIND = TYPED.replace("ctypedef fused real:\n    float\n    double\n", "").replace("const real[", "double[")
ONE_KIND = ONE_KIND.replace("np.float32 if real is float else ", "").replace("real", "double")


@needs_compiler
@pytest.mark.slow
def test_arrays_that_a_memoryview_does_not_take_get_a_sentence(grade):
    """A read-only and a float32 array cost their group; each has a hint about the declaration."""
    report = grade(running=ONE_KIND)
    found = {case: render(message) for case, message in messages(report, "running")}

    assert outcome(report) == {**FULL, "running": (3, "raised")}
    assert sorted(found) == ["float32", "read-only"]
    assert "A memoryview of const values takes such arrays" in found["read-only"]
    assert "The memoryview is declared for one dtype" in found["float32"]


def test_python_is_no_compiled_answer(grade):
    """A right function in Python does not answer a question that asks for compiled code, and the message says so."""
    report = grade(running="def running(x):\n    return np.cumsum(x, axis=1, dtype=x.dtype)\n")

    assert outcome(report) == {**FULL, "running": (0, "failed")}
    assert "running is written in Python here" in told(report)


@needs_compiler
@pytest.mark.slow
@pytest.mark.parametrize("draft", ["def running(x):\n    return x\n", "running = None\n"], ids=["function", "name"])
def test_the_answer_cell_wins_over_a_draft_in_python(grade, draft):
    """A draft in a cell above does not take the compiled answer's place."""
    assert outcome(grade(draft)) == FULL


@needs_compiler
@pytest.mark.slow
def test_a_compiled_draft_does_not_make_python_compiled(grade):
    """Where the answer cell is Python, a compiled draft above it changes nothing."""
    report = grade(RIGHT["running"], running="def running(x):\n    return np.cumsum(x, axis=1, dtype=x.dtype)\n")

    assert outcome(report) == {**FULL, "running": (0, "failed")}


STUB = "%%cython\nimport numpy as np\n\ndef running(x):\n    raise NotImplementedError('running: part A')\n"


@pytest.mark.parametrize("running", [STUB, None], ids=["stub", "left out"])
def test_a_compiled_stub_is_not_written_yet(grade, running):
    """An untouched stub is missing, and nothing is compiled for it."""
    assert outcome(grade(running=running)) == {**FULL, "running": (0, "missing")}


def test_without_a_compiler_the_compiled_question_is_our_fault(grade, homework, monkeypatch):
    """Its score is withheld; every other question has the points that it would have."""
    assert homework.reference

    def missing():
        raise GraderError("compiled answers need gcc")

    monkeypatch.setattr(toolchain, "tools", missing)
    report = grade()

    assert outcome(report) == {**FULL, "running": (0, "grader_error")}
    assert report.grader_error


def test_cells_leave_out_what_they_share(compiler, builds):
    """With a store, what memoryviews need of Cython is a module of its own, loaded first and seen by nobody."""
    compiler.utility = Compiled(building.UTILITY, b"what all share")
    found = builds(ONE, store="the store").extensions(["one"])

    assert compiler.lean is True
    assert list(found) == [building.UTILITY, "cell_1"]
    assert [extension.seen for extension in found.values()] == [False, True]
    assert found[building.UTILITY].path.read_bytes() == b"what all share"


def test_without_a_store_each_cell_stands_alone(compiler, builds):
    """Building the shared part for one submission would take longer than it saves."""
    compiler.utility = Compiled(building.UTILITY, b"what all share")

    assert list(builds(ONE).extensions(["one"])) == ["cell_1"]
    assert compiler.lean is False


@needs_compiler
@pytest.mark.slow
def test_a_second_grading_takes_libraries_from_the_store(homework, grade, monkeypatch):
    """What was compiled once is not compiled again."""
    first = grade()
    monkeypatch.setattr(building, "compile_extension", _only_kept(building.compile_extension))

    assert outcome(grade()) == outcome(first) == FULL
    assert list(homework.course.store.glob("*.so"))


def _only_kept(compile_extension):
    """The compiler, with a complaint where it compiles."""

    def kept(*args, **options):
        compiled = compile_extension(*args, **options)
        assert compiled.cached
        return compiled

    return kept
