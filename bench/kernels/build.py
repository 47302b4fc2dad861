"""The course's kernels, compiled as they are written with the optimisation that they are meant for, and loaded."""

from __future__ import annotations

import importlib.util
import tempfile
from importlib.machinery import ExtensionFileLoader
from pathlib import Path
from types import ModuleType

from grader.sandbox import compile as compiling

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "solutions" / "hw4_im2col"
FULL = compiling.FASTEST


def load(name: str, build: compiling.Build = FULL, store: Path | None = None) -> ModuleType:
    """Compile one of the .pyx files and import it.

    Args:
        name: of the file, without its ending.
        build: how; with bounds checks for tests.
        store: where libraries are kept between runs; nowhere unless given.

    Raises:
        SystemExit: it does not compile; with the errors.
    """
    made = compiling.compile_extension((FOLDER / f"{name}.pyx").read_text("utf-8"), name=name, build=build, store=store)
    if made.errors:
        raise SystemExit("\n".join(f"{name}.pyx:{e.line}:{e.column}: {e.text}" for e in made.errors))
    with tempfile.TemporaryDirectory(prefix="bench-kernels-") as folder, made.placed() as built:
        path = Path(folder) / f"{name}.so"
        path.write_bytes(built.read_bytes())
        loader = ExtensionFileLoader(name, str(path))
        spec = importlib.util.spec_from_loader(name, loader)
        assert spec is not None
        module = importlib.util.module_from_spec(spec)
        loader.exec_module(module)
    return module
