"""results.json: the platform's rules, the totals, and nothing that can break the upload."""

import json
import os
import re
import stat
import subprocess
import sys
import tempfile
from dataclasses import replace
from fractions import Fraction

import pytest

from grader.records import Message, Verdict
from grader.report import results
from grader.timings import Ratio, step_name

from .platform_rules import faults
from .report_samples import (
    HOSTILE,
    SAMPLES,
    VALUES,
    check,
    crowded,
    every_verdict,
    group,
    hostile,
    our_fault,
    question,
    report,
    unreadable,
)

DOCUMENTS = {
    **{name: lambda build=build: results.gradescope(build()) for name, build in SAMPLES.items()},
    "crowded": lambda: results.gradescope(crowded()),
    "unfinished": lambda: results.unfinished("hw2_conv"),
    "grader_fault": lambda: results.grader_fault(HOSTILE + "a traceback\n" * 5000),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_keeps_the_rules(name):
    """Every document has known keys only, right types, one-line names, finite numbers and bounded clean text."""
    document = DOCUMENTS[name]()
    text = results.dumps(document)

    assert faults(document) == []
    assert faults(json.loads(text)) == []
    assert len(text.encode("utf-8")) <= 1_000_000


@pytest.mark.parametrize(
    "broken",
    [
        {"score": float("nan"), "output_format": "text", "test_output_format": "text"},
        {"output_format": "text", "test_output_format": "text"},
        {"score": 1, "output_format": "html", "test_output_format": "text"},
        {"score": 1, "output_format": "text", "test_output_format": "text", "total": 3},
        {"score": "1", "output_format": "text", "test_output_format": "text"},
        {"score": 1, "output_format": "text", "test_output_format": "text", "output": "a\r\n"},
        {"score": 1, "output_format": "text", "test_output_format": "text", "visibility": "shown"},
        {"output_format": "text", "test_output_format": "text", "tests": [{"name": "a", "status": "right"}]},
        {
            "output_format": "text",
            "test_output_format": "text",
            "tests": [{"name": "a", "status": "passed", "score": 0, "max_score": 1}],
        },
        {
            "output_format": "text",
            "test_output_format": "text",
            "tests": [{"name": "a", "status": "failed", "score": 2, "max_score": 1}],
        },
    ],
)
def test_the_rules_reject(broken):
    """The rules themselves see each kind of fault."""
    assert faults(broken)


def test_a_report_as_results_json(golden):
    """The document of a report in which each verdict appears is the one that was looked at."""
    golden("results.json", results.dumps(results.gradescope(every_verdict())))


def test_totals():
    """The total is the report's, and the entries add up to it."""
    document = results.gradescope(every_verdict())

    assert document["score"] == 13
    assert sum(test["score"] for test in document["tests"]) == 13
    assert sum(test["max_score"] for test in document["tests"]) == 74 + 12
    assert document["output"].startswith("13 of 74 points, 0 of 12 extra")


def test_entries_are_named_by_question_and_group():
    """A name begins with the question's; extra credit is said in it; numbers follow the order."""
    tests = results.gradescope(every_verdict())["tests"]
    entries = {test["number"]: test for test in tests}

    assert entries["2.3"]["name"] == "conv_forward_naive: padding 0 and 2"
    assert entries["6.1"]["name"] == "conv_backward_naive: gradients (extra credit)"
    assert entries["6.1"]["tags"] == ["extra credit"]


def test_every_entry_is_visible_so_that_totals_show():
    """One hidden entry would hide the total from students; redaction is done in the text instead."""
    document = results.gradescope(every_verdict())

    assert {test["visibility"] for test in document["tests"]} == {"visible"}
    assert document["stdout_visibility"] == "hidden"


def test_public_cases_show_values_and_hidden_ones_do_not():
    """The value 6.25 appears once for the public case; what a hidden case prints never does."""
    hidden = report(question(group(check("h", Verdict.FAILED, VALUES, public=False, stdout="secret"))))
    public = report(question(group(check("p", Verdict.FAILED, VALUES, stdout="mine"))))

    assert "6.25" not in results.dumps(results.gradescope(hidden))
    assert "secret" not in results.dumps(results.gradescope(hidden))
    assert "6.25" in results.gradescope(public)["tests"][0]["output"]
    assert 'Your output in case "p":\nmine' in results.gradescope(public)["tests"][0]["output"]


def test_our_fault_withholds_every_score():
    """A fault of ours in one question leaves no score anywhere, neither on top nor in an entry."""
    document = results.gradescope(our_fault())

    assert "score" not in document
    assert not any({"score", "max_score"} & test.keys() for test in document["tests"])
    assert "fault of the grader" in document["output"]


@pytest.mark.parametrize("document", [results.unfinished("hw2_conv"), results.grader_fault("Traceback")])
def test_documents_without_a_grade_have_no_score(document):
    """Neither an unfinished run nor a fault of ours costs a point."""
    assert "score" not in document
    assert not any("score" in test for test in document["tests"])


def test_only_staff_see_why_the_grader_failed():
    """The details of our fault are in hidden entries only."""
    document = results.grader_fault("Traceback of ours")
    shown = [test for test in document["tests"] if test["visibility"] == "visible"]

    assert "Traceback of ours" not in document["output"] + "".join(test["output"] for test in shown)
    assert "Traceback of ours" in results.dumps(document)


def test_rejected_scores_zero_and_says_why():
    """A submission that cannot be read gets no points, and the reason is on top."""
    document = results.gradescope(unreadable())

    assert document["score"] == 0
    assert "essay.pdf" in document["output"]
    assert document["extra_data"]["seed"] == unreadable().seed
    assert results.gradescope(unreadable(), {"mebibytes": 5.5})["extra_data"]["mebibytes"] == 5.5
    assert document["extra_data"]["assignment"] == "hw2_conv"


def test_extra_data_repeats_the_grading():
    """Seed, versions, tier, attempt and verdicts are kept, and what the caller adds beside them never wins over them."""
    data = results.gradescope(every_verdict(), {"history": [1, 2], "seed": "other"})["extra_data"]

    assert data["history"] == [1, 2]
    assert (data["seed"], data["tier"], data["attempt"], data["assignment"]) == ("0123456789abcdef", "A", 3, "hw2_conv")
    assert data["verdicts"]["conv_backward_naive"] == "blocked"
    assert data["versions"]["numpy"] == "2.2.6"


@pytest.mark.parametrize(
    "extra", [{"nan": float("nan")}, {"big": 10**5000}, {"set": {1}}, {HOSTILE: HOSTILE}, {"long": "x" * 3_000_000}]
)
def test_extra_data_of_any_kind_becomes_json(extra):
    """What is no JSON is named or left out; the document is valid and within its size."""
    text = results.dumps(results.gradescope(every_verdict(), extra))

    assert faults(json.loads(text)) == []
    assert len(text) <= 1_000_000


@pytest.mark.parametrize(
    ("value", "told"),
    [(2**53, 2**53), (-(2**53), -(2**53)), (2**53 + 1, "an integer of 54 bits"), (True, True), (None, None)],
)
def test_a_number_that_readers_would_change_is_named(value, told):
    """Most of them keep 53 bits: a longer one would come back as another."""
    assert results.gradescope(every_verdict(), {"number": value})["extra_data"]["number"] == told


def test_many_notices_are_cut_as_well():
    """What is said of the whole submission has the room of one entry, and the total stays on top."""
    notice = Message("other_files", {"file": "hw2_conv.ipynb", "others": ["a long name of a notebook.ipynb"] * 5})
    output = results.gradescope(report(question(), notices=(notice,) * 500))["output"]

    assert output.startswith("4 of 4 points")
    assert 5_000 < len(output.encode()) <= results.OUTPUT_BYTES


def test_of_an_entry_that_is_too_long_whole_parts_are_left_out():
    """What is shown of forty pages ends where a message ends, and says how many are not there."""
    output = results.gradescope(crowded(questions=1))["tests"][0]["output"]
    *shown, last = output.split("\n\n")

    assert 9_000 > results.OUTPUT_BYTES - len(output.encode()) > 0
    assert len(shown) > 1
    assert re.fullmatch(r"\.\.\. \d+ more parts do not fit here", last)


def full(entries):
    """A document of so many entries, each with as much text as one may have."""
    entry = {"status": "failed", "output": "x" * results.OUTPUT_BYTES, "visibility": "visible"}
    tests = [{"name": f"group {k}", **entry} for k in range(entries)]
    return {**results.unfinished("hw2_conv"), "tests": tests, "extra_data": {"seed": "0123"}}


def test_where_outputs_do_not_fit_each_is_shortened():
    """Of three hundred full entries none is left out: every text becomes shorter, and the rest stays as it is."""
    document = json.loads(results.dumps(full(300)))
    lengths = {len(test["output"]) for test in document["tests"]}

    assert faults(document) == []
    assert len(document["tests"]) == 300
    assert document["extra_data"] == {"left_out": "more than fits"}
    assert {test["status"] for test in document["tests"]} == {"failed"}
    assert len(lengths) == 1
    assert 1_000 < lengths.pop() < results.OUTPUT_BYTES


def test_what_fits_is_not_shortened():
    """Fifty full entries are written as they are, with what staff need beside them."""
    document = json.loads(results.dumps(full(50)))

    assert {len(test["output"]) for test in document["tests"]} == {results.OUTPUT_BYTES}
    assert document["extra_data"] == {"seed": "0123"}


def test_where_extra_data_does_not_fit_it_alone_is_left_out():
    """What staff keep may be as long as it likes: students read their results as if it were not there."""
    written = json.loads(results.dumps({**full(50), "extra_data": {"kept": "x" * 3_000_000}}))

    assert written.pop("extra_data") == {"left_out": "more than fits"}
    assert {len(test["output"]) for test in written["tests"]} == {results.OUTPUT_BYTES}


def test_what_can_never_fit_is_an_error():
    """Ten thousand entries are more than a document holds, however little each says: that is told, and nothing is cut."""
    with pytest.raises(ValueError, match="do not fit"):
        results.dumps(full(10_000))


def test_notices_of_a_question_are_told_once():
    """A notice stands in the first entry of its question and in no other."""
    tests = results.gradescope(every_verdict())["tests"]

    assert ["is defined 2 times" in test["output"] for test in tests].count(True) == 1


def test_hostile_numbers_do_not_reach_the_numbers():
    """Seconds that are not finite, or less than none, become 0."""
    assert results.gradescope(hostile())["execution_time"] == 0
    for seconds in (float("inf"), float("-inf"), float("nan"), -1.0):
        assert results.gradescope(report(question(), seconds=seconds))["execution_time"] == 0


def test_write_replaces_the_file_in_one_step(tmp_path):
    """The file holds the new document, its mode fits a reader, and nothing else stays in the folder."""
    path = tmp_path / "results.json"
    results.write(results.unfinished("hw2_conv"), path)
    results.write(results.gradescope(every_verdict()), path)

    assert json.loads(path.read_text(encoding="utf-8"))["score"] == 13
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert os.listdir(tmp_path) == ["results.json"]


def test_write_needs_no_other_folder(tmp_path, monkeypatch):
    """The new file is made beside the old one: from another disk it could not be put in place in one step."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    results.write(results.unfinished("hw2_conv"), tmp_path / "results.json")

    assert os.listdir(tmp_path) == ["results.json"]


def test_write_does_not_follow_a_link(tmp_path):
    """A link that lies where the results belong is replaced; what it points to is not touched."""
    target, path = tmp_path / "target", tmp_path / "results.json"
    target.write_text("kept")
    path.symlink_to(target)
    results.write(results.unfinished("hw2_conv"), path)

    assert target.read_text() == "kept"
    assert not path.is_symlink()


def test_a_failed_write_leaves_the_last_good_file(tmp_path, monkeypatch):
    """When the new file cannot be put in place, the old one stays and no half of the new one does."""
    path = tmp_path / "results.json"
    results.write(results.unfinished("hw2_conv"), path)
    before = path.read_bytes()

    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no space"):
        results.write(results.gradescope(every_verdict()), path)

    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["results.json"]


def test_the_same_report_gives_the_same_bytes():
    """Nothing in a document depends on the clock or on the order of a set."""
    assert results.dumps(results.gradescope(every_verdict())) == results.dumps(results.gradescope(every_verdict()))


def test_results_need_no_jinja2():
    """The grading image has no jinja2, and results.json is written there."""
    code = (
        "import sys; sys.modules['jinja2'] = None; import grader.report.results, grader.report.text, grader.report.html"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ------------------------------------------------------------------------------------------ speed


def timed(ratio, name="im2col", points=Fraction(3, 2)):
    """A question of which one step is for speed."""
    verdict = Verdict.PASSED if ratio else Verdict.SLOW
    message = Message("speed", {"question": name, "ratio": 9.5, "noise": 0.1, "rounds": 7, "step": 8.0})
    step = group(check("", verdict, message), name=step_name(8), points=points)
    found = question(group(points=2), step, name=name)
    return replace(found, timed=True, speed=Ratio(ratio, 0.1, 7, ()) if ratio else None)


def test_each_timed_question_has_a_column_on_the_leaderboard():
    """The ratio with one decimal, more is better; 0 for whoever is not right enough to be timed; none for others."""
    document = results.gradescope(report(timed(12.345), question(name="other"), timed(None, "col2im")))

    assert document["leaderboard"] == [
        {"name": "im2col, times as fast as loops", "value": 12.3, "order": "desc"},
        {"name": "col2im, times as fast as loops", "value": 0, "order": "desc"},
    ]
    assert faults(json.loads(results.dumps(document))) == []


def test_no_leaderboard_where_nothing_is_timed():
    """An assignment without speed, a check of public cases, a fault of ours and a rejected file have none."""
    ours = replace(timed(12.0), groups=(group(check("a", Verdict.GRADER_ERROR)),))

    for made in (every_verdict(), our_fault(), unreadable(), report(ours), report(timed(9.0), ours)):
        assert "leaderboard" not in results.gradescope(made)


def test_a_step_is_an_entry_and_points_add_up():
    """Its points are given or not, in fractions too, and its text is the measurement alone."""
    document = results.gradescope(report(timed(9.5)))
    first, step = document["tests"]

    assert (step["name"], step["score"], step["max_score"]) == ("im2col: speed: 8 times plain loops", 1.5, 1.5)
    assert document["score"] == first["score"] + step["score"] == 3.5
    assert "case" not in results.gradescope(report(timed(None)))["tests"][1]["output"].partition("\n")[0]
