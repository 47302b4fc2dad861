"""Searching what students get for what they must not get: solution code, its files, outputs, the secret.

The builder of the student's files never opens `solutions/`; this scan does, and so can say that the builder kept
its word. A line that merely unpacks arguments, or that a docstring spells out, is no leak.
"""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from grader.course import answer_files, known_wrong_files
from grader.errors import AssignmentError
from grader.release.tokens import Fingerprints, tokens

RUN = 14  # tokens of a solution in a row; the shortest statements worth copying have 15, honest notebooks share 13
WRONG_RUN = 30  # known-wrong answers share more with honest text, being written like a student's
DEPTH = 4
SECRET_LENGTH = 16
_COMPILED = (".pyc", ".pyo", ".so", ".pyd", ".dll", ".dylib", ".o", ".a")
_MAGIC = {b"\x7fELF": "ELF", b"MZ": "PE", b"\xcf\xfa\xed\xfe": "Mach-O", b"\xca\xfe\xba\xbe": "Mach-O"}
_FOLDERS = {"__pycache__": "a cache", ".ipynb_checkpoints": "a checkpoint", "solutions": "the solutions' folder"}


@dataclass(frozen=True)
class _Hidden:
    """What must not be found: code, file names, and the secret as it may be written."""

    solution: Fingerprints
    wrong: Fingerprints
    names: frozenset[str]
    secret: Mapping[str, re.Pattern[bytes]]


def leaks(student_files: Mapping[str, bytes], solution_path: Path, secret: bytes) -> list[str]:
    """Search files for anything hidden, also inside zips and wheels.

    Args:
        student_files: what students get, by name.
        solution_path: the solution; known-wrong answers in `wrong/` beside it are searched for too.
        secret: of the release.

    Returns:
        One sentence for each finding: where it is, what it is. None where all is well.

    Raises:
        AssignmentError: the secret is too short to be told from chance.
    """
    if len(secret) < SECRET_LENGTH:
        raise AssignmentError(f"the secret has {len(secret)} bytes; {SECRET_LENGTH} or more are needed")
    wrong, answers = known_wrong_files(solution_path.parent), answer_files(solution_path.parent)
    hidden = _Hidden(
        Fingerprints(answers, RUN),
        Fingerprints(wrong, WRONG_RUN),
        frozenset({"predictions.json", "secret.key", *(path.name for path in [*answers, *wrong])}),
        _spellings(secret),
    )
    found: list[str] = []
    for name in sorted(student_files):
        found += _search(name, student_files[name], hidden, DEPTH)
    return list(dict.fromkeys(found))


def _search(name: str, content: bytes, hidden: _Hidden, depth: int) -> list[str]:
    found = [*_names(name, hidden), *_compiled(name, content)]
    found += [
        f"{name}: holds the secret ({form})" for form, pattern in hidden.secret.items() if pattern.search(content)
    ]
    if content.startswith(b"PK") and (members := _members(content)) is not None:
        if not depth:
            return [*found, f"{name}: zips inside zips, too deep to search"]
        for member, inside in members:
            found += _search(f"{name}!{member}", inside, hidden, depth - 1)
        return found
    notebook = _notebook(content) if name.endswith(".ipynb") else None
    if notebook is None:
        return [*found, *_code(name, content.decode("utf-8", errors="ignore"), hidden)]
    for number, cell in enumerate(notebook["cells"], 1):
        found += _outputs(f"{name}, cell {number}", cell)
        found += _code(f"{name}, cell {number}", _take_source(cell), hidden)
    return [*found, *_code(f"{name}, outside its cells", json.dumps(notebook, ensure_ascii=False), hidden)]


def _names(name: str, hidden: _Hidden) -> Iterator[str]:
    path = PurePosixPath(name.split("!")[-1])
    for part in path.parts:
        if part in _FOLDERS:
            yield f"{name}: lies in {_FOLDERS[part]}"
    if "checkpoint" in path.stem and path.suffix == ".ipynb":
        yield f"{name}: is a checkpoint"
    if path.name in hidden.names:
        yield f'{name}: has the name of a hidden file, "{path.name}"'


def _compiled(name: str, content: bytes) -> Iterator[str]:
    kind = next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), "")
    if PurePosixPath(name).suffix in _COMPILED or ".so." in name:
        yield f"{name}: is a compiled file"
    elif kind:
        yield f"{name}: is a compiled file ({kind})"


def _members(content: bytes) -> list[tuple[str, bytes]] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]
    except zipfile.BadZipFile:
        return None


def _notebook(content: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(content)
    except ValueError:
        return None
    cells = found.get("cells") if isinstance(found, dict) else None
    return found if isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells) else None


def _take_source(cell: dict[str, Any]) -> str:
    source = cell.pop("source", "")
    return source if isinstance(source, str) else "".join(source)


def _outputs(place: str, cell: Mapping[str, Any]) -> Iterator[str]:
    if cell.get("outputs"):
        yield f"{place}: has outputs"
    if cell.get("execution_count") is not None:
        yield f"{place}: has an execution count"
    role = cell.get("metadata", {}).get("grader", {}).get("role")
    if role == "predict" and not re.search(r"=\s*None\b", "".join(cell.get("source", ""))):
        yield f"{place}: holds a prediction that is filled in"


def _code(place: str, text: str, hidden: _Hidden) -> Iterator[str]:
    """Runs of hidden code in a text: as it stands, without its comments, and with JSON's escapes undone."""
    plain = text.replace("\\n", "\n").replace('\\"', '"')
    seen = set()
    for version in dict.fromkeys((text, re.sub(r"#.*", "", text), plain, re.sub(r"#.*", "", plain))):
        found = tokens(version)
        for kind, fingerprints in (("solution", hidden.solution), ("known-wrong answer", hidden.wrong)):
            for function, run in fingerprints.search(found):
                if (kind, function) not in seen:
                    seen.add((kind, function))
                    yield f"{place}: {len(run)} tokens of the {kind} of {function}: {' '.join(run[:20])}"


def _spellings(secret: bytes) -> dict[str, re.Pattern[bytes]]:
    """The secret raw, in hex, and in base64 at each of the three offsets at which it may lie in a longer text."""
    found = {}
    keys = {"raw": secret, "hex": secret.hex().encode()}
    for form, key in keys.items():
        found[form] = re.compile(re.escape(key), re.IGNORECASE if form == "hex" else 0)
        inner = []
        for offset in range(3):
            text = base64.b64encode(bytes(offset) + key)
            start, spare = (0, 2, 3)[offset], (len(key) + offset) % 3
            inner.append(text.rstrip(b"=")[start : -1 if spare else None])
        inner += [text.translate(bytes.maketrans(b"+/", b"-_")) for text in inner]
        found[f"{form}, base64"] = re.compile(b"|".join(re.escape(text) for text in dict.fromkeys(inner)))
    return found
