"""Broken and hostile submissions to hw2_conv, each with the verdict that a fair instructor would give."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from grader.course import Course, Homework
from grader.grade import Options, grade
from grader.messages import render
from grader.plain import as_json
from grader.records import Message, Report
from grader.sandbox import doctor

COURSE = Path(__file__).parents[2]
SUBMISSIONS = COURSE / "tests" / "data" / "submissions"
OPTIONS = Options(secret=b"x" * 32, submission_id="1")
SIZE, CONVOLVE, POOL, CONV = "conv_output_size", "true_convolution", "max_pool_forward_naive", "conv_forward_naive"
SHORT = 0.5  # seconds for each case of true_convolution where it never ends; right answers take milliseconds
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Expected:
    """What a submission deserves.

    Args:
        scores: questions that earn points, and how many; every other question earns none.
        verdicts: questions whose verdict is told, with the verdicts that are fair; missing where none is told.
        rejected: kind of the message that says why nothing was graded.
        says: a pattern that some rendered message must hold.
        silent: a pattern that no rendered message may hold.
        notices: kinds of notices that must be there, on the report or a question.
        endless: whether true_convolution gets a short time limit.
        confined: whether it is only promised where the worker has a user of its own that cannot read the course.
    """

    scores: dict[str, int]
    verdicts: dict[str, tuple[str, ...]]
    rejected: str = ""
    says: str = ""
    silent: str = ""
    notices: tuple[str, ...] = ()
    endless: bool = False
    confined: bool = False


def rejected(kind: str, says: str = "") -> Expected:
    """Nothing can be graded, for this reason."""
    return Expected({}, {}, rejected=kind, says=says)


def right(*questions: str, **more: object) -> Expected:
    """Full marks on these questions, by default conv_output_size and true_convolution."""
    points = {SIZE: 8, CONVOLVE: 8, POOL: 12}
    names = questions or (SIZE, CONVOLVE)
    return Expected({n: points[n] for n in names}, dict.fromkeys(names, ("passed",)), **more)


def wrong(verdict: str, says: str = "", *, question: str = CONVOLVE, beside: str = SIZE, **more: object) -> Expected:
    """One question without points and with this verdict (or one of several); the one beside it keeps its own."""
    good = right(beside)
    return replace(good, verdicts={**good.verdicts, question: tuple(verdict.split(" or "))}, says=says, **more)


def partly(score: int, verdict: str, says: str = "") -> Expected:
    """conv_output_size right in part, true_convolution right."""
    return Expected({SIZE: score, CONVOLVE: 8}, {SIZE: (verdict,), CONVOLVE: ("passed",)}, says=says)


BROKEN = {
    # ---------------------------------------------------------------------------------------- well-formed
    "good.ipynb": right(SIZE, CONVOLVE, POOL),
    "good.py": right(SIZE, CONVOLVE, POOL),
    "good.zip": right(),
    "untouched.ipynb": Expected({}, {}, says="is not written yet", silent="did you mean"),
    "My homework (final) - Copy (2).ipynb": right(),
    "stripped_metadata.ipynb": right(),
    "exported_from_colab.ipynb": right(),
    "percent_format.py": right(),
    "main_guard.py": right(),
    "upper_case_extension.IPYNB": right(),
    # ---------------------------------------------------------------------------------------- files
    "not_json.ipynb": rejected("not_json", "line 1"),
    "html_saved_as_notebook.ipynb": rejected("not_json"),
    "empty_file.ipynb": rejected("notebook_empty"),
    "only_spaces.ipynb": rejected("notebook_empty"),
    "truncated_json.ipynb": rejected("not_json"),
    "merge_conflict.ipynb": rejected("not_json", "line 15"),
    "utf16.ipynb": rejected("not_utf8", "UTF-8"),
    "latin1_byte.ipynb": rejected("not_utf8", "UTF-8"),
    "bom_and_crlf.ipynb": right(),
    "bom_and_crlf.py": right(),
    "crlf_inside_cells.ipynb": right(),
    "coding_cookie_utf7.py": right(),
    "nbformat_3.ipynb": rejected("nbformat", "format 3"),
    "nbformat_5.ipynb": rejected("nbformat", "format 5"),
    "nbformat_missing.ipynb": rejected("nbformat"),
    "nbformat_a_string.ipynb": rejected("nbformat"),
    "cells_not_a_list.ipynb": rejected("notebook_no_cells"),
    "cells_missing.ipynb": rejected("notebook_no_cells"),
    "no_cells.ipynb": rejected("no_answers"),
    "cell_source_an_int.ipynb": rejected("notebook_cell", "cell 5"),
    "cell_source_list_of_ints.ipynb": rejected("notebook_cell", "cell 5"),
    "cell_not_an_object.ipynb": rejected("notebook_cell", "cell 5"),
    "cell_type_unknown.ipynb": right(),
    "cell_metadata_a_list.ipynb": right(),
    "nbgrader_metadata_a_string.ipynb": right(),
    "list_at_top.ipynb": rejected("notebook_shape"),
    "string_at_top.ipynb": rejected("notebook_shape"),
    "duplicate_json_keys.ipynb": rejected("notebook_duplicate_key"),
    "nested_100000_deep.ipynb": rejected("not_json"),
    "nan_in_output.ipynb": right(),
    "wrong_homework.ipynb": rejected("no_answers"),
    "zip_named_as_notebook.ipynb": rejected("not_utf8"),
    "notebook_without_extension": rejected("unknown_kind"),
    "notebook_named_json.json": rejected("unknown_kind"),
    "answers.docx": rejected("unknown_kind"),
    # ---------------------------------------------------------------------------------------- cells
    "deleted_answer_cell.ipynb": right(SIZE, POOL),
    "deleted_check_cells.ipynb": right(),
    "deleted_setup_cell.ipynb": right(),
    "edited_setup_cell.ipynb": right(),
    "edited_check_cell.ipynb": wrong("failed"),
    "duplicated_answer_cell_last_right.ipynb": right(notices=("duplicate",)),
    "duplicated_answer_cell_last_wrong.ipynb": wrong("failed", notices=("duplicate",)),
    "duplicated_answer_cell_last_a_stub.ipynb": right(),
    "answer_in_added_cell_stub_left_above.ipynb": right(),
    "answer_in_added_cell_stub_left_below.ipynb": right(),
    "answer_under_the_stub_in_its_cell.ipynb": right(),
    "all_answers_in_one_cell.ipynb": right(SIZE, CONVOLVE, POOL),
    "function_defined_twice_in_one_cell.ipynb": right(notices=("duplicate",)),
    "stub_raise_left_below_the_return.ipynb": right(),
    "stub_raise_left_above_the_code.ipynb": wrong("raised", "NotImplementedError"),
    "reordered_cells.ipynb": right(SIZE, CONVOLVE, POOL),
    "helper_in_added_cell.ipynb": right(),
    "helper_in_a_later_cell.ipynb": right(),
    "helper_in_the_answer_cell.ipynb": right(),
    "helper_in_the_check_cell.ipynb": wrong("raised", "Window"),
    "import_in_added_cell.ipynb": right(),
    "import_in_the_answer_cell.ipynb": right(),
    "import_in_try.ipynb": right(),
    "constants_beside_the_answer.ipynb": right(),
    "missing_package_unused.ipynb": right(),
    "missing_package_beside_numpy.ipynb": right(),
    "missing_package_used.ipynb": wrong("raised", "torch", notices=("import_missing",)),
    "module_level_raise_in_added_cell.ipynb": right(),
    "module_level_raise_in_answer_cell.ipynb": right(),
    "failing_top_level_call.ipynb": right(),
    "decorator_that_fails.ipynb": wrong("raised", "no such decorator"),
    "decorator_unknown.ipynb": wrong("raised", "numba"),
    # ---------------------------------------------------------------------------------------- text
    "syntax_error_in_one_answer.ipynb": replace(
        right(SIZE, POOL), verdicts={CONVOLVE: ("rejected",)}, says=r"line 5.*for i in range\(rows\)"
    ),
    "tabs_and_spaces_mixed.ipynb": replace(right(SIZE, POOL), verdicts={CONVOLVE: ("rejected",)}, says="line 6.*tabs"),
    "null_byte_in_a_cell.ipynb": replace(
        right(SIZE, POOL), verdicts={CONVOLVE: ("rejected",)}, says="null", silent="line 0"
    ),
    "syntax_error.py": rejected("syntax", r"(?-i:^syntax_error\.py).*line 16"),
    "syntax_error_in_added_cell.ipynb": right(notices=("syntax",)),
    "prose_in_a_code_cell.ipynb": right(notices=("syntax",)),
    "tabs_throughout.ipynb": right(),
    "lone_surrogate_in_added_cell.ipynb": right(silent="line 0"),
    "direction_marks_in_added_cell.ipynb": right(),
    "form_feed_and_odd_line_ends.ipynb": right(),
    "long_expression.ipynb": right(silent="line 0"),
    "nested_parentheses.ipynb": right(),
    "minus_signs.ipynb": right(silent="line 0"),
    # ---------------------------------------------------------------------------------------- notebook lines
    "magic_matplotlib_inline.ipynb": right(notices=("magic",)),
    "magic_pip_install.ipynb": right(notices=("magic",)),
    "magic_time_cell.ipynb": right(),
    "magic_bash_cell.ipynb": right(),
    "magic_writefile_cell.ipynb": right(),
    "magic_help.ipynb": right(),
    "magic_shell_assignment.ipynb": right(),
    "magic_inside_a_function.ipynb": right(),
    "percent_sign_begins_a_line.ipynb": right(),
    # ---------------------------------------------------------------------------------------- definitions
    "defaults_missing.ipynb": partly(4, "raised"),
    "star_args.ipynb": right(),
    "other_parameter_names.ipynb": right(),
    "lambda_for_function.ipynb": right(),
    "partial_for_function.ipynb": right(),
    "alias_for_function.ipynb": right(),
    "instance_with_call.ipynb": right(),
    "class_for_function.ipynb": right(),
    "defined_in_if.ipynb": right(),
    "type_hints_and_annotations.ipynb": right(),
    "method_of_a_class.ipynb": right(CONVOLVE),
    "async_function.ipynb": wrong("failed"),
    "name_with_cyrillic_letter.ipynb": wrong("missing", "did you mean true_convolution"),
    "misspelled_name.ipynb": wrong("missing", "You defined true_convolusion; did you mean true_convolution"),
    "misspelled_name_stub_left.ipynb": right(
        says="You defined conv_foward_naive; did you mean conv_forward_naive",
        silent="did you mean (max_pool|avg_pool|min_pool|conv_backward)",
    ),
    "renamed_in_capitals.ipynb": wrong("missing", "did you mean true_convolution"),
    "number_for_function.ipynb": wrong("missing or failed"),
    "imported_for_function.ipynb": wrong("raised"),
    "extra_required_argument.ipynb": wrong("raised", "argument"),
    "body_only_pass.ipynb": wrong("missing or failed"),
    "body_only_docstring.ipynb": wrong("missing or failed"),
    # ---------------------------------------------------------------------------------------- folders and archives
    "helper_module_beside": right(),
    "helper_module_beside.zip": right(),
    "helper_module_missing.ipynb": wrong("raised", "conv_helpers", notices=("import_missing",)),
    "helper_module_broken": right(),
    "modules_that_shadow": right(),
    "two_notebooks": right(notices=("other_files",), says="Copy1"),
    "two_notebooks_one_broken": right(notices=("other_files",)),
    "notebook_in_a_subfolder": right(),
    "folder_with_only_a_pdf": rejected("no_notebook", r"hw2\.pdf"),
    "folder_with_a_zip": right(),
    "parent_names_only.zip": rejected("no_notebook"),
    "parent_names_beside_a_notebook.zip": right(),
    "absolute_names.zip": right(),
    "symlink_entry.zip": rejected("not_a_file"),
    "nested.zip": rejected("no_notebook", r"inner\.zip"),
    "same_name_twice.zip": right(),
    "encrypted.zip": rejected("bad_zip", "is encrypted|password"),
    "wrong_checksum.zip": rejected("bad_zip"),
    "lying_size.zip": rejected("bad_zip"),
    "truncated.zip": rejected("bad_zip"),
    "not_a.zip": rejected("bad_zip"),
    "no_entries.zip": rejected("empty_submission"),
    "only_a_pdf.zip": rejected("no_notebook", r"hw2\.pdf"),
}
HOSTILE = {
    # ---------------------------------------------------------------------------------------- time and memory
    "input_in_function.ipynb": wrong("raised", r"input\(\)"),
    "input_at_top_level.ipynb": right(),
    "infinite_loop_in_function.ipynb": wrong("timeout", "loop", endless=True),
    "infinite_loop_at_top_level_of_answer_cell.ipynb": right(),
    "infinite_loop_in_added_cell.ipynb": right(),
    "infinite_loop_in_a_default_argument.ipynb": wrong("timeout"),
    "sleeps.ipynb": wrong("timeout", endless=True),
    "ignores_signals_and_sleeps.ipynb": wrong("timeout", endless=True),
    "stops_itself.ipynb": wrong("timeout or crashed", endless=True),
    "huge_power.ipynb": wrong("timeout or memory", endless=True),
    "prints_without_end.ipynb": wrong("timeout", endless=True),
    "error_text_never_ends.ipynb": wrong("timeout", endless=True),
    "allocates_8_gb_of_zeros.ipynb": wrong("memory", "memory"),
    "allocates_1_gb_of_bytes.ipynb": wrong("memory", "memory"),
    "allocates_little_by_little.ipynb": wrong("memory or timeout", endless=True),
    "catches_memory_error_and_goes_on.ipynb": right(),
    "recursion_without_end.ipynb": wrong("raised", "RecursionError"),
    "recursion_without_limit.ipynb": wrong("timeout or crashed or memory or raised", endless=True),
    "recursion_900_deep.ipynb": right(),
    # ---------------------------------------------------------------------------------------- process
    "sys_exit_in_function.ipynb": wrong("raised", "sys.exit"),
    "sys_exit_at_top_level.ipynb": right(),
    "os_exit_0.ipynb": wrong("crashed", "ended before"),
    "exits_at_load.ipynb": wrong("crashed"),
    "exits_at_load_in_an_unused_class.ipynb": right(),
    "kills_itself.ipynb": wrong("crashed", "SIGKILL"),
    "segfault.ipynb": wrong("crashed", "SIGSEGV"),
    "aborts.ipynb": wrong("crashed", "SIGABRT"),
    "raises_keyboard_interrupt.ipynb": wrong("raised", "KeyboardInterrupt"),
    "raises_generator_exit.ipynb": wrong("raised", "GeneratorExit"),
    "writes_to_every_descriptor.ipynb": wrong("crashed"),
    "closes_every_descriptor.ipynb": wrong("crashed"),
    "child_answers_too.ipynb": wrong("crashed or raised"),
    "forks_50_children.ipynb": right(),
    "threads_that_never_end.ipynb": right(),
    "thread_not_daemon.ipynb": right(),
    "thread_pool_of_16.ipynb": right(),
    "starts_threads_until_it_fails.ipynb": wrong("raised", "thread"),
    "replaces_stdout.ipynb": right(),
    "stdout_set_to_none.ipynb": right(),
    "stdout_closed.ipynb": right(),
    "prints_20_mb_then_answers.ipynb": right(),
    "prints_escape_codes.ipynb": right(),
    "prints_a_fake_result.ipynb": wrong("failed"),
    "numpy_errors_raise.ipynb": right(),
    "warns_on_every_call.ipynb": right(),
    "changes_print_options.ipynb": right(),
    "seeds_and_reads_random_state.ipynb": right(),
    "changes_directory_and_umask.ipynb": right(),
    # ---------------------------------------------------------------------------------------- returned values
    "returns_none.ipynb": wrong("failed", "None"),
    "returns_a_list.ipynb": wrong("failed", "list"),
    "returns_nan.ipynb": wrong("failed", "NaN"),
    "returns_inf.ipynb": wrong("failed", "infinity"),
    "returns_nan_in_one_place.ipynb": wrong("failed", "NaN"),
    "returns_wrong_shape.ipynb": wrong("failed", "shape"),
    "returns_an_empty_array.ipynb": wrong("failed", "shape"),
    "returns_a_number.ipynb": wrong("failed", "number"),
    "returns_object_array.ipynb": wrong("failed", "object"),
    "returns_fractions.ipynb": wrong("failed", "object"),
    "returns_complex.ipynb": wrong("failed", "complex"),
    "returns_float16.ipynb": right(),
    "returns_longdouble.ipynb": right(),
    "returns_strings.ipynb": wrong("failed"),
    "returns_dates.ipynb": wrong("failed", "datetime64"),
    "returns_structured.ipynb": wrong("failed"),
    "returns_masked_array.ipynb": right(),
    "returns_wrong_values_masked.ipynb": wrong("failed"),
    "returns_matrix.ipynb": right(),
    "returns_lying_subclass.ipynb": wrong("failed"),
    "returns_honest_subclass.ipynb": right(),
    "returns_object_that_equals_all.ipynb": wrong("failed or raised"),
    "returns_stride_0_view.ipynb": wrong("failed or crashed", "large|MiB"),
    "returns_100_mb.ipynb": wrong("failed or crashed", "large|MiB"),
    "returns_generator.ipynb": wrong("failed", "generator"),
    "yields_rows.ipynb": wrong("failed", "generator"),
    "returns_a_lambda.ipynb": wrong("failed", "function"),
    "returns_itself_nested.ipynb": wrong("failed", "list"),
    "returns_nested_10000_deep.ipynb": wrong("failed", "list"),
    "returns_its_input_changed.ipynb": wrong("raised or failed", "changed image"),
    "returns_out_alone.ipynb": wrong("failed", "out and cache", question=POOL),
    "returns_three_values.ipynb": wrong("failed", "3 values", question=POOL),
    "returns_the_pair_swapped.ipynb": wrong("failed", "tuple", question=POOL),
    "returns_a_dict.ipynb": wrong("failed", "dict", question=POOL),
    "prints_instead_of_returning.ipynb": wrong("failed", "None", question=POOL),
    "cache_cannot_be_copied.ipynb": right(SIZE, POOL),
    "size_as_fraction.ipynb": wrong("failed", "Fraction", question=SIZE, beside=CONVOLVE),
    "size_as_decimal.ipynb": wrong("failed", "Decimal", question=SIZE, beside=CONVOLVE),
    "size_as_float.ipynb": partly(7, "failed", "whole number"),
    "size_as_numpy_int.ipynb": right(),
    "size_as_array_of_one.ipynb": wrong("failed", "shape", question=SIZE, beside=CONVOLVE),
    "size_as_huge_integer.ipynb": wrong("failed or raised", question=SIZE, beside=CONVOLVE),
    "size_as_bool.ipynb": wrong("failed", "bool", question=SIZE, beside=CONVOLVE),
    "size_as_text.ipynb": wrong("failed", "str", question=SIZE, beside=CONVOLVE),
    "size_as_lying_int.ipynb": wrong("failed", question=SIZE, beside=CONVOLVE),
    # ---------------------------------------------------------------------------------------- exceptions
    "error_text_exits.ipynb": wrong("crashed or raised"),
    "error_text_calls_sys_exit.ipynb": wrong("raised", "Quiet"),
    "error_text_raises.ipynb": wrong("raised", "Broken"),
    "error_text_of_10_mb.ipynb": wrong("raised", "ValueError: xxx"),
    "error_text_of_10000_lines.ipynb": wrong("raised", "ValueError: line"),
    "error_text_unprintable.ipynb": wrong("raised", "backwards"),
    "error_text_not_a_string.ipynb": wrong("raised", "Odd"),
    "error_type_name_odd.ipynb": wrong("raised", silent=r"(?m)^Score 100"),
    "error_named_like_a_verdict.ipynb": wrong("raised", "GraderError"),
    "error_with_endless_cause.ipynb": wrong("raised", "ValueError: a"),
    "error_without_traceback.ipynb": wrong("raised", "Bare: nowhere"),
    "raises_a_string.ipynb": wrong("raised", "TypeError"),
    "strict_raises_a_subclass.ipynb": right(),
    "always_raises_value_error.ipynb": wrong("raised", "does not fit", question=SIZE, beside=CONVOLVE),
    # ---------------------------------------------------------------------------------------- cheating
    "patches_allclose.ipynb": wrong("failed"),
    "patches_np_array.ipynb": wrong("failed or raised or crashed"),
    "patches_numpy_for_other_questions.ipynb": right(SIZE, CONVOLVE, POOL),
    "patches_builtins.ipynb": wrong("failed or raised or crashed"),
    "patches_json_and_struct.ipynb": wrong("failed or raised or crashed"),
    "hunts_for_expected_arrays.ipynb": wrong("failed"),
    "imports_the_solution.ipynb": wrong("failed or raised", confined=True),
    "forges_passed.ipynb": wrong("failed or crashed"),
    "forges_nothing.ipynb": wrong("failed or crashed"),
    "forges_grader_error.ipynb": wrong("failed or crashed"),
    "forges_wrong_kinds.ipynb": wrong("failed or crashed"),
    "forges_values_as_text.ipynb": wrong("failed or crashed"),
    "forges_values_as_list.ipynb": wrong("failed or crashed"),
    "forges_strings_array.ipynb": wrong("failed or crashed"),
    "forges_nested_values.ipynb": wrong("failed or crashed"),
    "forges_fault_with_huge_line.ipynb": wrong("failed or crashed or raised"),
    "forges_fault_of_wrong_kinds.ipynb": wrong("failed or crashed or raised"),
    "forges_nan_and_inf.ipynb": wrong("failed or crashed"),
    "dies_at_load_with_forged_frames.ipynb": wrong("crashed or raised"),
}
# Python limits the digits of an integer from 3.10.7 on; before, this one is read and does no harm.
EITHER_WAY = {"huge_integer.ipynb"}


# ---------------------------------------------------------------------------------------------- grading


@cache
def homework(endless: bool = False) -> Homework:
    """The assignment; for submissions that never end, with little time for true_convolution."""
    declared = Course(COURSE).homework("hw2_conv")
    if not endless:
        return declared
    question = declared.assignment.question(CONVOLVE)
    groups = tuple(replace(g, cases=tuple(replace(c, seconds=SHORT) for c in g.cases)) for g in question.groups)
    hurried = replace(question, groups=groups)
    questions = tuple(hurried if q.name == CONVOLVE else q for q in declared.assignment.questions)
    return Homework(declared.course, replace(declared.assignment, questions=questions))


def messages(report: Report) -> list[Message]:
    """Everything that a report tells a person."""
    checks = [c.message for q in report.questions for g in q.groups for c in g.checks]
    notices = [*report.notices, *(m for q in report.questions for m in q.notices)]
    return [m for m in (report.rejected, *notices, *checks) if m is not None]


def assert_sound(report: Report) -> None:
    """What holds for every report, whatever was handed in."""
    assert 0 <= report.score <= sum(q.points for q in report.questions)
    assert all(0 <= q.score <= q.points for q in report.questions)
    assert not report.grader_error
    assert bool(report.questions) is (report.rejected is None)
    json.dumps(as_json(report), allow_nan=False)
    for check in (c for q in report.questions for g in q.groups for c in g.checks):
        assert len(check.stdout) < 10_000
    for text in map(render, messages(report)):
        odd = {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in BIDI} - {"\n", "\t"}
        assert not odd, ascii(text)
        assert len(text) <= 2500
        assert str(COURSE) not in text


def assert_deserved(report: Report, expected: Expected) -> None:
    """The score, the verdicts and the words that a submission deserves."""
    assert_sound(report)
    assert (report.rejected.kind if report.rejected else "") == expected.rejected
    texts = list(map(render, messages(report)))
    if not expected.rejected:
        assert {q.name: q.score for q in report.questions if q.score} == expected.scores
        for question in report.questions:
            fair = expected.verdicts.get(question.name)
            if fair or question.name not in expected.scores:
                assert question.verdict.value in (fair or ("missing",)), (question.name, texts)
    told = {m.kind for m in messages(report)}
    assert told.issuperset(expected.notices)
    assert any(re.search(expected.says, text, re.IGNORECASE) for text in texts) or not expected.says, texts
    assert not expected.silent or not any(re.search(expected.silent, text) for text in texts), texts


def rows() -> list[object]:
    """The tables as parameters; attacks, and whatever waits for a limit, are slow together."""
    return [
        pytest.param(name, expected, id=name, marks=[pytest.mark.slow] if slow else [])
        for table, slow in ((BROKEN, False), (HOSTILE, True))
        for name, expected in table.items()
    ]


@pytest.mark.parametrize(("name", "expected"), rows())
def test_each_submission_gets_what_it_deserves(name: str, expected: Expected) -> None:
    """A fault costs its own question what a fair instructor would take, says why, and costs no other question."""
    secrets = [homework().solutions / "solution.py"]
    if expected.confined and doctor.tier(secrets).name not in "ABC":
        pytest.skip("only promised where student code has a user of its own")

    report = grade(homework(expected.endless), SUBMISSIONS / name, OPTIONS)

    assert_deserved(report, expected)


def test_every_submission_has_a_row() -> None:
    """No file lies unused, and no row waits for a file."""
    files = {path.name for path in SUBMISSIONS.iterdir() if not path.name.startswith(".")}

    assert files == {*BROKEN, *HOSTILE, *EITHER_WAY}


@pytest.mark.parametrize("name", sorted(EITHER_WAY))
def test_either_way_is_sound(name: str) -> None:
    """Where two outcomes are fair, the report is whole and only full marks or none are given."""
    report = grade(homework(), SUBMISSIONS / name, OPTIONS)

    assert_sound(report)
    assert report.rejected or report.score == 16


def test_duplicates_are_told_apart() -> None:
    """The notice on a function written twice names two different places."""
    report = grade(homework(), SUBMISSIONS / "duplicated_answer_cell_last_wrong.ipynb", OPTIONS)

    labels = next(m.data["labels"] for m in messages(report) if m.kind == "duplicate")
    assert len(set(labels)) == 2


def test_one_submission_does_not_harm_the_next() -> None:
    """Fifty children left behind by one student cost the next one nothing, and none of them is left running."""
    grade(homework(), SUBMISSIONS / "forks_50_children.ipynb", OPTIONS)

    assert_deserved(grade(homework(), SUBMISSIONS / "thread_pool_of_16.ipynb", OPTIONS), right())
    assert_deserved(grade(homework(), SUBMISSIONS / "threads_that_never_end.ipynb", OPTIONS), right())
    assert running("fork-fixture") == []


def running(name: str) -> list[str]:
    """Processes of this name that have not ended."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = status.read_text(errors="replace")
        except OSError:
            continue
        if f"({name})" in text and text.rpartition(")")[2].split()[0] != "Z":
            found.append(text)
    return found


