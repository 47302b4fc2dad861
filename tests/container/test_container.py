"""Grading in the platform's container: the scores are those from outside, and nothing is left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from grader.container import MEBIBYTES, Container, environment_megabytes
from grader.release.autograder import VENV
from grader.release.samples import differences, scores_of
from tests.container.conftest import HERE, NAME
from tests.report.platform_rules import faults

pytestmark = [pytest.mark.container, pytest.mark.slow]

SAMPLES = ["solved", "untouched", *sorted(p.stem for p in (HERE / "solutions" / NAME / "samples").glob("*.py"))]
ATTACKS = [
    "segfault.ipynb",
    "forks_50_children.ipynb",
    "imports_the_solution.ipynb",
    "hunts_for_expected_arrays.ipynb",
    "forges_passed.ipynb",
    "sleeps.ipynb",
    "infinite_loop_in_function.ipynb",
    "prints_20_mb_then_answers.ipynb",
    "allocates_8_gb_of_zeros.ipynb",
    "os_exit_0.ipynb",
]
# Outside, the answers lie in the checkout, where everybody can read them unless there is an allow-list of files; in
# the image they do not, so that what looks for them ends in another way.
LOOKS_FOR_FILES, ALLOW_LISTED = {"imports_the_solution.ipynb"}, "AB"
KILLS = 20
BUILD_SECONDS, ENVIRONMENT_MEGABYTES = 180, 200
ATTACKED, RUNNER = HERE / "tests" / "sandbox", "run_attacks.py"
PYTHON = f"{VENV}/bin/python"


@pytest.fixture
def container(engine, image):
    """A fresh container, as the platform gives to every submission."""
    with Container(engine, image.name) as found:
        yield found


@pytest.fixture
def say(capfd):
    """Print past the capture: what was measured belongs into the log of a run that passes, too."""

    def printed(text):
        with capfd.disabled():
            print(f"\n  {text}")

    return printed


def left_behind(container):
    """Processes and files of other users than root, as the script of the kills lists them."""
    script = Path(__file__).with_name("kill_at_random.py").read_text().partition("if __name__")[0]
    script += "print(json.dumps([processes_of_others(), files_of_others()]))\n"
    done = container.execute(PYTHON, "-I", "-", given=script.encode())
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def facts(document):
    """What of a results.json does not depend on the clock or on memory in use."""
    extra = {k: v for k, v in document.get("extra_data", {}).items() if k != "mebibytes"}
    return {**document, "execution_time": 0, "extra_data": extra}


# ---------------------------------------------------------------------------------------------- image and limits


def test_image_is_built_quickly_and_small(container, image, say):
    """The platform's build takes less than three minutes, and the environment in it less than 200 MB."""
    size = environment_megabytes(container)
    say(f"image built in {image.seconds:.1f} s; the environment takes {size} MB")
    say(f"memory: {container.memory}")

    assert 0 < image.seconds < BUILD_SECONDS
    assert 1 < size < ENVIRONMENT_MEGABYTES


def test_limits_hold(container):
    """Root with the default capabilities and system call filter, no network, 768 MB, the zip in place and closed."""
    status = container.execute("cat", "/proc/self/status").stdout.decode()
    found = {key: value.split() for key, _, value in (line.partition(":") for line in status.splitlines())}
    capabilities = int(found["CapEff"][0], 16)
    closed = container.execute("stat", "-c", "%a %U", "source", "source/secret.key", "run_autograder").stdout

    assert found["Uid"][:2] == ["0", "0"]
    assert not capabilities & (1 << 21 | 1 << 12 | 1 << 19), "SYS_ADMIN, NET_ADMIN or SYS_PTRACE"
    assert found["Seccomp"] == ["2"]
    assert container.memory.startswith(f"{MEBIBYTES} MiB")
    assert closed.decode().splitlines() == ["700 root", "600 root", "755 root"]


