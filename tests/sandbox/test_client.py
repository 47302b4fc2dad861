"""A real worker from the grader's end: deadlines, crashes, forged frames, output, and what is left when it closes."""

import contextlib
import os
import select
import signal
import sys
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import GraderError
from grader.records import Extraction, Message, Opaque, Request, SourceFile, Verdict
from grader.sandbox import client, jail, launch, wire
from grader.sandbox.client import Worker, WorkerLost, as_submission_error
from grader.sandbox.output import KEPT_OUTPUT

from .factories import (
    OPEN,
    ROOMY,
    SHORT,
    WITHOUT_CALLS,
    answer,
    both_launchers,
    loss,
    needs_linux,
    needs_own_user,
    piece,
    replay,
    request,
    started,
)

FORGERY = """
import os, stat, sys
import numpy as np
from grader.sandbox import wire

def channel():
    for fd in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                return fd
        except OSError:
            pass

def say(data):
    while data:
        data = data[os.write(channel(), data):]

def request_id():
    frame = sys._getframe()
    while not isinstance(frame.f_locals.get("request"), dict):
        frame = frame.f_back
    return frame.f_locals["request"]["id"]

def forge(reply):
    answer_all({"outcomes": [reply]})

def answer_all(reply):
    say(wire.dump({"id": request_id(), "reply": reply}))

GOOD = {"verdict": "passed", "values": {"out": 3}, "changed": {}, "fault": None}
REPLY = {"outcomes": [GOOD]}
FAULT = {"type_name": "ValueError", "text": "", "function": "f", "label": "", "line": 1, "source": ""}
FAULT |= {"kind": "raised", "bases": [], "call": 0}
RAISED = {"verdict": "raised", "values": {}, "changed": {}, "fault": FAULT}
"""


def forged(line):
    """A student's f that does one thing before it returns."""
    return f"{FORGERY}\ndef f():\n    {line}\n    return 1\n"


def extracted(worker, name, text, *functions):
    """What one file is said to hold."""
    (found,) = worker.extract([SourceFile(name, text.encode())], functions, ROOMY)
    return found


# ---------------------------------------------------------------------------------------------- hello


@both_launchers
def test_a_worker_answers(launcher):
    """A worker is started, loaded, asked and closed, and arrays come back as they were made."""
    source = "import numpy as np\ndef f(x, k):\n    return np.asfortranarray(x * k)"
    outcome = answer(source, None, {"launcher": launcher()}, x=np.ones((2, 3)), k=2)

    assert outcome.verdict is Verdict.PASSED
    assert np.array_equal(outcome.values["out"], np.full((2, 3), 2.0))
    assert outcome.fault is None
    assert outcome.seconds > 0


@pytest.mark.parametrize("boot", ["raise SystemExit('told')", "import os; os._exit(1)", "print('noise')"])
def test_a_worker_that_does_not_start_is_our_fault(monkeypatch, boot):
    """A process that ends before it says that it is ready is a GraderError, with what it printed."""
    monkeypatch.setattr(launch, "_BOOT", boot)

    with pytest.raises(GraderError, match="did not start"):
        Worker(launcher=launch.Fresh()).__enter__()


def test_a_python_that_cannot_be_run_is_our_fault(monkeypatch, tmp_path):
    """No process at all is a GraderError too."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))

    with pytest.raises(GraderError):
        Worker(launcher=launch.Fresh()).__enter__()


def test_a_worker_that_never_says_hello_is_our_fault(monkeypatch):
    """Silence at the start ends at its deadline."""
    monkeypatch.setattr(launch, "_BOOT", "import time; time.sleep(600)")
    monkeypatch.setattr(client, "START_SECONDS", SHORT)

    with pytest.raises(GraderError, match="did not start"):
        Worker(launcher=launch.Fresh()).__enter__()


@needs_linux
def test_a_failed_start_leaves_no_descriptor_open(monkeypatch):
    """A worker that did not start leaves nothing behind in the grader."""
    monkeypatch.setattr(launch, "_BOOT", "raise SystemExit(1)")
    before = os.listdir("/proc/self/fd")
    with pytest.raises(GraderError):
        Worker(launcher=launch.Fresh()).__enter__()

    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_a_request_that_cannot_be_sent_is_our_fault():
    """Inputs too large for a frame are not blamed on the student."""
    with started("def f(x): return 1") as worker, pytest.raises(GraderError):
        worker.run(request(x=[np.zeros(0)] * (wire.MAX_ARRAYS + 1)), ROOMY)


# ---------------------------------------------------------------------------------------------- extract and load


def test_extract_tells_what_a_file_defines():
    """A file's definitions come back as records."""
    with Worker() as worker:
        found = extracted(
            worker, "a.py", "import numpy as np\ndef f(x):\n    return x\ndef g():\n    pass\n", "f", "g", "h"
        )

    assert isinstance(found, Extraction)
    assert (found.file, found.defined, found.stubs) == ("a.py", ("f",), ("g",))
    assert 1 in found.pieces[0].keep["f"]


