"""The wheel: its files, its record, that pip installs it, that it is the same twice."""

import base64
import csv
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import grader
from grader.errors import GraderError
from grader.release import wheel
from grader.release.wheel import build_wheel, package_files

from .conftest import PYPROJECT, write_files

INFO = "convnet_grader-0.1.0.dist-info"
CLI = "def main():\n    print('hello')\n"


@pytest.fixture
def package(tmp_path):
    """A package beside its pyproject.toml, with things that must stay out."""
    pytest.importorskip("tomllib")
    root = write_files(
        tmp_path / "checkout",
        {
            "pyproject.toml": PYPROJECT,
            "grader/__init__.py": "",
            "grader/cli.py": CLI,
            "grader/release/templates/setup.sh": "#!/bin/bash\n",
            "grader/__pycache__/cli.cpython-311.pyc": "x",
            "grader/fast.cpython-311-x86_64-linux-gnu.so": "x",
            "grader/.cli.py.swp": "x",
            "grader/cli.py~": "x",
            "grader/tests/test_cli.py": "x",
        },
    )
    return root / "grader"


def members(path):
    """The files of a wheel by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_files(tmp_path, package):
    """The package and its metadata, without caches, compiled files, tests and an editor's leavings."""
    assert sorted(members(build_wheel(tmp_path, package))) == sorted(
        [f"{INFO}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "top_level.txt")]
        + ["grader/__init__.py", "grader/cli.py", "grader/release/templates/setup.sh"]
    )


def test_metadata(tmp_path, package):
    """Name, version, Python and what is needed come from pyproject.toml, extras with their markers."""
    found = members(build_wheel(tmp_path, package))

    lines = found[f"{INFO}/METADATA"].decode().splitlines()
    assert lines == [
        "Metadata-Version: 2.1",
        "Name: convnet-grader",
        "Version: 0.1.0",
        "Summary: Autograded notebook homework",
        "Requires-Python: >=3.10",
        "License: MIT",
        "Requires-Dist: numpy>=2",
        'Requires-Dist: nbformat; extra == "author"',
        'Requires-Dist: tomli; (python_version < "3.11") and extra == "author"',
        "Provides-Extra: author",
    ]
    assert found[f"{INFO}/entry_points.txt"] == b"[console_scripts]\ngrader = grader.cli:main\n"


def test_record(tmp_path, package):
    """Every file but the record itself is recorded with its hash and size."""
    found = members(build_wheel(tmp_path, package))

    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(found[f"{INFO}/RECORD"].decode()))}
    assert set(rows) == set(found)
    for name, content in found.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        assert rows[name] == (["", ""] if name.endswith("RECORD") else [f"sha256={digest}", str(len(content))])


def test_second_build_is_equal(tmp_path, package):
    """The same package gives the same bytes."""
    first = build_wheel(tmp_path, package).read_bytes()

    assert build_wheel(tmp_path, package).read_bytes() == first


def test_installed_metadata_does_too(tmp_path, package, monkeypatch):
    """Away from a checkout, what was installed says the same."""
    first = members(build_wheel(tmp_path, package))
    write_files(tmp_path, {f"site/{name}": content.decode() for name, content in first.items()})
    (package.parent / "pyproject.toml").unlink()
    monkeypatch.syspath_prepend(str(tmp_path / "site"))

    assert members(build_wheel(tmp_path, package)) == first


def test_nothing_says_what_is_needed(tmp_path, package, monkeypatch):
    """Without pyproject.toml and without an installation no wheel is guessed at."""
    (package.parent / "pyproject.toml").unlink()
    monkeypatch.setattr(wheel, "DISTRIBUTION", "no-such-distribution")

    with pytest.raises(GraderError, match=r"the wheel cannot be built: no pyproject\.toml .* run: pip install -e \."):
        build_wheel(tmp_path, package)


def test_real_package_is_whole():
    """Every module and template of this very package goes in, and no cache."""
    here = Path(grader.__file__).parent
    found = package_files(here)

    assert {f"grader/{p.relative_to(here).as_posix()}" for p in here.rglob("*.py")} <= set(found)
    assert {f"grader/release/templates/{n}" for n in ("setup.sh", "run_autograder", "README.md")} <= set(found)
    assert not [name for name in found if "__pycache__" in name]


@pytest.mark.slow
def test_pip_installs_it(tmp_path, package):
    """The wheel installs into a fresh environment, offline, and its command runs."""
    path = build_wheel(tmp_path, package)
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True, timeout=120)
    python = str(tmp_path / "venv/bin/python")
    install = [
        python,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--disable-pip-version-check",
        str(path),
    ]
    subprocess.run(install, check=True, timeout=120)

    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(tmp_path / "venv/bin/grader")], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "hello\n"
