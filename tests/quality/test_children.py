"""Jobs in forked children: what hangs, crashes, eats memory or raises is told, and the others are done."""

import os
import time

import pytest

from grader.errors import AssignmentError, GraderError
from grader.quality.children import Bounds, Ended, spread

QUICK = Bounds(seconds=0.5, memory=1 << 28)


def done(jobs, work, bounds=QUICK):
    """What became of each job, in order."""
    found = dict(spread(jobs, work, bounds))
    return [found[k] for k in sorted(found)]


def test_every_job_is_answered():
    """Each job's answer comes with its number."""
    assert done(list(range(7)), lambda job, tell: job * 2) == [0, 2, 4, 6, 8, 10, 12]


def test_no_jobs():
    """Nothing to do is done at once."""
    assert done([], lambda job, tell: job) == []


def test_a_job_that_hangs_is_ended_and_the_rest_goes_on():
    """The job says what it was at; those that its child had left are done by another."""

    def work(job, tell):
        tell(f"stage {job}")
        while job == 2:
            time.sleep(0.01)
        return job

    assert done(list(range(6)), work) == [0, 1, Ended("timeout", "stage 2"), 3, 4, 5]


def test_a_job_that_crashes_is_told():
    """A child that is gone takes only its own job with it."""

    def work(job, tell):
        if job == 1:
            os._exit(3)
        return job

    assert done(list(range(4)), work) == [0, Ended("crashed", ""), 2, 3]


class Mortal:
    """A time that is never up, and ends the child that looks at it once too often."""

    def __init__(self, looks):
        self.looks = looks

    def __lt__(self, now):
        self.looks -= 1
        if self.looks < 0:
            os._exit(0)
        return False


def test_a_child_that_dies_between_two_jobs_leaves_the_rest_to_another():
    """No job is lost without a word, and none is blamed that had ended."""
    assert done(list(range(7)), lambda job, tell: job, Bounds(until=Mortal(2))) == list(range(7))


def test_children_that_die_before_their_first_job_are_a_fault_of_ours():
    """Nothing is gained by starting another, and another."""
    with pytest.raises(GraderError, match="before its first job"):
        done([1], lambda job, tell: job, Bounds(until=Mortal(0)))


def test_a_job_that_has_no_memory_left_is_told():
    """It says what it was at, and its child goes on."""

    def work(job, tell):
        tell("marks")
        if job == 1:
            raise MemoryError
        return job

    assert done(list(range(4)), work) == [0, Ended("memory", "marks"), 2, 3]


def test_memory_is_bounded():
    """More memory than is allowed is a MemoryError, not a full machine."""

    def work(job, tell):
        try:
            return len(bytearray(job))
        except MemoryError:
            return "too much"

    assert done([1, 1 << 30], work) == [1, "too much"]


def test_signs_of_life_extend_the_time():
    """A job of many short stages may take longer than one of them."""

    def work(job, tell):
        for stage in range(4):
            time.sleep(0.2)
            tell(str(stage))
        return job

    assert done([5], work) == [5]


def test_what_a_job_prints_is_put_aside(capfd):
    """Answers may print; nobody reads it."""
    assert done([1], lambda job, tell: print("noise") or job) == [1]
    assert "noise" not in capfd.readouterr().out


def test_a_fault_of_ours_is_raised(capfd):
    """An exception in the work itself is no result."""
    with pytest.raises(GraderError):
        done([0], lambda job, tell: 1 // job)
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_a_fault_of_the_course_stays_one():
    """A file of the course that does not run is the instructor's to mend."""

    def work(job, tell):
        raise AssignmentError("does not run", file="right/odd.py")

    with pytest.raises(AssignmentError, match=r"right/odd\.py: does not run"):
        done([0], work)


def test_nothing_new_is_begun_when_the_time_is_up():
    """A sample ends in time: the jobs that are left are left."""
    bounds = Bounds(until=time.monotonic() + 0.3)

    def work(job, tell):
        time.sleep(0.1)
        return job

    assert 2 <= len(done(list(range(100)), work, bounds)) <= 10
