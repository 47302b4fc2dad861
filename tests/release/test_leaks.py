"""Every kind of leak, planted; and no alarm where there is none."""

import base64
import json
from pathlib import Path

import pytest

import grader
from grader.loading import load_assignment
from grader.errors import AssignmentError
from grader.release.archive import zip_bytes
from grader.release.bundle import student_files
from grader.release.leaks import leaks
from grader.release.solved import solve
from grader.release.student import build_notebook, dumps
from grader.release.tokens import tokens
from grader.release.wheel import package_files

from .conftest import SOLUTION, WRONG

SECRET = bytes(range(7, 39))
BODY = SOLUTION[SOLUTION.index("    total = 0.0") : SOLUTION.index("def scaled")]


@pytest.fixture
def search(solution):
    """A search of some files for what the small course hides."""
    return lambda files: leaks(
        {k: v if isinstance(v, bytes) else v.encode() for k, v in files.items()}, solution, SECRET
    )


def test_clean_release(course, assignment, notebook, search):
    """The small course's own bundle, package and all, is clean."""
    files = student_files(course, assignment, dumps(notebook), b"cases", _wheel(course))

    assert search(files) == []


def _wheel(folder: Path) -> Path:
    path = folder / "convnet_grader-0.1.0-py3-none-any.whl"
    path.write_bytes(zip_bytes(package_files(Path(grader.__file__).parent)))
    return path


SPELLINGS = {
    "as it stands": BODY,
    "another layout": " ".join(BODY.split()),
    "with comments between": BODY.replace("\n", "  # so\n"),
    "commented out": BODY.replace("    ", "# "),
    "in a string": json.dumps(BODY),
    "in JSON in JSON": json.dumps(json.dumps(BODY)),
    "in prose": f"One way is:\n\n```python\n{BODY}```\n\nIt isn't the only one.",
}


@pytest.mark.parametrize("how", SPELLINGS)
def test_solution_code_is_found(search, how):
    """Layout, comments, quoting and other names do not hide a function's body."""
    found = search({"hw0/notes.md": SPELLINGS[how]})

    assert len(found) == 1
    assert found[0].startswith("hw0/notes.md: ")
    assert "tokens of the solution of spread: " in found[0]


def test_other_names_do_not_hide_it(solution):
    """A long enough stretch with every local name changed is found."""
    solution.write_text(
        "def f(x, w):\n    big = np.pad(x, w)\n    out = np.zeros((big.shape[0], w))\n"
        "    out[:, 0] = big.sum(axis=1) * w + big[:, 0]\n    out[:, 1] = big.max(axis=1)\n    return out\n"
    )
    text = solution.read_text().split("\n", 1)[1].replace("big", "padded").replace("out", "y").replace("x", "image")

    assert "of the solution of f" in leaks({"x.py": text.encode()}, solution, SECRET)[0]


def test_one_statement_is_enough(search):
    """A single line of a solution is found."""
    found = search({"x.py": "y = np.asarray(x) / _root(spread(x, centre=np.mean(x)))"})

    assert len(found) == 1
    assert "of the solution of scaled" in found[0]


def test_found_in_a_cell(notebook, solution, search):
    """A notebook names the cell, for text and code alike."""
    solved = solve(notebook, solution, only=["spread"])
    solved.cells[0].source += "\n\n" + BODY

    found = search({"hw0_small.ipynb": dumps(solved)})

    assert [line.split(": ")[0] for line in found if "of the solution" in line] == [
        "hw0_small.ipynb, cell 1",
        "hw0_small.ipynb, cell 5",
    ]


def test_found_in_metadata(notebook, search):
    """Code in a notebook's metadata is found too."""
    notebook.metadata["old"] = BODY

    assert any("of the solution of spread" in line for line in search({"hw0_small.ipynb": dumps(notebook)}))


def test_found_in_metadata_behind_another_find(notebook, search):
    """One find in a notebook does not stop the search of the rest."""
    notebook.metadata["old"] = BODY
    notebook.cells[1].execution_count = 3

    found = search({"hw0_small.ipynb": dumps(notebook)})

    assert any("execution count" in line for line in found)
    assert any("of the solution of spread" in line for line in found)


def test_found_in_zips(search):
    """Zips and wheels are opened, also inside each other; one nested too deep to open is itself a finding."""
    inner = zip_bytes({"grader/answers.py": BODY.encode()})
    deep = inner
    for _ in range(4):
        deep = zip_bytes({"z.zip": deep})

    assert search({"b.zip": zip_bytes({"a.whl": inner})})[0].startswith("b.zip!a.whl!grader/answers.py: ")
    assert search({"deep.zip": deep}) == ["deep.zip!z.zip!z.zip!z.zip!z.zip: zips inside zips, too deep to search"]