@pytest.mark.parametrize(
    ("name", "text"), [("a.ipynb", "{"), ("a.ipynb", ""), ("a.py", "def f(:"), ("b.ipynb", '{"nbformat": 3}')]
)
def test_extract_says_why_a_file_cannot_be_read(name, text):
    """An unreadable file is a message that names it; the worker lives on."""
    with Worker() as worker:
        found = extracted(worker, name, text, "f")
        again = extracted(worker, "c.py", "def f(): return 1", "f")

    assert isinstance(found, Message)
    assert found.data["file"] == name
    assert as_submission_error(found).kind == found.kind
    assert again.defined == ("f",)


def test_load_tells_what_went_wrong_and_goes_on():
    """A statement that fails is told with its cell and line, and the next one is executed all the same."""
    with Worker() as worker:
        faults, callables = worker.load(
            [piece("import nowhere\n\nx = 1 / 0\ndef f():\n    return 2", "cell 9")], {}, ("f",)
        )
        outcome = worker.run(request(), ROOMY)

    assert [(f.type_name, f.label, f.line) for f in faults] == [
        ("ModuleNotFoundError", "cell 9", 1),
        ("ZeroDivisionError", "cell 9", 3),
    ]
    assert callables == ["f"]
    assert outcome.values["out"] == 2


@pytest.mark.parametrize(
    "statement", ["raise SystemExit", "raise KeyboardInterrupt", "import sys; sys.exit(3)", "exit()"]
)
def test_leaving_while_loading_ends_only_the_statement(statement):
    """An exit at the top level of a cell costs nothing but itself."""
    with Worker() as worker:
        faults, callables = worker.load([piece(f"{statement}\ndef f(): return 1")], {}, ("f",))

    assert len(faults) == 1
    assert "f" in callables


def test_load_executes_only_what_is_kept():
    """Statements that are not kept are never executed."""
    with Worker() as worker:
        kept = piece("a = 1\nraise ValueError\ndef f(): return a")
        faults, _ = worker.load([type(kept)(kept.label, kept.source, {"f": (0, 2), "g": (1,)})], {}, ("f",))
        outcome = worker.run(request(), ROOMY)

    assert not faults
    assert outcome.values["out"] == 1


def test_a_function_among_a_thousand_is_found():
    """However many names a star import brings, the student's own function can be called."""
    many = "for k in range(1000):\n    globals()[f'name_{k}'] = len\ndef f(): return 1"
    with Worker() as worker:
        _, callables = worker.load([piece(many)], {}, ("f",))

    assert "f" in callables


def test_siblings_can_be_imported():
    """A Python file that was handed in beside the notebook is a module, but never in the place of a real one."""
    siblings = {"helpers": "value = 5", "json": "raise ValueError", "numpy": "raise ValueError"}
    with Worker() as worker:
        faults, _ = worker.load([piece("import helpers, json, numpy\ndef f(): return helpers.value")], siblings, ("f",))
        outcome = worker.run(request(), ROOMY)

    assert not faults
    assert outcome.values["out"] == 5


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("while True: pass", Verdict.TIMEOUT),
        ("import os; os._exit(3)", Verdict.CRASHED),
        ("import os; os.abort()", Verdict.CRASHED),
    ],
)
def test_losing_the_worker_while_loading(statement, verdict):
    """A load that never ends or kills the process is told as such."""
    with Worker() as worker, pytest.raises(WorkerLost) as lost:
        worker.load([piece(statement)], {}, ("f",), SHORT if verdict is Verdict.TIMEOUT else ROOMY)

    assert lost.value.verdict is verdict


