"""The course's own compiled code: built once, kept, loaded; a fault in it is the instructor's and has a line."""

import pytest

from grader import trusted
from grader.errors import AssignmentError, GraderError
from grader.sandbox import toolchain
from grader.sandbox.compile import FASTEST, Compiled
from grader.sandbox.pyx import CompileError
from grader.trusted import load_compiled
from tests.compiled_course import NAME, needs_compiler, shared_homework, write_course

TWICE = "def twice(int x):\n    return 2 * x\n"


def write(folder, text=TWICE, name="twice.pyx"):
    """A .pyx file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@needs_compiler
@pytest.mark.slow
def test_what_is_loaded_can_be_called_and_is_compiled_once(tmp_path, monkeypatch):
    """The library is kept; with it, no compiler is started again."""
    path, store = write(tmp_path), tmp_path / "store"
    first = load_compiled(path, store)
    compile_extension, cached = trusted.compile_extension, []

    def looked_at(*args, **options):
        compiled = compile_extension(*args, **options)
        cached.append(compiled.cached)
        return compiled

    monkeypatch.setattr(trusted, "compile_extension", looked_at)
    second = load_compiled(path, store)

    assert (first.twice(4), second.twice(5)) == (8, 10)
    assert cached == [True]


@needs_compiler
@pytest.mark.slow
def test_an_error_has_file_line_and_text(tmp_path):
    """As with any other fault of a course: where it is, and what the compiler says."""
    path = write(tmp_path, "def twice(x):\n    return 2 * x\n\n\ndef thrice(x):\n    return 3 * y\n")
    with pytest.raises(AssignmentError, match="undeclared name not builtin: y") as caught:
        load_compiled(path)

    assert (caught.value.file, caught.value.line) == (str(path), 6)


@pytest.mark.parametrize("error", [CompileError("time", 0, 0, ""), CompileError("directive", 3, 1, "np_pythran")])
def test_what_is_refused_is_said_in_words(tmp_path, monkeypatch, error):
    """Errors that no compiler worded have words too, and the build is the fastest there is."""
    built = []

    def refused(source, *, name, build, store):
        built.append((source, name, build, store))
        return Compiled(name, errors=(error,))

    monkeypatch.setattr(trusted, "compile_extension", refused)
    path = write(tmp_path)
    with pytest.raises(AssignmentError) as caught:
        load_compiled(path, tmp_path)

    assert caught.value.line == error.line
    assert len(str(caught.value).removeprefix(str(path)).split()) > 4
    assert built == [(TWICE, "twice", FASTEST, tmp_path)]


def test_a_file_that_is_not_there(tmp_path):
    """The path is named, and what belongs there."""
    with pytest.raises(AssignmentError, match=r"twice\.pyx: there is no such file; the answer to a compiled question"):
        load_compiled(tmp_path / "twice.pyx")


def test_without_a_compiler_it_is_nobodys_fault_but_ours(tmp_path, monkeypatch):
    """The error says what to install."""

    def missing():
        raise GraderError("compiled answers need gcc: install the package gcc of this system")

    monkeypatch.setattr(toolchain, "tools", missing)
    with pytest.raises(GraderError, match="install the package gcc"):
        load_compiled(write(tmp_path))


@needs_compiler
@pytest.mark.slow
def test_the_reference_answers_with_compiled_code(tmp_path_factory):
    """The solution's functions are those of solution.py and the compiled ones."""
    functions = shared_homework(tmp_path_factory).reference.functions

    assert type(functions["running"]).__name__ == "cython_function_or_method"
    assert {"running", "energy", "halve"} <= set(functions)


def test_a_compiled_question_without_its_file(tmp_path):
    """An assignment whose compiled answer is missing is not graded with, and the file is named."""
    homework = write_course(tmp_path).homework(NAME)
    (homework.solutions / "running.pyx").unlink()

    with pytest.raises(AssignmentError, match=r"running\.pyx: there is no such file"):
        assert homework.reference


@needs_compiler
@pytest.mark.slow
def test_a_compiled_file_without_the_function(tmp_path):
    """A .pyx file must define the function that it is named after."""
    homework = write_course(tmp_path, {f"solutions/{NAME}/running.pyx": "def runnning(x):\n    return x\n"}).homework(
        NAME
    )

    with pytest.raises(AssignmentError, match="does not define running"):
        assert homework.reference
