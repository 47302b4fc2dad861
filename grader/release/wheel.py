"""A wheel of the installed package, the same bytes for the same files."""

from __future__ import annotations

import base64
import hashlib
import importlib
import importlib.metadata
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grader
from grader.errors import GraderError
from grader.release.archive import write_zip

DISTRIBUTION = "convnet-grader"
_HEADERS = ("Name", "Version", "Summary", "Requires-Python", "License", "Classifier", "Requires-Dist", "Provides-Extra")
_LEFT_OUT = {".pyc", ".pyo", ".so", ".pyd", ".dll", ".dylib", ".o", ".a"}
_FOLDERS_LEFT_OUT = {"__pycache__", "tests"}


@dataclass(frozen=True)
class _Project:
    """What a wheel says of itself: the headers of METADATA, and its commands."""

    headers: tuple[tuple[str, str], ...]
    commands: Mapping[str, str]


def build_wheel(directory: Path, package: Path | None = None) -> Path:
    """Write a wheel of a package.

    Args:
        directory: where to put it.
        package: the package's folder; the one that is running where none is given.

    Returns:
        The path of the wheel.

    Raises:
        GraderError: nothing says what the distribution needs: no pyproject.toml beside the package, none installed.
    """
    package = package or Path(grader.__file__).resolve().parent
    project = _project(package.parent)
    version = dict(project.headers)["Version"]
    stem = f"{DISTRIBUTION.replace('-', '_')}-{version}"
    files = package_files(package)
    files |= {f"{stem}.dist-info/{name}": text.encode() for name, text in _dist_info(project).items()}
    record = f"{stem}.dist-info/RECORD"
    lines = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in sorted(files.items())]
    files[record] = ("\n".join([*lines, f"{record},,"]) + "\n").encode()
    return write_zip(directory / f"{stem}-py3-none-any.whl", files)


def package_files(package: Path) -> dict[str, bytes]:
    """The files of a package by name, without tests, caches, hidden files and compiled ones."""
    found = {}
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package.parent).parts
        hidden = any(part.startswith(".") or part in _FOLDERS_LEFT_OUT for part in parts)
        if path.is_file() and not hidden and path.suffix not in _LEFT_OUT and not path.name.endswith("~"):
            found["/".join(parts)] = path.read_bytes()
    return found


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def _dist_info(project: _Project) -> dict[str, str]:
    headers = [("Metadata-Version", "2.1"), *project.headers]
    commands = [f"{name} = {target}" for name, target in sorted(project.commands.items())]
    return {
        "METADATA": "".join(f"{key}: {value}\n" for key, value in headers),
        "WHEEL": "Wheel-Version: 1.0\nGenerator: convnet-grader\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "entry_points.txt": "\n".join(["[console_scripts]", *commands]) + "\n",
        "top_level.txt": "grader\n",
    }


def _project(root: Path) -> _Project:
    """Read pyproject.toml where the package lies in a checkout, else what was installed."""
    path = root / "pyproject.toml"
    try:
        tomllib = importlib.import_module("tomllib")
    except ModuleNotFoundError:  # Python 3.10
        return _installed()
    if not path.is_file():
        return _installed()
    found = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    return _Project(tuple(_headers(found)), found.get("scripts", {}))


def _headers(project: Mapping[str, Any]) -> list[tuple[str, str]]:
    headers = [("Name", DISTRIBUTION), ("Version", str(project.get("version", grader.__version__)))]
    for key, name in (("Summary", "description"), ("Requires-Python", "requires-python")):
        if project.get(name):
            headers.append((key, str(project[name])))
    if isinstance(project.get("license"), dict):
        headers.append(("License", str(project["license"].get("text", ""))))
    headers += [("Classifier", text) for text in project.get("classifiers", [])]
    extras = sorted(project.get("optional-dependencies", {}).items())
    needs = [*project.get("dependencies", []), *(_of_extra(text, extra) for extra, texts in extras for text in texts)]
    headers += [("Requires-Dist", text) for text in needs]
    return [*headers, *(("Provides-Extra", extra) for extra, _ in extras)]


def _of_extra(text: str, extra: str) -> str:
    needed, _, marker = (part.strip() for part in text.partition(";"))
    condition = f'({marker}) and extra == "{extra}"' if marker else f'extra == "{extra}"'
    return f"{needed}; {condition}"


def _installed() -> _Project:
    try:
        found = importlib.metadata.distribution(DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        reason = f"no pyproject.toml beside the package, and {DISTRIBUTION} is not installed"
        raise GraderError(f"the wheel cannot be built: {reason}; run: pip install -e .") from None
    headers = [(key, re.sub(r"\s+", " ", value)) for key in _HEADERS for value in found.metadata.get_all(key) or []]
    commands = {e.name: e.value for e in found.entry_points if e.group == "console_scripts"}
    return _Project(tuple(headers), commands)