# ---------------------------------------------------------------------------------------------- run


def test_objects_stay_in_the_worker():
    """A cache that cannot be sent is handed from forward to backward, and only its type is told."""
    source = """
        def forward(x): return x + 1, (lambda: x)
        def backward(dout, cache): return dout * cache()
    """
    forward = request("out", "cache", function="forward", x=3)
    back = request("dx", function="backward", dout=2.0, cache=0)
    both = Request({"x": 3, "dout": 2.0}, (*forward.calls, *back.calls), ("out", "cache", "dx"))
    with started(source) as worker:
        outcome = worker.run(both, ROOMY)

    assert outcome.values == {"out": 4, "cache": Opaque("function"), "dx": 6.0}


@pytest.mark.parametrize(("layout", "flags"), [("C", [True, False]), ("F", [False, True]), ("strided", [False, False])])
def test_inputs_arrive_in_the_layout_that_was_asked_for(layout, flags):
    """Memory layout and write protection hold in the worker."""
    source = "def f(x): return [x.flags.c_contiguous, x.flags.f_contiguous, x.flags.writeable]"
    asked = request(x=np.zeros((3, 4)))
    with started(source) as worker:
        outcome = worker.run(Request(asked.inputs, asked.calls, asked.want, layout, read_only=True), ROOMY)

    assert outcome.values["out"] == [*flags, False]


def test_answers_are_played_back_in_the_worker():
    """A replayed function gives its recorded answer, and the student's own the next time."""
    asked = request(x=1)
    played = Request(asked.inputs, asked.calls, asked.want, replays=(replay("g", np.arange(3), x=1),))
    with started("def g(x): return 'own'\ndef f(x): return g(x)") as worker:
        first, second = worker.run(played, ROOMY), worker.run(asked, ROOMY)

    assert np.array_equal(first.values["out"], np.arange(3))
    assert second.values["out"] == "own"


def test_an_exception_is_told_with_its_line():
    """What was raised, where in the student's cell, and the line itself."""
    outcome = answer("def f():\n    return 1 / 0")

    assert outcome.verdict is Verdict.RAISED
    assert (outcome.fault.type_name, outcome.fault.label, outcome.fault.line) == ("ZeroDivisionError", "cell 1", 2)
    assert outcome.fault.source == "return 1 / 0"


def test_changed_inputs_are_told():
    """Writing to an input is told with the function that did it."""
    assert answer("def f(x): x += 1", x=np.zeros(2)).changed == {"x": "f"}


@pytest.mark.parametrize(
    "loop",
    [
        "while True: pass",
        "import time; time.sleep(600)",
        "sum(range(10**13))",
        "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
        "import signal\n    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))\n    while True: pass",
        "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
        "[None for _ in iter(int, 1) if _]",
    ],
)
def test_what_never_ends_is_a_timeout(loop):
    """Python loops, C loops, sleep, a stopped process, blocked signals: each ends at the deadline."""
    lost = loss(f"def f():\n    {loop}", SHORT)

    assert lost.verdict is Verdict.TIMEOUT


def test_a_dripping_answer_does_not_move_the_deadline():
    """A frame that comes byte by byte is as late as none."""
    drip = "say(wire.PREFIX.pack(wire.MAGIC, 1 << 16, 0))\n    import time\n    while True: say(b' '); time.sleep(0.01)"

    assert loss(forged(drip), SHORT).verdict is Verdict.TIMEOUT


def test_cpu_time_used_up_is_a_timeout():
    """The limit of CPU time, where it is the first to be met, is told as a timeout."""
    assert loss("def f():\n    while True: pass", ROOMY, jail.Limits(cpu_seconds=1)).verdict is Verdict.TIMEOUT


