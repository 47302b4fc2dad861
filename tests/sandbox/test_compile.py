"""Cells become libraries, errors keep their line, and nothing that a cell says reaches outside."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from grader.errors import GraderError
from grader.records import Verdict
from grader.sandbox import compile as compiling
from grader.sandbox import jail, landlock, pyx, seccomp, toolchain
from grader.sandbox.client import Extension, Worker, WorkerLost
from grader.sandbox.compile import AS_WRITTEN, CHECKED, compile_extension

from .factories import ROOMY, request

ATTACKS = Path(__file__).parent / "compile_attacks"
EXPECTED = json.loads((ATTACKS / "expected.json").read_text())
CANARY = "canary_7731"
BARE = jail.Walls(uid=None, files=False, calls=False)
IM2COL = """\
%%cython -a
# cython: boundscheck=False, wraparound=False
import numpy as np
cimport numpy as cnp
cimport cython

ctypedef fused real:
    float
    double

def im2col(real[:, :, :, ::1] x, int kh, int kw, int stride):
    cdef Py_ssize_t N = x.shape[0], C = x.shape[1], H = x.shape[2], W = x.shape[3]
    cdef Py_ssize_t h = (H - kh) // stride + 1, w = (W - kw) // stride + 1
    cdef Py_ssize_t n, c, i, j, a, b
    out = np.empty((C, kh, kw, h, w, N), dtype=np.float32 if real is float else np.float64)
    cdef real[:, :, :, :, :, ::1] o = out
    for c in range(C):
        for a in range(kh):
            for b in range(kw):
                for i in range(h):
                    for j in range(w):
                        for n in range(N):
                            o[c, a, b, i, j, n] = x[n, c, i * stride + a, j * stride + b]
    return out.reshape(C * kh * kw, h * w * N)
"""


def tools_missing():
    """Whether cells cannot be compiled here."""
    try:
        toolchain.tools()
    except GraderError:
        return True
    return not (landlock.abi() and seccomp.available())


pytestmark = pytest.mark.skipif(tools_missing(), reason="no compiler, or nothing to confine it with")


def test_an_honest_cell_compiles_and_runs_in_a_worker():
    """Fused types, memoryviews, numpy's declarations: all there; its names are the submission's."""
    compiled = compile_extension(IM2COL)
    assert compiled.library, compiled
    assert compiled.library[:4] == b"\x7fELF"
    x = np.arange(2 * 3 * 5 * 4.0).reshape(2, 3, 5, 4)
    with compiled.placed() as path, Worker(files=[path]) as worker:
        faults, names = worker.load([], {}, ("im2col",), extensions={"cell": Extension(path)})
        asked = request(function="im2col", x=x, kh=3, kw=2, stride=2)
        out = worker.run(asked, ROOMY).values["out"]
        single = worker.run(request(function="im2col", x=x.astype(np.float32), kh=3, kw=2, stride=2), ROOMY)

    assert (faults, names) == ([], ["im2col"])
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 2), (2, 3))[:, :, ::2, ::2]
    np.testing.assert_array_equal(out, windows.transpose(1, 4, 5, 2, 3, 0).reshape(18, -1))
    assert single.values["out"].dtype == np.float32
    assert not path.exists()


@pytest.mark.parametrize(
    "how",
    [
        "# cython: boundscheck=False, wraparound=False\n{}",
        "cimport cython\n@cython.boundscheck(False)\n{}",
        "cimport cython\nwith cython.boundscheck(False):\n    pass\nfrom cython cimport boundscheck as fast\n@fast(False)\n{}",
    ],
)
def test_the_checked_build_finds_an_index_out_of_range(how):
    """Whatever the cell says of bounds, the checked build has them."""
    source = how.format("def f(double[:] x):\n    cdef Py_ssize_t n = x.shape[0]\n    return x[n]\n")
    compiled = compile_extension(source, build=CHECKED)
    with compiled.placed() as path, Worker(files=[path]) as worker:
        worker.load([], {}, ("f",), extensions={"cell": Extension(path)})
        outcome = worker.run(request(x=np.ones(3)), ROOMY)

    assert outcome.fault.type_name == "IndexError"


@pytest.mark.parametrize(
    ("source", "line", "column", "text"),
    [
        ("%%cython\ndef f(x):\n    return y + x\n", 3, 12, "undeclared name not builtin: y"),
        ("\n\n%%cython -a\ndef f(:\n    pass\n", 4, 7, "Expected"),
        ("def f(int x):\n    cdef int y = [x]\n    return y\n", 2, 18, "coerce"),
        ("cdef extern from 'absent.h':\n    pass\n", 1, 0, "cannot be opened"),
    ],
)
def test_errors_have_the_line_of_the_cell(source, line, column, text):
    """The magic's line counts; columns count from 1 where they are known."""
    first = compile_extension(source).errors[0]

    assert first.line == line
    assert first.column == column or not column
    assert text in first.text


