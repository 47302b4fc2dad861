"""The command `grader`: arguments and exit codes, nothing else.

Exit codes: 0 graded, whatever the score; 1 the submission cannot be graded; 2 usage or a faulty declaration;
3 a fault of the grader.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import AssignmentError, ConfinementError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.records import Report


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
        sys.stdout.flush()
    except AssignmentError as err:
        print(err, file=sys.stderr)
        return 2
    except ConfinementError as err:
        print(err, file=sys.stderr)
        return 3
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # who was reading has gone
        return 0
    except Exception:
        traceback.print_exc()
        print("This is a fault of the grader; no score was given.", file=sys.stderr)
        return 3
    return code


_QUALITY = """\
Measure how good the cases of an assignment are. It holds, with exit code 0, when

- every mutant (a right answer with one small change) and every known-wrong answer loses points on its own question
  and on no other, but for a backward question that waits for its forward, and for what calls a wrong function as
  the reference never does; mutants that give what the reference gives are listed in equivalent.json;
- public cases alone catch 80% of both;
- no right answer loses points, and no case passes for a stub, for the first argument returned, or for zeros;
- 95% of the known mistakes get their own hint, and none that of another, with hints.json as the cases are now:
  run `grader hints` after a change of cases or hints.

How many mutants that raise nothing are told more than a table is printed, with an aim of 70%. It is part of the
promise only where solutions/ASSIGNMENT/quality.py says so: MORE_THAN_A_TABLE = 0.7.
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="grader", description="Autograded notebook homework.")
    parser.add_argument(
        "--course", type=Path, default=Path(), help="folder with assignments/ and solutions/ (default: this one)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    add = commands.add_parser("list", help="assignments, questions, points")
    add.set_defaults(command=_list)

    add = commands.add_parser("grade", help="grade one submission")
    add.add_argument("assignment")
    add.add_argument("submission", type=Path, help="a notebook, a Python file, a ZIP file or a folder")
    add.add_argument("--results", metavar="FILE", help="write results.json here; - prints it alone")
    add.add_argument("--html", type=Path, metavar="FILE", help="write a page with everything that was found")
    add.add_argument("--public", action="store_true", help="public cases only")
    add.add_argument("--id", default="", help="the submission's id, which hidden inputs are drawn from")
    _trusting(add)
    add.set_defaults(command=_grade)

    add = commands.add_parser("check", help="check a saved notebook on the public cases")
    add.add_argument("submission", type=Path)
    add.set_defaults(command=_check)

    _author_commands(commands)
    _platform_commands(commands)
    return parser


def _author_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What those need who write an assignment."""
    add = commands.add_parser("release", help="build what students and the platform get, and prove it")
    add.add_argument("assignment", nargs="*")
    add.set_defaults(command=_release)

    add = commands.add_parser("hints", help="learn anew what known-wrong answers look like, for the hints")
    add.add_argument("assignment", nargs="*")
    add.set_defaults(command=_hints)

    add = commands.add_parser(
        "quality",
        help="measure how good the cases are: mutants, known-wrong answers, right ones",
        description=_QUALITY,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add.add_argument("assignment", nargs="*", help="all where none is named")
    add.add_argument("--sample", type=float, metavar="SECONDS", help="an even part of it, in so much time")
    add.add_argument(
        "--seeds", type=int, default=3, metavar="N", help="submissions that each right answer is graded as"
    )
    add.add_argument("--all", action="store_true", help="compiled answers too; each is built first")
    add.add_argument("--write", type=Path, metavar="FOLDER", help="write quality.md into this folder")
    add.set_defaults(command=_quality)

    add = commands.add_parser("new", help="skeleton of a question: entry, stub, answers right and wrong")
    add.add_argument("assignment")
    add.add_argument("question")
    add.set_defaults(command=_new)


def _platform_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What has to do with the platform's container, and with what confines student code there and here."""
    add = commands.add_parser("gradescope", help="grade in the platform's container")
    add.add_argument("--root", type=Path, default=Path("/autograder"))
    _trusting(add)
    add.set_defaults(command=_gradescope)

    add = commands.add_parser("container", help="grade one submission as the platform does: in an image of the zip")
    add.add_argument("assignment")
    add.add_argument("submission", type=Path, help="a file or a folder of files")
    add.add_argument("--base", default="", metavar="IMAGE", help="build on this image (default: the platform's)")
    add.add_argument("--keep", action="store_true", help="leave the container running, to look around in")
    add.set_defaults(command=_container)

    add = commands.add_parser("selftest", help="grade the untouched notebook of an unpacked autograder zip")
    add.add_argument("--root", type=Path, default=Path("/autograder"))
    add.set_defaults(command=_selftest)

    add = commands.add_parser("doctor", help="what confines student code on this machine")
    add.set_defaults(command=_doctor)


def _trusting(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--trust-submissions",
        action="store_true",
        dest="trust",
        help="grade even where nothing keeps student code from your files (tier D of `grader doctor`)",
    )


def _list(options: argparse.Namespace) -> int:
    from grader.course import Course

    course = Course(options.course)
    names = course.names()
    if not names:
        raise AssignmentError("holds no questions.py", file=str(options.course / "assignments"))
    for name in names:
        assignment = course.homework(name).assignment
        regular = sum(q.points for q in assignment.questions if not q.extra_credit)
        extra = sum(q.points for q in assignment.questions if q.extra_credit)
        print(f"{name}: {assignment.title} ({regular} points" + (f", {extra} extra)" if extra else ")"))
        for question in assignment.questions:
            cases = [case for group in question.groups for case in group.cases]
            public = sum(case.public for case in cases)
            worth = f"+{question.points}" if question.extra_credit else str(question.points)
            print(f"  {question.name:<32}{worth:>4}   {public} public cases, {len(cases) - public} hidden")
    return 0


def _grade(options: argparse.Namespace) -> int:
    from grader.course import Course
    from grader.grade import Options, grade

    course = Course(options.course)
    # what questions.py and solution.py print must not stand before the results
    with contextlib.redirect_stdout(sys.stderr):
        homework = course.homework(options.assignment)
        secret = bytes(32) if options.public else course.secret()
        submission_id = options.id or options.submission.name
        report = grade(
            homework, options.submission, Options(submission_id, options.public, secret=secret, trust=options.trust)
        )
    return _deliver(report, options.results, options.html)


def _deliver(report: Report, results_file: str | None, page: Path | None) -> int:
    """Write a report where it was asked for; return the exit code."""
    from grader.report import html, results, text

    document = results.gradescope(report)
    with _writing(page):
        if page:
            page.write_text(html.page(report), encoding="utf-8")
    if results_file == "-":
        # as bytes: JSON is UTF-8, whatever the terminal speaks
        sys.stdout.flush()
        sys.stdout.buffer.write(results.dumps(document).encode())
    else:
        with _writing(results_file):
            if results_file:
                results.write(document, Path(results_file))
        _print(text.table(report, colour=sys.stdout.isatty()))
    return 1 if report.rejected else 3 if report.grader_error else 0


def _print(text: str) -> None:
    """Print what a student may have written, in the letters that the terminal has."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))


@contextlib.contextmanager
def _writing(file: Path | str | None) -> Iterator[None]:
    """Tell of a file that cannot be written as what it is: a wrong argument."""
    try:
        yield
    except OSError as err:
        raise AssignmentError(f"cannot be written: {err.strerror}", file=str(file)) from None


def _check(options: argparse.Namespace) -> int:
    from grader.grade import Options, grade_exam
    from grader.student import load_cases

    exam = load_cases(options.submission.resolve().parent)
    report = grade_exam(exam, options.submission, Options(public_only=True, trust=True))  # their own code
    return _deliver(report, None, None)


def _release(options: argparse.Namespace) -> int:
    from grader.course import Course
    from grader.release.build import release

    course = Course(options.course)
    return release(course, options.assignment or course.names())


def _hints(options: argparse.Namespace) -> int:
    from grader.course import Course
    from grader.release.wrong import learn

    course = Course(options.course)
    for name in options.assignment or course.names():
        learn(course.homework(name), print)
    return 0


def _quality(options: argparse.Namespace) -> int:
    from grader.course import Course
    from grader.quality.gate import progress, quality
    from grader.quality.measure import Options

    course = Course(options.course)
    measured = Options(options.seeds, options.sample, compiled=options.all, tell=progress)
    return quality(course, options.assignment or course.names(), measured, options.write)


def _new(options: argparse.Namespace) -> int:
    from grader.course import Course
    from grader.release.new import new_question

    for line in new_question(Course(options.course), options.assignment, options.question):
        print(line)
    return 0


def _gradescope(options: argparse.Namespace) -> int:
    from grader import gradescope

    return gradescope.run(options.root, trust=options.trust)


def _container(options: argparse.Namespace) -> int:
    from grader import container
    from grader.course import Course

    name = Course(options.course).homework(options.assignment).assignment.name
    packed = options.course / "release" / f"{name}-autograder.zip"
    return container.run(packed, options.submission, options.base, keep=options.keep, tell=_print)


def _selftest(options: argparse.Namespace) -> int:
    from grader import gradescope

    return gradescope.self_test(options.root)


def _doctor(options: argparse.Namespace) -> int:
    from grader.sandbox import doctor

    course = options.course
    secrets = [course / "secret.key", *sorted(course.glob("solutions/*/solution.py"))]
    for name, finding in doctor.report([path for path in secrets if path.exists()]):
        print(f"{name:<42}{finding}")
    return 0