@pytest.mark.parametrize(
    ("end", "detail"),
    [
        ("os._exit(0)", "exit 0"),
        ("os._exit(7)", "exit 7"),
        ("os.abort()", "signal SIGABRT"),
        ("os.kill(os.getpid(), 9)", "signal SIGKILL"),
        ("os.kill(os.getpid(), 15)", "signal SIGTERM"),
        ("os.kill(os.getpid(), 40)", "signal"),
        ("ctypes.string_at(0)", "signal SIGSEGV"),
        ("os.closerange(0, 256)", ""),
        ("threading.Thread(target=os._exit, args=(5,)).start(); time.sleep(600)", "exit 5"),
    ],
)
@both_launchers
@needs_linux
def test_a_worker_that_dies_has_crashed(end, detail, launcher):
    """However the process ends, it is a crash that says how, and never an answer."""
    lost = loss(forged(f"import ctypes, os, socket, threading, time; {end}"), launcher=launcher())

    assert lost.verdict is Verdict.CRASHED
    assert lost.detail.startswith(detail)


@pytest.mark.parametrize(
    ("end", "detail"),
    [
        ("socket.socket(fileno=channel()).shutdown(socket.SHUT_RDWR)", ""),
        ("os.execv('/bin/true', ['true'])", "exit 0"),
    ],
)
@needs_linux
def test_a_worker_whose_calls_nobody_filters_crashes_as_well(end, detail):
    """What the filter of system calls would refuse is no answer where there is none."""
    lost = loss(forged(f"import os, socket; {end}"), walls=OPEN)

    assert lost.verdict is Verdict.CRASHED
    assert lost.detail.startswith(detail)


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\ndef f(): return np.ones(1 << 31)",
        "def f():\n    kept = []\n    while True: kept.append(bytearray(1 << 24))",
        "def f(): return 'x' * (1 << 34)",
    ],
)
def test_memory_is_limited(source):
    """Asking for more memory than there is is a verdict of its own."""
    assert answer(source, jail.Limits(address_space=1 << 30)).verdict is Verdict.MEMORY


def test_a_worker_lives_on_after_a_memory_error():
    """A case that ran out of memory does not spoil the next one."""
    with started("import numpy as np\ndef f(n): return np.ones(n).size") as worker:
        verdicts = [worker.run(request(n=n), ROOMY).verdict for n in (1 << 31, 3)]

    assert verdicts == [Verdict.MEMORY, Verdict.PASSED]


# ---------------------------------------------------------------------------------------------- protocol


@pytest.mark.parametrize(
    "line",
    [
        "say(b'garbage, and more of it than a prefix')",
        "say(bytes(64))",
        "say(wire.PREFIX.pack(wire.MAGIC, wire.MAX_HEADER + 1, 0))",
        "say(wire.PREFIX.pack(wire.MAGIC, 2**32 - 1, 2**64 - 1))",
        "say(wire.PREFIX.pack(wire.MAGIC, 2, 0) + b'{}')",
        "say(wire.PREFIX.pack(wire.MAGIC, 0, 0))",
        "say(wire.dump(3))",
        "say(wire.dump([1, 2]))",
        "say(wire.dump({}))",
        "say(wire.dump({'id': 0, 'reply': REPLY}))",
        "say(wire.dump({'id': None, 'reply': REPLY}))",
        "say(wire.dump({'id': 'x', 'reply': REPLY}))",
        "say(wire.dump({'id': float(request_id()) + 0.5, 'reply': REPLY}))",
        "say(wire.dump({'id': np.zeros(3), 'reply': REPLY}))",
        "say(wire.dump({'id': np.full(2, request_id()), 'reply': REPLY}))",
        "say(wire.dump({'id': object(), 'reply': REPLY}))",
        "say(wire.dump({'id': request_id()}))",
        "answer_all(None)",
        "answer_all([])",
        "answer_all({})",
        "answer_all(np.zeros(3))",
        "answer_all({'outcomes': []})",
        "answer_all({'outcomes': [GOOD, GOOD]})",
        "answer_all({'outcomes': GOOD})",
        "answer_all({'outcomes': 1})",
        "forge(None)",
        "forge([])",
        "forge({})",
        "forge(np.zeros(3))",
        "forge(GOOD | {'verdict': 'perfect'})",
        "forge(GOOD | {'verdict': 'grader_error'})",
        "forge(GOOD | {'verdict': 'blocked'})",
        "forge(GOOD | {'verdict': 'timeout'})",
        "forge(GOOD | {'verdict': None})",
        "forge(GOOD | {'verdict': np.zeros(2)})",
        "forge(GOOD | {'verdict': ['passed']})",
        "forge(GOOD | {'values': None})",
        "forge(GOOD | {'values': [1, 2]})",
        "forge(GOOD | {'changed': 3})",
        "forge(GOOD | {'changed': np.zeros(3)})",
        "forge(GOOD | {'fault': FAULT})",
        "forge(RAISED | {'verdict': 'grader_error'})",
        "forge(RAISED | {'verdict': 'blocked'})",
        "forge(RAISED | {'verdict': 'timeout'})",
        "forge(RAISED | {'fault': None})",
        "forge(RAISED | {'fault': np.zeros(3)})",
        "forge(RAISED | {'fault': 'text'})",
        "forge(RAISED | {'fault': {}})",
        "forge(RAISED | {'fault': FAULT | {'line': 'one'}})",
        "forge(RAISED | {'fault': FAULT | {'line': float('inf')}})",
        "forge(RAISED | {'fault': FAULT | {'line': np.zeros(2)}})",
        "forge(RAISED | {'fault': FAULT | {'call': -1}})",
        "forge(RAISED | {'fault': FAULT | {'call': 1}})",
        "forge(RAISED | {'fault': FAULT | {'call': 'one'}})",
    ],
)
def test_a_forged_frame_is_a_broken_protocol(line):
    """Whatever student code writes to the grader, it is told as a crash of its own process."""
    lost = loss(forged(line))

    assert (lost.verdict, lost.detail) == (Verdict.CRASHED, "protocol")