def test_a_library_that_breaks_costs_its_worker_only():
    """What a library does when it is loaded happens in a worker."""
    compiled = compile_extension((ATTACKS / "A106_constructor.pyx").read_text(), build=CHECKED)
    with compiled.placed() as path, Worker(files=[path]) as worker, pytest.raises(WorkerLost) as caught:
        worker.load([], {}, ("f",), extensions={"cell": Extension(path)})

    assert (caught.value.verdict, caught.value.detail) == (Verdict.CRASHED, "signal SIGABRT")


def test_native_code_starts_nothing():
    """A library calls the kernel itself; the worker's filter is over it too."""
    source = """
        cdef extern from "unistd.h":
            int fork()
            long syscall(long, ...)
        cdef extern from "sys/socket.h":
            int socket(int, int, int)
        def f():
            return [fork(), socket(2, 1, 0), syscall(425, 8, 0)]
    """
    compiled = compile_extension(textwrap.dedent(source), build=CHECKED)
    with compiled.placed() as path, Worker(files=[path]) as worker:
        worker.load([], {}, ("f",), extensions={"cell": Extension(path)})
        assert worker.run(request(), ROOMY).values["out"] == [-1, -1, -1]


def test_a_library_that_cannot_be_loaded_is_a_fault():
    """It is told as what went wrong in loading, and the worker goes on."""
    compiled = compiling.Compiled("cell", library=b"no library")
    with compiled.placed() as path, Worker(files=[path]) as worker:
        faults, names = worker.load([], {}, ("f",), extensions={"cell": Extension(path)})

    assert [f.type_name for f in faults] == ["ImportError"]
    assert names == []


# ---------------------------------------------------------------------------------------------- attacks


