"""Fill the marked parts of README.md and docs/*.md with what the commands really print.

    python docs/generate.py             write them anew
    python docs/generate.py --check     say what is stale, with a diff; exit code 1
    python docs/generate.py --pictures  also draw docs/*.png, with a headless Chromium

A part begins with `<!-- generated: NAME -->`, where NAME is a `grader` command or a word of `PARTS`, and ends with
`<!-- end -->`. Commands run in a copy of the course that has a secret and submissions of its own, so that what they
print is the same on every machine. A block below `<!-- file: PATH -->` is a file of the worked example: it is put
into a course that `grader new` made, and released there; one below `<!-- added: PATH -->` is added to it afterwards.
"""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import parts
import worked_example
from parts import MISTAKE, ROOT, fenced, transcript

from grader import casefile
from grader.course import Course
from grader.errors import AssignmentError, closest
from grader.grade import Options, grade
from grader.release.solved import solve
from grader.release.student import build_notebook, dumps
from grader.report import html

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_PART = re.compile(r"(<!-- generated: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
PARTS: dict[str, Callable[..., str]] = {
    "attacks": parts.attacks,
    "check": parts.checked,
    "counts": parts.counts,
    "exit codes": parts.exit_codes,
    "faults": worked_example.faults,
    "fields": parts.fields,
    "gates": parts.gates,
    "levels": parts.levels,
    "mistaken line": parts.mistaken_line,
    "measured": worked_example.measured,
    "new": worked_example.new,
    "notices": parts.notices,
    "pack": parts.packed,
    "pair": worked_example.paired,
    "read": worked_example.read,
    "released": worked_example.released,
    "survivors": worked_example.survivors,
    "tiers": parts.tiers,
    "tried": parts.tried,
    "verdicts": parts.verdicts,
}


def main() -> int:
    """Write or check every page; return the exit code."""
    parser = argparse.ArgumentParser(description="Fill the generated parts of README.md and docs/*.md.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when something is stale")
    parser.add_argument("--pictures", action="store_true", help="draw the pictures anew, with Chromium")
    options = parser.parse_args()
    os.environ.update(COLUMNS="100", NO_COLOR="1")
    stale = False
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(lay_out_course(Path(folder)))
        for page in PAGES:
            old = page.read_text(encoding="utf-8")
            new = fill(old, page)
            if options.check:
                stale = _differs(page, old, new) or stale
            elif new != old:
                page.write_text(new, encoding="utf-8")
                print(f"wrote {page.relative_to(ROOT)}")
        if options.pictures:
            draw_pictures()
    if stale:
        print("These pages are stale; write them anew: make docs")
    return int(stale)


def _differs(page: Path, old: str, new: str) -> bool:
    name = str(page.relative_to(ROOT))
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), name, f"{name}, generated", lineterm="")
    print("\n".join(lines), end="" if old == new else "\n")
    return old != new


def fill(text: str, page: Path) -> str:
    """A page with every generated part made anew."""

    def part(match: re.Match[str]) -> str:
        name = match[2]
        try:
            return f"{match[1]}{make(name)}\n{match[3]}"
        except AssignmentError as err:
            line = text[: match.start()].count("\n") + 1
            raise SystemExit(f"{page.relative_to(ROOT)}:{line}: {err}") from err

    return _PART.sub(part, text)


@cache
def make(name: str) -> str:
    """One generated part."""
    if name.startswith("grader "):
        return fenced(transcript(name))
    word, _, rest = name.partition(": ")
    if word not in PARTS:
        raise AssignmentError(f'nothing generates "{word}"; {closest(word, PARTS)}')
    maker = PARTS[word]
    return maker(rest) if rest else maker()


# ---------------------------------------------------------------------------------------------- the course


def lay_out_course(folder: Path) -> Path:
    """A copy of the course with a secret that everybody knows, and a student's notebook with one mistake."""
    course = folder / "course"
    for name in ("assignments", "solutions", "tests/data/submissions"):
        shutil.copytree(ROOT / name, course / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    (course / "secret.key").write_text("0" * 64 + "\n")
    homework = Course(course).homework("hw2_conv")
    notebook = build_notebook(course, homework.assignment)
    answers = homework.solutions
    made = {
        "homework/hw2_conv.ipynb": solve(notebook, answers / "solution.py", wrong=answers / f"wrong/{MISTAKE}.py"),
        "student/hw2_conv.ipynb": solve(notebook, answers / "solution.py", only=["conv_output_size"]),
    }
    for name, content in made.items():
        (course / name).parent.mkdir()
        (course / name).write_text(dumps(content), encoding="utf-8")
    (course / "homework/notes.pdf").write_bytes(b"%PDF-1.7\n")
    (course / "student/hw2_conv.cases").write_bytes(casefile.dump(casefile.public_cases(homework)))
    return course


# ---------------------------------------------------------------------------------------------- pictures


def draw_pictures() -> None:
    """The report of the sample student, and the card that check() shows, as pictures."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise SystemExit("no Chromium on this machine; the pictures stay as they are")
    homework = Course(Path()).homework("hw2_conv")
    whole, public = (
        grade(homework, Path("homework/hw2_conv.ipynb"), Options("1", only, secret=bytes(32))) for only in (False, True)
    )
    card = next(q for q in public.questions if q.name == "conv_forward_naive")
    for name, page, height in (
        # versions and tier are those of one machine
        ("report.png", html.page(dataclasses.replace(whole, versions={}, tier="", seconds=0.0)), 1468),
        ("card.png", f'<meta charset="utf-8"><body style="margin:12px">{html.fragment(card)}', 952),
    ):
        Path("page.html").write_text(page, encoding="utf-8")
        target = ROOT / "docs" / name
        command = [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--screenshot={target}",
        ]
        command += [f"--user-data-dir={Path('browser').resolve()}", f"--window-size=860,{height}", "page.html"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        print(f"drew {target.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
