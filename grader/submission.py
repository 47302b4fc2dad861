"""A file, folder or ZIP made safe: read once, at most a few small files with plain names, nothing followed."""

from __future__ import annotations

import os
import stat
import zipfile
from typing import TYPE_CHECKING

from grader.errors import SubmissionError
from grader.records import SourceFile, Submission
from grader.wording import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_NOTEBOOK = 20 << 20  # bytes
MAX_SOURCE = 1 << 20  # bytes
MAX_TOTAL = 40 << 20  # bytes
MAX_FILES = 40
MAX_ENTRIES = 2000
MAX_DEPTH = 6
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others are unpacked without a bound
_IGNORED = {".ipynb_checkpoints", "__pycache__", "__MACOSX", "node_modules", "site-packages"}


def read_submission(path: Path) -> Submission:
    """Read what was handed in.

    Args:
        path: a notebook, a Python file, a ZIP file, or a folder that holds one of them.

    Returns:
        The notebooks and Python files in it, as bytes.

    Raises:
        SubmissionError: nothing in it can be graded; the message says why.
    """
    try:
        mode = path.stat().st_mode if path.is_dir() else path.lstat().st_mode
    except OSError:
        raise SubmissionError("no_such_file", path=str(path)) from None
    if stat.S_ISDIR(mode):
        files, seen = _read_folder(path)
    else:
        content = _read_file(path, MAX_TOTAL)
        if content is None:
            raise SubmissionError("not_a_file", file=path.name)
        files, seen = _read_one(path.name, content)
    if not files:
        if not seen:
            raise SubmissionError("empty_submission")
        raise SubmissionError("no_notebook", found=", ".join(sorted(seen)[:5]))
    return Submission(path.name, tuple(sorted(files, key=lambda f: f.name)))


def _read_one(name: str, content: bytes) -> tuple[list[SourceFile], set[str]]:
    """One file as handed in: itself, or what its ZIP holds."""
    if name.lower().endswith((".ipynb", ".py")):
        _check_size(name, len(content))
        return [SourceFile(name, content)], {name}
    if name.lower().endswith(".zip") or content[:4] == b"PK\x03\x04":
        return _read_zip(name, content)
    raise SubmissionError("unknown_kind", file=name)


def _plain(name: str) -> str:
    """A file's name without anything that would not show as one line of text."""
    return "".join(c for c in clean(name) if c.isprintable())


def _limit(name: str) -> int:
    return MAX_NOTEBOOK if name.lower().endswith(".ipynb") else MAX_SOURCE


def _check_size(name: str, size: int) -> None:
    if size > _limit(name):
        raise SubmissionError("too_large", file=name, size=round(size / 2**20, 1), limit=_limit(name) >> 20)


def _wanted(parts: tuple[str, ...]) -> bool:
    """Whether a path inside a submission is a notebook or Python file that a student would mean."""
    hidden = any(part in _IGNORED or part.startswith(".") for part in parts)
    return not hidden and len(parts) <= MAX_DEPTH and parts[-1].lower().endswith((".ipynb", ".py"))


def _read_file(path: Path, limit: int) -> bytes | None:
    """Read a regular file without following a link or waiting on a pipe; None for anything else."""
    try:
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    with os.fdopen(fd, "rb") as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            return None
        if facts.st_size > limit:
            raise SubmissionError("too_large", file=path.name, size=round(facts.st_size / 2**20, 1), limit=limit >> 20)
        return file.read(limit + 1)


def _walk(folder: Path, parts: tuple[str, ...] = ()) -> Iterator[tuple[Path, tuple[str, ...]]]:
    if len(parts) >= MAX_DEPTH:
        return
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda e: e.name)
    except OSError:  # a folder that we may not look into holds nothing for us
        return
    for entry in entries:
        inner = (*parts, _plain(entry.name))
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _IGNORED and not entry.name.startswith("."):
                yield from _walk(folder / entry.name, inner)
        else:
            yield folder / entry.name, inner


def _read_folder(folder: Path) -> tuple[list[SourceFile], set[str]]:
    files: list[SourceFile] = []
    seen: set[str] = set()
    zips: list[Path] = []
    odd: list[str] = []
    for count, (path, parts) in enumerate(_walk(folder)):
        if count >= MAX_ENTRIES:
            raise SubmissionError("too_many_files", limit=MAX_ENTRIES)
        seen.add("/".join(parts)[:100])
        if path.name.lower().endswith(".zip"):
            zips.append(path)
        if not _wanted(parts):
            continue
        content = _read_file(path, _limit(path.name))
        if content is None:
            odd.append("/".join(parts))
        else:
            files.append(SourceFile("/".join(parts), content))
        _check_total(len(files), sum(len(f.content) for f in files))
    if odd and not files:
        raise SubmissionError("not_a_file", file=odd[0])
    if not files and len(zips) == 1:
        return _read_zip(zips[0].name, _read_file(zips[0], MAX_TOTAL) or b"")
    return files, seen


def _check_total(count: int, total: int) -> None:
    if count > MAX_FILES:
        raise SubmissionError("too_many_files", limit=MAX_FILES)
    if total > MAX_TOTAL:
        raise SubmissionError("too_large", file="", size=round(total / 2**20, 1), limit=MAX_TOTAL >> 20)


def _read_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limit: int) -> bytes:
    """Unpack one member, one byte more than the limit at most."""
    if entry.flag_bits & 1:
        raise SubmissionError("bad_zip", file=name, reason="it is locked with a password")
    if entry.compress_type not in _METHODS:
        raise SubmissionError("bad_zip", file=name, reason="it is packed by an unusual method")
    with archive.open(entry) as member:
        return member.read(limit + 1)


def _read_zip(name: str, content: bytes) -> tuple[list[SourceFile], set[str]]:
    """Read the wanted members of a ZIP into memory; nothing is written, no declared size is believed."""
    import io

    files: dict[str, SourceFile] = {}
    seen: set[str] = set()
    odd: list[str] = []
    total = 0
    if content.count(b"PK\x01\x02") > 10 * MAX_ENTRIES:  # each costs a record before it can be counted as an entry
        raise SubmissionError("too_many_files", file=name, limit=MAX_ENTRIES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise SubmissionError("too_many_files", file=name, limit=MAX_ENTRIES)
            for entry in entries:
                parts = tuple(p for p in _plain(entry.filename).replace("\\", "/").split("/") if p not in ("", "."))
                regular = stat.S_IFMT(entry.external_attr >> 16) in (0, stat.S_IFREG)
                if entry.is_dir() or not parts:
                    continue
                seen.add("/".join(parts)[:100])
                if ".." in parts or not _wanted(parts):
                    continue
                if not regular:
                    odd.append("/".join(parts))
                    continue
                data = _read_member(archive, entry, name, _limit(parts[-1]))
                _check_size("/".join(parts), len(data))
                files["/".join(parts)] = SourceFile("/".join(parts), data)
                total += len(data)  # of a name that stands there twice, both were unpacked
                _check_total(len(files), total)
    except SubmissionError:
        raise
    except Exception as err:  # a ZIP can be broken in as many ways as it has compressors
        raise SubmissionError("bad_zip", file=name, reason=str(err)[:100] or type(err).__name__) from None
    if odd and not files:
        raise SubmissionError("not_a_file", file=odd[0])
    return list(files.values()), seen