@pytest.fixture
def stage(tmp_path, monkeypatch):
    """A secret that any user could read, a program, and a folder full of traps to be started from."""
    (tmp_path / "secret.h").write_text(f"{CANARY} = 1;\n")
    program = tmp_path / "program.sh"
    program.write_text(f'#!/bin/sh\ntouch {tmp_path}/marker\nexec "$@"\n')
    program.chmod(0o755)
    for name in ("Cython.py", "re.py", "beside.pxi", "cell.pxd", "setup.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'marker')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def attack(name, stage, **options):
    """Compile one of the attacks."""
    text = (ATTACKS / f"{name}.pyx").read_text()
    for word, file in (("secret", "secret.h"), ("program", "program.sh"), ("marker", "marker")):
        text = text.replace(f"{{{word}}}", str(stage / file))
    return compile_extension(text, build=CHECKED, **options)


def marked():
    """The attacks, the slow ones marked."""
    return [pytest.param(name, marks=[pytest.mark.slow] if e.get("slow") else []) for name, e in EXPECTED.items()]


@pytest.mark.parametrize("name", marked())
def test_attacks_come_to_nothing(name, stage):
    """Each ends as expected, in time, and neither the secret nor a folder of ours is in what comes back."""
    expected = EXPECTED[name]
    compiled = attack(name, stage, seconds=8.0 if expected.get("slow") else 60.0)
    kinds = {error.kind for error in compiled.errors}

    if expected["kind"] != "any":
        assert kinds == ({expected["kind"]} if expected["kind"] else set()), compiled.errors
    if "line" in expected:
        assert compiled.errors[0].line == expected["line"]
    assert len(compiled.ignored) == expected.get("ignored", 0)
    assert CANARY not in repr(compiled)
    assert "/grader-" not in compiled.output + repr(compiled.errors)
    assert len(compiled.output) <= compiling.MAX_OUTPUT
    assert not (stage / "marker").exists()


@pytest.mark.parametrize("name", [name for name, e in EXPECTED.items() if e.get("leaks_unconfined")])
def test_without_walls_these_attacks_work(name, stage):
    """The attacks are real: what stops them is the confinement."""
    assert CANARY in repr(attack(name, stage, walls=BARE))


def test_what_a_compiler_could_do_if_it_were_taken_over(stage):
    """Both steps: no file of ours, no network, no program but the compilers, no process of ours, no file outside."""
    box = stage / "box"
    box.mkdir()
    probe = f"""
        import json, os, socket, subprocess, sys
        from pathlib import Path
        sys.path.insert(0, {str(Path(compiling.__file__).parents[2])!r})
        from grader.sandbox import compiler
        tries = dict(
            read=lambda: open({str(stage / "secret.h")!r}),
            list=lambda: os.listdir({str(stage)!r}),
            write=lambda: open({str(stage / "marker")!r}, "w"),
            link=lambda: os.link({str(stage / "secret.h")!r}, "{box}/linked"),
            shell=lambda: subprocess.run(["/bin/sh", "-c", "true"]),
            python=lambda: subprocess.run([sys.executable, "-c", ""]),
            inet=lambda: socket.socket(),
            unix=lambda: socket.socketpair(),
            kill=lambda: os.kill(os.getppid(), 0),
            session=lambda: os.setsid(),
            ours=lambda: open(f"/proc/{{os.getppid()}}/environ"),
        )
        step = json.loads(sys.argv[1])
        compiler._enter(step, [Path(os.__file__).parent], [])
        done = []
        for name, attempt in tries.items():
            try:
                attempt()
                done.append(name)
            except OSError:
                pass
        open(step["box"] + "/allowed", "w").write("x")
        print(json.dumps(done))
    """
    source = stage / "cell.pyx"
    source.write_text("")
    walls = jail.Walls(None, True, True)
    step = {
        "source": str(source),
        "box": str(box),
        "walls": compiling.asdict(walls),
        "limits": compiling.asdict(compiling.LIMITS),
    }
    command = [sys.executable, "-I", "-c", textwrap.dedent(probe), json.dumps(step)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert json.loads(done.stdout or "null") == [], done.stderr
    assert (box / "allowed").exists()


@pytest.mark.parametrize("made", ["symlink", "hard link", "fifo", "folder", "too large", "empty", "absent"])
def test_only_a_plain_file_is_taken(tmp_path, made):
    """What a compiler left is read only if it is what it should be."""
    (tmp_path / "other").write_bytes(b"other")
    {
        "symlink": lambda p: p.symlink_to(tmp_path / "other"),
        "hard link": lambda p: p.hardlink_to(tmp_path / "other"),
        "fifo": os.mkfifo,
        "folder": Path.mkdir,
        "too large": lambda p: p.write_bytes(bytes(101)),
        "empty": lambda p: p.write_bytes(b""),
        "absent": lambda p: None,
    }[made](tmp_path / "made")

    assert toolchain.take(str(tmp_path / "made"), 100, os.geteuid()) is None
    assert toolchain.take(str(tmp_path / "other"), 100, os.geteuid() + 1) is None


@pytest.mark.parametrize(
    ("text", "kind"), [("x" * (pyx.MAX_SOURCE + 1), "size"), ("a\0b", "nul"), ("\ud800", "surrogate")]
)
def test_texts_that_no_compiler_sees(text, kind):
    """Too long, a NUL character, half a character."""
    assert [error.kind for error in compile_extension(text).errors] == [kind]


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    """No folder stays, whether it compiled or not."""
    monkeypatch.setattr(compiling.tempfile, "tempdir", str(tmp_path))
    tmp_path.chmod(0o755)
    compile_extension("def f(): return 1", build=CHECKED)
    compile_extension("def f(", build=CHECKED)

    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------------------------------------- store and tools


def test_the_store_keeps_libraries_by_all_they_depend_on(tmp_path, monkeypatch):
    """The same text and build are not compiled twice; another build, text or version is."""
    store = tmp_path / "store"
    source = "def f(): return 1\n"
    first = compile_extension(source, build=CHECKED, store=store)
    again = compile_extension(source, build=CHECKED, store=store)

    assert (first.cached, again.cached) == (False, True)
    assert first.library == again.library
    (entry,) = store.iterdir()
    tools = toolchain.tools()
    names = {
        toolchain.entry(store, *parts)
        for parts in (
            ["a", "cell", CHECKED.forced, CHECKED.flags, tools.versions],
            ["b", "cell", CHECKED.forced, CHECKED.flags, tools.versions],
            ["a", "cell", AS_WRITTEN.forced, AS_WRITTEN.flags, tools.versions],
            ["a", "cell", CHECKED.forced, CHECKED.flags, ("0", *tools.versions[1:])],
        )
    }
    assert len(names) == 4

    entry.write_bytes(entry.read_bytes()[:-1])
    assert compile_extension(source, build=CHECKED, store=store).cached is False


def test_a_store_that_others_can_open_is_refused(tmp_path):
    """A library from there could be anybody's."""
    tmp_path.chmod(0o755)

    with pytest.raises(GraderError, match="mode 700"):
        compile_extension("def f(): return 1", store=tmp_path)


@pytest.mark.parametrize(("function", "missing"), [("importlib.util.find_spec", "Cython"), ("shutil.which", "gcc")])
def test_a_missing_compiler_is_our_fault(monkeypatch, function, missing):
    """It is told with what to install, and costs no student anything."""
    toolchain.tools.cache_clear()
    monkeypatch.setattr(f"grader.sandbox.toolchain.{function}", lambda *a, **k: None)

    with pytest.raises(GraderError, match=missing):
        compile_extension("def f(): return 1")
    toolchain.tools.cache_clear()


def test_a_compiler_that_does_not_work_is_our_fault(monkeypatch):
    """A good line is compiled to tell a broken compiler from a broken cell."""
    tools = toolchain.tools()
    monkeypatch.setattr(toolchain, "tools", lambda: toolchain.Tools(tools.programs[:1], tools.headers, tools.versions))

    with pytest.raises(GraderError, match="does not work here"):
        compile_extension("def f(): return 1", build=CHECKED)


def test_the_html_shows_how_each_line_became_c():
    """Where it is asked for."""
    assert "Generated by Cython" in compile_extension("def f(): return 1", build=CHECKED, annotate=True).annotated
