"""A grader as one would first write it: the student's file, the expected arrays and the score in one process.

`run_attacks.py --naive` grades with it, to show that an attack wins or breaks something where nothing stands in its way.
"""

from __future__ import annotations

import json
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

SECONDS = 15


def load(path: Path) -> types.ModuleType:
    """Run a file as a module."""
    module = sys.modules[path.stem] = types.ModuleType(path.stem)
    exec(compile(path.read_text(), str(path), "exec"), module.__dict__)
    return module


def grade(course: Path, submission: Path) -> dict[str, int]:
    """Full points for a question whose answers are all close to the solution's."""
    import numpy as np

    draw = np.random.default_rng(1)
    solution, student = (load(path) for path in (course / "solutions" / "hw_target" / "solution.py", submission))
    scores = {}
    for name in ("relu_forward", "relu_backward", "im2row"):
        scores[name] = 4
        for shape in ((4, 5), (5, 4), (7, 11), (8, 11), (7, 13)):
            x, dout = (draw.integers(1, 9, shape) / 4.0 * draw.choice([-1, 1], shape) for _ in "xd")
            expected = {"answer": ask(solution, name, x, dout), "of": [name]}
            want = expected["answer"]
            try:
                got = ask(student, name, x, dout)
                if not np.allclose(got, want):
                    scores[name] = 0
            except Exception as err:
                print(f"{name}: {err}")
                scores[name] = 0
    return scores


def ask(module: types.ModuleType, name: str, x: Any, dout: Any) -> Any:
    """Call one function; a backward on what its own forward returned."""
    if name == "im2row":
        return module.im2row(x, 2, 2)
    out, cache = module.relu_forward(x)
    return out if name == "relu_forward" else module.relu_backward(dout, cache)


def main() -> None:
    """Grade in a process of its own, so that this one is a parent to look at; print the scores."""
    if sys.argv[1] == "--inner":
        scores = grade(Path(sys.argv[2]), Path(sys.argv[3]))
        Path(sys.argv[4]).write_text(json.dumps(scores))
        return
    with subprocess.Popen([sys.executable, __file__, "--inner", *sys.argv[1:]], stdin=subprocess.DEVNULL) as inner:
        try:
            inner.wait(SECONDS)
        except subprocess.TimeoutExpired:
            inner.kill()


if __name__ == "__main__":
    main()
