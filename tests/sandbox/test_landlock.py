"""Which files a worker can open, with no wall standing but the list of them."""

import os
import socket
import sysconfig
from pathlib import Path

import pytest

from grader.sandbox import jail, landlock
from grader.sandbox.client import Worker

from .factories import OPEN, ROOMY, answer, both_launchers, needs_files, piece, request, tried

pytestmark = needs_files
LIST_ONLY = jail.Walls(None, files=True, calls=False)
SITE = Path(sysconfig.get_path("purelib"))
UNLISTED = Path(pytest.__file__)  # a package that no question lists


def opened(path, mode="rb", **setup):
    """How a worker fares that opens a file."""
    return tried(f"open({str(path)!r}, {mode!r}).close()", walls=LIST_ONLY, **setup)


@both_launchers
@pytest.mark.parametrize(
    "path", ["/etc/passwd", "/etc/hostname", "/proc/self/status", "/proc/self/environ", __file__, UNLISTED]
)
def test_what_is_not_listed_cannot_be_read(path, launcher):
    """Files of the machine, of the checkout, of other packages, of the process itself."""
    assert opened(path, launcher=launcher()) == "PermissionError"


@pytest.mark.parametrize("folder", ["/", "/etc", "/tmp", "/proc", "/home", SITE, Path(__file__).parent])
def test_what_is_not_listed_cannot_be_looked_through(folder):
    """A folder's names are out of reach too."""
    assert tried(f"os.listdir({str(folder)!r})", walls=LIST_ONLY) == "PermissionError"


@both_launchers
def test_an_unlisted_package_stays_out_of_reach_whatever_the_student_removes(launcher):
    """Taking the import hooks away leads to the file list, and no way round it is left."""
    source = f"""
        import importlib.util, sys
        sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "grader.sandbox.worker"]
        sys.path_importer_cache.clear()
        loader = importlib.util.spec_from_file_location("p", {str(UNLISTED)!r}).loader
        def f():
            found = []
            for attempt in (lambda: __import__("pytest"), lambda: loader.get_data({str(UNLISTED)!r})):
                try:
                    attempt()
                except Exception as err:
                    found.append(type(err).__name__)
            return found
    """
    walls = [answer(source, None, {"launcher": launcher(), "walls": w}).values["out"] for w in (OPEN, LIST_ONLY)]

    assert walls == [[], ["ModuleNotFoundError", "PermissionError"]]


@both_launchers
def test_a_listed_package_can_be_imported(launcher):
    """What a question lists is read from its folder, though the worker had not loaded it before."""
    source = "import iniconfig\ndef f(): return open(iniconfig.__file__).read(1) != ''"
    pytest.importorskip("iniconfig")
    found = [
        answer(source, None, {"launcher": launcher(), "walls": LIST_ONLY, "packages": packages})
        for packages in (("numpy", "iniconfig"), ("numpy",))
    ]

    assert found[0].values["out"] is True
    assert found[1].fault.type_name == "NameError"


@both_launchers
def test_the_standard_library_can_be_imported(launcher):
    """Modules that were not loaded before, some of them with a shared library of their own."""
    names = ["sqlite3", "lzma", "bz2", "zoneinfo", "csv", "unittest", "xml.etree.ElementTree", "asyncio", "ctypes.util"]
    names = [name for name in names if _has(name)]
    source = f"import importlib\ndef f(): return [importlib.import_module(name).__name__ for name in {names!r}]"

    assert answer(source, None, {"launcher": launcher()}).values["out"] == names


def _has(name):
    try:
        __import__(name)
    except ImportError:
        return False
    return True


@pytest.mark.parametrize("mode", ["rb", "wb", "r+b"])
def test_the_null_device_can_be_written(mode):
    """Throwing output away is no offence."""
    assert tried(f"open(os.devnull, {mode!r}).close()") == "done"


