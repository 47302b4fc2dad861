"""What Gradescope accepts as results.json, and what we ask beyond that, as one function."""

from __future__ import annotations

import math
import re

VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
TOP = {
    "score": (int, float),
    "execution_time": (int, float),
    "output": str,
    "output_format": str,
    "test_output_format": str,
    "test_name_format": str,
    "visibility": str,
    "stdout_visibility": str,
    "extra_data": dict,
    "tests": list,
    "leaderboard": list,
}
ENTRY = {
    "score": (int, float),
    "max_score": (int, float),
    "status": str,
    "name": str,
    "name_format": str,
    "number": str,
    "output": str,
    "output_format": str,
    "tags": list,
    "visibility": str,
    "extra_data": dict,
}
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")


def faults(document) -> list[str]:
    """Every way in which a document breaks the platform's rules or our own; empty for a good one."""
    found = _keys("document", document, TOP)
    tests = document.get("tests", [])
    for i, test in enumerate(tests):
        found += _keys(f"tests[{i}]", test, ENTRY) + _entry(f"tests[{i}]", test)
    if (
        "score" not in document
        and not any("score" in t for t in tests)
        and not (tests and all("status" in t for t in tests))
    ):
        found.append("neither a score nor a status for every entry")
    if document.get("output_format") != "text" or document.get("test_output_format") != "text":
        found.append("text of students is shown as something else than text")
    names = [test.get("name") for test in tests]
    if len(set(names)) != len(names):
        found.append("two entries of one name")
    return found + [f"{path}: {fault}" for path, value in _leaves("", document) for fault in _leaf(value)]


def _keys(where, value, allowed) -> list[str]:
    found = [f"{where}: unknown key {key}" for key in value.keys() - allowed.keys()]
    for key, kind in allowed.items():
        if key in value and (not isinstance(value[key], kind) or isinstance(value[key], bool)):
            found.append(f"{where}: {key} is a {type(value[key]).__name__}")
        if key in value and key.endswith("visibility") and value[key] not in VISIBILITIES:
            found.append(f"{where}: {key} {value[key]}")
        if key in value and key.endswith("_format") and value[key] not in FORMATS:
            found.append(f"{where}: {key} {value[key]}")
    if len(value.get("output", "").encode()) > 10_000:
        found.append(f"{where}: output longer than 10 kB")
    return found


def _entry(where, test) -> list[str]:
    found = []
    if test.get("status") not in ("passed", "failed"):
        found.append(f"{where}: status {test.get('status')}")
    if ("score" in test) != ("max_score" in test):
        found.append(f"{where}: score and max_score come together or not at all")
    if "score" in test and not 0 <= test["score"] <= test["max_score"]:
        found.append(f"{where}: score {test['score']} of {test['max_score']}")
    if "score" in test and (test["status"] == "passed") != (test["score"] == test["max_score"]):
        found.append(f"{where}: status and score disagree")
    if not test.get("name") or "\n" in test["name"]:
        found.append(f"{where}: a name is one line")
    if "number" in test and not re.fullmatch(r"[1-9]\d*\.[1-9]\d*", test["number"]):
        found.append(f"{where}: number {test['number']}")
    return found


def _leaves(path, value):
    if isinstance(value, dict):
        for key, item in value.items():
            yield path, key
            yield from _leaves(f"{path}.{key}", item)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _leaves(f"{path}[{i}]", item)
    else:
        yield path, value


def _leaf(value) -> list[str]:
    if isinstance(value, str):
        return ["control codes, CR or lone surrogates"] if UNSHOWABLE.search(value) else []
    if isinstance(value, float) and not math.isfinite(value):
        return ["not finite"]
    return [] if value is None or isinstance(value, (bool, int, float)) else [f"a {type(value).__name__}"]
