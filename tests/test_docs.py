"""README.md, CONTRIBUTING.md, CHANGELOG.md and docs/: what they name exists, what they show is generated."""

import ast
import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from grader import cli
from grader.course import Course
from grader.notebook import ROLES
from grader.records import Verdict

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
IDS = [page.name for page in PAGES]
TREES = ("assignments", "build", "docs", "grader", "release", "solutions", "tests")
MADE = ("build", "release")  # after `make release`


@pytest.fixture
def generate(monkeypatch) -> ModuleType:
    """The module docs/generate.py."""
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    monkeypatch.chdir(ROOT)
    for name in ("generate", "parts", "worked_example"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("generate")


def prose(page: Path) -> str:
    """A page without its generated parts and its blocks of code."""
    text = re.sub(r"<!-- generated:.*?<!-- end -->", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_lead_somewhere(page):
    """Every link to a file of the project, pictures included, has one at its end."""
    targets = [t for t in re.findall(r"\]\(([^)]+)\)", prose(page)) if "://" not in t]

    assert [t for t in targets if not (page.parent / t.split("#")[0]).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_paths_exist(page):
    """Every path between backticks that begins with a folder of the project is there."""
    named = re.findall(rf"`((?:{'|'.join(TREES)})/[\w./-]*)`", prose(page))
    absent = [n for n in named if n.split("/")[0] not in MADE and not (ROOT / n).exists()]

    assert [n for n in absent if "NAME" not in n and "hw9_demo" not in n] == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_commands_exist(page):
    """Every `make` target and every `grader` command that a page names is one."""
    text = page.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"\{(.+?)\}", cli._parser().format_usage())) or set(
        re.findall(r"^    (\w+) ", cli._parser().format_help(), re.MULTILINE)
    )
    targets = re.findall(r"(?:`|^ {4})make ([a-z-]+)", text, re.MULTILINE)
    verbs = re.findall(r"(?:`|^ {4}|\$ )grader ([a-z]+)", text, re.MULTILINE)

    assert [t for t in targets if not re.search(rf"^{t}:", makefile, re.MULTILINE)] == []
    assert [v for v in verbs if v not in commands] == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_marked_part_ends(page):
    """Each generated part has an end, and no transcript of a command stands outside of one."""
    text = page.read_text(encoding="utf-8")

    assert text.count("<!-- generated: ") == text.count("<!-- end -->")
    assert "$ grader" not in re.sub(r"<!-- generated:.*?<!-- end -->", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_generated_parts_are_the_same_everywhere(page):
    """No page shows a folder of one machine."""
    assert re.findall(r"/(?:tmp|home|root|work|Users)/\S*", page.read_text(encoding="utf-8")) == []


def test_every_part_has_a_maker(generate):
    """A marker names a command or a word that something generates."""
    names = [m[2] for page in generate.PAGES for m in generate._PART.finditer(page.read_text(encoding="utf-8"))]

    assert [n for n in names if not n.startswith("grader ") and n.split(": ")[0] not in generate.PARTS] == []
    assert {n.split(": ")[0] for n in names if not n.startswith("grader ")} == set(generate.PARTS)


def test_unknown_part_is_told_with_its_line(generate):
    """A marker that nothing generates stops with page, line and the nearest word."""
    with pytest.raises(SystemExit, match=r'README.md:2: nothing generates "level".*closest: levels'):
        generate.fill("\n<!-- generated: level -->\n<!-- end -->", ROOT / "README.md")


def test_fill_replaces_what_is_stale(generate):
    """Old content goes, new content comes, and a second time changes nothing."""
    page = "before\n<!-- generated: levels -->\nstale content\n<!-- end -->\nafter"

    new = generate.fill(page, ROOT / "README.md")

    assert "stale content" not in new
    assert "| 0 | `errors.py` |" in new
    assert generate.fill(new, ROOT / "README.md") == new


def test_stale_page_is_shown_as_a_diff(generate, capsys):
    """--check says what differs, line by line."""
    assert generate._differs(ROOT / "README.md", "old\n", "new\n")
    assert "-old\n+new" in capsys.readouterr().out
    assert not generate._differs(ROOT / "README.md", "same\n", "same\n")


def test_transcript_ends_like_a_shell(generate):
    """`head` cuts and says so; `echo $?` shows the exit code."""
    cut = generate.transcript("grader list | head -n 1").split("\n")
    failed = generate.transcript("grader grade no_such x.ipynb; echo $?").split("\n")

    assert cut[1].startswith("hw2_conv: ")
    assert cut[2:] == ["..."]
    assert failed[-1] == "2"


def test_every_verdict_is_explained(generate):
    """The table of verdicts leaves none out."""
    table = generate.make("verdicts")

    assert all(f"`{verdict}`" in table for verdict in Verdict)


@pytest.mark.parametrize("name", ["Case", "Group", "Question", "Assignment"])
def test_every_field_is_explained(generate, name):
    """No field of a declaration is without a meaning."""
    lines = generate.make(f"fields: {name}").split("\n")

    assert all(line.split(" | ")[-1].strip(" |") for line in lines[2:])


def test_every_role_is_explained():
    """The authors' page tells of every role that a cell can have."""
    text = (ROOT / "docs/authoring.md").read_text(encoding="utf-8")

    assert [role for role in ROLES if f"| `{role}` |" not in text] == []


def test_every_shape_letter_is_explained():
    """The authors' page gives a meaning to each letter that a docstring of hw2_conv uses in a shape."""
    table = (
        (ROOT / "docs/authoring.md").read_text(encoding="utf-8").partition("## Shape letters")[2].partition("## ")[0]
    )
    solution = ast.parse((ROOT / "solutions/hw2_conv/solution.py").read_text(encoding="utf-8"))
    told = " ".join(ast.get_docstring(n) or "" for n in solution.body if isinstance(n, ast.FunctionDef))
    shapes = re.findall(r"\(([A-Z][\w/* ]*,[\w/*, ]*)\)", told)
    letters = {word for shape in shapes for word in re.findall(r"[A-Z]\w*", shape)}

    assert letters >= {"N", "C", "H", "W", "F", "HH", "WW"}
    assert [letter for letter in sorted(letters) if not re.search(rf"[|,] {letter}[ ,]", table)] == []


def test_changelog_says_whom_a_change_concerns():
    """Every line of the changelog has one of three prefixes."""
    entries = [e for e in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n") if e.startswith("- ")]

    assert entries
    assert [e for e in entries if not e.startswith(("- students: ", "- authors: ", "- grader: "))] == []


def test_hooks_fetch_nothing():
    """All pre-commit hooks are local."""
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")

    assert re.findall(r"repo: (\S+)", text) == ["local"]


@pytest.mark.slow
def test_worked_pair_can_be_released(generate, tmp_path, monkeypatch):
    """The backward question that docs/authoring.md adds is released too, and its quality holds."""
    monkeypatch.chdir(tmp_path)

    table = generate.make("pair")

    assert "scale_columns_backward" in table
    assert generate.worked_example.pair().joinpath("release/hw9_demo-autograder.zip").is_file()


@pytest.mark.parametrize(("documented", "score"), [(True, 4), (False, 0)])
def test_worked_pair_without_its_forward(generate, tmp_path, monkeypatch, documented, score):
    """Beside an unwritten forward a right backward has all points on the documented cache, and waits where there is none."""
    monkeypatch.chdir(tmp_path)
    course = generate.worked_example.pair()
    solution = (course / "solutions/hw9_demo/solution.py").read_text()
    submission = tmp_path / "hw9_demo.py"
    submission.write_text(
        "import numpy as np\n\n\ndef scale_columns_backward" + solution.split("scale_columns_backward")[-1]
    )
    if not documented:
        declared = course / "assignments/hw9_demo/questions.py"
        declared.write_text(declared.read_text().replace('documented_cache=("x", "gamma"),', ""))

    report = generate.grade(Course(course).homework("hw9_demo"), submission, generate.Options("1", False, trust=True))

    assert report.questions[-1].score == score
    assert (report.questions[-1].verdict is Verdict.BLOCKED) == (not documented)


@pytest.mark.slow
def test_worked_example_can_be_released(generate, tmp_path, monkeypatch):
    """The files that docs/authoring.md shows make a release, and each planted fault is told."""
    monkeypatch.chdir(tmp_path)
    released, faults = generate.make("released"), generate.make("faults")

    assert "released into release: hw9_demo-autograder.zip" in released
    assert faults.count("```text\n") == len(generate.worked_example._FAULTS)
    assert "```text\n\n" not in faults


def test_security_page_names_what_exists():
    """Each test and each attack that the security page names is there."""
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    tests = re.findall(r"`([\w/]+\.py)::(\w+)`", text)
    places = {f: ROOT / f if "/" in f else ROOT / "tests/sandbox" / f for f, _ in tests}
    attacks = re.findall(r"`([A-K]\d{2,3}_\w+)`", text)
    folder = ROOT / "tests/sandbox"

    assert tests
    assert attacks
    assert [n for f, n in tests if f"def {n}(" not in places[f].read_text(encoding="utf-8")] == []
    assert [
        a
        for a in attacks
        if not (folder / "attacks" / a).is_dir() and not (folder / "compile_attacks" / f"{a}.pyx").is_file()
    ] == []