@both_launchers
def test_a_file_that_is_given_can_be_read_and_its_neighbour_not(tmp_path, launcher):
    """Of a folder, the one file that was named; it can be read and no more."""
    given, neighbour = tmp_path / "given.npz", tmp_path / "neighbour.npz"
    for path in (given, neighbour):
        path.write_text("data")
        path.chmod(0o644)
    setup = {"launcher": launcher(), "files": [given]}

    assert opened(given, **setup) == "done"
    assert opened(neighbour, **setup) == "PermissionError"
    assert opened(given, "r+b", **setup) == "PermissionError"
    assert tried(f"os.listdir({str(tmp_path)!r})", walls=LIST_ONLY, **setup) == "PermissionError"
    assert opened(given, launcher=launcher()) == "PermissionError"


def test_a_folder_that_is_given_can_be_read_with_all_that_is_in_it(tmp_path):
    """A folder of data is one entry of the list."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "data").write_text("")

    assert opened(tmp_path / "inner" / "data", files=[tmp_path]) == "done"
    assert tried(f"os.listdir({str(tmp_path)!r})", walls=LIST_ONLY, files=[tmp_path]) == "done"


def test_a_symbolic_link_leads_nowhere_else(tmp_path):
    """A link in a folder that can be read does not make what it points to readable."""
    (tmp_path / "shown").mkdir()
    (tmp_path / "hidden").write_text("")
    (tmp_path / "shown" / "link").symlink_to(tmp_path / "hidden")

    assert opened(tmp_path / "shown" / "link", files=[tmp_path / "shown"]) == "PermissionError"


def test_a_file_that_is_not_there_is_left_out(tmp_path):
    """A list may name what some machines have and others have not."""
    assert opened(os.devnull, files=[tmp_path / "absent"]) == "done"


@pytest.mark.parametrize(
    "body",
    [
        "os.open({folder!r} + '/new', os.O_CREAT | os.O_WRONLY)",
        "os.mkdir({folder!r} + '/new')",
        "os.unlink({folder!r} + '/old')",
        "os.rmdir({folder!r} + '/empty')",
        "os.rename({folder!r} + '/old', {folder!r} + '/new')",
        "os.symlink('/', {folder!r} + '/new')",
        "os.link({folder!r} + '/old', {folder!r} + '/new')",
        "os.mkfifo({folder!r} + '/new')",
        "os.truncate({folder!r} + '/old', 0)",
        "socket.socket(socket.AF_UNIX).bind({folder!r} + '/new')",
        "os.execv('/bin/true', ['true'])",
    ],
)
def test_nothing_can_be_made_removed_or_started(tmp_path, body):
    """A folder that can be read and that anybody could write to stays as it is."""
    tmp_path.chmod(0o777)
    (tmp_path / "old").write_text("old")
    (tmp_path / "old").chmod(0o666)
    (tmp_path / "empty").mkdir()
    result = tried(body.format(folder=str(tmp_path)), walls=LIST_ONLY, files=[tmp_path])

    assert result in ("PermissionError", "OSError")  # EXDEV for a link
    assert sorted(os.listdir(tmp_path)) == ["empty", "old"]
    assert (tmp_path / "old").read_text() == "old"


@pytest.mark.skipif(landlock.abi() < 4, reason="this kernel's list knows no networks")
def test_no_connection_can_be_made():
    """The list is one of TCP ports as well, and it is empty."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        results = [
            tried(f"socket.create_connection({address})", walls=jail.Walls(None, files, calls=False))
            for files in (False, True)
        ]

    assert results == ["done", "PermissionError"]


def test_a_student_helper_is_not_in_the_way():
    """A module that was handed in is imported, and its source can be read back, from memory and not from a file."""
    siblings = {"helpers": "def value():\n    return 5\n"}
    source = "import helpers, inspect\ndef f(): return [helpers.value(), inspect.getsource(helpers.value)]"
    with Worker() as worker:
        faults, _ = worker.load([piece(source)], siblings, ("f",))
        outcome = worker.run(request(), ROOMY)

    assert not faults
    assert outcome.values["out"] == [5, siblings["helpers"]]


def test_an_abi_is_a_number_of_the_kernels():
    """The same every time, and none where this is not Linux."""
    assert landlock.abi() == landlock.abi() >= 1