@pytest.mark.parametrize(
    "line",
    ["forge(GOOD)", "say(wire.dump({'id': request_id(), 'reply': REPLY}) * 2)"],
)
def test_an_answer_sent_twice_spoils_the_next_request(line):
    """A frame that nobody asked for is noticed before the next answer is read."""
    with started(forged(line)) as worker:
        first = worker.run(request(), ROOMY)
        with pytest.raises(WorkerLost) as lost:
            worker.run(request(), ROOMY)

    assert first.values["out"] in (1, 3)
    assert lost.value.detail == "protocol"


def test_a_frame_prepared_while_loading_is_refused():
    """A frame laid in wait before the question is asked is no answer to it."""
    source = FORGERY + "\nsay(wire.dump({'id': 1, 'reply': REPLY}))\ndef f(): return 1"
    with Worker() as worker, pytest.raises(WorkerLost) as lost:
        worker.load([piece(source)], {}, ("f",))

    assert lost.value.detail == "protocol"


def test_a_forged_answer_is_worth_no_more_than_a_returned_one():
    """A forged reply with the right id can only hold values: nothing in it says that they are right."""
    with started(forged("forge(GOOD | {'score': 100, 'passed': True, 'seconds': -1.0})")) as worker:
        outcome = worker.run(request(), ROOMY)

    assert outcome.verdict is Verdict.PASSED
    assert outcome.values == {"out": 3}
    assert outcome.seconds > 0


def test_a_forged_exception_is_an_exception():
    """What the tests above change one thing of is taken as it is."""
    with started(forged("forge(RAISED)")) as worker:
        outcome = worker.run(request(), ROOMY)

    assert (outcome.verdict, outcome.fault.type_name, outcome.fault.call) == (Verdict.RAISED, "ValueError", 0)


REPLIES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=4)
    | st.just(np.zeros(3))
    | st.just(Opaque("x")),
    lambda v: (
        st.lists(v, max_size=3)
        | st.dictionaries(st.sampled_from(["error", "file", "pieces", "type_name", "a"]), v, max_size=3)
    ),
    max_leaves=6,
)
FAULT_KEYS = ("type_name", "text", "function", "label", "line", "source", "kind", "bases", "call")
FOUND_KEYS = ("file", "pieces", "defined", "stubs", "problems", "broken", "names")


