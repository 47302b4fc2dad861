"""Declarations: each fault is named with its file and line, what is written, what is allowed and the nearest word."""

import sys
from fractions import Fraction
from pathlib import Path

import pytest

from grader.declare import Assignment, Case, Group, Question, Speed, parse_call
from grader.errors import AssignmentError, closest
from grader.loading import assignments, load_assignment, load_module
from grader.probes import Source
from grader.records import Call

COURSE = Path(__file__).parents[1]
CONV = "conv(x, w) -> out, cache"
BACK = "conv_back(dout, cache) -> dx"


def case(name="a case", **more):
    """A case without inputs."""
    return Case(name, more.pop("inputs", dict), **more)


def group(name="basics", points=1, cases=None, **more):
    """A group of one case."""
    return Group(name, points, (case(),) if cases is None else cases, **more)


def question(call=CONV, points=1, groups=None, **more):
    """A question of one group."""
    return Question(call, points, (group(points=points),) if groups is None else groups, **more)


def speed(steps=((4, 1),), shapes=(("small", dict),), rolling="x"):
    """Points for being four times as fast as plain loops."""
    return Speed(steps, shapes, rolling)


def assignment(*questions, name="hw9"):
    """An assignment of these questions."""
    return Assignment(name, "Homework", questions)


def fault(declare):
    """The text of the fault that a declaration raises; its place must be this file and the declaration's line."""
    with pytest.raises(AssignmentError) as caught:
        declare()
    assert caught.value.file == __file__
    source = Path(__file__).read_text("utf-8").splitlines()[caught.value.line - 1]
    assert "lambda" in source or source.lstrip().startswith(("return", "(lambda")), source
    assert str(caught.value).startswith(f"{__file__}:{caught.value.line}: ")
    return str(caught.value).removeprefix(f"{__file__}:{caught.value.line}: ")


# ------------------------------------------------------------------------------------------ faults

