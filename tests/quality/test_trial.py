"""Wrong answers tried on a small course: which case catches them, and what they cost elsewhere."""

from grader.quality.children import Bounds, Ended, spread
from grader.quality.mutate import Mutant
from grader.quality.subjects import REFERENCE, Style, Subject, mutated, reaching, styles
from grader.quality.trial import Bench, Loss, Trial
from grader.reference import Seed
from tests.small_course import QUESTIONS, small_homework


def bench(homework):
    """A bench for the small course."""
    return Bench(homework.exam(Seed(b"secret of the tests", "1")).questions, homework.reference.functions)


def changed(homework, function, source, touched=()):
    """A wrong answer of one function, as a mutant of the reference."""
    mutant = Mutant((function,), function, 1, "by hand", "right", "wrong", source, f"{function} | by hand")
    style = Style(REFERENCE, homework.solutions / "solution.py")
    return Subject(style, (function,), (function,), tuple(touched), mutant)


def tried(tmp_path, function, source, touched=()):
    """What one wrong answer loses."""
    homework = small_homework(tmp_path)
    return bench(homework).attempt(changed(homework, function, source, touched), lambda _: None)


def ended(here, subject):
    """What is known of an answer that ends its process."""
    return Trial.of_ended(dict(spread([subject], lambda s, tell: here.attempt(s, tell).as_json(), Bounds()))[0])


def test_a_mutant_that_nothing_changes_survives(tmp_path):
    """What is as good as the reference loses nothing."""
    trial = tried(tmp_path, "double", "def double(x):\n    return x + x")

    assert trial == Trial()
    assert not trial.killed


def test_public_case_kills(tmp_path):
    """The first case that catches it is told, public ones first; it ran to its end."""
    trial = tried(tmp_path, "double", "def double(x):\n    return 3 * x")

    assert trial.own == (Loss("double", "shown", True, "failed"),)
    assert trial.public
    assert trial.silent


def test_hidden_case_kills(tmp_path):
    """What public cases do not show is told by a hidden one."""
    trial = tried(tmp_path, "double", "def double(x):\n    return 2 * x if x.ndim == 1 else x")

    assert trial.own == (Loss("double", "drawn", False, "failed"),)
    assert not trial.public


def test_an_exception_is_not_silent(tmp_path):
    """What raises gives itself away."""
    trial = tried(tmp_path, "double", "def double(x):\n    return x.twice")

    assert trial.killed
    assert not trial.silent


def test_what_never_returns_is_a_timeout(tmp_path):
    """A loop without an end is stopped after a second, in the process itself."""
    assert tried(tmp_path, "root", "def root(n):\n    while True:\n        n += 1").own[0].verdict == "timeout"


def test_what_cannot_be_stopped_ends_its_process(tmp_path):
    """A loop that hears no alarm is ended from outside, and counts for the question that was asked."""
    deaf = "    import signal\n    signal.signal(signal.SIGALRM, signal.SIG_IGN)\n"
    homework = small_homework(tmp_path)
    subject = changed(homework, "root", f"def root(n):\n{deaf}    while True:\n        n += 1")
    here = bench(homework)
    found = dict(spread([subject], lambda s, tell: here.attempt(s, tell).as_json(), Bounds(seconds=1)))

    assert found[0].how == "timeout"
    assert Trial.of_ended(found[0]).own == (Loss("root", "sixteen", True, "timeout"),)


def test_an_end_in_a_hidden_case_is_not_caught_by_public_ones(tmp_path):
    """What ends its process is public only where the case is."""
    homework = small_homework(tmp_path)
    subject = changed(
        homework, "double", "def double(x):\n    return 2 * x if x.ndim == 1 else __import__('os')._exit(0)"
    )
    trial = ended(bench(homework), subject)

    assert trial.own == (Loss("double", "drawn", False, "crashed"),)
    assert trial.killed
    assert not trial.public


def test_an_end_on_another_question_keeps_what_was_lost_before(tmp_path):
    """An answer that lost points on its own question, and then ends its process on one that calls it, is no survivor."""
    homework = small_homework(tmp_path)
    source = "def double(x):\n    return 3 * x if x.shape != (2, 3) else __import__('os')._exit(0)"
    trial = ended(bench(homework), changed(homework, "double", source, touched=("layer",)))

    assert trial.own == (Loss("double", "shown", True, "failed"),)
    assert trial.elsewhere == (Loss("layer", "shown", True, "crashed"),)


def test_a_cache_that_ends_the_backward_counts_for_the_forward(tmp_path):
    """A forward whose output is right, and whose backward never comes back from its cache, has lost."""
    homework = small_homework(tmp_path)
    source = (
        "class Trap(tuple):\n    def __iter__(self):\n        __import__('os')._exit(0)\n\n\n"
        "def layer(x, w):\n    return 2 * x * w, Trap((x, w))"
    )
    trial = ended(bench(homework), changed(homework, "layer", source, touched=("layer_backward",)))

    assert [loss.question for loss in trial.own] == ["layer_backward"]
    assert not trial.elsewhere


def test_an_end_before_the_first_case_is_no_verdict():
    """What cannot be loaded has answered nothing: it is not counted as caught."""
    trial = Trial.of_ended(Ended("crashed", ""))

    assert trial == Trial(unloaded="crashed")
    assert not trial.killed
    assert not trial.public


