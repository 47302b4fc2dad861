"""What is handed in, made safe: found wherever students put it, never followed, never unpacked to disk."""

import contextlib
import io
import os
import random
import stat
import zipfile

import pytest

from grader import submission
from grader.errors import SubmissionError
from grader.messages import render
from grader.records import Message
from grader.submission import read_submission

NOTEBOOK = b'{"nbformat": 4, "cells": []}'


def write(path, content=NOTEBOOK):
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def packed(*members, method=zipfile.ZIP_DEFLATED):
    """A ZIP file as bytes, from names and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def names(path):
    """The names of the files that were found."""
    return [f.name for f in read_submission(path).files]


def refused(path):
    """The kind of the reason why nothing can be graded; its sentence must render."""
    with pytest.raises(SubmissionError) as caught:
        read_submission(path)
    assert render(Message(caught.value.kind, caught.value.data))
    return caught.value.kind


# ------------------------------------------------------------------------------------------ where answers are


@pytest.mark.parametrize(
    "name", ["hw2_conv.ipynb", "hw2_conv.py", "hw2 (1).ipynb", "d\u00e9j\u00e0 vu.ipynb", ".ipynb"]
)
def test_a_file_by_itself(tmp_path, name):
    """A notebook or a Python file of any name is read as it is."""
    found = read_submission(write(tmp_path / name, b"x = 1"))

    assert [(f.name, f.content) for f in found.files] == [(name, b"x = 1")]
    assert found.name == name


@pytest.mark.parametrize("name", ["HW2.IPYNB", "hw2.Py", "hw2.Ipynb"])
def test_capitals_in_an_ending_do_not_matter(tmp_path, name):
    """Some systems write file endings in capitals."""
    assert names(write(tmp_path / name)) == [name]
    assert names(write(tmp_path / "a.zip", packed((name, NOTEBOOK)))) == [name]


LAYOUTS = {
    "at the top": ["hw2.ipynb"],
    "in a folder": ["homework/hw2.ipynb"],
    "deep": ["a/b/c/d/hw2.ipynb"],
    "with a helper": ["helper.py", "hw2.ipynb"],
    "among other files": ["data/x.npz", "hw2.ipynb", "photo.jpg"],
    "beside a checkpoint": [".ipynb_checkpoints/hw2-checkpoint.ipynb", "hw2.ipynb"],
    "beside what macOS leaves": ["__MACOSX/._hw2.ipynb", "._hw2.ipynb", "hw2.ipynb"],
    "beside an environment": ["hw2.ipynb", "venv/lib/site-packages/numpy/core.py"],
    "beside what git keeps": [".git/hooks/a.py", "hw2.ipynb"],
    "beside caches": ["__pycache__/a.py", "hw2.ipynb", "node_modules/a/b.py"],
}
JUNK = ("checkpoint", "MACOSX", "._", "site-packages", ".git", "__pycache__", "node_modules", ".npz", ".jpg")


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_answers_are_found_and_junk_is_not(tmp_path, layout, kind):
    """A folder and a ZIP file of it give the same files."""
    if kind == "zip":
        path = write(tmp_path / "hw.zip", packed(*[(name, NOTEBOOK) for name in layout]))
    else:
        path = tmp_path / "hw"
        for name in layout:
            write(path / name)

    assert names(path) == [name for name in layout if not any(junk in name for junk in JUNK)]


def test_a_folder_that_holds_one_zip(tmp_path):
    """What a platform leaves in its folder when a ZIP file was handed in."""
    write(tmp_path / "in" / "hw.zip", packed(("a/hw2.ipynb", NOTEBOOK)))

    assert names(tmp_path / "in") == ["a/hw2.ipynb"]


def test_a_notebook_beside_a_zip_is_what_is_graded(tmp_path):
    """A ZIP file is opened only where there is nothing else."""
    write(tmp_path / "in" / "old.zip", packed(("old.ipynb", NOTEBOOK)))
    write(tmp_path / "in" / "new.ipynb")

    assert names(tmp_path / "in") == ["new.ipynb"]


def test_a_zip_is_known_by_its_content(tmp_path):
    """A ZIP file whose name ends otherwise is still one."""
    assert names(write(tmp_path / "HOMEWORK.ZIP", packed(("hw2.ipynb", NOTEBOOK)))) == ["hw2.ipynb"]


def test_files_come_in_order_of_their_names(tmp_path):
    """The same submission is read the same way everywhere."""
    for name in ("b.ipynb", "a.py", "c/a.ipynb"):
        write(tmp_path / "in" / name)

    assert names(tmp_path / "in") == ["a.py", "b.ipynb", "c/a.ipynb"]


def test_nothing_is_written(tmp_path):
    """Reading a ZIP file leaves no file behind."""
    read_submission(write(tmp_path / "hw.zip", packed(("a/hw2.ipynb", NOTEBOOK), ("b.py", b""))))

    assert [p.name for p in tmp_path.rglob("*")] == ["hw.zip"]


# ------------------------------------------------------------------------------------------ what cannot be graded


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("hw2.pdf", b"%PDF", "unknown_kind"),
        ("hw2", b"x = 1", "unknown_kind"),
        ("hw2.zip", b"not a zip", "bad_zip"),
        ("hw2.zip", b"", "bad_zip"),
        ("hw2.zip", packed(("hw2.ipynb", NOTEBOOK))[:-30], "bad_zip"),
        ("hw2.zip", packed(), "empty_submission"),
        ("hw2.zip", packed(("hw2.pdf", b"")), "no_notebook"),
        ("hw2.zip", packed(("inner.zip", packed(("hw2.ipynb", NOTEBOOK)))), "no_notebook"),
        ("hw2.zip", packed(("a/b/c/d/e/f/hw2.ipynb", NOTEBOOK)), "no_notebook"),
    ],
)
def test_files_that_cannot_be_graded(tmp_path, name, content, kind):
    """Each has a reason of its own."""
    assert refused(write(tmp_path / name, content)) == kind


def test_folders_that_cannot_be_graded(tmp_path):
    """An empty one, one without a notebook, and none at all."""
    (tmp_path / "empty").mkdir()
    write(tmp_path / "other" / "hw2.pdf")

    assert refused(tmp_path / "empty") == "empty_submission"
    assert refused(tmp_path / "other") == "no_notebook"
    assert refused(tmp_path / "absent") == "no_such_file"


def test_the_reason_names_what_was_found(tmp_path):
    """Who hands in a PDF file is told so."""
    write(tmp_path / "in" / "hw2.pdf")
    with pytest.raises(SubmissionError) as caught:
        read_submission(tmp_path / "in")

    assert "it holds hw2.pdf" in render(Message(caught.value.kind, caught.value.data))


def test_an_encrypted_zip_is_refused(tmp_path):
    """A password nobody knows is a reason, not a fault of ours."""
    content = bytearray(packed(("hw2.ipynb", NOTEBOOK)))
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(magic) + at] |= 1

    assert refused(write(tmp_path / "a.zip", bytes(content))) == "bad_zip"


METHODS = {
    "stored": zipfile.ZIP_STORED,
    "deflated": zipfile.ZIP_DEFLATED,
}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_a_damaged_zip_is_read_or_refused(tmp_path, method):
    """Whichever bytes of a ZIP file are wrong, the student gets a reason."""
    whole = packed(("a/hw2.ipynb", NOTEBOOK * 30), ("b.py", b"x = 1\n" * 100), method=method)
    rng = random.Random(20)
    path = tmp_path / "a.zip"
    assert names(write(path, whole)) == ["a/hw2.ipynb", "b.py"]
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        with contextlib.suppress(SubmissionError):
            read_submission(write(path, bytes(damaged)))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_unpacks_whole_is_refused(tmp_path, method):
    """Members whose size cannot be bounded while they are unpacked are not unpacked at all."""
    assert refused(write(tmp_path / "a.zip", packed(("b.py", b"x = 1\n"), method=method))) == "bad_zip"


# ------------------------------------------------------------------------------------------ too much


def test_a_large_notebook_is_refused(tmp_path, monkeypatch):
    """The limit is said, and what to do."""
    monkeypatch.setattr(submission, "MAX_NOTEBOOK", 1 << 20)
    large = b" " * ((1 << 20) + 1)
    write(tmp_path / "in" / "a.ipynb", large)

    assert refused(write(tmp_path / "a.ipynb", large)) == "too_large"
    assert refused(write(tmp_path / "a.zip", packed(("a.ipynb", large)))) == "too_large"
    assert refused(tmp_path / "in") == "too_large"
    assert names(write(tmp_path / "b.ipynb", large[1:])) == ["b.ipynb"]


def test_a_zip_that_grows_is_stopped_early(tmp_path, monkeypatch):
    """The size that a ZIP file states is not believed, and no more than the limit is ever unpacked."""
    monkeypatch.setattr(submission, "MAX_NOTEBOOK", 1 << 20)
    read = zipfile.ZipExtFile.read
    asked = []

    def counted(self, n=-1):
        asked.append(n)
        return read(self, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    path = write(tmp_path / "a.zip", packed(("a.ipynb", bytes(30 << 20))))

    assert refused(path) == "too_large"
    assert asked
    assert all(0 < n <= (1 << 20) + 1 for n in asked)


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_many_files_are_refused(tmp_path, kind):
    """A whole disk is not graded."""
    members = [(f"f{k}.py", b"x = 1") for k in range(submission.MAX_FILES + 1)]
    for name, content in members:
        write(tmp_path / "in" / name, content)
    path = tmp_path / "in" if kind == "folder" else write(tmp_path / "a.zip", packed(*members))

    assert refused(path) == "too_many_files"


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_many_other_files_are_refused(tmp_path, monkeypatch, kind):
    """Nor is a data set read for its one notebook."""
    monkeypatch.setattr(submission, "MAX_ENTRIES", 20)
    members = [("hw2.ipynb", NOTEBOOK), *[(f"{k}.jpg", b"") for k in range(20)]]
    for name, content in members:
        write(tmp_path / "in" / name, content)
    path = tmp_path / "in" if kind == "folder" else write(tmp_path / "a.zip", packed(*members))

    assert refused(path) == "too_many_files"


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_the_files_together_have_a_limit(tmp_path, monkeypatch, kind):
    """Many files, none of them too large, may still be too much."""
    monkeypatch.setattr(submission, "MAX_TOTAL", 2000)
    members = [(f"{k}.py", os.urandom(300)) for k in range(7)]
    for name, content in members:
        write(tmp_path / "in" / name, content)
    if kind == "zip":
        monkeypatch.setattr(submission, "_read_file", lambda path, limit: path.read_bytes())
    path = tmp_path / "in" if kind == "folder" else write(tmp_path / "a.zip", packed(*members))

    assert refused(path) == "too_large"


# ------------------------------------------------------------------------------------------ traps


@pytest.mark.parametrize("target", ["secret.py", "folder", "missing"])
def test_links_in_a_folder_are_not_followed(tmp_path, target):
    """A link to a file or folder outside shows nothing of it."""
    write(tmp_path / "secret.py", b"SECRET")
    write(tmp_path / "folder" / "secret.py", b"SECRET")
    write(tmp_path / "in" / "hw2.ipynb")
    (tmp_path / "in" / "link.py").symlink_to(tmp_path / target)

    assert names(tmp_path / "in") == ["hw2.ipynb"]


def test_a_link_in_a_zip_is_not_followed(tmp_path):
    """A member that says it is a link is left out."""
    link = zipfile.ZipInfo("link.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = write(tmp_path / "a.zip", packed((link, "/etc/passwd"), ("hw2.ipynb", NOTEBOOK)))

    assert names(path) == ["hw2.ipynb"]


@pytest.mark.parametrize("name", ["../a.py", "a/../../b.py", "..\\a.py"])
def test_paths_that_lead_out_are_left_out(tmp_path, name):
    """No name with .. is kept."""
    assert names(write(tmp_path / "a.zip", packed((name, b""), ("hw2.ipynb", NOTEBOOK)))) == ["hw2.ipynb"]


@pytest.mark.parametrize(
    ("name", "plain"), [("/etc/a.py", "etc/a.py"), ("a\\b.py", "a/b.py"), ("./a.py", "a.py"), ("a//b.py", "a/b.py")]
)
def test_paths_become_plain_names(tmp_path, name, plain):
    """No name is absolute, and folders are written one way."""
    assert names(write(tmp_path / "a.zip", packed((name, b"")))) == [plain]


def test_names_hold_no_control_characters(tmp_path):
    """A plain name has no escape code and no line end in it."""
    assert all(
        n.isprintable()
        for n in names(write(tmp_path / "a.zip", packed(("a\x1b[31m\n.py", b""), ("hw2.ipynb", NOTEBOOK))))
    )


def test_a_pipe_is_not_waited_for(tmp_path):
    """A named pipe in a folder, or handed in by itself, does not stop the grader."""
    write(tmp_path / "in" / "hw2.ipynb")
    os.mkfifo(tmp_path / "in" / "pipe.py")

    assert names(tmp_path / "in") == ["hw2.ipynb"]
    assert refused(tmp_path / "in" / "pipe.py") == "not_a_file"


def test_a_folder_that_is_named_like_a_notebook(tmp_path):
    """Only files are read."""
    write(tmp_path / "in" / "hw2.ipynb" / "answer.py")

    assert names(tmp_path / "in") == ["hw2.ipynb/answer.py"]


def test_the_same_name_twice_in_a_zip_is_one_file(tmp_path):
    """As when it is unpacked, the last one stands."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = packed(("a.py", b"old"), ("a.py", b"new"))
    found = read_submission(write(tmp_path / "a.zip", content))

    assert [(f.name, f.content) for f in found.files] == [("a.py", b"new")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_cannot_be_looked_into_holds_nothing(tmp_path):
    """Beside a notebook it costs nothing."""
    write(tmp_path / "in" / "a.ipynb", NOTEBOOK)
    (tmp_path / "in" / "closed").mkdir(mode=0)

    assert names(tmp_path / "in") == ["a.ipynb"]