def test_known_wrong_answers_are_hidden_too(search, solution):
    """The body of a known-wrong answer is found, and so is its file's name."""
    long = WRONG + "    y = [value * 2 for value in x if value > centre]\n    return sum(y) / max(len(y), 1) + max(y)\n"
    (solution.parent / "wrong/spread_sum.py").write_text(long)

    assert any("of the known-wrong answer of spread" in line for line in search({"x.py": long}))
    assert search({"hw0/spread_sum.py": ""}) == ['hw0/spread_sum.py: has the name of a hidden file, "spread_sum.py"']


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("hw0/solution.py", b"", 'has the name of a hidden file, "solution.py"'),
        ("hw0/predictions.json", b"{}", 'has the name of a hidden file, "predictions.json"'),
        ("hw0/secret.key", b"", 'has the name of a hidden file, "secret.key"'),
        ("solutions/readme.txt", b"", "lies in the solutions' folder"),
        ("hw0/__pycache__/x.txt", b"", "lies in a cache"),
        ("hw0/x.cpython-311.pyc", b"", "is a compiled file"),
        ("hw0/x.so", b"", "is a compiled file"),
        ("hw0/plain", b"\x7fELF\x02", "is a compiled file (ELF)"),
        ("hw0/.ipynb_checkpoints/x.txt", b"", "lies in a checkpoint"),
        ("hw0/hw0-checkpoint.ipynb", b"{}", "is a checkpoint"),
    ],
)
def test_files_that_do_not_belong(search, name, content, said):
    """Hidden names, caches, checkpoints and compiled files are found by name or first bytes, in zips too."""
    assert search({name: content}) == [f"{name}: {said}"]
    assert search({"a.zip": zip_bytes({name: content})}) == [f"a.zip!{name}: {said}"]


def test_outputs_and_predictions(notebook, search):
    """Outputs, execution counts and filled-in predictions are what only a solved notebook has."""
    cells = {cell.id: cell for cell in notebook.cells}
    cells["explore-1"].outputs = [{"output_type": "stream", "name": "stdout", "text": "19"}]
    cells["setup-1"].execution_count = 1
    cells["predict-1"].source = 'prediction_1 = "B"'

    assert search({"x.ipynb": json.dumps(notebook)}) == [
        "x.ipynb, cell 2: has an execution count",
        "x.ipynb, cell 3: holds a prediction that is filled in",
        "x.ipynb, cell 4: has outputs",
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (SECRET, "raw"),
        (SECRET.hex().encode(), "hex"),
        (SECRET.hex().upper().encode(), "hex"),
        (base64.b64encode(SECRET), "raw, base64"),
        (base64.urlsafe_b64encode(SECRET).rstrip(b"="), "raw, base64"),
        (base64.b64encode(b"k" + SECRET + b"tail"), "raw, base64"),
        (base64.b64encode(b"ke" + SECRET + b"tail"), "raw, base64"),
        (base64.b64encode(b"key=" + SECRET.hex().encode() + b"\n"), "hex, base64"),
    ],
)
def test_secret_is_found(search, text, form):
    """The secret is found raw, in hexadecimal and in base64, wherever it lies."""
    assert search({"x.bin": b"\x00before" + text + b"after"}) == [f"x.bin: holds the secret ({form})"]


def test_short_secret_is_refused(solution):
    """A secret that could occur by chance cannot be searched for."""
    with pytest.raises(AssignmentError, match="the secret has 3 bytes; 16 or more are needed"):
        leaks({}, solution, b"abc")


def test_what_is_public_is_no_leak(search):
    """Unpacking arguments, counting, a call, and words of a docstring are no leak."""
    honest = (
        "for i in range(len(x)):\n    print(i)\nresult = spread(x, centre=0.0)\nlength = len(x)\nreturn total / n\n"
    )

    assert search({"x.py": honest}) == []


def test_docstring_of_a_stub_is_public(solution):
    """A formula that the docstring spells out may stand anywhere."""
    formula = "out = gamma * (x - mean) / sqrt(var + eps) + beta"
    body = f'    """Do it: {formula}, for each channel."""\n    {formula}\n    return out\n'
    solution.write_text(f"def f(x, mean, var, eps, gamma, beta):\n{body}")

    assert leaks({"x.md": formula.encode()}, solution, SECRET) == []


def test_tokens_do_not_see_layout():
    """Quotes, blanks and line ends vanish; names, numbers and operators stay."""
    assert tokens('x["a"] = 2.5 //\n y1') == tokens("x['a']=2.5//y1") == ["x", "[", "a", "]", "=", "2.5", "//", "y1"]


ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not (ROOT / "assignments/hw2_conv/hw2_conv.py").is_file(), reason="no course here")
def test_real_release_is_clean(tmp_path):
    """The students' files of hw2_conv raise no alarm, and its solved notebook raises one for every question."""
    assignment = load_assignment(ROOT, "hw2_conv")
    notebook = build_notebook(ROOT, assignment)
    solution = ROOT / "solutions/hw2_conv/solution.py"

    files = student_files(ROOT, assignment, dumps(notebook), b"", _wheel(tmp_path))
    assert leaks(files, solution, SECRET) == []

    found = leaks({"x.ipynb": dumps(solve(notebook, solution)).encode()}, solution, SECRET)
    places = {line.split(": ")[0] for line in found if "of the solution of" in line}
    cells = [k for k, cell in enumerate(notebook.cells, 1) if cell.metadata.get("grader", {}).get("role") == "answer"]
    assert {f"x.ipynb, cell {k}" for k in cells} <= places