@given(
    found=REPLIES | st.lists(REPLIES | st.fixed_dictionaries(dict.fromkeys(FOUND_KEYS, REPLIES)), max_size=2),
    faults=REPLIES | st.lists(REPLIES | st.fixed_dictionaries(dict.fromkeys(FAULT_KEYS, REPLIES)), max_size=2),
    callables=REPLIES,
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_claims_of_any_shape_are_records_or_a_lost_worker(found, faults, callables):
    """Whatever an answer holds, the grader never stumbles over it."""
    worker = Worker()
    worker._ask = lambda message, seconds, max_header=0: (
        {"found": found, "problems": faults, "callables": callables},
        "",
    )
    for ask in (lambda: worker.extract([], [], 1.0), lambda: worker.load([], {}, ["f"])):
        details = []
        try:
            ask()
        except WorkerLost as lost:
            details.append(lost.detail)

        assert details in ([], ["protocol"])


def test_the_number_of_claimed_faults_is_bounded():
    """A worker cannot flood a report with what went wrong while loading."""
    worker = Worker()
    fault = dict.fromkeys(FAULT_KEYS, "") | {"line": 1, "bases": [], "call": 0}
    worker._ask = lambda message, seconds, max_header=0: ({"problems": [fault] * 10_000, "callables": []}, "")
    faults, _ = worker.load([], {}, ["f"])

    assert len(faults) <= 100


# ---------------------------------------------------------------------------------------------- output


@pytest.mark.parametrize(
    "how",
    [
        "print('seen')",
        "sys.stderr.write('seen')",
        "os.write(1, b'seen')",
        "os.write(2, b'seen')",
    ],
)
def test_output_is_told(how):
    """What a function prints, in whatever way, comes with the outcome."""
    assert "seen" in answer(f"import os, sys\ndef f():\n    {how}\n    return 1").stdout


def test_output_is_told_with_its_own_request():
    """What one request printed is not told with the next."""
    with started("def f(x): print('printed', x)") as worker:
        outputs = [worker.run(request(x=x), ROOMY).stdout for x in (1, 2)]

    assert outputs == ["printed 1\n", "printed 2\n"]


def test_much_output_is_cut_and_counted():
    """Ten megabytes are read, the first few kilobytes kept, the rest counted, and the answer is not lost."""
    outcome = answer("def f():\n    for _ in range(1000): print('x' * 9999)\n    return 5")

    assert outcome.values["out"] == 5
    assert outcome.stdout.startswith("x" * KEPT_OUTPUT)
    assert outcome.stdout.endswith(f"and {10_000_000 - KEPT_OUTPUT:,} bytes more")
    assert len(outcome.stdout) < KEPT_OUTPUT + 100


def test_endless_output_is_a_timeout():
    """Printing for ever is bounded in time and in what is kept."""
    lost = loss("import os\ndef f():\n    while True: os.write(1, b'y' * 65536)", SHORT)

    assert lost.verdict is Verdict.TIMEOUT
    assert len(lost.stdout) < KEPT_OUTPUT + 100


def test_output_that_is_no_text():
    """Bytes that are not UTF-8 are shown as far as they can be."""
    outcome = answer("import os\ndef f():\n    os.write(1, bytes([255, 254, 65]))\n    return 1")

    assert outcome.stdout.endswith("A")


def test_output_before_a_crash_is_told():
    """What was printed before the process died is not lost."""
    assert loss("import os\ndef f():\n    print('last words', flush=True)\n    os._exit(1)").stdout == "last words\n"


@pytest.mark.parametrize(
    "line",
    [
        "sys.stdout = None",
        "sys.stdout = io.StringIO()",
        "sys.stdout = open(os.devnull, 'w')",
        "sys.stdout = type('Quiet', (), {'write': lambda self, text: None})()",
        "sys.stdout.close()",
        "os.close(1); os.close(2)",
        "os.dup2(os.open(os.devnull, os.O_WRONLY), 1)",
        "print('buffered'); os.close(1)",
    ],
)
def test_a_right_answer_survives_what_was_done_to_stdout(line):
    """However a function silences its own output, its answer counts, and so does the next one."""
    with started(f"import io, os, sys\ndef f():\n    {line}\n    return 5") as worker:
        outcome = worker.run(request(), ROOMY)

    assert outcome.values["out"] == 5


def test_an_answer_too_large_to_send():
    """More arrays than a frame takes is a crash that says so; the worker goes on."""
    with started("import numpy as np\ndef f(n): return [np.zeros(1)] * n") as worker:
        with pytest.raises(WorkerLost) as lost:
            worker.run(request(n=wire.MAX_ARRAYS + 1), ROOMY)
        outcome = worker.run(request(n=2), ROOMY)

    assert (lost.value.verdict, lost.value.detail) == (Verdict.CRASHED, "too_large")
    assert len(outcome.values["out"]) == 2


# ---------------------------------------------------------------------------------------------- a clean place

ALLOWED_MODULES = {
    "grader",
    "grader.cythoncell",
    "grader.definitions",
    "grader.errors",
    "grader.names",
    "grader.notebook",
    "grader.records",
    "grader.sandbox",
    "grader.sandbox.attempts",
    "grader.sandbox.execute",
    "grader.sandbox.jail",
    "grader.sandbox.kernel",
    "grader.sandbox.landlock",
    "grader.sandbox.rounds",
    "grader.sandbox.seal",
    "grader.sandbox.seccomp",
    "grader.sandbox.syscalls",
    "grader.sandbox.wire",
    "grader.sandbox.worker",
    "grader.sandbox.zygote",
}


@both_launchers
def test_the_environment_is_clean(monkeypatch, launcher):
    """No variable of the grader's reaches the worker, and it starts in no folder of ours."""
    monkeypatch.setenv("GRADER_CANARY", "canary-4711")
    monkeypatch.setenv("PYTHONPATH", "/canary-4711")
    source = "import os, sys\ndef f(): return [dict(os.environ), os.getcwd(), sys.argv, sys.path, sys.orig_argv]"
    environment, cwd, *rest = answer(source, None, {"launcher": launcher()}).values["out"]

    assert set(environment) <= {*jail.environment(), "LC_CTYPE"}
    assert cwd == "/"
    assert "canary" not in str([environment, rest])


@both_launchers
@needs_linux
def test_no_descriptor_is_inherited(tmp_path, launcher):
    """Of all files, only the three standard streams and one socket are open in the worker."""
    (tmp_path / "secret").write_text("canary")
    source = """
        import os, stat
        def f():
            links = {}
            for fd in range(1024):
                try:
                    links[fd] = "socket" if stat.S_ISSOCK(os.fstat(fd).st_mode) else os.readlink(f"/proc/self/fd/{fd}")
                except OSError:
                    pass
            return links
    """
    with open(tmp_path / "secret") as secret:
        os.set_inheritable(secret.fileno(), True)
        links = answer(source, None, {"launcher": launcher()}).values["out"]

    assert links.pop(0) == "/dev/null"
    assert all(links.pop(fd).startswith("pipe:") for fd in (1, 2))
    assert list(links.values()) == ["socket"]


@both_launchers
def test_nobody_answers_input(launcher):
    """input() is at its end at once and does not wait."""
    assert answer("def f(): return input()", None, {"launcher": launcher()}).fault.type_name == "EOFError"


@both_launchers
def test_nothing_that_knows_an_answer_is_loaded(launcher):
    """Of this package only what the worker needs is in its memory."""
    source = "import sys\ndef f(): return [m for m in sys.modules if m.split('.')[0] == 'grader']"
    loaded = answer(source, None, {"launcher": launcher()}).values["out"]

    assert set(loaded) <= ALLOWED_MODULES


@both_launchers
@pytest.mark.parametrize("name", ["solutions", "assignments", "tests"])
def test_what_lies_beside_the_package_cannot_be_imported(name, launcher):
    """The folders of a checkout are no modules in the worker."""
    assert (
        answer(f"def f():\n    import {name}", None, {"launcher": launcher()}).fault.type_name == "ModuleNotFoundError"
    )


def test_numpy_uses_one_thread():
    """The worker's arithmetic does not depend on how many cores there are."""
    source = "import os\ndef f(): return [os.environ[k] for k in os.environ if k.endswith('_NUM_THREADS')]"

    assert set(answer(source).values["out"]) == {"1"}


# ---------------------------------------------------------------------------------------------- the end


def ended(pidfd):
    """Whether a process is gone, waiting for it if it has to die yet."""
    ready, _, _ = select.select([pidfd], [], [], ROOMY)
    os.close(pidfd)
    return bool(ready)


CHILD = """
import os, signal, time
def f(escape):
    child = os.fork()
    if child == 0:
        {before}
        while True: time.sleep(60)
    return [os.getpid(), child]
"""
pidfds = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs descriptors of processes")


@both_launchers
@pidfds
@pytest.mark.parametrize(
    "before",
    [
        "pass",
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))",
        "os.closerange(0, 64)",
        pytest.param("os.setsid()", marks=needs_own_user),
        pytest.param("os.setsid(); os.fork(); os.closerange(0, 64)", marks=needs_own_user),
    ],
)
def test_close_ends_the_worker_and_its_children(before, launcher):
    """After close() neither the worker nor a process that it started, where it could, is alive."""
    with started(CHILD.format(before=before), launcher=launcher(), walls=WITHOUT_CALLS) as worker:
        pids = worker.run(request(escape=0), ROOMY).values["out"]
        watched = [os.pidfd_open(pid) for pid in pids]

    assert all(list(map(ended, watched)))