def test_nothing_is_written_outside() -> None:
    """Names with .. and absolute names in a ZIP file make no file anywhere."""
    for name in ("parent_names_only.zip", "parent_names_beside_a_notebook.zip", "absolute_names.zip"):
        grade(homework(), SUBMISSIONS / name, OPTIONS)

    assert not any(Path("/tmp", name).exists() for name in ("evil_fixture", "evil_fixture.py"))
    assert not any((folder / "evil.ipynb").exists() for folder in (SUBMISSIONS, *SUBMISSIONS.parents))


def test_grading_twice_gives_the_same() -> None:
    """The same submission with the same id gets the same report but for the seconds."""
    first, second = (grade(homework(), SUBMISSIONS / "returns_wrong_shape.ipynb", OPTIONS) for _ in range(2))

    def timeless(report: Report) -> str:
        return re.sub(r'"seconds": [^,}]+', "", json.dumps(as_json(report)))

    assert timeless(first) == timeless(second)


# ---------------------------------------------------------------------------------------------- built here


def good() -> bytes:
    """A right notebook."""
    return (SUBMISSIONS / "good.ipynb").read_bytes()


def empty_folder(tmp: Path) -> Path:
    """Nothing at all."""
    return tmp


def checkpoint_folder(tmp: Path) -> Path:
    """An old copy that answers more than the notebook itself."""
    (tmp / ".ipynb_checkpoints").mkdir()
    (tmp / ".ipynb_checkpoints" / "hw2_conv-checkpoint.ipynb").write_bytes(good())
    shutil.copy(SUBMISSIONS / "deleted_check_cells.ipynb", tmp / "hw2_conv.ipynb")
    return tmp


