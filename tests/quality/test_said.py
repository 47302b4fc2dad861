"""What is said of wrong answers: whose hint a known mistake gets, and when too little is said."""

from collections import Counter
from pathlib import Path

import pytest

from grader.quality import said
from grader.quality.said import Bare, Said, does, files, hinted, most_said, outdated, written
from grader.records import CheckResult, Message, Verdict
from grader.reference import Seed
from tests.quality.test_gate import TRIPLE, course, faults, learn, write

THRICE = TRIPLE.replace("3 * x", "x + x + x").replace("Twice, not three times.", "Added once too often.")
FOURFOLD = TRIPLE.replace("3 * x", "4 * x").replace("Twice, not three times.", "Twice is not four times.")
ZERO = TRIPLE.replace("3 * x", "0 * x").replace("Twice, not three times.", "Not nothing.")


def told(made, name):
    """What one known mistake is told: its kind and the hint, question by question."""
    homework = made.homework("hw0_small")
    questions = homework.exam(Seed(b"secret of the tests", "1")).questions
    return hinted(homework, questions, homework.solutions / "wrong" / name, written(homework))


def relearnt(folder, **wrong):
    """A course of some known mistakes whose hints are learned."""
    made = course(folder, **wrong)
    learn(made)
    return made


def result(verdict, kind="values", **data):
    """One case's result."""
    return CheckResult("one", verdict, True, Message(kind, data))


@pytest.mark.parametrize(("own", "holds"), [(20, True), (19, True), (18, False)])
def test_most_known_mistakes_must_get_their_own_hint(own, holds):
    """95 % of them, wherever they are written."""
    said = Said(Counter(other_style=20), Counter(other_style=own))
    found = list(said.faults())

    assert (found == []) is holds
    assert all(f.startswith(f"of 20 known mistakes in other_style/, {own} got their own hint; 95% must") for f in found)


def test_each_place_is_counted_for_itself():
    """Many right hints in wrong/ do not make up for other_style/."""
    said = Said(Counter(wrong=1000, other_style=2), Counter(wrong=1000, other_style=1))

    assert len(list(said.faults())) == 1


def silent(table, promised=None):
    """Ten silent mutants, some of which are told by a table alone, and five that are no longer wrong."""
    said = Said(promised=promised)
    for number, kind in enumerate(["table"] * table + ["trace"] * (10 - table) + [""] * 5):
        said.add_silent(kind, Bare("double", f"mutant {number}", str(number)))
    return said


@pytest.mark.parametrize(("table", "short"), [(3, False), (4, True)])
def test_most_silent_mutants_should_get_more_than_a_table(table, short):
    """70 % of those that raise nothing are an aim; what is below it is listed, and is no fault."""
    said = silent(table)

    assert said.silent.total() == 10
    assert [mutant.told for mutant in said.bare] == [f"mutant {number}" for number in range(table)]
    assert said.short is short
    assert list(said.faults()) == []


@pytest.mark.parametrize(("table", "holds"), [(3, True), (4, False)])
def test_what_is_promised_must_hold(table, holds):
    """An assignment that promises more than a table for 70 % of them has a fault below that."""
    said = silent(table, promised=0.7)

    assert list(said.faults()) == (
        [] if holds else ["60% of the mutants that raise nothing get more than a table; 70% are promised"]
    )


def test_the_hint_of_another_mistake_is_a_fault():
    """One that misleads is one too many."""
    said = Said()
    said.add_known("wrong", Path("wrong/double_odd.py"), [("other", "Look elsewhere."), ("own", "Twice.")])

    assert said.asked == {"wrong": 2}
    assert said.own == {"wrong": 1}
    assert said.misled == ['wrong/double_odd.py gets the hint of another mistake: "Look elsewhere...."']
    assert said.misled[0] in list(said.faults())


def test_a_known_mistake_gets_its_own_hint(tmp_path):
    """It is recognised by what it does."""
    made = relearnt(tmp_path, wrong__double_fourfold=FOURFOLD)

    assert told(made, "double_triple.py") == [("own", "Twice, not three times.")]
    assert told(made, "double_fourfold.py") == [("own", "Twice is not four times.")]


def test_two_mistakes_that_do_the_same_share_a_hint(tmp_path):
    """hints.json holds one of the two, and that is the own hint of both."""
    made = relearnt(tmp_path, wrong__double_thrice=THRICE)

    assert {told(made, name)[0] for name in ("double_triple.py", "double_thrice.py")} in (
        {("own", "Twice, not three times.")},
        {("own", "Added once too often.")},
    )
    assert not faults(made)


def twin_of_fourfold(folder, text):
    """What a file is told that is said to be fourfold in another style."""
    made = relearnt(folder, wrong__double_fourfold=FOURFOLD)
    homework = made.homework("hw0_small")
    write(homework.solutions, {"wrong__other_style__double_fourfold": f"def double(x):\n    return {text}\n"})
    questions = homework.exam(Seed(b"secret of the tests", "1")).questions
    twin = homework.solutions / "wrong" / "other_style" / "double_fourfold.py"
    return hinted(homework, questions, twin, written(homework))