FAULTS = {
    "a check": (
        lambda: case(check="value"),
        'case "a case" has check "value"; allowed: dtype, raises',
        "closest: values",
    ),
    "a layout": (lambda: case(layout="c"), 'case "a case" has layout "c"; allowed: C, F, strided', ""),
    "a dtype": (
        lambda: case(dtype="float16"),
        'case "a case" has dtype "float16"; allowed: float32, float64',
        "closest: float",
    ),
    "raises without a name": (
        lambda: case(check="raises"),
        'case "a case" has check "raises" and raises ""',
        "give both",
    ),
    "a name without raises": (
        lambda: case(raises="ValueError"),
        'has check "values" and raises "ValueError"',
        "give both",
    ),
    "inputs that are no function": (
        lambda: case(inputs={"x": 1}),
        "has inputs that are no function",
        "inputs=lambda r:",
    ),
    "a call without an arrow": (lambda: case(calls=("conv(x)",)), 'call "conv(x)" cannot be read', "write"),
    "a text for a tuple of calls": (lambda: case(calls=CONV), "write a tuple", ""),
    "a text for a tuple of names": (lambda: case(compare="dx"), "'dx'", ""),
    "no time": (lambda: case(seconds=0), "seconds", ""),
    "a number for a tolerance": (lambda: case(tolerance=1e-3), "tolerance", "Tolerance"),
    "half a point": (lambda: group(points=0.5), 'group "basics" has points=0.5', "whole number or Fraction above 0"),
    "no points": (lambda: group(points=0), 'group "basics" has points=0', "above 0"),
    "points below 0": (lambda: group(points=-1), 'group "basics" has points=-1', "above 0"),
    "points in words": (lambda: group(points="1"), "group \"basics\" has points='1'", ""),
    "points that are true": (lambda: group(points=True), 'group "basics" has points=True', ""),
    "a group without cases": (lambda: group(cases=()), 'group "basics" has no cases', "nothing could earn"),
    "one case for a tuple": (lambda: group(cases=case()), "cases", ""),
    "a question without an arrow": (lambda: question("conv(x, w)"), 'call "conv(x, w)" cannot be read', "returned"),
    "a name that is no name": (lambda: question("1conv(x) -> out"), 'call "1conv(x) -> out" cannot be read', ""),
    "a comma that is missing": (lambda: question("conv(x w) -> out"), 'call "conv(x w) -> out" cannot be read', ""),
    "a comma too many": (lambda: question("conv(x,, w) -> out"), "cannot be read", ""),
    "nothing returned": (lambda: question("conv(x) -> ,"), 'call "conv(x) -> ," cannot be read', ""),
    "points that do not add up": (
        lambda: question(points=3, groups=(group(points=1),)),
        "conv has points=3",
        "add up to 1",
    ),
    "a question without groups": (lambda: question(points=0, groups=()), "conv", ""),
    "two groups of one name": (
        lambda: question(points=2, groups=(group(), group(cases=(case("other"),)))),
        'question conv has two groups called "basics"',
        "names tell them apart",
    ),
    "two cases of one name": (
        lambda: question(points=2, groups=(group(), group("more"))),
        'question conv has two cases called "a case"',
        "names tell them apart",
    ),
    "a need that is not there": (
        lambda: assignment(question(), question("net(x) -> out", needs=("conf",))),
        'question net has needs "conf"; allowed: conv, net',
        "closest: conv",
    ),
    "a forward that is not there": (
        lambda: assignment(question(), question(BACK, forward="konv")),
        'question conv_back has forward "konv"; allowed: conv, conv_back',
        "closest: conv",
    ),
    "a call of something else": (
        lambda: assignment(question(groups=(group(cases=(case(calls=("cov(x) -> out",)),)),))),
        'case "a case" calls "cov"; allowed: conv',
        "closest: conv",
    ),
    "a cache of other arguments": (
        lambda: assignment(question(), question(BACK, forward="conv", documented_cache=("x", "v"))),
        '"v"',
        "",
    ),
    "two questions of one name": (
        lambda: assignment(question(), question()),
        "two questions are called conv",
        "one function",
    ),
    "a name in capitals": (
        lambda: assignment(question(), name="HW9"),
        'assignment name "HW9" is not a plain',
        "hw2_conv",
    ),
    "a speed without steps": (lambda: speed(steps=()), "speed has steps with ratios []", "above 1, the lowest first"),
    "a step that is slower": (lambda: speed(steps=((1, 1),)), "ratios [1]", "above 1"),
    "steps out of order": (lambda: speed(steps=((4, 1), (2, 1))), "ratios [4, 2]", "the lowest first"),
    "a step twice": (lambda: speed(steps=((4, 1), (4, 1))), "ratios [4, 4]", "each of them once"),
    "a step without points": (lambda: speed(steps=((4, 0),)), "speed step 4 has points=0", "above 0"),
    "half a point for a step": (lambda: speed(steps=((4, 0.5),)), "points=0.5", "whole number or Fraction"),
    "a step that is true": (lambda: speed(steps=((4, True),)), "points=True", ""),
    "a speed without shapes": (lambda: speed(shapes=()), "speed has shapes called []", "at least one"),
    "two shapes of one name": (
        lambda: speed(shapes=(("a", dict), ("a", dict))),
        "speed has shapes called ['a', 'a']",
        "names tell them apart",
    ),
    "an argument that does not roll": (
        lambda: question(points=2, groups=(group(),), speed=speed(rolling="X")),
        'speed of question conv has rolling="X"; allowed: w, x',
        "",
    ),
    "more for speed than for being right": (
        lambda: question(points=3, groups=(group(),), speed=speed(((4, 1), (8, 1)))),
        "speed of question conv gives 2 of its 3 points",
        "half at most",
    ),
    "speed points that do not add up": (
        lambda: question(points=3, groups=(group(),), speed=speed()),
        "conv has points=3, but its groups and speed steps add up to 2",
        "",
    ),
    "a search that is no function": (
        lambda: question(search={"x": 1}),
        "question conv has a search that is no function",
        "search=lambda r: {...}",
    ),
    "a name that is a path": (lambda: assignment(question(), name="../hw"), 'assignment name "../hw"', ""),
}


