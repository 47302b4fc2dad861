"""Starting workers: forked from a zygote where there can be one, a fresh process each where not."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from grader.errors import GraderError
from grader.sandbox import jail

if TYPE_CHECKING:
    from collections.abc import Sequence

START_SECONDS = 30.0
END_SECONDS = 10.0
# the package alone is made importable, not what lies beside it
_BOOT = """
import sys
from importlib.util import module_from_spec, spec_from_file_location
package = sys.argv.pop()
spec = spec_from_file_location("grader", package + "/__init__.py", submodule_search_locations=[package])
sys.modules["grader"] = module_from_spec(spec)
spec.loader.exec_module(sys.modules["grader"])
from grader.sandbox.{module} import main
main()
"""


class Started(Protocol):
    """A worker's process."""

    pid: int

    def end(self, grace: float = 0.0) -> int | None:
        """Wait `grace` seconds for it to end, then kill it; return how it ended by itself, None where it did not."""


class Launcher(Protocol):
    """A way of starting workers."""

    def start(self, channel: socket.socket, output: int, confinement: dict[str, Any]) -> Started:
        """Start one.

        Args:
            channel: its end of the socket.
            output: where its stdout and stderr go.
            confinement: plain data that `worker.Confinement.read` takes.

        Raises:
            GraderError: it could not be started.
        """


def command(module: str, *arguments: str) -> list[str]:
    """The command line of a process of ours that holds nothing of the grader's."""
    boot = _BOOT.format(module=module)
    return [sys.executable, "-I", "-c", boot, *arguments, str(Path(__file__).parents[1])]


class FreshStarted:
    """A worker that is a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process, self.pid = process, process.pid
        self._ended = False
        self._code: int | None = None

    def end(self, grace: float = 0.0) -> int | None:
        """See `Started`."""
        if self._ended:
            return self._code
        code: int | None = None
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(grace)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._ended, self._code = True, code
        return code


class Fresh:
    """Starts a new Python for every worker: slow, and possible everywhere; `reason` says why it is done."""

    def __init__(self, reason: str = "asked for") -> None:
        self.reason = reason

    def start(self, channel: socket.socket, output: int, confinement: dict[str, Any]) -> FreshStarted:
        """See `Launcher`."""
        try:
            process = subprocess.Popen(
                command("worker", str(channel.fileno()), json.dumps(confinement)),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=[channel.fileno()],
                env=jail.environment(),
                cwd="/",
                start_new_session=True,
            )
        except OSError as err:
            raise GraderError(f"Python could not be started for the worker: {err}") from None
        return FreshStarted(process)


class ForkedStarted:
    """A worker that was forked from a zygote."""

    def __init__(self, zygote: Zygote, pid: int) -> None:
        self._zygote, self.pid = zygote, pid
        self._ended = False
        self._code: int | None = None

    def end(self, grace: float = 0.0) -> int | None:
        """See `Started`."""
        if not self._ended:
            self._ended = True
            with contextlib.suppress(GraderError):  # a zygote that is gone took its workers with it
                self._code = self._zygote.ask({"ask": "end", "pid": self.pid, "grace": grace}).get("code")
        return self._code


class Zygote:
    """Starts workers by having one warm process fork; see the module `zygote`."""

    def __init__(self) -> None:
        self._lock, self._over = threading.Lock(), threading.Event()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(START_SECONDS)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as the zygote
        started: queue.SimpleQueue[subprocess.Popen[bytes] | OSError] = queue.SimpleQueue()
        # the kernel ends the zygote with the thread that started it, so that thread must stay
        threading.Thread(target=self._keep, args=(theirs, started), daemon=True, name="zygote").start()
        process = started.get()
        theirs.close()
        if isinstance(process, OSError):
            self._control.close()
            self._errors.close()
            self._over.set()
            raise GraderError(f"Python could not be started for the zygote: {process}") from None
        self._process = process
        if self._receive() != {"ready": True}:
            raise GraderError("the zygote did not start")
        self._control.settimeout(END_SECONDS)

    def _keep(self, theirs: socket.socket, started: queue.SimpleQueue[subprocess.Popen[bytes] | OSError]) -> None:
        """Start the process, and stay until it is to end."""
        try:
            process = subprocess.Popen(
                command("zygote", str(theirs.fileno()), str(os.getpid())),
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
                pass_fds=[theirs.fileno()],
                env=jail.environment(),
                cwd="/",
            )
        except OSError as err:
            started.put(err)
            return
        started.put(process)
        self._over.wait()

    def start(self, channel: socket.socket, output: int, confinement: dict[str, Any]) -> ForkedStarted:
        """See `Launcher`."""
        reply = self.ask({"ask": "start", "confinement": confinement}, [channel.fileno(), output])
        if "error" in reply:
            raise GraderError(reply["error"])
        return ForkedStarted(self, reply["pid"])

    def ask(self, request: dict[str, Any], fds: Sequence[int] = ()) -> dict[str, Any]:
        """Send one request and wait for its answer."""
        with self._lock:
            try:
                socket.send_fds(self._control, [json.dumps(request).encode()], list(fds))
            except OSError as err:
                self.close()
                raise GraderError(f"the zygote is gone: {err}") from None
            return self._receive()

    def _receive(self) -> dict[str, Any]:
        try:
            data = self._control.recv(1 << 16)
            if data:
                reply: dict[str, Any] = json.loads(data)
                return reply
        except OSError:
            pass
        self._process.kill()
        self._process.wait()
        self._errors.seek(0)
        said = self._errors.read()[-500:].decode(errors="replace")
        self.close()
        raise GraderError(f"the zygote is gone: {said}")

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._control.fileno() >= 0 and self._process.poll() is None

    def close(self) -> None:
        """End it, and with it every worker that it started."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        self._errors.close()
        self._over.set()


_shared: dict[int, Launcher] = {}
_making = threading.Lock()


def shared() -> Launcher:
    """The launcher of this process: a zygote, started when first asked for, and anew when it is lost."""
    mine = os.getpid()  # a forked copy of the grader must not share the zygote of its parent
    with _making:
        launcher = _shared.get(mine)
        if isinstance(launcher, Zygote) and not launcher.alive:
            launcher = None
        if launcher is None:
            _shared.clear()
            launcher = _shared[mine] = _make()
    return launcher


def _make() -> Launcher:
    if not sys.platform.startswith("linux"):
        return Fresh("there is no safe fork outside of Linux")
    try:
        zygote = Zygote()
    except GraderError as err:
        return Fresh(str(err))
    atexit.register(zygote.close)
    return zygote
