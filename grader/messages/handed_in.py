"""What is said of a submission as a whole, of its files and cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.wording import listed

Writer = Callable[[Mapping[str, Any]], list[str]]


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


def _sentence(template: str) -> Writer:
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


def _public_only(d: Mapping[str, Any]) -> list[str]:
    text = "Public cases only; grading adds others. A group gives its points when all of its cases are right."
    points = d.get("speed_points")
    timed = f" Speed is timed when grading: {points} point{'' if points == '1' else 's'} more." if points else ""
    return [text + timed]


def _foreign(d: Mapping[str, Any]) -> list[str]:
    return [f"{d['question']} uses {listed(d['modules'])}. Grading has NumPy and the standard library only."]


def _printed(d: Mapping[str, Any]) -> list[str]:
    return ["Your output:", *d["text"].rstrip().split("\n")]


def _tier(d: Mapping[str, Any]) -> list[str]:
    return [f"Confinement: {d['text']}"]


WRITERS: dict[str, Writer] = {
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