# ---------------------------------------------------------------------------------------------- scores


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_get_their_scores(container, released, name):
    """The solved notebook, the untouched one and every sample of the course score as they must."""
    sample = released.samples[name]
    graded = container.grade(sample.files, 1)

    assert differences(sample, graded) == []
    assert faults(graded.document) == []
    assert left_behind(container) == [[], []]


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_score_as_outside(container, released, submission, name):
    """A hostile submission gets, entry by entry, what it gets outside, and leaves no process and no file."""
    path = HERE / "tests" / "data" / "submissions" / name
    command = [sys.executable, "-m", "grader", "--course", str(released.folder), "grade", NAME, str(path)]
    outside = subprocess.Popen(
        [*command, "--results", "-", "--id", "7"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=HERE, env={**os.environ, "PYTHONPATH": str(HERE)},
    )  # fmt: skip
    graded = container.grade(submission(name), 7)
    printed, errors = outside.communicate(timeout=300)
    expected = json.loads(printed)

    assert (graded.code, outside.returncode) == (0, 0), graded.output + errors.decode()
    if name in LOOKS_FOR_FILES and expected["extra_data"]["tier"] not in ALLOW_LISTED:
        expected["tests"] = [test for test in expected["tests"] if not test["name"].startswith("true_convolution")]
    assert {**scores_of(graded.document), **scores_of(expected)} == scores_of(graded.document)
    if name in LOOKS_FOR_FILES:
        assert scores_of(graded.document)["true_convolution"] == 0
    else:
        assert graded.document["extra_data"]["verdicts"] == expected["extra_data"]["verdicts"]
    assert faults(graded.document) == []
    assert left_behind(container) == [[], []]


def test_a_second_grading_is_clean(container, released, submission):
    """In a container that has graded others, the same submission gets the same document, and nothing of theirs."""
    solved, untouched = released.samples["solved"], released.samples["untouched"]
    first = container.grade(solved.files, 1)
    container.grade(submission("forks_50_children.ipynb"), 2)
    blank = container.grade(untouched.files, 3)
    again = container.grade(solved.files, 1)

    assert differences(untouched, blank) == []
    assert facts(again.document) == facts(first.document)
    assert sorted(container.execute("ls", "submission").stdout.decode().split()) == sorted(solved.files)
    assert left_behind(container) == [[], []]


# ---------------------------------------------------------------------------------------------- kills


@pytest.mark.parametrize("name", ["solved", "forks_50_children.ipynb"])
def test_killed_at_any_moment(container, released, submission, say, name):
    """Ended by SIGKILL, the grader leaves a whole results.json, and nothing of the student's goes on."""
    files = released.samples[name].files if name in released.samples else submission(name)
    times = KILLS if name == "solved" else KILLS // 4
    container.hand_in(files, 1)
    script = Path(__file__).with_name("kill_at_random.py").read_bytes()
    done = container.execute(PYTHON, "-I", "-", str(times), "20", given=script, seconds=300)
    whole, *kills = [json.loads(line) for line in done.stdout.splitlines()]
    gone = max(kill["gone"] for kill in kills)
    say(f"first results.json after {whole['first']:.2f} s, all graded {whole['whole']:.2f} s later; ")
    say(f"{len(kills)} kills; the last process of a student was gone {gone:.3f} s after")

    assert done.returncode == 0, done.stderr.decode()
    assert whole["code"] == 0
    assert len(kills) == times
    for kill in kills:
        document = json.loads(kill["text"])
        assert faults(document) == [], kill["moment"]
        # a grader that was ended after its last rename has given its score
        assert ("score" in document) or "did not finish" in document["tests"][0]["name"]
        assert (kill["left"], kill["files"]) == ([], []), kill["moment"]
    assert any("score" not in json.loads(kill["text"]) for kill in kills)


# ---------------------------------------------------------------------------------------------- the command


@pytest.mark.parametrize(("name", "code"), [("good.ipynb", 0), ("not_json.ipynb", 1)])
def test_command(image, released, name, code):
    """`grader container` tells of the image, the limits, the confinement and the results; codes as ever."""
    path = HERE / "tests" / "data" / "submissions" / name
    command = [sys.executable, "-m", "grader", "--course", str(released.folder), "container", NAME, str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=200, cwd=HERE,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    )  # fmt: skip

    assert done.returncode == code, done.stdout + done.stderr
    assert f"image: {image.name}, built earlier" in done.stdout
    assert "confinement: " in done.stdout
    assert f"memory: {MEBIBYTES} MiB" in done.stdout
    assert ("conv_output_size: sizes that fit" in done.stdout) == (code == 0)


# ---------------------------------------------------------------------------------------------- attacks


@pytest.mark.skipif(not (ATTACKED / RUNNER).exists(), reason=f"there is no {RUNNER}")
def test_attacks_inside(engine, image, say):
    """Every attack that takes seconds only ends as expected in the container, where kernel and engine have a say, too."""
    mounted = ("--volume", f"{ATTACKED}:/attacks:ro")
    with Container(engine, image.name, arguments=mounted) as container:
        done = container.execute(PYTHON, f"/attacks/{RUNNER}", "--quick", seconds=400)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = {line["name"]: line["faults"] for line in told if line["faults"] and not line["skipped"]}
    counts = Counter(line["tier"] for line in told if line["tier"])
    say(
        f"{len(told)} attacks inside, by tier {dict(counts)}, {sum(bool(line['skipped']) for line in told)} not promised"
    )

    assert told, done.stderr.decode()
    assert wrong == {}
    assert done.returncode == 0, done.stderr.decode()
