"""The notebook with its stubs answered: by the solutions, by some of them, or by a known-wrong answer."""

from __future__ import annotations

import ast
import copy
import json
import os
import sysconfig
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grader
from grader import cythoncell
from grader.errors import AssignmentError, closest
from grader.release.functions import Module, binds, first_line, functions_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["agreement", "compiled_cell", "execute", "functions_of", "solve", "with_functions"]
CELL_SECONDS = 300


def solve(
    notebook: NotebookNode, solution_path: Path, only: Iterable[str] | None = None, wrong: Path | None = None
) -> NotebookNode:
    """Answer the stubs of a notebook.

    Args:
        notebook: as `build_notebook` makes it; it stays as it is.
        solution_path: the file that holds one whole function for each stub; `predictions.json` beside it, where
            there is one, fills the predictions.
        only: the questions to answer, all where None is given; the others stay stubs.
        wrong: a known-wrong file; its functions take the place of the solution's.

    Returns:
        A solved copy. What a function needs of its module and the notebook lacks stands before it.

    Raises:
        AssignmentError: a function is missing, or a name is unknown.
    """
    asked = _cells(notebook, "answer")
    names = list(asked) if only is None else list(only)
    _check_known(names, asked)
    have = set(asked) | _setup_names(notebook)
    solution = Module(solution_path)
    compiled = [name for name in names if cythoncell.is_compiled(asked[name].source)]
    sources = {name: solution.whole(name, have) for name in names if name not in compiled}
    sources |= {name: compiled_cell(solution_path.with_name(f"{name}.pyx")) for name in compiled}
    if wrong is not None:
        sources |= _mistaken(wrong, asked, have)
    return _predict(with_functions(notebook, sources), solution_path.with_name("predictions.json"))


def _mistaken(wrong: Path, asked: Mapping[str, Any], have: set[str]) -> dict[str, str]:
    """The answers of a known-wrong file: functions of Python, or a compiled cell."""
    if wrong.suffix == ".pyx":
        cell = compiled_cell(wrong)
        found = {f.name: cell for f in cythoncell.functions(cell) if f.name in asked}
    else:
        mistake = Module(wrong)
        found = {name: mistake.whole(name, have) for name in mistake.functions if name in asked}
    if not found:
        known = ", ".join(asked)
        raise AssignmentError(f"defines no function of the notebook; allowed: {known}", file=str(wrong), line=1)
    return found


def compiled_cell(path: Path) -> str:
    """The text of a compiled cell from its file: all of it, or what stands below a line `# %%cython`."""
    if not path.is_file():
        raise AssignmentError("there is no such file; the answer to a compiled question belongs there", file=str(path))
    _, cell = cythoncell.split(path.read_text(encoding="utf-8"))
    return f"{cythoncell.MAGIC}\n{cell}".rstrip("\n")


def with_functions(notebook: NotebookNode, sources: Mapping[str, str]) -> NotebookNode:
    """A copy of a notebook in which the functions of some answer cells have other source."""
    result = copy.deepcopy(notebook)
    cells = _cells(result, "answer")
    _check_known(sources, cells)
    for name, source in sources.items():
        if cythoncell.is_compiled(cells[name].source):
            cells[name].source = source
            continue
        node, lines = _function(cells[name].source, name), cells[name].source.split("\n")
        kept = lines[: first_line(node) - 1], lines[node.end_lineno or len(lines) :]
        cells[name].source = "\n".join([*kept[0], source, *kept[1]])
    return result


def agreement(notebook: NotebookNode, solution_path: Path) -> list[str]:
    """Say where the stubs and the solution differ in signature or docstring; nothing where they agree."""
    answers, found = Module(solution_path).functions, []
    for name, cell in _cells(notebook, "answer").items():
        if cythoncell.is_compiled(cell.source):
            found += _compiled_agreement(name, cell.source, solution_path.with_name(f"{name}.pyx"))
            continue
        if name not in answers:
            found.append(f"{name}: {solution_path.name} has no such function; {closest(name, answers)}")
            continue
        stub, answer = _function(cell.source, name), answers[name]
        place = f"{solution_path.name}:{answer.lineno}"
        for what, read in (("signature", _signature), ("docstring", _docstring)):
            if read(stub) != read(answer):
                difference = _first_difference(read(stub), read(answer))
                found.append(f"{name}: the {what} of the stub and of {place} differ: {difference}")
    return found


def _compiled_agreement(name: str, stub_cell: str, path: Path) -> list[str]:
    """The same for a compiled answer: names of parameters, and the docstring."""
    stub, answer = (
        next((f for f in cythoncell.functions(text) if f.name == name), None)
        for text in (stub_cell, compiled_cell(path))
    )
    if stub is None or answer is None:
        return [f"{name}: {path.name if answer is None else 'the stub'} has no such function"]
    found = []
    for what, ours, theirs in (
        ("signature", ", ".join(stub.parameters), ", ".join(answer.parameters)),
        ("docstring", stub.docstring, answer.docstring),
    ):
        if ours != theirs:
            # the cell begins with its magic, which the file lacks or has below a head
            head, _ = cythoncell.split(path.read_text(encoding="utf-8"))
            line = answer.line + (head.count("\n") + 1 if head else -1)
            place = f"{path.name}:{line}"
            found.append(f"{name}: the {what} of the stub and of {place} differ: {_first_difference(ours, theirs)}")
    return found