def fifo(tmp: Path) -> Path:
    """A pipe that nobody writes to."""
    os.mkfifo(tmp / "hw2_conv.ipynb")
    return tmp / "hw2_conv.ipynb"


def folder_with_a_fifo(tmp: Path) -> Path:
    """The same in a folder."""
    return fifo(tmp).parent


def symlink(tmp: Path) -> Path:
    """A link to a right notebook."""
    (tmp / "hw2_conv.ipynb").symlink_to(SUBMISSIONS / "good.ipynb")
    return tmp / "hw2_conv.ipynb"


def folder_with_a_symlink(tmp: Path) -> Path:
    """The same in a folder."""
    return symlink(tmp).parent


def folder_named_as_a_notebook(tmp: Path) -> Path:
    """A right notebook in a folder of its own name."""
    (tmp / "hw2_conv.ipynb").mkdir()
    (tmp / "hw2_conv.ipynb" / "hw2_conv.ipynb").write_bytes(good())
    return tmp


def no_such_path(tmp: Path) -> Path:
    """A path that leads nowhere."""
    return tmp / "hw2_conv.ipynb"


def notebook_of_21_mb(tmp: Path) -> Path:
    """One MB more than is read."""
    (tmp / "hw2_conv.ipynb").write_bytes(b" " * (21 << 20) + good())
    return tmp / "hw2_conv.ipynb"


