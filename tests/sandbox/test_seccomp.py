"""The filter of system calls: its table, its program, and what a worker meets of it."""

import errno
import re
import struct
from pathlib import Path

import pytest

from grader.sandbox import jail, seccomp, syscalls

from .factories import answer, both_launchers, needs_calls, tried

HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
I386 = 0x40000003
ALLOW, KILL = 0x7FFF0000, 0x80000000
REFUSED, UNKNOWN = 0x50000 | errno.EPERM, 0x50000 | errno.ENOSYS
ME = seccomp.SOME_PROCESS
TABLE = seccomp.DENIED["call"]
CALLS_ONLY = jail.Walls(None, files=False, calls=True)

every_machine = pytest.mark.parametrize("machine", MACHINES)
every_profile = pytest.mark.parametrize("profile", ["call", "compile"])


def verdict(machine, number, *arguments, profile="call", arch=None):
    """What the program answers to one call: the kernel's few instructions, interpreted."""
    arguments = (*arguments, *[0] * (6 - len(arguments)))
    data = struct.pack("<IIQ6Q", number, MACHINES[machine][1] if arch is None else arch, 0, *arguments)
    code = list(struct.iter_unpack("<HBBI", seccomp.program(profile, machine)))
    at, accumulator = 0, 0
    while True:
        operation, if_true, if_false, operand = code[at]
        at += 1
        if operation == 0x20:  # BPF_LD | BPF_W | BPF_ABS
            assert operand % 4 == 0
            (accumulator,) = struct.unpack_from("<I", data, operand)
        elif operation == 0x06:  # BPF_RET | BPF_K
            return operand
        elif operation == 0x15:  # BPF_JMP | BPF_JEQ
            at += if_true if accumulator == operand else if_false
        elif operation == 0x35:  # BPF_JGE
            at += if_true if accumulator >= operand else if_false
        elif operation == 0x45:  # BPF_JSET
            at += if_true if accumulator & operand else if_false
        else:
            raise AssertionError(f"an instruction that nobody needs: {operation:#x}")


def number_of(name, machine):
    """The number of a call on a machine, None where there is none."""
    return {**TABLE, **syscalls.BY_ARGUMENT}[name][MACHINES[machine][0]]


# ---------------------------------------------------------------------------------------------- the table


def numbers_of(header):
    """The table of a kernel header: name and number."""
    text = header.read_text()
    found = re.findall(r"#define\s+__NR(?:3264)?_(\w+)\s+(\d+)\s*$", text, re.M)
    # calls that are named for 64 bits where the table has the plain name
    names = {"fstatat": "newfstatat", "umount": "umount2", "sync_file_range2": "sync_file_range"}
    return {names.get(name, name): int(number) for name, number in found}


@every_machine
def test_the_table_agrees_with_the_kernels_headers(machine):
    """Each name has the number that the kernel gives it, and none where the kernel has none."""
    if not HEADERS[machine].exists():
        pytest.skip("the kernel's headers are not installed")
    kernels = numbers_of(HEADERS[machine])
    kernels.pop("syscalls", None)  # how many there are
    newest = max(kernels.values())
    column = MACHINES[machine][0]
    ours = {name: both[column] for name, both in {**TABLE, **syscalls.BY_ARGUMENT}.items()}
    differ = {
        name: (number, kernels.get(name))
        for name, number in ours.items()
        if number != kernels.get(name) and (number is None or number <= newest)
    }

    assert differ == {}


def test_no_name_stands_twice_and_no_number_is_newer_than_the_table():
    """A name in two groups would be one that somebody changes in one of them only."""
    groups = [group for name, group in vars(syscalls).items() if name.isupper() and isinstance(group, dict)]
    names = [name for group in groups for name in group]
    numbers = [n for group in groups for both in group.values() for n in both if n is not None]

    assert len(names) == len(set(names))
    assert max(numbers) <= syscalls.HIGHEST


# ---------------------------------------------------------------------------------------------- the program


@every_machine
@every_profile
def test_every_denied_call_is_refused(machine, profile):
    """Each name of the profile's list, whatever its arguments, and on its own number."""
    wrong = {
        name: found
        for name in seccomp.DENIED[profile]
        if (number := number_of(name, machine)) is not None
        and {
            found := verdict(machine, number, profile=profile),
            verdict(machine, number, *[2**64 - 1] * 6, profile=profile),
        }
        != {REFUSED}
    }

    assert wrong == {}


@every_machine
@every_profile
def test_every_call_that_is_not_denied_is_allowed(machine, profile):
    """Nothing beside the lists is refused: not the neighbours of a denied number, nor what numpy needs."""
    column = MACHINES[machine][0]
    listed = {both[column] for both in {**seccomp.DENIED[profile], **syscalls.BY_ARGUMENT}.values()}
    wrong = [
        number
        for number in range(syscalls.HIGHEST + 1)
        if number not in listed and verdict(machine, number, profile=profile) != ALLOW
    ]

    assert wrong == []


