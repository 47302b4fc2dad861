"""Every sentence that a person reads. A message is data first; `render` gives it words."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING, Any

from grader.messages import answers, compiled, handed_in
from grader.records import Message, Verdict
from grader.wording import clean, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_LINES, MAX_CHARACTERS = 30, 2400
LONGEST_HINT = 1200  # characters: 160 words

OWN_EXCEPTION = "an exception of its own"  # what one is called in a hidden case that is none of Python's
_PLAIN_LABEL = re.compile(r"the answer cell of \w{1,60}|cell \d{1,4}|setup cell \d{1,3}")
_PLAIN_KIND = re.compile(
    r"an? (list|tuple) of \d{1,2} items|an array of shape \((\d{1,2}, ?){0,5}\d{0,2}\) and dtype [a-z]+\d*|\d{1,2} values|"
    r"[a-z]+\d*|an object of type (list|dict|set|generator|function|range|complex|str|bytes)"
)

VERDICTS = {
    Verdict.PASSED: "right",
    Verdict.SLOW: "not fast enough yet",
    Verdict.FAILED: "wrong",
    Verdict.RAISED: "raised an error",
    Verdict.TIMEOUT: "took too long",
    Verdict.MEMORY: "needed too much memory",
    Verdict.CRASHED: "ended the process",
    Verdict.BLOCKED: "waits for another question",
    Verdict.MISSING: "not written yet",
    Verdict.REJECTED: "could not be read",
    Verdict.GRADER_ERROR: "not graded, a fault of ours",
}

# What a hidden case may still say: facts about shapes and kinds, never a value or an input.
_SAFE = {
    "values": {"output", "wrong", "total", "place", "also_wrong", "right"},
    "shape": {"output", "got_shape", "expected_shape", "also_wrong", "right"},
    "type": {"output", "got", "expected"},
    "dtype": {"output", "got", "expected"},
    "not_finite": {"output", "wrong", "total"},
    "raised": {"type_name", "function", "label", "line"},
    "returned": {"function", "got", "returns"},
    "changed": {"names", "functions"},
    "not_raised": {"function", "expected"},
    "wrong_error": {"function", "expected", "type_name"},
    "not_whole": {"output"},
    "subgradient": {"output", "rule"},
    "absent": {"output", "function"},
    "timeout": {"function", "seconds"},
    "load_timeout": {"question", "seconds"},
    "not_callable": {"question"},
    "memory": {"function"},
    "crashed": {"function", "detail"},
    "not_run": {"reason"},
    "again": {"question"},
    "missing": {"question", "found"},
    "blocked": {"question", "forward", "groups"},
    "grader_error": {"stage"},
    "syntax": {"label", "line", "reason"},
    "compile": {"label", "errors", "total"},
    "not_compiled": {"question"},
}


WRITERS: dict[str, answers.Writer] = {**answers.WRITERS, **compiled.WRITERS, **handed_in.WRITERS}


def redact(message: Message) -> Message:
    """Keep of a message what may be said about a hidden case.

    Names and kinds that a student chose could carry values, so that only those of Python and NumPy are kept.
    """
    allowed = _SAFE.get(message.kind, set()) | {"hint", "general", "spoken"}
    kept = {key: value for key, value in message.data.items() if key in allowed}
    if "type_name" in kept and not isinstance(getattr(builtins, str(kept["type_name"]), None), type):
        kept["type_name"] = OWN_EXCEPTION
    if "got" in kept:
        kept["got"] = _kind_of(str(kept["got"]))
    if not _PLAIN_LABEL.fullmatch(str(kept.get("label", ""))):
        kept.pop("label", None)
    if "got_shape" in kept and not _is_near(kept["got_shape"], kept.get("expected_shape", ())):
        del kept["got_shape"]
    return Message(message.kind, kept)


def _is_near(got: Sequence[int], expected: Sequence[int]) -> bool:
    """Whether a shape may come of a slip: a size that has nothing to do with the right one may be an input in disguise."""
    return len(got) <= len(expected) + 2 and max(got, default=0) <= 4 * max([*expected, 4])


def _kind_of(described: str) -> str:
    """What a value is, without the value."""
    if described in ("None", "one array") or _PLAIN_KIND.fullmatch(described):
        return described
    return "a value of another kind"


def render(message: Message) -> str:
    """Put a message into words, within a budget of lines and characters."""
    writer = WRITERS.get(message.kind)
    if writer is None:
        return clean(f"{message.kind}: {dict(message.data)}")[:MAX_CHARACTERS]
    body = [clean(line) for part in writer(_spoken(message.data)) for line in part.split("\n")]
    last = [clean(line) for line in tail(message.data)]
    if len(body) > MAX_LINES - len(last):
        body = [*body[: MAX_LINES - len(last)], f"... {len(body) - MAX_LINES + len(last)} more lines"]
    room = MAX_CHARACTERS - sum(len(line) + 1 for line in last)
    return "\n".join(["\n".join(body)[: max(room, 0)], *last])[:MAX_CHARACTERS]


def _spoken(d: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data with outputs called as a student calls them: dx of the second call, bn_param["running_var"]."""
    names = d.get("spoken")
    if not names:
        return d
    lists = {key: [names.get(name, name) for name in d[key]] for key in ("also_wrong", "right") if key in d}
    called = {**d, **lists}
    if "output" in d:
        called["output"] = names.get(d["output"], d["output"])
    if d.get("trace"):
        called["trace"] = {**d["trace"], "output": names.get(d["trace"]["output"], d["trace"]["output"])}
    return called


def tail(d: Mapping[str, Any]) -> list[str]:
    """What stands below any message: where else it is wrong, where to look, how to see it again."""
    d = _spoken(d)
    lines = [str(d["place"])] if d.get("place") else []
    others = [
        f"{label}: {listed(d[key])}." for label, key in (("Also wrong", "also_wrong"), ("Right", "right")) if d.get(key)
    ]
    if others:
        lines.append(" ".join(others))
    if d.get("trace"):
        lines.append(f"Trace: {answers.trace(d['trace'])}")
    for label, key in (("Hint", "hint"), ("Again", "again")):
        if d.get(key):
            lines.append(f"{label}: {str(d[key]).splitlines()[0][:LONGEST_HINT]}")
    return lines
