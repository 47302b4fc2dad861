"""A release: built, proven, and only then put in its place."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from grader.course import Course
from grader.errors import AssignmentError
from grader.release import build, gates, samples
from grader.release.assemble import assemble
from grader.release.build import release
from grader.release.layout import Layout
from tests.release.conftest import write_files
from tests.release.good_course import GOOD, HERE, HIDDEN, built_from, good_course, homework_of

NAME = "hw0_small"
RELEASED = [f"{NAME}-autograder.zip", f"{NAME}.zip", f"{NAME}/{NAME}.ipynb", "MANIFEST.txt"]
SAMPLE = """SCORES = {"spread": 1}


def spread(x, centre=0.0):
    return sum((value - centre) ** 2 for value in x) / (len(x) if len(x) < 9 else 1)
"""


def tree(folder):
    """Every file under a folder with its bytes, hidden ones too."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def without_gates(monkeypatch, *found):
    """Leave the gates out, or let one find something; leave the samples out too."""
    monkeypatch.setattr(gates, "GATES", {"odd": lambda _: iter(found)})
    monkeypatch.setattr(samples, "grade_samples", lambda _: True)


def old_release(course):
    """What an earlier release left, with a file that is not ours."""
    write_files(course.path / "release", dict.fromkeys([*RELEASED, "notes.txt"], "old\n"))
    return tree(course.path / "release")


def manifest(course):
    """Names in the manifest with their sizes."""
    lines = (course.path / "release" / "MANIFEST.txt").read_text().splitlines()
    return {line.split(maxsplit=1)[1]: int(line.split()[0]) for line in lines}


# ---------------------------------------------------------------------------------------------- the whole way


@pytest.mark.slow
def test_the_whole_way(tmp_path, capsys):
    """Every gate passes, every sample gets its score, and release/ holds three files and the manifest."""
    course = good_course(tmp_path)
    right = SAMPLE.replace(" if len(x) < 9 else 1", "")
    write_files(course.path, {f"{HIDDEN}/samples/half_right.py": SAMPLE, f"{HIDDEN}/right/one_line.py": right})
    code = release(course, [NAME])
    out = capsys.readouterr().out

    assert code == 0
    assert "FAILED" not in out
    assert out.count("  ok ") == len(gates.GATES)
    assert re.search(r"solved +5 +5 ", out)
    assert re.search(r"untouched +0 +0 ", out)
    assert re.search(r"half_right +1 +1 ", out)
    assert sorted(tree(course.path / "release")) == sorted(RELEASED)
    assert sorted(tree(course.path / "build")) == [f"{NAME}-solved.ipynb"]
    assert course.secret().hex() not in out


def test_releasing_twice_gives_the_same_bytes(tmp_path, monkeypatch, capsys):
    """Nothing of the day, the machine or the order of files is in what is released."""
    without_gates(monkeypatch)
    course = good_course(tmp_path)
    release(course, [NAME])
    first = tree(course.path / "release")
    for path in sorted(course.path.glob("assignments/*/*"), reverse=True):
        path.touch()
    release(course, [NAME])

    assert tree(course.path / "release") == first


def test_what_is_in_the_zips(tmp_path, monkeypatch, capsys):
    """Students get nothing of solutions/; the platform gets the solution and the hints, its scripts executable."""
    without_gates(monkeypatch)
    course = good_course(tmp_path)
    release(course, [NAME])
    with zipfile.ZipFile(course.path / "release" / f"{NAME}.zip") as student:
        names = student.namelist()
    with zipfile.ZipFile(course.path / "release" / f"{NAME}-autograder.zip") as platform:
        hidden = [n for n in platform.namelist() if n.startswith("solutions")]
        modes = {i.filename: i.external_attr >> 16 & 0o777 for i in platform.infolist()}

    assert all(name.startswith(f"{NAME}/") for name in names)
    assert not [name for name in names if "solution" in name or "secret" in name or "wrong" in name]
    assert sorted(hidden) == [f"solutions/{NAME}/hints.json", f"solutions/{NAME}/solution.py"]
    assert (modes["run_autograder"], modes["setup.sh"], modes["secret.key"]) == (0o755, 0o755, 0o600)


