"""A container engine, a course with a release of its own, and the image of that release, each made once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from grader.container import read_files
from grader.course import Course
from grader.engine import build_image, default_base, find_engine
from grader.errors import AssignmentError
from grader.release import samples
from grader.release.assemble import assemble

HERE = Path(__file__).parents[2]
NAME = "hw2_conv"
SECRET = "5a" * 32


def pytest_configure(config):
    """Name the marker of tests that need a container engine."""
    config.addinivalue_line("markers", "container: needs a container engine; REQUIRE_CONTAINER=1 forbids to skip it")


def unavailable(reason):
    """Skip, or fail where the machine is one that must be able to run this."""
    if os.environ.get("REQUIRE_CONTAINER") == "1":
        pytest.fail(f"REQUIRE_CONTAINER is 1, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def engine():
    """Docker or podman; the base image must be here already, as a test fetches nothing large unasked."""
    try:
        found = find_engine()
    except AssignmentError as err:
        unavailable(str(err))
    required = os.environ.get("REQUIRE_CONTAINER") == "1"
    if not required and found.call("image", "inspect", default_base()).returncode:
        unavailable(f"the base image {default_base()} is not here")
    return found


@dataclass(frozen=True)
class Released:
    """A folder with the assignment as it is now, a secret of the tests, and the autograder zip made from both."""

    folder: Path
    name: str = NAME

    @property
    def packed(self):
        """The autograder zip."""
        return self.folder / "release" / f"{self.name}-autograder.zip"

    @cached_property
    def built(self):
        """Everything that a release is made of."""
        return assemble(Course(self.folder).homework(self.name))

    @cached_property
    def samples(self):
        """The solved and the untouched notebook, and the course's samples, by name."""
        return {sample.name: sample for sample in samples.collect(self.built)}


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """The course as it is in this checkout, with a secret of the tests."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("assignments", "solutions"):
        (folder / name).symlink_to(HERE / name)
    (folder / "secret.key").write_text(f"{SECRET}\n")
    return folder


@pytest.fixture(scope="session")
def released(course):
    """The release of one assignment, made without touching the checkout's own."""
    return release_of(course, NAME)


@pytest.fixture(scope="session")
def released_compiled(course):
    """The release of the assignment with compiled answers."""
    return release_of(course, "hw4_im2col")


def release_of(course, name):
    """Make the autograder zip of an assignment."""
    found = Released(course, name)
    found.packed.parent.mkdir(exist_ok=True)
    found.packed.write_bytes(found.built.files[found.packed.name])
    return found


@pytest.fixture(scope="session")
def image(engine, released):
    """The image, built anew and removed at the end."""
    yield from image_of(engine, released)


@pytest.fixture(scope="session")
def image_compiled(engine, released_compiled):
    """The same of the assignment with compiled answers: a compiler is in it."""
    yield from image_of(engine, released_compiled)


def image_of(engine, released):
    """Build an image and remove it at the end."""
    found = build_image(engine, released.packed, anew=True)
    yield found
    engine.call("rmi", "--force", found.name)


@pytest.fixture
def submission():
    """A factory of files by name, from the folder of hostile submissions."""
    return lambda name: read_files(HERE / "tests" / "data" / "submissions" / name)