@pytest.mark.parametrize(("declare", "written", "allowed"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_where_it_is_written(declare, written, allowed):
    """File and line, what is written, what is allowed, the nearest match."""
    text = fault(declare)

    assert written in text
    assert allowed in text


def test_the_line_is_the_declarations_own():
    """A fault in the second of two cases is found at the second."""
    Case("first", dict)
    with pytest.raises(AssignmentError) as caught:
        Case("second", dict, layout="D")
    here = sys._getframe().f_lineno - 1

    assert caught.value.line == here


def test_a_fault_between_questions_is_found_at_the_question():
    """A need that is not there is written in the question, not where the assignment is put together."""
    wrong = question(needs=("conf",))
    with pytest.raises(AssignmentError) as caught:
        assignment(wrong)

    assert caught.value.line == wrong.place[1]


# ------------------------------------------------------------------------------------------ what may be written


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("conv(x, w) -> out, cache", Call("conv", ("x", "w"), ("out", "cache"))),
        ("conv(x)->out", Call("conv", ("x",), ("out",))),
        ("  conv( x ,w )  ->  out , cache ", Call("conv", ("x", "w"), ("out", "cache"))),
        ("draw() -> out", Call("draw", (), ("out",))),
        ("conv(x, x) -> _a, _b", Call("conv", ("x", "x"), ("_a", "_b"))),
    ],
)
def test_calls_are_read(text, call):
    """Spaces do not matter; what is not kept begins with an underscore."""
    assert parse_call(text, (__file__, 1)) == call


def test_thirds_of_a_point_add_up():
    """Points are exact: three thirds are one."""
    thirds = tuple(Group(f"g{k}", Fraction(1, 3), (Case(f"c{k}", dict),)) for k in range(3))

    assert Question(CONV, 1, thirds).points == 1


def test_steps_of_speed_are_points_of_the_question():
    """They come on top of the groups', in fractions too; half of all points is not too much."""
    steps = ((2, Fraction(1, 3)), (4.5, Fraction(2, 3)))
    timed = question(points=2, groups=(group(),), speed=speed(steps))

    assert (timed.points, timed.speed.points) == (2, 1)
    assert (question().speed, question().compiled, question(compiled=True).compiled) == (None, False, True)


def test_a_question_may_draw_inputs_for_a_search():
    """It has none unless one is written."""
    drawn = question(search=lambda r: {"x": r.dyadic(r.integer(2, 2))})

    assert question().search is None
    assert drawn.search(Source(1))["x"].shape == (2,)


def test_a_case_calls_its_question_unless_it_says_otherwise():
    """The usual case needs no calls."""
    plain = question()
    twice = question(groups=(group(cases=(case(calls=(CONV, "conv(x, w) -> _a, _b")),)),))

    assert plain.calls(plain.groups[0].cases[0]) == (plain.signature,)
    assert [str(c) for c in twice.calls(twice.groups[0].cases[0])] == [CONV, "conv(x, w) -> _a, _b"]


def test_a_question_by_name():
    """A name that is not there is answered with those that are."""
    declared = assignment(question(), question(BACK))

    assert declared.question("conv_back").call == BACK
    assert declared.functions == ("conv", "conv_back")
    with pytest.raises(AssignmentError, match=r'hw9 has no question "conf"; allowed: conv, conv_back; closest: conv'):
        declared.question("conf")


@pytest.mark.parametrize(
    ("written", "said"),
    [("konv", "allowed: conv, pool; closest: conv"), ("zzz", "allowed: conv, pool")],
)
def test_closest(written, said):
    """The nearest word is named when there is one that is near."""
    assert closest(written, ["pool", "conv"]) == said


# ------------------------------------------------------------------------------------------ files

GOOD = (
    "from grader.declare import Assignment, Case, Group, Question\n"
    'conv = Question("conv(x) -> out", 1, (Group("g", 1, (Case("c", dict),)),))\n'
    'assignment = Assignment("hw9", "Homework", (conv,))\n'
)