@needs_own_user
@pidfds
@pytest.mark.parametrize("blow", ["SIGSTOP", "SIGKILL"])
def test_close_is_not_stopped_by_a_child_that_fights_back(blow):
    """A process that signals all others of its user neither keeps the grader waiting nor survives."""
    source = f"""
        import os, signal, time
        def f():
            if os.fork() == 0:
                os.setsid()
                while True: os.kill(-1, signal.{blow})
            while True: time.sleep(60)
    """

    survivors = []
    for _ in range(5):
        with started(source, walls=WITHOUT_CALLS) as worker:
            with pytest.raises(WorkerLost):
                worker.run(request(), SHORT)
            stuck = alarmed(worker.close)
            survivors += processes_of(WITHOUT_CALLS.uid)
            for pid in survivors:
                os.kill(pid, signal.SIGKILL)

        assert not stuck
        assert not survivors


def alarmed(function):
    """Whether a call has to be interrupted after a while."""

    def interrupt(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.alarm(int(ROOMY) // 6)
    try:
        function()
    except TimeoutError:
        return True
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    return False


def processes_of(uid):
    """The processes of a user that are not yet dead."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/status") as file:
                status = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
        except OSError:
            continue
        if status["Uid"].split()[0] == str(uid) and not status["State"].startswith("Z"):
            found.append(int(name))
    return found


@both_launchers
@pidfds
def test_leaving_the_block_by_an_exception_ends_the_worker(launcher):
    """A fault in the grader does not leave a worker behind."""
    worker = Worker(launcher=launcher())
    with contextlib.suppress(ZeroDivisionError), worker:
        pidfd = os.pidfd_open(worker.pid)
        _ = 1 / 0

    assert ended(pidfd)


@both_launchers
@needs_linux
def test_close_leaves_no_descriptor_open(launcher):
    """Twenty descriptors are not lost in twenty workers."""
    answer("def f(): return 1", None, {"launcher": launcher()})  # the first one may start what stays
    before = len(os.listdir("/proc/self/fd"))
    answer("def f(): return 1", None, {"launcher": launcher()})

    assert len(os.listdir("/proc/self/fd")) == before


@both_launchers
def test_closing_twice_closes_nothing_else(launcher):
    """A second close() leaves alone what has been opened meanwhile."""
    worker = Worker(launcher=launcher())
    worker.__enter__()
    worker.close()
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(4)]
    worker.close()
    still_open = []
    for fd in opened:
        try:
            os.close(fd)
        except OSError:
            continue
        still_open.append(fd)

    assert still_open == opened


def test_time_is_the_graders():
    """How long a run took is measured outside: a worker that turns back its clock gains nothing."""
    source = "import time\ndef f():\n    time.sleep(0.05)\n    time.perf_counter = lambda: 0.0\n    return 1"
    began = time.monotonic()
    outcome = answer(source)

    assert 0.05 <= outcome.seconds <= time.monotonic() - began
