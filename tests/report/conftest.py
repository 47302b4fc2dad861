"""Files to compare with, written anew only when UPDATE_GOLDENS=1."""

import difflib
import os
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parents[1] / "goldens"


@pytest.fixture
def golden():
    """Compare a text with the file of that name, line by line."""

    def compare(name, text):
        path = GOLDENS / name
        if os.environ.get("UPDATE_GOLDENS") == "1":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        if not path.exists():
            pytest.fail(f"{path} is missing; UPDATE_GOLDENS=1 writes it")
        kept = path.read_text(encoding="utf-8")
        diff = difflib.unified_diff(kept.splitlines(), text.splitlines(), f"kept {name}", "now", lineterm="", n=1)

        assert text == kept, "\n".join(diff)

    return compare