def test_hints_of_mistakes_that_are_gone_are_not_released(tmp_path, monkeypatch, capsys):
    """When the last known-wrong file is deleted, what it taught is no longer in the platform's zip."""
    without_gates(monkeypatch)
    course = good_course(tmp_path)
    release(course, [NAME])
    (course.path / HIDDEN / "wrong" / "spread_sum.py").unlink()
    release(course, [NAME])
    with zipfile.ZipFile(course.path / "release" / f"{NAME}-autograder.zip") as platform:
        names = platform.namelist()

    assert f"solutions/{NAME}/solution.py" in names
    assert not [name for name in names if name.endswith("hints.json")]


@pytest.mark.parametrize("old", [b"{", b"\x80\x04\x95", b'{"format": 0, "questions": {}}'])
def test_a_spoilt_file_of_hints_is_made_anew(tmp_path, monkeypatch, capsys, old):
    """A release learns the hints, so that what was there before cannot keep it from that."""
    without_gates(monkeypatch)
    course = good_course(tmp_path)
    path = course.path / HIDDEN / "hints.json"
    path.write_bytes(old)
    code = release(course, [NAME])

    assert code == 0
    assert "Try two equal values." in path.read_text()


# ---------------------------------------------------------------------------------------------- what fails


def test_a_failing_gate_leaves_the_old_release(tmp_path, monkeypatch, capsys):
    """When a gate finds something, release/ stays byte for byte, nothing is added, and the code is 2."""
    course = good_course(tmp_path)
    before = old_release(course)
    without_gates(monkeypatch, "spread is odd")
    code = release(course, [NAME])
    out = capsys.readouterr().out

    assert code == 2
    assert tree(course.path / "release") == before
    assert "Nothing was released. What is in release/ is as it was.\nhw0_small: odd: spread is odd\n" in out
    assert "released into" not in out


def test_a_failing_gate_leaves_no_executed_notebook(tmp_path, monkeypatch, capsys):
    """The solved notebook of a build that failed does not stay, and an earlier one is not replaced by it."""
    course = good_course(tmp_path)
    write_files(course.path, {f"build/{NAME}-solved.ipynb": "old", f"build/.{NAME}-executed.ipynb": "new"})
    without_gates(monkeypatch, "odd")
    release(course, [NAME])

    assert tree(course.path / "build") == {f"{NAME}-solved.ipynb": b"old"}


def test_a_sample_that_is_graded_wrong_leaves_the_old_release(tmp_path, monkeypatch, capsys):
    """The samples are a proof like the gates: one that does not get its score stops the release."""
    course = good_course(tmp_path)
    before = old_release(course)
    without_gates(monkeypatch)
    monkeypatch.setattr(samples, "grade_samples", lambda _: False)
    code = release(course, [NAME])

    assert code == 2
    assert tree(course.path / "release") == before
    assert "Nothing was released" in capsys.readouterr().out


@pytest.mark.parametrize(
    "edit",
    [
        (f"{HERE}/questions.py", 'Group("drawn", 2', 'Group("drawn", 1'),
        (f"{HERE}/questions.py", "spread(x)", "spred(x)"),
        (f"{HERE}/{NAME}.py", 'role="answer"', 'role="anwser"'),
        (f"{HIDDEN}/solution.py", "def spread", "def spred"),
        (f"{HIDDEN}/solution.py", "    total = 0.0", "    total = nothing"),
        (f"{HIDDEN}/predictions.json", "prediction_1", "prediction_9"),
    ],
)
def test_a_faulty_source_leaves_the_old_release(tmp_path, edit):
    """A mistake of the author is raised with the file it is in, before anything is written."""
    course = good_course(tmp_path, edit)
    before = old_release(course)
    with pytest.raises(AssignmentError) as caught:
        release(course, [NAME])

    assert tree(course.path / "release") == before
    assert str(course.path) in str(caught.value)