NEEDED = {  # by numpy, threads and the interpreter: read write close mmap munmap mprotect brk madvise mremap futex ...
    "x86_64": [
        0,
        1,
        3,
        9,
        10,
        11,
        12,
        13,
        14,
        15,
        24,
        25,
        28,
        35,
        39,
        60,
        202,
        228,
        230,
        231,
        257,
        262,
        273,
        318,
        334,
    ],
    "aarch64": [
        56,
        57,
        62,
        63,
        64,
        79,
        93,
        94,
        98,
        99,
        101,
        113,
        115,
        124,
        134,
        135,
        139,
        172,
        214,
        215,
        216,
        222,
        226,
        233,
        278,
    ],
}


@every_machine
def test_what_numpy_needs_is_allowed(machine):
    """Memory, files by descriptor, clocks, locks of threads, random numbers."""
    assert {number for number in NEEDED[machine] if verdict(machine, number) != ALLOW} == set()


@every_machine
@every_profile
@pytest.mark.parametrize("arch", [I386, 0x40000028, 0, 0xFFFFFFFF])
def test_calls_of_a_foreign_machine_are_the_end(machine, profile, arch):
    """A process that calls as another kind of machine has other numbers, and is killed."""
    assert verdict(machine, 0, profile=profile, arch=arch) == KILL


@every_profile
@pytest.mark.parametrize("number", [0x40000000, 0x40000000 + 59, 0x40000000 + 520, 0xFFFFFFFF])
def test_calls_by_the_x32_numbers_are_the_end(number, profile):
    """The second set of numbers of x86_64 would lead round the table."""
    assert verdict("x86_64", number, profile=profile) == KILL


@every_machine
@every_profile
@pytest.mark.parametrize("beyond", [1, 2, 100, 5000])
def test_calls_newer_than_the_table_are_unknown(machine, profile, beyond):
    """What a kernel learns later does not exist for a worker; libraries then fall back on something older."""
    assert verdict(machine, syscalls.HIGHEST + beyond, profile=profile) == UNKNOWN


HIGH = 1 << 32  # the kernel looks at the low half of an int only
OTHERS = [0, 1, 2**32 - 1, ME + 1, HIGH]
BY_ARGUMENT = [
    ("clone3", (), UNKNOWN),
    ("openat2", (), UNKNOWN),
    *[("kill", (ME, signal), ALLOW) for signal in (0, 9, 19)],
    *[("kill", (pid, 9), REFUSED) for pid in OTHERS],
    ("kill", (HIGH | ME, 9), ALLOW),
    ("tgkill", (ME, 12345, 6), ALLOW),
    *[("tgkill", (pid, ME, 6), REFUSED) for pid in OTHERS],
    ("prlimit64", (0, 7), ALLOW),
    ("prlimit64", (ME, 7), ALLOW),
    *[("prlimit64", (pid, 7), REFUSED) for pid in OTHERS if pid % HIGH],
    *[("prctl", (option,), ALLOW) for option in (15, 16, 0x53564D41)],
    *[("prctl", (option,), REFUSED) for option in (1, 2, 4, 22, 23, 24, 36, 38, 40, 47, 58, 0x59616D61, HIGH | 1)],
    *[("fcntl", (3, command), ALLOW) for command in (0, 1, 2, 3, 4, 5, 9, 1030, 1032)],
    *[("fcntl", (3, command), REFUSED) for command in (6, 7, 8, 10, 15, 37, 1024, 1026, 1033, 1036, HIGH | 8)],
    *[("ioctl", (3, command), ALLOW) for command in (0x5401, 0x5413, 0x541B, 0x5451)],
    *[("ioctl", (3, command), REFUSED) for command in (0x5412, 0x8901, 0x8902, 0x40086602, HIGH | 0x5412)],
]


@every_machine
@every_profile
def test_calls_that_are_allowed_for_some_arguments(machine, profile):
    """Signals and limits for the process itself, names for threads, locks of memory; nothing that reaches further."""
    wrong = [
        (name, arguments)
        for name, arguments, expected in BY_ARGUMENT
        if verdict(machine, number_of(name, machine), *arguments, profile=profile) != expected
    ]

    assert wrong == []


@every_machine
@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (0x3D0F00, ALLOW),
        (0x10000, ALLOW),
        (17, REFUSED),
        (0x4111, REFUSED),
        (0x1200011, REFUSED),
        (0x10000000, REFUSED),
    ],
)
def test_clone_makes_threads_and_no_processes(machine, flags, expected):
    """What a thread library asks for is allowed; what fork, vfork and a new namespace ask for is not."""
    assert verdict(machine, number_of("clone", machine), flags) == expected
    assert verdict(machine, number_of("clone", machine), flags, profile="compile") == ALLOW


