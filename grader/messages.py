"""Every sentence that a person reads. A message is data first; `render` gives it words."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING, Any

from grader.records import Message, Verdict
from grader.wording import clean, decimal, grid_lines, index_of, listed, plural, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_LINES, MAX_CHARACTERS = 30, 2400

_PLAIN_LABEL = re.compile(r"the answer cell of \w{1,60}|cell \d{1,4}|setup cell \d{1,3}")
_PLAIN_KIND = re.compile(
    r"an? (list|tuple) of \d{1,4} items|an array of shape [\d(), ]+ and dtype [a-z]+\d*|\d{1,4} values|"
    r"[a-z]+\d*|an object of type (list|dict|set|generator|function|range|complex|str|bytes)"
)

VERDICTS = {
    Verdict.PASSED: "right",
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
    "blocked": {"question", "forward"},
    "grader_error": {"stage"},
    "syntax": {"label", "line", "reason"},
}


def redact(message: Message) -> Message:
    """Keep of a message what may be said about a hidden case.

    Names and kinds that a student chose could carry values, so that only those of Python and NumPy are kept.
    """
    allowed = _SAFE.get(message.kind, set()) | {"hint", "general"}
    kept = {key: value for key, value in message.data.items() if key in allowed}
    if "type_name" in kept and not isinstance(getattr(builtins, str(kept["type_name"]), None), type):
        kept["type_name"] = "an exception of its own"
    if "got" in kept:
        kept["got"] = _kind_of(str(kept["got"]))
    if not _PLAIN_LABEL.fullmatch(str(kept.get("label", ""))):
        kept.pop("label", None)
    return Message(message.kind, kept)


def _kind_of(described: str) -> str:
    """What a value is, without the value."""
    if described in ("None", "one array") or _PLAIN_KIND.fullmatch(described):
        return described
    return "a value of another kind"


def render(message: Message) -> str:
    """Put a message into words, within a budget of lines and characters."""
    writer = _WRITERS.get(message.kind)
    if writer is None:
        return clean(f"{message.kind}: {dict(message.data)}")[:MAX_CHARACTERS]
    body = [clean(line) for part in writer(message.data) for line in part.split("\n")]
    last = [clean(line) for line in tail(message.data)]
    if len(body) > MAX_LINES - len(last):
        body = [*body[: MAX_LINES - len(last)], f"... {len(body) - MAX_LINES + len(last)} more lines"]
    room = MAX_CHARACTERS - sum(len(line) + 1 for line in last)
    return "\n".join(["\n".join(body)[: max(room, 0)], *last])[:MAX_CHARACTERS]


def tail(d: Mapping[str, Any]) -> list[str]:
    """What stands below any message: where else it is wrong, where to look, how to see it again."""
    lines = [str(d["place"])] if d.get("place") else []
    others = [
        f"{label}: {listed(d[key])}." for label, key in (("Also wrong", "also_wrong"), ("Right", "right")) if d.get(key)
    ]
    if others:
        lines.append(" ".join(others))
    for label, key in (("Hint", "hint"), ("Again", "again")):
        if d.get(key):
            lines.append(f"{label}: {str(d[key]).splitlines()[0][:500]}")
    return lines


# ---------------------------------------------------------------------------------------------- answers


def _values(d: Mapping[str, Any]) -> list[str]:
    differ = f"{plural(d['wrong'], 'value')} of {d['total']:,} {'differs' if d['wrong'] == 1 else 'differ'}"
    if "rows" not in d:
        return [f"{d['output']} is wrong: {differ}."]
    if d["total"] == 1:
        _, yours, expected = d["rows"][0]
        return [f"{d['output']} is wrong: yours is {decimal(yours)}, expected {decimal(expected)}."]
    worst = f"{decimal(d['worst_error'])}, at {d['output']}{index_of(d['worst'])}"
    lines = [f"{d['output']} is wrong: {differ}; the largest error is {worst}."]
    lines += [f"  {'index':<16} {'yours':>12} {'expected':>12} {'difference':>12}"]
    for index, yours, expected in d["rows"]:
        columns = (decimal(yours), decimal(expected), decimal(yours - expected))
        lines.append(f"  {index_of(index):<16} " + " ".join(f"{column:>12}" for column in columns))
    if d["wrong"] > len(d["rows"]):
        lines.append(f"  ... {d['wrong'] - len(d['rows']):,} more")
    if len(d.get("grid", ())) > 1:
        lines.append("Where, over rows and columns (. right, : + * # wrong, the darker the larger):")
        lines += [f"  {line}" for line in grid_lines(d["grid"])]
    return lines


def _shape_message(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['output']} has shape {shape_of(d['got_shape'])}, expected {shape_of(d['expected_shape'])}."]


def _type(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['output']} is {d['got']}; expected {d['expected']}."]


def _dtype(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['output']} has dtype {d['got']}; expected {d['expected']}."]


def _not_finite(d: Mapping[str, Any]) -> list[str]:
    where = f", the first at {d['output']}{index_of(d['first'])}" if "first" in d else ""
    return [f"{d['output']} holds NaN or infinity in {plural(d['wrong'], 'value')} of {d['total']:,}{where}."]


def _raised(d: Mapping[str, Any]) -> list[str]:
    text = ": " + "\n  | ".join(line[:300] for line in d["text"].splitlines()[:4]) if d.get("text") else ""
    lines = [f"{d['function']} raised {d['type_name']}{text}"]
    if d.get("line"):
        place = f"In {d['label']}, line {d['line']}" if d.get("label") else f"Line {d['line']}"
        lines.append(f"{place}: {d['source']}" if d.get("source") else f"{place}.")
    return lines


def _returned(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['function']} returned {d['got']}; it should return {listed(d['returns'])}."]


def _changed(d: Mapping[str, Any]) -> list[str]:
    names = listed(d["names"])
    if any("[" in name for name in d["names"]):
        return [f"{listed(d['functions'])} changed or added {names}; only what the docstring names may be stored there."]
    belongs = "belongs" if len(d["names"]) == 1 else "belong"
    return [f"{listed(d['functions'])} changed {names}, which {belongs} to the caller. Work on a copy."]


def _not_raised(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['function']} should raise {d['expected']} here, and returned instead."]


def _wrong_error(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['function']} should raise {d['expected']} here, and raised {d['type_name']} instead."]


def _not_whole(d: Mapping[str, Any]) -> list[str]:
    got = f", not {d['got']}" if d.get("got") else ""
    return [f"{d['output']} should be a whole number of type int{got}."]


def _subgradient(d: Mapping[str, Any]) -> list[str]:
    where = f" (window at row {d['window'][0]}, column {d['window'][1]})" if "window" in d else ""
    return [f"{d['output']} is wrong where a window holds its maximum more than once{where}.", d["rule"]]


def _absent(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['output']} is not there after {d['function']}."]


# ---------------------------------------------------------------------------------------------- no answer


def _timeout(d: Mapping[str, Any]) -> list[str]:
    return [
        f"{d['function']} did not finish within {d['seconds']:g} seconds on arrays of a few hundred values. "
        "Look for a loop that never ends."
    ]


def _load_timeout(d: Mapping[str, Any]) -> list[str]:
    return [
        f"The definition of {d['question']}, or something it needs, did not finish within {d['seconds']:g} seconds. "
        "Look for a loop outside of any function."
    ]


def _not_callable(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['question']} is there, but it is not a function."]


def _memory(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['function']} needed more memory than there is. Look at the shape of what you allocate."]


def _crashed(d: Mapping[str, Any]) -> list[str]:
    detail = d.get("detail", "")
    if detail == "too_large":
        return [f"{d['function']} returned more than 64 MiB."]
    if detail == "protocol":
        return [f"The process that ran {d['function']} sent bytes that are no answer."]
    return [f"The process that ran {d['function']} ended before it returned" + (f" ({detail})." if detail else ".")]


def _not_run(d: Mapping[str, Any]) -> list[str]:
    return [f"Not run: {d['reason']}."]


def _again(d: Mapping[str, Any]) -> list[str]:
    return [
        f"Right when asked first, and not when {d['question']} was asked again in another order. An answer may depend "
        "on its arguments alone: look for a global, a default argument that is changed, or a memory of earlier calls."
    ]


def _missing(d: Mapping[str, Any]) -> list[str]:
    lines = [f"{d['question']} is not written yet."]
    if d.get("found"):
        lines.append(f"You defined {d['found']}; did you mean {d['question']}?")
    return lines


def _blocked(d: Mapping[str, Any]) -> list[str]:
    return [
        f"No points yet: {d['question']} runs on what {d['forward']} returns, and that is wrong in this case. "
        f"Make {d['forward']} right first, then look here again."
    ]


def _grader_error(_: Mapping[str, Any]) -> list[str]:
    return ["This could not be graded, through a fault of the grader and not of your answer. No score was given."]


# ---------------------------------------------------------------------------------------------- submissions


def _in_file(d: Mapping[str, Any]) -> str:
    return f"{d['file']}: " if d.get("file") else ""


_SENTENCES: dict[str, str] = {
    "not_utf8": "the file is not UTF-8 text (byte {position} cannot be read). Save it again as UTF-8 and hand it in once more.",
    "notebook_empty": "the file is empty. Save the notebook and hand it in once more.",
    "notebook_duplicate_key": "the notebook's JSON names the same key twice. Open it in Jupyter, save it and hand it in once more.",
    "notebook_shape": "this is JSON, but not a notebook (a {found} at the top). Hand in the .ipynb file itself.",
    "notebook_no_cells": "the notebook has no list of cells. Open it in Jupyter, save it and hand it in once more.",
    "notebook_cell": "cell {number} {reason}. Open the notebook in Jupyter, save it and hand it in once more.",
    "empty_submission": "there is no file in this submission. Hand in your notebook (.ipynb).",
    "no_such_file": "there is no file or folder {path}.",
    "no_notebook": "there is no notebook (.ipynb) or Python file (.py) in this submission; it holds {found}.",
    "no_answers": "none of the functions of {assignment} is in here, not even a stub. Is this the right notebook?",
    "too_large": "the file is {size} MiB, more than the {limit} MiB that can be graded. Clear the outputs (Kernel, Restart and "
    "clear) and save again.",
    "too_many_files": "the submission holds more than {limit} files. Hand in the notebook alone.",
    "bad_zip": "this is not a ZIP file that can be read ({reason}). Hand in the notebook itself, or pack it once more.",
    "not_a_file": "this is not a regular file. Hand in the notebook itself.",
    "unknown_kind": "a submission is a notebook (.ipynb), a Python file (.py), a ZIP file or a folder.",
    "unreadable": "reading it took too much time or memory. Is it the notebook that you meant to hand in?",
}


def _sentence(template: str) -> Callable[[Mapping[str, Any]], list[str]]:
    def write(d: Mapping[str, Any]) -> list[str]:
        text = template.format(**d)
        return [_in_file(d) + text if d.get("file") else text[0].upper() + text[1:]]

    return write


def _not_json(d: Mapping[str, Any]) -> list[str]:
    place = f" (line {d['line']}: {d['reason']})" if d["line"] else f" ({d['reason']})"
    return [
        f"{_in_file(d)}the file is not a notebook that can be read{place}. Open it in Jupyter, save it and hand it in once more."
    ]


def _nbformat(d: Mapping[str, Any]) -> list[str]:
    written = f"format {d['version']}" if d.get("version") else "an unknown format"
    return [
        f"{_in_file(d)}the notebook is written in {written}; format 4 is needed. Open it in Jupyter, save it and hand it in once more."
    ]


def _syntax(d: Mapping[str, Any]) -> list[str]:
    text = f": {d['text']}" if d.get("text") else ""
    label = d["label"] if "." in d["label"] else d["label"][0].upper() + d["label"][1:]
    line = f", line {d['line']}" if d["line"] else ""
    return [f"{label} is not Python{line} ({d['reason']}){text}"]


def _magic(d: Mapping[str, Any]) -> list[str]:
    return [f"In {d['label']}, these lines are for the notebook only and were not run: {'; '.join(d['lines'])}"]


def _duplicate(d: Mapping[str, Any]) -> list[str]:
    if len(d["labels"]) == 1:
        return [f"{d['question']} is defined {d['count']} times in {d['winner']}; the last one was graded."]
    return [
        f"{d['question']} is defined {d['count']} times ({listed(d['labels'])}); the one in {d['winner']} was graded."
    ]


def _load_failed(d: Mapping[str, Any]) -> list[str]:
    return [f"In {d['label']}, line {d['line']} raised {d['type_name']}: {d['text']}; what follows it went on."]


def _import_missing(d: Mapping[str, Any]) -> list[str]:
    packages = " and ".join(["the standard library", *d["packages"]])
    return [f"In {d['label']}, line {d['line']}: {d['text']}. Grading {d['question']} allows {packages} only."]


def _replayed(d: Mapping[str, Any]) -> list[str]:
    return [
        f"Your {d['question']} was graded with right answers of {listed(d['functions'])} in place of your own, which are not right yet."
    ]


def _documented_cache(d: Mapping[str, Any]) -> list[str]:
    return [
        f"Your {d['forward']} is not right yet, so {d['question']} was graded, where that matters, on the cache that its docstring suggests."
    ]


def _other_files(d: Mapping[str, Any]) -> list[str]:
    return [f"Graded {d['file']}; not looked at: {listed(d['others'])}."]


def _public_only(_: Mapping[str, Any]) -> list[str]:
    return ["Public cases only; grading adds others. A group gives its points when all of its cases are right."]


def _foreign(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['question']} uses {listed(d['modules'])}. Grading has NumPy and the standard library only."]


def _printed(d: Mapping[str, Any]) -> list[str]:
    return ["Your output:", *d["text"].rstrip().split("\n")]


def _tier(d: Mapping[str, Any]) -> list[str]:
    return [f"Confinement: {d['text']}"]


_WRITERS: dict[str, Callable[[Mapping[str, Any]], list[str]]] = {
    "values": _values,
    "shape": _shape_message,
    "type": _type,
    "dtype": _dtype,
    "not_finite": _not_finite,
    "raised": _raised,
    "returned": _returned,
    "changed": _changed,
    "not_raised": _not_raised,
    "wrong_error": _wrong_error,
    "not_whole": _not_whole,
    "subgradient": _subgradient,
    "absent": _absent,
    "timeout": _timeout,
    "load_timeout": _load_timeout,
    "not_callable": _not_callable,
    "memory": _memory,
    "crashed": _crashed,
    "not_run": _not_run,
    "again": _again,
    "missing": _missing,
    "blocked": _blocked,
    "grader_error": _grader_error,
    "not_json": _not_json,
    "nbformat": _nbformat,
    "syntax": _syntax,
    "magic": _magic,
    "duplicate": _duplicate,
    "load_failed": _load_failed,
    "import_missing": _import_missing,
    "replayed": _replayed,
    "documented_cache": _documented_cache,
    "other_files": _other_files,
    "printed": _printed,
    "public_only": _public_only,
    "foreign": _foreign,
    "tier": _tier,
    **{kind: _sentence(template) for kind, template in _SENTENCES.items()},
}