def test_one_faulty_assignment_holds_back_all(tmp_path, monkeypatch, capsys):
    """Assignments that are released together are released together or not at all."""
    course = two_assignments(tmp_path)
    monkeypatch.setattr(samples, "grade_samples", lambda _: True)
    monkeypatch.setattr(gates, "GATES", {"odd": lambda b: iter(["x"] if b.name == "hw9_other" else [])})
    code = release(course, [NAME, "hw9_other"])

    assert code == 2
    assert not (course.path / "release").exists()


def test_a_write_that_fails_leaves_the_old_release(tmp_path, monkeypatch, capsys):
    """When the disk is full in the middle, every old file is whole and nothing half-written stays."""
    course = good_course(tmp_path)
    before = old_release(course)
    without_gates(monkeypatch)
    real, written = Path.write_bytes, []

    def write_bytes(path, content):
        if path.name.startswith("."):
            written.append(path)
            if len(written) == 2:
                real(path, content[:10])
                raise OSError(28, "No space left on device")
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(OSError, match="No space left"):
        release(course, [NAME])

    assert len(written) == 2
    assert tree(course.path / "release") == before


@pytest.mark.parametrize("names", [[], ["hw0_smal"]])
def test_nothing_to_release(tmp_path, names):
    """No assignment, or one that is not there, is told and makes no folder."""
    course = good_course(tmp_path)
    with pytest.raises(AssignmentError):
        release(course, names)

    assert not (course.path / "release").exists()


# ---------------------------------------------------------------------------------------------- manifest


def two_assignments(folder):
    """The good course twice, under two names."""
    course = good_course(folder)
    other = {name.replace(NAME, "hw9_other"): text.replace(NAME, "hw9_other") for name, text in GOOD.items()}
    return Course(write_files(course.path, other))


def test_the_manifest_tells_every_file(tmp_path, monkeypatch, capsys):
    """Names and sizes of all that is released, zips from the inside, sorted, and right."""
    without_gates(monkeypatch)
    course = good_course(tmp_path)
    release(course, [NAME])
    folder, expected = (
        course.path / "release",
        {f"{NAME}/{NAME}.ipynb": (course.path / f"release/{NAME}/{NAME}.ipynb").stat().st_size},
    )
    for name in (f"{NAME}.zip", f"{NAME}-autograder.zip"):
        with zipfile.ZipFile(folder / name) as archive:
            expected |= {f"{name}/{entry.filename}": entry.file_size for entry in archive.infolist()}

    assert manifest(course) == expected
    assert list(manifest(course)) == sorted(expected)
    assert (folder / "MANIFEST.txt").read_text().endswith("\n")


def test_a_second_assignment_is_kept(tmp_path, monkeypatch, capsys):
    """Releasing one assignment leaves the files and the lines of the other as they are."""
    without_gates(monkeypatch)
    course = two_assignments(tmp_path)
    release(course, [NAME, "hw9_other"])
    both, lines = tree(course.path / "release"), manifest(course)
    (course.path / HERE / "data" / "numbers.txt").write_text("1 2 3 4 5\n")
    release(course, [NAME])
    now, changed = tree(course.path / "release"), manifest(course)

    assert {n: c for n, c in now.items() if "hw9" in n} == {n: c for n, c in both.items() if "hw9" in n}
    assert {n: s for n, s in changed.items() if "hw9" in n} == {n: s for n, s in lines.items() if "hw9" in n}
    assert {n for n in lines if lines[n] != changed[n]} == {
        f"{NAME}.zip/{NAME}/data/numbers.txt", f"{NAME}-autograder.zip/assignments/{NAME}/data/numbers.txt"
    }  # fmt: skip


