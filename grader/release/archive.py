"""Zip files that depend on their content alone: sorted names, one date, fixed modes."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from grader.errors import GraderError

Content = bytes | tuple[bytes, int]  # a file's bytes, or these and its unix mode
DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that the format can hold
LEVEL = 9


def zip_bytes(files: Mapping[str, Content]) -> bytes:
    """Pack files by name into a zip; the same files are the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            _check_name(name)
            found = files[name]
            content, mode = found if isinstance(found, tuple) else (found, 0o644)
            info = zipfile.ZipInfo(name, DATE)
            info.create_system = 3  # unix, on every system, so that the modes count
            info.external_attr = (stat.S_IFREG | mode) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=LEVEL)
    return buffer.getvalue()


def write_zip(path: Path, files: Mapping[str, Content]) -> Path:
    """Write a zip beside its place and move it there, so that a failure leaves the old one whole."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(zip_bytes(files))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def _check_name(name: str) -> None:
    if not name or name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts or name.endswith("/"):
        raise GraderError(f'"{name}" cannot be a name in a zip; it is relative, with "/" between its parts')