@every_machine
def test_a_compiler_can_start_programs_and_nothing_else_that_is_denied(machine):
    """Of the list, a compiler gets back processes and files; sockets, tracing and the rest stay refused."""
    missing = {*seccomp.DENIED["call"]} - {*seccomp.DENIED["compile"]}

    assert missing >= {"execve", "fork", "vfork", "unlink", "mkdir", "rename"}
    assert not missing & {*syscalls.SOCKETS, *syscalls.SYSTEM, *syscalls.SHARED_MEMORY, *syscalls.QUEUED}
    assert not missing & {"ptrace", "process_vm_readv", "pidfd_open", "setsid", "tkill", "chown", "setxattr"}


@every_machine
@every_profile
def test_the_program_is_one_that_the_kernel_takes(machine, profile):
    """No longer than the kernel's limit, every jump inside, every path ending in a return, one process named."""
    code = list(struct.iter_unpack("<HBBI", seccomp.program(profile, machine)))
    jumps = [at + 1 + step for at, (op, yes, no, _) in enumerate(code) if op & 7 == 5 for step in (yes, no)]
    packed = struct.pack("<I", seccomp.SOME_PROCESS)

    assert len(code) <= 4096
    assert max(jumps) < len(code)
    assert code[-1][0] == 0x06
    assert seccomp.program(profile, machine).count(packed) == [k for *_, k in code].count(seccomp.SOME_PROCESS) == 3


# ---------------------------------------------------------------------------------------------- in a worker


@needs_calls
@pytest.mark.parametrize(
    "body",
    [
        "os.fork()",
        "subprocess.run(['/bin/true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "os.setsid()",
        "os.kill(os.getppid(), 0)",
        "os.kill(-1, 0)",
        "os.kill(0, 0)",
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socketpair()",
        "os.memfd_create('x')",
        "os.mkdir('/tmp/grader-filtered')",
        "os.chmod('/tmp', 0o777)",
        "os.utime('/tmp')",
        "os.setuid(1)",
        "os.setpriority(os.PRIO_PROCESS, 0, 5)",
        "os.sched_setaffinity(0, {0})",
        "resource.prlimit(os.getppid(), resource.RLIMIT_CPU)",
        "import fcntl; fcntl.fcntl(0, 8, 1)",
    ],
)
def test_a_filtered_call_is_an_error_of_the_students(body):
    """With no other wall standing, each is refused as an exception, and the worker goes on to say so."""
    assert tried(body, walls=CALLS_ONLY) == "PermissionError"


@needs_calls
@pytest.mark.parametrize(
    "call",
    [
        "prctl(1, 0, 0, 0, 0)",
        "prctl(4, 1, 0, 0, 0)",
        "prctl(22, 2, 0, 0, 0)",
        "syscall(101, 0, 0, 0, 0)",
        "syscall(317, 0, 0, 0)",
    ],
)
def test_a_worker_cannot_loosen_what_holds_it(call):
    """Neither the signal at the grader's end nor the protection of memory nor the filter itself can be changed."""
    source = f"""
        import ctypes
        def f():
            done = ctypes.CDLL(None, use_errno=True).{call}
            return [done, ctypes.get_errno()]
    """
    if "syscall" in call and MACHINES.get(__import__("platform").machine(), (1,))[0] != 0:
        pytest.skip("the numbers are those of another machine")

    assert answer(source, None, {"walls": CALLS_ONLY}).values["out"] == [-1, errno.EPERM]


@needs_calls
@both_launchers
def test_what_a_filter_must_not_break(launcher):
    """Threads, signals to oneself, limits of one's own, locks, pipes, time, random numbers."""
    source = """
        import os, queue, random, resource, signal, threading, time
        def f():
            told = queue.Queue()
            signal.signal(signal.SIGUSR1, lambda *_: told.put("signal"))
            os.kill(os.getpid(), signal.SIGUSR1)
            signal.raise_signal(signal.SIGUSR1)
            thread = threading.Thread(target=told.put, args=("thread",))
            thread.start(); thread.join(10)
            resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))
            r, w = os.pipe()
            os.write(w, b"pipe")
            time.sleep(0.001)
            return [told.get(timeout=9), told.get(timeout=9), told.get(timeout=9), os.read(r, 9).decode(), len(os.urandom(3))]
    """

    assert answer(source, None, {"launcher": launcher()}).values["out"] == ["signal", "signal", "thread", "pipe", 3]


@every_machine
def test_every_call_of_the_table_is_refused_to_a_worker(machine):
    """Each group of the table is in the filter; a name that nobody filters would only look as if it were refused."""
    groups = [group for name, group in vars(syscalls).items() if name.isupper() and isinstance(group, dict)]
    named = {name: both for group in groups if group is not syscalls.BY_ARGUMENT for name, both in group.items()}
    numbers = {name: number for name, both in named.items() if (number := both[MACHINES[machine][0]]) is not None}

    assert len(numbers) > 100
    assert [name for name, number in numbers.items() if verdict(machine, number) != REFUSED] == []