def test_lines_of_files_that_are_gone_are_gone(tmp_path, monkeypatch, capsys):
    """A file that is released no more has no line any more, with a space in its name or without."""
    without_gates(monkeypatch)
    course = good_course(tmp_path)
    for name in ("old numbers.txt", "more.txt"):
        (course.path / HERE / "data" / name).write_text("1\n")
    release(course, [NAME])
    first = manifest(course)
    (course.path / HERE / "data" / "old numbers.txt").unlink()
    (course.path / HERE / "data" / "more.txt").unlink()
    release(course, [NAME])

    assert {n.rsplit("/", 1)[1] for n in first.keys() - manifest(course).keys()} == {"old numbers.txt", "more.txt"}
    assert list(first) == sorted(first)
    assert "old numbers" not in (course.path / "release" / "MANIFEST.txt").read_text()


# ---------------------------------------------------------------------------------------------- samples


def test_samples_are_collected(tmp_path):
    """The solved and the untouched notebook, and each file of samples/ with the scores that it says or else deserves."""
    course = good_course(tmp_path)
    write_files(
        course.path, {f"{HIDDEN}/samples/a_half.py": SAMPLE, f"{HIDDEN}/samples/b_full.py": SAMPLE.split("\n", 1)[1]}
    )
    found = {s.name: s.scores for s in samples.collect(built_from(course))}

    assert found == {
        "solved": {"spread": 3.0, "scaled": 2.0},
        "untouched": {"spread": 0.0, "scaled": 0.0},
        "a_half": {"spread": 1, "scaled": 0.0},
        "b_full": {"spread": 3.0, "scaled": 0.0},
    }


def test_a_sample_with_another_score(tmp_path, capsys):
    """A sample that gets other points than it says is told question by question, and the proof fails."""
    course = good_course(tmp_path)
    write_files(course.path, {f"{HIDDEN}/samples/half.py": SAMPLE.replace("1}", "2}")})

    assert not samples.grade_samples(built_from(course))
    assert "    spread got 1 points, 2 expected\n" in capsys.readouterr().out


def test_scores_are_added_up_by_question():
    """Entries are named QUESTION: GROUP; those of one question are added, and what has no score counts nothing."""
    entries = [
        {"name": "spread: a", "score": 1},
        {"name": "spread: b (extra credit)", "score": 2.5},
        {"name": "scaled: a"},
    ]

    assert samples.scores_of({"tests": entries}) == {"spread": 3.5, "scaled": 0.0}
    assert samples.scores_of({}) == {}


# ---------------------------------------------------------------------------------------------- layout


def test_the_layout_is_the_platform_s(tmp_path):
    """The zip grades from the wheel inside it, each submission afresh, and the folder is gone afterwards."""
    made = assemble(homework_of(good_course(tmp_path)))
    with Layout(made.autograder) as layout:
        root = layout.root
        first = layout.grade({"a.ipynb": made.files[f"{NAME}/{NAME}.ipynb"], "extra.py": b"x = 1\n"}, 5)
        second = layout.grade({"b.ipynb": b"{"}, 6)
        metadata = json.loads((root / "submission_metadata.json").read_text())
        left = sorted(tree(root / "submission"))

    assert (first.code, first.document["score"]) == (0, 0)
    assert (second.code, second.document["score"]) == (1, 0)
    assert metadata["id"] == 6
    assert left == ["b.ipynb"]
    assert first.seconds > 0
    assert first.mebibytes > 1
    assert not root.exists()


def test_publishing_is_the_last_thing(tmp_path, monkeypatch, capsys):
    """Gates come before samples, samples before anything is written."""
    order = []
    monkeypatch.setattr(gates, "problems", lambda _: order.append("gates") or [])
    monkeypatch.setattr(samples, "grade_samples", lambda _: order.append("samples") or True)
    monkeypatch.setattr(build, "_publish", lambda *_: order.append("publish"))
    release(good_course(tmp_path), [NAME])

    assert order == ["gates", "samples", "publish"]
