"""What is said of an answer, and of a case that has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.wording import decimal, grid_lines, index_of, key_of, listed, plural, shape_of

Writer = Callable[[Mapping[str, Any]], list[str]]
_NTH = {2: "second", 3: "third"}


def _values(d: Mapping[str, Any]) -> list[str]:
    differ = f"{plural(d['wrong'], 'value')} of {d['total']:,} {'differs' if d['wrong'] == 1 else 'differ'}"
    if "rows" not in d and "worst" not in d:
        return [f"{d['output']} is wrong: {differ}."]
    if "rows" in d and d["total"] == 1:
        _, yours, expected = d["rows"][0]
        return [f"{d['output']} is wrong: yours is {decimal(yours)}, expected {decimal(expected)}."]
    worst = f"{decimal(d['worst_error'])}, at {_entry(d['output'], d['worst'])}"
    lines = [f"{d['output']} is wrong: {differ}; the largest error is {worst}."]
    if "rows" not in d:
        return lines
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


def _entry(output: str, index: Sequence[int]) -> str:
    """out[0, 2]; of an output that has no name of its own, the index alone."""
    return f"{'' if ' ' in output else output}{index_of(index)}" or output


def _shape_message(d: Mapping[str, Any]) -> list[str]:
    if "got_shape" not in d:
        return [f"{d['output']} has another shape than {shape_of(d['expected_shape'])}."]
    return [f"{d['output']} has shape {shape_of(d['got_shape'])}, expected {shape_of(d['expected_shape'])}."]


def _type(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['output']} is {d['got']}; expected {d['expected']}."]


def _dtype(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['output']} has dtype {d['got']}; expected {d['expected']}."]


def _not_finite(d: Mapping[str, Any]) -> list[str]:
    where = f", the first at {_entry(d['output'], d['first'])}" if "first" in d else ""
    return [f"{d['output']} holds NaN or infinity in {plural(d['wrong'], 'value')} of {d['total']:,}{where}."]


def _raised(d: Mapping[str, Any]) -> list[str]:
    text = ": " + "\n  | ".join(line[:300] for line in d["text"].splitlines()[:4]) if d.get("text") else ""
    lines = [f"{d['function']} raised {d['type_name']}{_in_which_call(d)}{text}"]
    if d.get("line"):
        place = f"In {d['label']}, line {d['line']}" if d.get("label") else f"Line {d['line']}"
        lines.append(f"{place}: {d['source']}" if d.get("source") else f"{place}.")
    return lines


def _returned(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['function']} returned {d['got']}{_in_which_call(d)}; it should return {listed(d['returns'])}."]


def _in_which_call(d: Mapping[str, Any]) -> str:
    nth = d.get("nth", 1)
    return f" in its {_NTH.get(nth, f'{nth}th')} call" if nth > 1 else ""


def _changed(d: Mapping[str, Any]) -> list[str]:
    names = listed(map(key_of, d["names"]))
    if any("[" in name for name in d["names"]):
        return [
            f"{listed(d['functions'])} changed or added {names}. Nothing may be stored there but what the docstring names."
        ]
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
    if d.get("outside"):
        return [f"{d['output']} is not 0 where no window reaches.", d["rule"]]
    if "at" not in d:
        return [f"{d['output']} does not share out what enters each window among its maxima.", d["rule"]]
    begin = f"{d['output']} is wrong in the window of dout{index_of(d['at'])}, which is {decimal(d['dout'])}"
    if d["adds_up"]:
        return [f"{begin}: it adds up to that, but is not shared out among the window's maxima.", d["rule"]]
    return [f"{begin}: there it adds up to {decimal(d['total'])}.", d["rule"]]


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
    groups = [f'"{group}"' for group in d.get("groups", ())]
    where = f" for {listed(groups)}" if groups else ""
    return [
        f"No points yet{where}: {d['question']} runs on what {d['forward']} returns, and that is not right yet. "
        f"Make {d['forward']} right first, then look here again."
    ]


def _known(d: Mapping[str, Any]) -> list[str]:
    return [f"Hint: {d['text']}"]


def _pair(d: Mapping[str, Any]) -> list[str]:
    return [
        f"Your {d['question']} is the right gradient of your {d['forward']} as it is now, so that a gradient check finds "
        f"nothing: what is wrong is wrong in both. Look for it in {d['forward']} first, and then for the same idea here."
    ]


def _alone(d: Mapping[str, Any]) -> list[str]:
    return [
        f'By itself, case "{d["case"]}" is right; it is wrong only after other calls. An answer may depend on its '
        "arguments alone: look for a global, a default argument that is changed, or a memory of earlier calls."
    ]


def trace(d: Mapping[str, Any]) -> str:
    """Say where one changed entry should show, and where it does."""
    entry = f"{d['input']}{index_of(d['index'])}"
    gradient = d["input"] in ("dout", "grad_X_col")
    begin, verb = (f"A gradient that enters at {entry}", "reach") if gradient else (f"A change of {entry}", "change")
    verbs = "reaches" if gradient else "changes"
    if not d["should"]:
        return f"{begin} should not {verb} {d['output']} at all, and in yours it does."
    if not d["differing"]:
        where = listed([_span(axis, span) for axis, span in d["should"]])
        return f"{begin} should {verb} {where} of {d['output']}; in yours it {verbs} nothing."
    where = listed([_span(axis, should) for axis, should, _ in d["differing"]])
    yours = listed([_span(axis, does) for axis, _, does in d["differing"]])
    return f"{begin} should {verb} {where} of {d['output']}; yours {verbs} {yours}."


_INDICES = 6  # shown of many with gaps


def _span(axis: str, indices: Sequence[int]) -> str:
    """Row 2, rows 2 to 4, or rows 2, 5 and 8; of many with gaps, the first ones."""
    if len(indices) == 1:
        return f"{axis[:-1]} {indices[0]}"
    if indices[-1] - indices[0] == len(indices) - 1:
        return f"{axis} {indices[0]} to {indices[-1]}"
    shown = [str(k) for k in indices[:_INDICES]]
    more = [f"{len(indices) - _INDICES} more up to {indices[-1]}"] if len(indices) > _INDICES else []
    return f"{axis} {listed([*shown, *more])}"


def _grader_error(_: Mapping[str, Any]) -> list[str]:
    return ["This could not be graded, through a fault of the grader and not of your answer. No score was given."]


WRITERS: dict[str, Writer] = {
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
    "known": _known,
    "pair": _pair,
    "alone": _alone,
    "grader_error": _grader_error,
}
