"""Zips that depend on their content alone."""

import stat
import zipfile

import pytest

from grader.errors import GraderError
from grader.release.archive import write_zip, zip_bytes


def test_same_files_same_bytes(tmp_path):
    """Neither the order of the files nor the time of the build shows."""
    files = {"b": b"2", "a/run": (b"1", 0o755)}

    assert zip_bytes(files) == zip_bytes(dict(reversed(files.items())))
    assert write_zip(tmp_path / "x.zip", files).read_bytes() == zip_bytes(files)


def test_names_dates_and_modes(tmp_path):
    """Names are sorted, dates are fixed, a script is executable and a secret is not readable by others."""
    path = write_zip(tmp_path / "x.zip", {"run": (b"1", 0o755), "key": (b"2", 0o600), "text": b"3"})

    with zipfile.ZipFile(path) as archive:
        found = [(i.filename, i.date_time[0], stat.filemode(i.external_attr >> 16)) for i in archive.infolist()]
    assert found == [("key", 1980, "-rw-------"), ("run", 1980, "-rwxr-xr-x"), ("text", 1980, "-rw-r--r--")]


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../x", "a/../../x", "a\\b", "folder/"])
def test_names_stay_inside(name):
    """A name that leads out of the folder is a fault of ours."""
    with pytest.raises(GraderError, match="cannot be a name in a zip"):
        zip_bytes({name: b""})


def test_failure_leaves_the_old_file(tmp_path):
    """A zip that cannot be made does not destroy the one that is there, and leaves nothing beside it."""
    path = tmp_path / "x.zip"
    path.write_bytes(b"old")

    with pytest.raises(GraderError):
        write_zip(path, {"../x": b""})

    assert [p.name for p in tmp_path.iterdir()] == ["x.zip"]
    assert path.read_bytes() == b"old"