def test_what_is_too_large_to_be_compared_is_a_verdict(tmp_path):
    """An answer that fills the memory with what it returns is wrong; the trial goes on."""
    homework = small_homework(tmp_path)
    subject = changed(homework, "double", "import numpy\n\ndef double(x):\n    return numpy.zeros((6000, 6000))")
    found = dict(spread([subject], lambda s, tell: bench(homework).attempt(s, tell).as_json(), Bounds(memory=1 << 29)))

    assert Trial.of_json(found[0]).own == (Loss("double", "shown", True, "memory"),)


def test_a_memory_bomb_is_bounded(tmp_path):
    """What asks for more memory than there may be is told so, and the machine lives."""
    homework = small_homework(tmp_path)
    subject, here = changed(homework, "root", "def root(n):\n    return len(bytearray(1 << 40)) * n"), bench(homework)
    found = dict(spread([subject], lambda s, tell: here.attempt(s, tell).as_json(), Bounds(memory=1 << 28)))

    assert Trial.of_json(found[0]).own[0].verdict == "memory"


def test_others_that_call_it_lose_nothing(tmp_path):
    """The reference's answers are played back to a question that calls what is wrong."""
    trial = tried(tmp_path, "double", "def double(x):\n    return 3 * x", touched=("layer", "layer_backward"))

    assert trial.own
    assert not trial.elsewhere


def test_what_costs_elsewhere_is_told(tmp_path):
    """An answer that spoils another question's points is found out."""
    source = "def double(x):\n    globals()['layer'] = lambda x, w: (x, None)\n    return 3 * x"
    trial = tried(tmp_path, "double", source, touched=("layer",))

    assert [(loss.question, loss.verdict, loss.follows) for loss in trial.elsewhere] == [("layer", "failed", False)]


def test_asking_what_the_reference_never_asks_is_told_apart(tmp_path):
    """Where nothing can be played back, since the answer calls it with other arguments, that is said."""
    homework = small_homework(tmp_path)
    (homework.solutions / "right").mkdir()
    path = homework.solutions / "right" / "halves.py"
    path.write_text("def layer(x, w):\n    return double(x / 2) * w * 2, (x, w)\n")
    wrong = changed(homework, "double", "def double(x):\n    return 3 * x", touched=("layer",))
    subject = Subject(Style("halves", path), wrong.own, wrong.changed, wrong.touched, wrong.mutant)
    trial = bench(homework).attempt(subject, lambda _: None)

    assert [(loss.question, loss.follows) for loss in trial.elsewhere] == [("layer", True)]


def test_a_spoilt_cache_counts_for_the_forward(tmp_path):
    """A forward whose output is right and whose cache is not loses on its backward: that is its own doing."""
    source = "def layer(x, w):\n    return 2 * x * w, (w, x)"
    trial = tried(tmp_path, "layer", source, touched=("layer_backward",))

    assert [loss.question for loss in trial.own] == ["layer_backward"]
    assert not trial.elsewhere


def test_a_spoilt_cache_counts_for_its_forward_among_others(tmp_path):
    """A helper of two answers costs one of them its output, and the other only what its backward needs: both are own."""
    source = "def double(x):\n    global layer\n    layer = lambda x, w: (2 * x * w, (w, x))\n    return 3 * x if x.ndim else x"
    homework = small_homework(tmp_path)
    one = changed(homework, "double", source, touched=("layer_backward",))
    both = Subject(one.style, ("double", "layer"), one.changed, one.touched, one.mutant)
    trial = bench(homework).attempt(both, lambda _: None)

    assert [loss.question for loss in trial.own] == ["double", "layer_backward"]
    assert not trial.elsewhere


def test_the_bench_is_left_as_it_was(tmp_path):
    """After a mutant, the next one is tried on the right answers again."""
    homework = small_homework(tmp_path)
    here = bench(homework)
    here.attempt(changed(homework, "double", "def double(x):\n    return 3 * x"), lambda _: None)

    assert not here.attempt(changed(homework, "double", "def double(x):\n    return x + x"), lambda _: None).killed


def test_reaching_follows_calls_and_what_is_declared(tmp_path):
    """A question reaches what it calls, what that calls, and what it is declared to need."""
    homework = small_homework(tmp_path)
    reached = reaching(homework, styles(homework)[0])

    assert {"double", "layer"} <= reached["layer_backward"]
    assert reached["root"] == {"root"}
    assert all(set(s.touched) == {"layer", "layer_backward"} for s in mutated(homework, styles(homework)[0])
               if s.own == ("double",))  # fmt: skip


def test_a_backward_that_waits_is_told_apart(tmp_path):
    """Its cases are lost by the forward's mistake alone: that is no loss of its own, and is counted by itself."""
    homework = small_homework(tmp_path, questions=QUESTIONS.replace('documented_cache=("x", "w"),', ""))
    source = "def layer(x, w):\n    return x * w, (x + 1, w + 1)"
    trial = bench(homework).attempt(changed(homework, "layer", source, touched=("layer_backward",)), lambda _: None)

    assert [loss.question for loss in trial.own] == ["layer"]
    assert (trial.elsewhere, trial.waiting) == ((), ("layer_backward",))
    assert Trial.of_json(trial.as_json()) == trial
