"""The structure holds: imports go down the levels, no cycle, the worker knows little, functions stay short."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "grader"

# Imports go strictly to lower levels; modules of one folder may import one another in the order given.
LEVELS = [
    ["errors", "timings", "clues", "records", "plain"],
    ["probes", "compare", "wording", "messages", "names", "cythoncell", "notebook"],
    [
        "declare",
        "loading",
        "definitions",
        "causes",
        "relations",
        "explain",
        "marks",
        "checks",
        "judge",
        "trace",
        "advice",
        "submission",
    ],
    [
        "sandbox.wire",
        "sandbox.kernel",
        "sandbox.syscalls",
        "sandbox.seal",
        "sandbox.seccomp",
        "sandbox.landlock",
        "sandbox.jail",
        "sandbox.pyx",
        "sandbox.toolchain",
        "sandbox.compiler",
        "sandbox.attempts",
        "sandbox.execute",
        "sandbox.rounds",
        "sandbox.worker",
        "sandbox.zygote",
        "sandbox.launch",
        "sandbox.claims",
        "sandbox.output",
        "sandbox.client",
        "sandbox.stopwatch",
        "sandbox.compile",
        "sandbox.doctor",
    ],
    [
        "trusted",
        "reference",
        "local",
        "knownwrong",
        "mistakes",
        "course",
        "casefile",
        "building",
        "asking",
        "again",
        "speed",
        "grade",
    ],
    ["report", "release", "quality"],
    ["student", "gradescope", "engine", "container"],
    ["cli"],
]
WORKER_MAY_IMPORT = {
    "clues",
    "cythoncell",
    "definitions",
    "errors",
    "names",
    "notebook",
    "records",
    "timings",
    "sandbox.attempts",
    "sandbox.execute",
    "sandbox.jail",
    "sandbox.kernel",
    "sandbox.seal",
    "sandbox.landlock",
    "sandbox.rounds",
    "sandbox.seccomp",
    "sandbox.syscalls",
    "sandbox.wire",
}
LONGEST = 50  # lines of one function, its docstring not counted
LARGEST: dict[str, int] = {}  # lines of one module, where there is a reason for more
LARGEST_ELSE = 350


def module_name(path):
    """grader/sandbox/wire.py is "sandbox.wire"."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path):
    """Modules of the package that a file imports, anywhere in it."""
    known = {module_name(p) for p in PACKAGE.rglob("*.py")}
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "grader":
            base = node.module.partition(".")[2]
            inner = {f"{base}.{alias.name}".strip(".") for alias in node.names} & known
            found |= inner or {base}
        elif isinstance(node, ast.Import):
            found |= {a.name.partition(".")[2] for a in node.names if a.name.startswith("grader.")}
    return found - {""}


def place(module):
    """Level and position within it; folders that stand whole in one level share a place."""
    for level, names in enumerate(LEVELS):
        for position, name in enumerate(names):
            if module == name or module.startswith(f"{name}."):
                return level, position
    raise AssertionError(f"{module} has no level; give it one")


def modules():
    """Every module of the package but the entry points."""
    skipped = {"", "__init__", "__main__", "sandbox"}
    return [p for p in sorted(PACKAGE.rglob("*.py")) if module_name(p) not in skipped]


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_imports_go_down(path):
    """A module imports what is below it, or before it in its own level; nothing else."""
    name = module_name(path)
    above = [
        other
        for other in imports_of(path)
        if place(other) > place(name) or (place(other) == place(name) and name.split(".")[0] != other.split(".")[0])
    ]

    assert not above, f"{name} imports {above}"


def test_no_cycle():
    """No chain of imports comes back to where it began."""
    graph = {module_name(p): imports_of(p) for p in modules()}
    done = set()

    def visit(name, path):
        assert name not in path, " -> ".join([*path, name])
        if name not in done:
            for other in graph.get(name, ()):
                visit(other, [*path, name])
            done.add(name)

    for name in graph:
        visit(name, [])


def test_worker_knows_no_answer():
    """All that the worker imports, directly or not, is on a short list."""
    reached, todo = set(), {"sandbox.worker"}
    while todo:
        name = todo.pop()
        reached.add(name)
        todo |= imports_of(PACKAGE / f"{name.replace('.', '/')}.py") - reached

    assert reached - {"sandbox.worker"} <= WORKER_MAY_IMPORT


def test_report_sees_records_and_messages_only():
    """A report is laid out from records and messages; it never asks another stage."""
    for path in (PACKAGE / "report").glob("*.py"):
        outside = {name for name in imports_of(path) if not name.startswith("report")}

        assert outside <= {"records", "plain", "messages", "wording", "errors"}, path


def test_checks_see_no_path_and_no_points():
    """What judges an answer knows no file, no submission and no points."""
    for name in ("checks", "compare", "explain"):
        text = (PACKAGE / f"{name}.py").read_text()

        assert "pathlib" not in text
        assert "points" not in {n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name)}


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_sizes(path):
    """Modules and functions stay small enough to be read in one go."""
    text = path.read_text()

    assert len(text.splitlines()) <= LARGEST.get(module_name(path), LARGEST_ELSE)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            doc = node.body[0].end_lineno - node.body[0].lineno + 1 if ast.get_docstring(node) else 0
            assert node.end_lineno - node.lineno + 1 - doc <= LONGEST, node.name


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_public_names_have_docstrings(path):
    """Every public module, class and function says in a sentence what it is."""
    tree = ast.parse(path.read_text())
    bare = [n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and public_and_bare(n)]

    assert ast.get_docstring(tree)
    assert not [name for name in bare if name not in inner_functions(tree)]


def public_and_bare(node):
    """Whether a definition is public and has no docstring."""
    return not node.name.startswith("_") and not ast.get_docstring(node)


def inner_functions(tree):
    """Names of functions inside functions, and of methods of private classes."""
    names = set()
    for node in ast.walk(tree):
        private = isinstance(node, ast.ClassDef) and node.name.startswith("_")
        if isinstance(node, ast.FunctionDef) or private:
            names |= {n.name for n in ast.walk(node) if isinstance(n, ast.FunctionDef) and n is not node}
    return names


def test_no_framework_name_of_an_assignment():
    """The framework knows no assignment by name."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and not is_docstring_like(node.value):
                assert "hw2_conv" not in node.value, path


def is_docstring_like(text):
    """Docstrings may use the course's names as examples."""
    return "\n" in text or " " in text