def zip_of_5000_entries(tmp: Path) -> Path:
    """A right notebook among thousands of frames."""
    with zipfile.ZipFile(tmp / "hw2.zip", "w") as archive:
        archive.writestr("hw2_conv.ipynb", good())
        for number in range(5000):
            archive.writestr(f"frames/{number}.txt", "")
    return tmp / "hw2.zip"


def folder_of_100_notebooks(tmp: Path) -> Path:
    """The same right notebook, again and again."""
    for number in range(100):
        (tmp / f"hw2_conv ({number}).ipynb").write_bytes(good())
    return tmp


def zip_bomb(tmp: Path) -> Path:
    """1 GB of spaces in 1 MB, in a member named as the notebook; its declared size is that of the good one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    body = block * 1024 + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    name = b"hw2_conv.ipynb"
    facts = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, 0, len(body), 5000, len(name), 0)
    local = b"PK\x03\x04" + facts + name
    central = b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local) + len(body), 0)
    (tmp / "hw2.zip").write_bytes(local + body + central + end)
    return tmp / "hw2.zip"


def zip_bomb_declared(tmp: Path) -> Path:
    """30 MB of spaces with honest sizes."""
    with zipfile.ZipFile(tmp / "hw2.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("hw2_conv.ipynb", b" " * (30 << 20))
    return tmp / "hw2.zip"


BUILT = [
    (empty_folder, "empty_submission"),
    (checkpoint_folder, ""),
    (fifo, "not_a_file"),
    (folder_with_a_fifo, "not_a_file"),
    (symlink, "not_a_file"),
    (folder_with_a_symlink, "not_a_file"),
    (folder_named_as_a_notebook, ""),
    (no_such_path, "no_such_file"),
    (notebook_of_21_mb, "too_large"),
    (zip_of_5000_entries, "too_many_files"),
    (folder_of_100_notebooks, "too_many_files"),
    (zip_bomb, "too_large or bad_zip"),
    (zip_bomb_declared, "too_large"),
]


@pytest.mark.parametrize(("build", "kind"), [pytest.param(*row, id=row[0].__name__) for row in BUILT])
def test_what_git_cannot_keep(build, kind: str, tmp_path: Path) -> None:
    """Odd files and archives are refused with their reason, without waiting, following a link or filling memory."""
    report = grade(homework(), build(tmp_path), OPTIONS)

    assert_sound(report)
    assert (report.rejected.kind if report.rejected else "") in kind.split(" or ")
    assert report.score == {checkpoint_folder: 16, folder_named_as_a_notebook: 28}.get(build, 0)


@pytest.mark.parametrize("build", [folder_with_a_fifo, folder_with_a_symlink])
def test_what_is_skipped_is_explained(build, tmp_path: Path) -> None:
    """A message does not deny a notebook and list it in the same sentence."""
    report = grade(homework(), build(tmp_path), OPTIONS)

    assert report.rejected
    assert not re.search(r"no notebook .* holds hw2_conv\.ipynb", render(report.rejected))