def execute(notebook: NotebookNode, cwd: Path, seconds: int = CELL_SECONDS) -> NotebookNode:
    """Run a notebook whole, in a real kernel, in a folder.

    Args:
        notebook: it stays as it is.
        cwd: the folder, with the data files that its cells open.
        seconds: wall time that one cell may take.

    Returns:
        A copy with its outputs.

    Raises:
        AssignmentError: a cell raised, took too long, or took the kernel with it.
    """
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError

    result = copy.deepcopy(notebook)
    reached: list[int] = []
    client = NotebookClient(
        result,
        timeout=seconds,
        kernel_name="python3",
        resources={"metadata": {"path": str(cwd)}},
        on_cell_start=lambda **place: reached.append(place["cell_index"]),
    )
    with tempfile.TemporaryDirectory() as profile:
        # files instead of ports: nothing else on the machine can speak to the kernel
        client.km = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{profile}/kernel")
        try:
            client.execute(env=_environment(profile))
        except CellExecutionError as err:
            raise AssignmentError(f"{_label(result, reached)} raised {err.ename}: {err.evalue}") from err
        except TimeoutError as err:
            raise AssignmentError(f"{_label(result, reached)} took longer than {seconds} seconds") from err
        except (CellControlSignal, DeadKernelError) as err:
            raise AssignmentError(f"{_label(result, reached)} ended the kernel: {err}") from err
    return result


def _environment(profile: str) -> dict[str, str]:
    """The kernel's environment: no startup files of the user's, and this very package."""
    environment = {**os.environ, "IPYTHONDIR": profile, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    parent = str(Path(grader.__file__).resolve().parent.parent)
    if parent != str(Path(sysconfig.get_path("purelib")).resolve()):
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [parent, os.environ.get("PYTHONPATH")]))
    return environment


def _label(notebook: NotebookNode, reached: list[int]) -> str:
    if not reached:
        return "the kernel"
    number = reached[-1] + 1
    return f"cell {number} ({notebook.cells[number - 1].get('id', 'no id')})"


def _cells(notebook: NotebookNode, role: str) -> dict[str, Any]:
    """The cells of one role, by the question they answer or else by their place."""
    found = [cell for cell in notebook.cells if cell.metadata.get("grader", {}).get("role") == role]
    return {cell.metadata.get("nbgrader", {}).get("grade_id", str(number)): cell for number, cell in enumerate(found)}


def _check_known(names: Iterable[str], asked: Mapping[str, Any]) -> None:
    for name in names:
        if name not in asked:
            raise AssignmentError(f'the notebook has no answer cell of "{name}"; {closest(name, asked)}')


def _setup_names(notebook: NotebookNode) -> set[str]:
    cells = _cells(notebook, "setup").values()
    return {name for cell in cells for node in ast.parse(cell.source).body for name in binds(node)}


def _function(source: str, name: str) -> ast.FunctionDef:
    found = [n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and n.name == name]
    if not found:
        raise AssignmentError(f"the answer cell of {name} defines no {name}")
    return found[-1]


def _signature(node: ast.FunctionDef) -> str:
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"({ast.unparse(node.args)}){returns}"


def _docstring(node: ast.FunctionDef) -> str:
    return ast.get_docstring(node, clean=False) or ""


def _first_difference(stub: str, answer: str) -> str:
    end = "nothing more"
    pairs = zip([*stub.split("\n"), end], [*answer.split("\n"), end], strict=False)
    ours, theirs = next((a, b) for a, b in pairs if a != b)
    return f'"{ours.strip()}" and "{theirs.strip()}"'


def _predict(notebook: NotebookNode, path: Path) -> NotebookNode:
    """Fill in the predictions of a notebook, in place."""
    if not path.is_file():
        return notebook
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as err:
        raise AssignmentError(f"is not JSON: {err}", file=str(path), line=1) from err
    cells = {min(binds(ast.parse(cell.source).body[0])): cell for cell in _cells(notebook, "predict").values()}
    for name in values:
        if name not in cells:
            raise AssignmentError(f'"{name}" has no predict cell; {closest(name, cells)}', file=str(path), line=1)
    for name, cell in cells.items():
        if name not in values:
            raise AssignmentError(f'"{name}" has a predict cell, but no value here', file=str(path), line=1)
        before, equals, after = cell.source.partition("=")
        cell.source = before + equals + after.replace("None", repr(values[name]), 1)
    return notebook
