"""Timing calls in a worker from outside of it, where no student code can turn the clock.

A round sends its inputs and counts what the worker's process spends, by the kernel's account, until it says that all
calls returned; whatever else runs on the machine is not in it. Each call gets other values, so that nothing can be
remembered; what a call returned is asked for afterwards, of a call that is chosen only then. A worker that put off its
work until then is found out by what it spends there.
"""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
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

    def time(self, inputs: Mapping[str, Any], count: int, seconds: float) -> float:
        """Have some calls made, and return what the worker spent until it said that they returned, CPU seconds.

        Args:
            inputs: the arguments by name, the rolling one at least `width * count` long.
            count: how many calls; with 0 the way there and back is timed.
            seconds: on the wall, until when it must have answered.

        Raises:
            WorkerLost: it did not answer in time, ended, or answered something else.
            CallFaultError: a call raised.
        """
        message = {
            "ask": "time",
            "function": self.call.function,
            "inputs": dict(inputs),
            "arguments": list(self.call.arguments),
            "rolling": self.rolling,
            "width": self.width,
            "count": count,
        }
        before = self.worker.cpu()
        reply = self.worker.ask(message, seconds)
        took = self.worker.cpu() - before
        if isinstance(reply.get("fault"), dict):
            try:
                raise CallFaultError(claims.fault(reply["fault"], self.worker.lines, [self.call.function]))
            except (KeyError, TypeError, ValueError):
                raise WorkerLost(Verdict.CRASHED, "protocol") from None
        if type(made := reply.get("made")) is not int or made != count:
            raise WorkerLost(Verdict.CRASHED, "protocol")
        return took

    def fetch(self, index: int, seconds: float) -> tuple[Any, float]:
        """What one of the calls returned, and what the worker spent to hand it over, CPU seconds."""
        message = {"ask": "fetch", "index": index, "returns": len(self.call.returns)}
        before = self.worker.cpu()
        reply = self.worker.ask(message, seconds)
        return reply.get("value"), self.worker.cpu() - before
