"""Timing calls in a worker from outside of it, where no student code can turn the clock.

A round sends its inputs first, then has the calls made, and counts what the worker's process spends on it by the
kernel's account; whatever else runs on the machine is not in it. Each call gets other values, so that nothing can be
remembered; what a call returned is asked for afterwards, of a call that is chosen only then. A worker that begins too
early, or puts its work off until it is asked for the answer, is found out by what it spends there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grader.records import Call, Fault, Verdict
from grader.sandbox import claims
from grader.sandbox.client import Worker, WorkerLost

if TYPE_CHECKING:
    from collections.abc import Mapping


class CallFaultError(Exception):
    """A timed call that raised."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.type_name)
        self.fault = fault


@dataclass
class Stopwatch:
    """One worker, and the call that is timed in it.

    Args:
        worker: with the function loaded.
        call: its arguments are names of inputs; the first of what it returns is what is asked for.
        rolling: the argument of which each call gets the next part.
        width: length of that part along the first axis.
    """

    worker: Worker
    call: Call
    rolling: str
    width: int
    _count: int = field(default=0, init=False)
    _mark: float = field(default=0.0, init=False)

    def hold(self, inputs: Mapping[str, Any], count: int, seconds: float) -> float:
        """Send the inputs of some calls, and return what the worker spent on them, CPU seconds.

        Args:
            inputs: the arguments by name, the rolling one at least `width * count` long.
            count: how many calls.
            seconds: on the wall, until when it must have answered.

        Raises:
            WorkerLost: it did not answer in time, ended, or answered something else.
        """
        self._mark, self._count = self.worker.cpu(), count
        message = {
            "ask": "hold",
            "inputs": dict(inputs),
            "arguments": list(self.call.arguments),
            "rolling": self.rolling,
            "width": self.width,
            "count": count,
        }
        self._confirmed(self.worker.ask(message, seconds), "held", count)
        return self._spent()

    def run(self, seconds: float) -> float:
        """Have the calls made whose inputs are held, and return what the worker spent on them, CPU seconds.

        After them nothing is held any more: asked once more, this times the way there and back.

        Raises:
            WorkerLost: as for `hold`.
            CallFaultError: a call raised.
        """
        reply = self.worker.ask({"ask": "time", "function": self.call.function}, seconds)
        count, self._count = self._count, 0
        if isinstance(reply.get("fault"), dict):
            try:
                fault = claims.fault(reply["fault"], self.worker.lines, [self.call.function])
            except Exception:  # whatever a worker makes of it
                raise WorkerLost(Verdict.CRASHED, "protocol") from None
            raise CallFaultError(fault)
        self._confirmed(reply, "made", count)
        return self._spent()

    def fetch(self, index: int, seconds: float) -> tuple[Any, float]:
        """What one of the calls returned, and what the worker spent to hand it over, CPU seconds."""
        message = {"ask": "fetch", "index": index, "returns": len(self.call.returns)}
        reply = self.worker.ask(message, seconds)
        return reply.get("value"), self._spent()

    def _spent(self) -> float:
        """CPU seconds since the last step, what the worker did between the two included."""
        before, self._mark = self._mark, self.worker.cpu()
        return self._mark - before

    @staticmethod
    def _confirmed(reply: Mapping[str, Any], word: str, count: int) -> None:
        if type(told := reply.get(word)) is not int or told != count:
            raise WorkerLost(Verdict.CRASHED, "protocol")
