"""What a student reads who has made a known mistake: forty of them, graded in a worker, in every form that a report has."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader.casefile import dump, load, public_cases
from grader.course import Course
from grader.grade import Options, grade_exam
from grader.knownwrong import overlaid, read_known_wrong
from grader.records import Verdict
from grader.reference import Seed
from grader.release.solved import solve
from grader.release.student import build_notebook, dumps
from grader.report import html, results, text
from grader.student import checked

pytestmark = pytest.mark.slow

COURSE = Course(Path(__file__).parents[2])
OPTIONS = Options(submission_id="1", secret=b"secret of the tests", trust=True, store=COURSE.store)
SHOWN = {
    "hw2_conv": (
        "avg_pool_forward_divides_by_stride",
        "conv_backward_channels_not_swapped",
        "conv_backward_db_mean",
        "conv_backward_dw_last_image",
        "conv_backward_dw_pad_one_side",
        "conv_backward_pad0_slice",
        "conv_backward_square_kernel",
        "conv_backward_stride_ignored",
        "conv_forward_bias_of_first_filter",
        "conv_forward_ceil_size",
        "conv_forward_integer_output",
        "conv_forward_reshape_without_transpose",
        "conv_forward_w_reshaped_in_place",
        "conv_output_size_round",
        "conv_pair_kernel_flipped",
        "conv_pair_stride_ignored",
        "filter_image_clipped",
        "filter_image_uint8_output",
        "max_pool_backward_all_ties",
        "max_pool_backward_assigned",
        "max_pool_forward_starts_at_zero",
        "max_pool_forward_writes_pool_param",
        "spatial_batchnorm_backward_constant_statistics",
        "spatial_batchnorm_forward_running_var_with_eps",
        "spatial_batchnorm_forward_test_minus_beta",
        "spatial_batchnorm_pair_eps_outside_root",
        "spatial_batchnorm_pair_unbiased_var",
        "three_layer_forward_flatten_channels_last",
    ),
    "hw4_im2col": (
        "avg_pool_backward_overlaps_assigned",
        "col2im_cython_assigned",
        "conv_backward_im2col_default_padding",
        "conv_forward_im2col_bias_missing",
        "conv_forward_strides_c_order_assumed",
        "im2col_bw_square_output",
        "im2col_cython_row_by_height",
        "im2col_pad_hard_coded",
        "im2col_pair_columns_image_slowest",
        "im2col_rows_channel_last",
        "max_pool_backward_ties_divided_by_all",
        "max_pool_pair_last_element",
    ),
}
PARAMS = [(name, mistake) for name, mistakes in SHOWN.items() for mistake in mistakes]


class _Visible(HTMLParser):
    """The text of a page, a line for each block of it."""

    def __init__(self):
        super().__init__()
        self.parts = []
        self._hidden = 0

    def handle_starttag(self, tag, attrs):
        self._hidden += tag in ("style", "title")
        if tag in ("p", "div", "h1", "h2", "h3", "tr", "li", "section", "header", "summary", "pre", "figcaption"):
            self.parts.append("\n")
        if tag in ("td", "th", "span", "code"):
            self.parts.append(" ")

    def handle_endtag(self, tag):
        self._hidden -= tag in ("style", "title")

    def handle_data(self, data):
        if not self._hidden:
            self.parts.append(" ".join(data.split()) if data.strip() else " ")


def visible(page):
    """What a person sees of a page."""
    parser = _Visible()
    parser.feed(page)
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def asked(name, mistake):
    """What is graded: the questions that a mistake is about and those they lean on, and the solved notebook with it."""
    homework = COURSE.homework(name)
    folder = homework.solutions / "wrong"
    path = next(p for p in (folder / f"{mistake}.py", folder / f"{mistake}.pyx") if p.is_file())
    wrong = read_known_wrong(path, homework.assignment.functions)
    exam = homework.exam(Seed(OPTIONS.secret, OPTIONS.submission_id))
    names = {name for q in exam.questions if q.name in wrong.questions for name in (q.name, q.forward, *q.needs)}
    kept = tuple(untimed(q) for q in exam.questions if q.name in names)
    notebook = solve(build_notebook(COURSE.path, homework.assignment), homework.solutions / "solution.py", wrong=path)
    return replace(exam, questions=kept), notebook, wrong


def untimed(question):
    """A question whose points for speed are left out: its times differ from run to run."""
    points = question.points - question.speed_points
    return replace(question, speed=None, again=(), points=points)


def in_the_notebook(exam, wrong, path):
    """The cards of the questions that a student's own check finds wrong, on the public cases alone."""
    homework = COURSE.homework(exam.assignment)
    public = load(dump(public_cases(homework)))
    if wrong.path.suffix == ".py":
        functions = overlaid(homework.reference.functions, wrong.path)
        found = [checked(functions, public, q) for q in public.questions if q.name in wrong.questions]
    else:  # it is compiled where it is graded
        kept = tuple(untimed(q) for q in public.questions if q.name in {q.name for q in exam.questions})
        report = grade_exam(replace(public, questions=kept), path, replace(OPTIONS, public_only=True))
        found = [q for q in report.questions if q.name in wrong.questions]
    return "\n\n".join(visible(html.fragment(q)) for q in found if q.verdict is not Verdict.PASSED)


@pytest.mark.parametrize(("name", "mistake"), PARAMS, ids=[mistake for _, mistake in PARAMS])
def test_known_mistake_reads_well(name, mistake, tmp_path, golden):
    """The notebook, the terminal, results.json and the page say the same, the hint among it."""
    exam, notebook, wrong = asked(name, mistake)
    path = tmp_path / f"{name}.ipynb"
    path.write_text(dumps(notebook), encoding="utf-8")
    report = replace(grade_exam(exam, path, OPTIONS), seconds=0.0, versions={}, tier="")
    lost = [q for q in report.questions if not all(group.passed for group in q.groups)]
    document = results.gradescope(report)
    outputs = [f"{t['name']}\n{t['output']}" for t in document["tests"] if t["status"] == "failed"]
    forms = {
        "in the notebook": in_the_notebook(exam, wrong, path),
        "on the terminal": text.table(report),
        "results.json": "\n\n".join(outputs),
        "on the page": visible(html.page(report)),
    }

    assert {q.name for q in lost} == set(wrong.questions)
    for form in forms.values():
        assert " ".join(wrong.hint.split()) in " ".join(form.split())
    golden(f"wrong/{mistake}.txt", "\n".join(f"--- {title}\n{body.rstrip()}\n" for title, body in forms.items()))