def course(tmp_path, source, name="hw9"):
    """A course with one assignment."""
    folder = tmp_path / "assignments" / name
    folder.mkdir(parents=True)
    (folder / "questions.py").write_text(source)
    return tmp_path


def load_fault(tmp_path, source):
    """Line and text of the fault that loading raises."""
    path = course(tmp_path, source) / "assignments" / "hw9" / "questions.py"
    with pytest.raises(AssignmentError) as caught:
        load_assignment(tmp_path, "hw9")
    assert caught.value.file == str(path)
    return caught.value.line, str(caught.value)


def test_an_assignment_is_loaded(tmp_path):
    """questions.py gives the assignment that it declares, each part with its line, and leaves no file behind."""
    loaded = load_assignment(course(tmp_path, GOOD), "hw9")

    assert loaded.functions == ("conv",)
    assert loaded.questions[0].place == (str(tmp_path / "assignments" / "hw9" / "questions.py"), 2)
    assert loaded.questions[0].groups[0].cases[0].place[1] == 2
    assert not list(tmp_path.rglob("*.pyc"))


@pytest.mark.parametrize(
    ("source", "line", "text"),
    [
        (GOOD.replace('"g", 1', '"g", 2'), 2, "its groups add up to 2"),
        (GOOD.replace('"c", dict', '"c", dict, layout="D"'), 2, 'layout "D"; allowed: C, F, strided'),
        (GOOD + "x = (", 4, "is not Python"),
        ("\n\n" + GOOD + "1 / 0\n", 6, "ZeroDivisionError"),
        (GOOD + "def f():\n    return undefined\nf()\n", 5, "NameError"),
        (GOOD.replace("assignment =", "homework ="), 1, 'has no variable "assignment = Assignment(...)"'),
        (GOOD.replace('"hw9"', '"hw8"'), 3, 'Assignment is named "hw8", its folder "hw9"'),
        (GOOD.replace(",)),))", ",))))"), 2, ""),
        (GOOD + "import module_that_is_not_there\n", 4, "ModuleNotFoundError"),
    ],
)
def test_a_faulty_file_is_named_with_its_line(tmp_path, source, line, text):
    """Whatever is wrong in questions.py, the instructor sees where."""
    found, said = load_fault(tmp_path, source)

    assert found == line
    assert text in said


def test_assignments_are_the_folders_with_questions(tmp_path):
    """Other folders of a course are not assignments."""
    course(tmp_path, GOOD, "hw9")
    course(tmp_path, GOOD, "hw10")
    (tmp_path / "assignments" / "notes").mkdir()

    assert assignments(tmp_path) == ["hw10", "hw9"]
    with pytest.raises(AssignmentError, match=r'no assignment "hw8" in .*; allowed: hw10, hw9; closest: hw'):
        load_assignment(tmp_path, "hw8")


def test_a_course_without_assignments_says_so(tmp_path):
    """An empty folder is no course."""
    with pytest.raises(AssignmentError, match=r'no assignment "hw9" in .*: it holds no questions.py'):
        load_assignment(tmp_path, "hw9")


def test_a_module_that_stops_python_is_a_fault_of_its_file(tmp_path):
    """A solution that calls sys.exit is named like any other that does not run."""
    path = tmp_path / "solution.py"
    path.write_text("import sys\nsys.exit(0)\n")
    with pytest.raises(AssignmentError) as caught:
        load_module(path, "solution_of_nothing")

    assert caught.value.line == 2


def test_the_real_assignments_load():
    """Every assignment of this course is declared without a fault, and each question is worth something."""
    for name in assignments(COURSE):
        loaded = load_assignment(COURSE, name)

        assert all(q.points > 0 and q.title for q in loaded.questions)
        assert all(any(c.public for g in q.groups for c in g.cases) for q in loaded.questions)
        assert sum(q.points for q in loaded.questions if not q.extra_credit) == 100
