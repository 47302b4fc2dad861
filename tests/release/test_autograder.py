"""The autograder's zip and its two scripts."""

import os
import re
import subprocess
import zipfile

import pytest

from grader.errors import AssignmentError
from grader.loading import load_assignment
from grader.release.archive import write_zip
from grader.release.autograder import autograder_files
from grader.release.student import dumps

SECRET = bytes(range(32))


@pytest.fixture
def files(course, assignment, notebook, small_wheel):
    """The content of the small course's autograder zip."""
    return autograder_files(course, assignment, dumps(notebook), small_wheel, SECRET)


def test_content(files):
    """One assignment, its solution and nothing else of solutions/, the package, the secret, the scripts."""
    assert sorted(files) == [
        "Dockerfile",
        "assignments/hw0_small/data/numbers.txt",
        "assignments/hw0_small/hw0_small.ipynb",
        "assignments/hw0_small/questions.py",
        "constraints.txt",
        "convnet_grader-0.1.0-py3-none-any.whl",
        "packages.txt",
        "run_autograder",
        "secret.key",
        "setup.sh",
        "solutions/hw0_small/solution.py",
        "system-packages.txt",
    ]


def test_modes(files):
    """Scripts are executable; secret and solution are the owner's."""
    modes = {name: mode for name, (_, mode) in files.items()}

    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert modes["secret.key"] == modes["solutions/hw0_small/solution.py"] == 0o600
    assert modes["constraints.txt"] == 0o644


def test_secret_is_kept_as_a_course_keeps_it(files):
    """The key is 64 hexadecimal digits and a newline, which is how a course folder stores it."""
    assert files["secret.key"][0] == SECRET.hex().encode() + b"\n"


def test_missing_solution(course, assignment, small_wheel, solution):
    """Without a solution there is no autograder."""
    solution.unlink()

    with pytest.raises(AssignmentError, match=r"solution.py: there is no such file"):
        autograder_files(course, assignment, "{}", small_wheel, SECRET)


@pytest.mark.parametrize("name", ["setup.sh", "run_autograder"])
def test_scripts_are_bash(files, tmp_path, name):
    """Both scripts have a shebang, unix line ends, no placeholder left, and parse."""
    content = files[name][0]
    (tmp_path / name).write_bytes(content)

    assert content.startswith(b"#!/bin/bash\n")
    assert b"\r" not in content
    assert not re.search(rb"@\w+@", content)
    subprocess.run(["bash", "-n", str(tmp_path / name)], check=True, timeout=20)


def test_run_autograder_is_replaced_by_the_grader(files):
    """Bash does not stay: what it read of the script could be changed while student code runs."""
    lines = files["run_autograder"][0].decode().splitlines()

    assert lines[-1] == 'exec /opt/convnet-grader/bin/python -I -m grader gradescope --root "$ROOT"'


def test_run_autograder_begins_with_a_document(files):
    """Before Python starts, the document that says that grading did not finish is put in place whole."""
    lines = files["run_autograder"][0].decode().splitlines()
    copies = [line for line in lines if "unfinished.json" in line]

    assert len(copies) == 1
    assert copies[0].endswith('&& mv "$ROOT/results/results.json.new" "$ROOT/results/results.json"')


def test_numpy_is_pinned_for_every_python(files):
    """The grading image gets one numpy for each Python, and one Cython where an assignment compiles."""
    assert files["constraints.txt"][0].decode().splitlines() == [
        "cython==3.3.1",
        'numpy==2.2.6; python_version < "3.11"',
        'numpy==2.4.6; python_version >= "3.11"',
    ]


PYTHON = """#!/bin/bash
if [[ "$2" == venv ]]; then
    [[ -n "${{NO_VENV:-}}" && ! -e {folder}/installed ]] && exit 1
    mkdir -p "$3/bin" && cp {folder}/inner "$3/bin/python"
fi
"""
INNER = """#!/bin/bash
echo "$*" >> {log}
[[ "$*" == *selftest* ]] && exit "${{SELFTEST:-0}}"
cat > /dev/null
"""
APT_GET = """#!/bin/bash
echo "apt-get $*" >> {log}
touch {folder}/installed
"""


def _stand_in(folder, log):
    """A python3 whose venv module makes an interpreter that only writes down how it was called."""
    folder.mkdir()
    for name, text in (("python3", PYTHON), ("inner", INNER), ("apt-get", APT_GET)):
        (folder / name).write_text(text.format(folder=folder, log=log))
        (folder / name).chmod(0o755)


@pytest.fixture
def run_setup(files, tmp_path):
    """A factory that runs setup.sh with a stand-in for python3 and apt-get; returns the process and the calls made."""

    def run(**environment):
        root, log = tmp_path / "autograder", tmp_path / "log"
        for name, (content, mode) in files.items():
            path = root / "source" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.replace(b"/opt/convnet-grader", str(tmp_path / "venv").encode()))
            path.chmod(mode)
        _stand_in(tmp_path / "bin", log)
        path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", str(root / "source/setup.sh")],
            env={**os.environ, "PATH": path, "AUTOGRADER_ROOT": str(root), **environment},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        return done, log.read_text().splitlines()

    return run


needs_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="setup.sh runs as root")


@needs_root
def test_setup_installs_then_locks_then_tests(run_setup, tmp_path):
    """The wheel is installed with the constraints, the source is closed, the self-test comes last."""
    done, calls = run_setup()

    assert done.returncode == 0, done.stderr
    assert [call for call in calls if "pip install" in call] == [
        "-m pip install --quiet --no-input --no-cache-dir -c constraints.txt -r packages.txt ./convnet_grader-0.1.0-py3-none-any.whl"
    ]
    assert calls[-1] == f"-I -m grader selftest --root {tmp_path / 'autograder'}"
    assert not [call for call in calls if call.startswith("apt-get")]
    assert (tmp_path / "autograder/source").stat().st_mode & 0o777 == 0o700


@needs_root
def test_setup_fetches_venv_only_where_it_is_missing(run_setup):
    """Where python3 cannot make an environment, the system's package for it is installed, and nothing else."""
    done, calls = run_setup(NO_VENV="1")

    assert done.returncode == 0, done.stderr
    assert [call for call in calls if call.startswith("apt-get")] == [
        "apt-get update -q",
        "apt-get install -q -y --no-install-recommends python3 python3-venv",
    ]


@needs_root
def test_setup_fails_loudly(run_setup):
    """A self-test that fails is a build that fails, and the log says so."""
    done, _ = run_setup(SELFTEST="3")

    assert done.returncode == 3
    assert "this autograder cannot grade" in done.stderr
    assert "ready" not in done.stdout


def test_zip_has_the_scripts_at_its_root(files, tmp_path):
    """The platform looks for both scripts beside each other, not in a folder."""
    path = write_zip(tmp_path / "hw0_small-autograder.zip", files)

    with zipfile.ZipFile(path) as archive:
        assert {"setup.sh", "run_autograder"} <= set(archive.namelist())


def test_unpacked_it_is_a_course(files, tmp_path):
    """The grader finds its one assignment in the unpacked zip as in any course."""
    for name in ("assignments/hw0_small/questions.py", "solutions/hw0_small/solution.py"):
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(files[name][0])

    assert load_assignment(tmp_path / "source", "hw0_small").functions == ("spread", "scaled")