def test_another_style_is_looked_at_by_what_it_does(tmp_path):
    """The same mistake gets its hint, none that is known gets none, and what does as another gets that one's."""
    assert twin_of_fourfold(tmp_path / "same", "2 * x + 2 * x") == [("own", "Twice is not four times.")]
    assert twin_of_fourfold(tmp_path / "unknown", "x / 2") == [("none", "")]
    assert twin_of_fourfold(tmp_path / "another", "x + x + x") == [("own", "Twice, not three times.")]


def test_a_hint_of_what_does_otherwise_is_another(tmp_path, monkeypatch):
    """Only a mistake that does the same to every case may lend its hint."""
    monkeypatch.setattr(said, "_same", lambda *_: set())

    assert twin_of_fourfold(tmp_path, "x + x + x") == [("other", "Twice, not three times.")]


def test_a_new_mistake_is_not_learned_yet(tmp_path):
    """Whoever adds one is told to run the command that learns it."""
    made = course(tmp_path, wrong__double_zero=ZERO)

    assert told(made, "double_zero.py")[0][0] == "unlearned"
    assert "hints.json does not hold the HINT of double_zero.py: run grader hints" in faults(made)


def test_a_hint_that_was_changed_is_not_learned_yet(tmp_path):
    """Students would read the sentence of before: neither the file nor its old hint is taken for right."""
    made = course(tmp_path, wrong__double_triple=TRIPLE.replace("Twice, not", "Two times, not"))
    homework = made.homework("hw0_small")

    assert told(made, "double_triple.py") == [("unlearned", "Twice, not three times.")]
    assert outdated(homework, written(homework)) == ["Twice, not three times."]
    assert {
        "hints.json does not hold the HINT of double_triple.py: run grader hints",
        'hints.json holds hints that no known-wrong file does, 1 of them, the first "Twice, not three times....": '
        "run grader hints",
    } <= {*faults(made)}
    learn(made)
    assert not faults(made)


def test_mistakes_are_looked_at_in_every_style(tmp_path):
    """The files of wrong/ and those of other_style/, each with its place."""
    made = course(tmp_path, wrong__other_style__double_triple="def double(x):\n    return x + x + x\n")

    assert [(place, path.name) for place, path in files(made.homework("hw0_small"))] == [
        ("wrong", "double_triple.py"),
        ("other_style", "double_triple.py"),
    ]
    assert not faults(made)


@pytest.mark.parametrize(
    ("results", "kind"),
    [
        ([CheckResult("one", Verdict.PASSED, True)], ""),
        ([result(Verdict.FAILED), result(Verdict.RAISED)], ""),
        ([result(Verdict.FAILED)], "table"),
        ([result(Verdict.FAILED, place="rows 1 to 3")], "place"),
        ([result(Verdict.FAILED, hint="Larger by 2.")], "hint"),
        ([result(Verdict.FAILED, hint="Look there first.", general=True)], "table"),
        ([result(Verdict.FAILED, "shape"), result(Verdict.FAILED, place="all")], "sentence"),
    ],
)
def test_the_most_exact_thing_counts(results, kind):
    """The first of many sentences that says more than which values are wrong."""
    assert most_said(results, ()) == kind


def test_a_known_mistake_says_most():
    """Its own hint is worth more than any other sentence."""
    assert most_said([result(Verdict.FAILED, place="all")], [Message("known", {})]) == "known"


def marked(case, mark):
    """One case's result, with the mark that it left."""
    return CheckResult(case, Verdict.FAILED, True, marks={"out": mark})


def test_what_does_the_same_is_one_kind():
    """In whatever order its cases were judged; another mark in one of them is another kind."""
    one, two = marked("one", "a"), marked("two", "b")

    assert does([one, two]) == does([two, one])
    assert does([one, two]) != does([one, marked("two", "c")])


def test_hints_that_were_learned_from_other_cases_are_told(tmp_path):
    """After a change of cases, nobody is told that known mistakes go without their hint: one command mends it."""
    made = course(tmp_path)
    path = made.path / "assignments" / "hw0_small" / "questions.py"
    path.write_text(path.read_text().replace("r.dyadic(2, 3)", "r.dyadic(3, 4)"))

    assert told(made, "double_triple.py")[0][0] == "old"
    assert faults(made) == [
        "hints.json holds what double_triple.py did to other cases than there are now, so that what students are told "
        "is not known: run grader hints, then measure again"
    ]
    learn(made)
    assert not faults(made)


def test_chance_is_not_asked_for_its_hint(tmp_path):
    """What gives another output in every run cannot be learned, and nobody is sent to learn it."""
    chance = f"CHANCE = True\n{ZERO}"

    assert told(course(tmp_path, wrong__double_chance=chance), "double_chance.py") == []


def test_what_only_raises_is_not_to_be_learned(tmp_path):
    """Running grader hints again would not help: it never shows its mistake."""
    made = course(tmp_path, wrong__double_slip=TRIPLE.replace("3 * x", "tripel * x").replace("Twice", "Two"))
    learn(made)
    found = faults(made)

    assert told(made, "double_slip.py")[0][0] == "unshown"
    assert any(fault.startswith("nothing is learned of double_slip.py: what only raises") for fault in found)
    assert not [fault for fault in found if "double_slip.py: run grader hints" in fault]
