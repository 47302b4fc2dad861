"""The page and the card."""

import re
from html.parser import HTMLParser

import pytest

from grader.records import Message, Verdict
from grader.report.html import fragment, page

from .report_samples import (
    HOSTILE,
    SAMPLES,
    VALUES,
    all_right,
    check,
    crowded,
    every_verdict,
    group,
    hostile,
    our_fault,
    question,
    report,
)

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Reader(HTMLParser):
    """Collects tags and attributes, and holds every tag to be closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.open, self.text = [], [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def test_a_report_as_a_page(golden):
    """The page of a report in which each verdict appears is the one that was looked at."""
    golden("report.html", page(every_verdict()))


def test_a_question_as_a_card(golden):
    """The card of a question that is wrong in several ways is the one that was looked at."""
    golden("report_card.html", fragment(every_verdict().questions[1]))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_whole_and_needs_nothing_else(name):
    """Tags are closed, no script, no form, nothing fetched, no event handler, no address."""
    read = Reader(page(SAMPLES[name]()))
    names = [key for key, _ in read.attributes]
    links = [value for key, value in read.attributes if key in ("href", "src", "action", "data")]

    assert read.open == []
    assert not {"script", "link", "img", "iframe", "form", "object", "embed", "base"} & set(read.tags)
    assert not [key for key in names if key.startswith("on")]
    assert all(link.startswith("#q") for link in links)
    assert "url(" not in page(SAMPLES[name]())


def test_hostile_text_stays_text():
    """What a student wrote is shown as it was written, without codes, and never becomes a tag or a template."""
    text = page(hostile())

    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "{{ 7 * 7 }}" in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    text.encode("utf-8")


def test_a_card_brings_its_styles_in_its_tags():
    """A notebook strips style sheets: a card has neither one nor a class to hang one on."""
    read = Reader(fragment(every_verdict().questions[1]))

    assert "style" not in read.tags
    assert "class" not in [key for key, _ in read.attributes]
    assert read.open == []


def test_a_card_of_a_wrong_answer_shows_the_numbers():
    """Index, yours, expected and difference stand in a table, and the picture has its text."""
    text = fragment(question(group(check("p", Verdict.FAILED, VALUES))))

    assert all(f">{item}</td>" in text for item in ("[0, 0, 0, 1]", "-1.25", "2", "-3.25"))
    assert 'aria-label="3 rows by 5 columns; 5 places are wrong, in rows 0, 1, 2 and columns 0, 1, 3, 4"' in text
    assert "<b>Hint:</b> Only row 0, 2 of out" in text
    assert "... 3 more" in text


def test_a_hidden_case_shows_no_number():
    """A hidden case has a sentence and no table."""
    text = fragment(question(group(check("h", Verdict.FAILED, VALUES, public=False, stdout="printed"))))

    assert "9 values of 48 differ" in text
    assert "6.25" not in text
    assert "printed" not in text
    assert "<table" not in text


def test_what_is_about_the_whole_question_is_told_once():
    """A question that is not written yet says so once on its card, whatever the number of its groups."""
    message = Message("missing", {"question": "f", "found": ""})
    groups = [group(check(f"c{i}", Verdict.MISSING, message), name=f"g{i}") for i in range(4)]

    assert fragment(question(*groups, name="f")).count("f is not written yet.") == 1


def test_our_fault_shows_no_score():
    """Where a fault of ours withholds the score, the page shows no points at all."""
    text = Reader(page(our_fault())).text

    assert not re.search(r"\d of \d+ points?", text)
    assert "No score was given" in text


def test_partial_points_are_shown():
    """A card shows the points of the question and of each group."""
    text = Reader(page(all_right())).text

    assert "8 of 8 points" in text
    assert "4 of 4 points" in text


def test_a_crowded_page_counts_what_it_leaves_out():
    """Of many messages in one group eight are shown."""
    text = page(crowded(questions=1))

    assert "... and 32 more cases" in text


def test_half_a_message_costs_its_card_only():
    """A message that cannot be put into words leaves the rest of the page as it is."""
    broken = Message("values", {"output": "out", "rows": "no rows"})
    text = page(report(question(group(check("p", Verdict.FAILED, broken)), group(check(), name="fine"))))

    assert "There are no words for this message" in text
    assert "fine" in text


def test_the_sample_is_hostile():
    """The hostile text holds what the tests above look for."""
    assert all(part in HOSTILE for part in ("\x00", "\x1b[", "<script", "\ud800", "{{", "\u202e"))
