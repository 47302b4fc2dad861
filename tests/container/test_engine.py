"""What is said where there is no engine, no release, no base image, or a build that fails; with a stand-in engine."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile

import pytest

from grader import container, engine
from grader.container import Container, read_files, summary
from grader.engine import Engine, build_image, default_base, find_engine
from grader.errors import AssignmentError, GraderError
from grader.release.archive import write_zip
from grader.release.layout import Graded

STAND_IN = """\
#!/bin/bash
# writes down how it was called; what is asked of it stands in files beside it, named for the command
here={folder}
printf '%s\\n' "$*" >> "$here/calls"
[[ $1 == build ]] && cp "${{@: -1}}/secret.key" "$here/secret" && stat -c %a "${{@: -1}}/secret.key" > "$here/mode"
name=$1
[[ $1 == image ]] && name=inspect-${{@: -1}}
[[ $1 == exec ]] && cat > "$here/given"
[[ -e $here/$name.sh ]] && source "$here/$name.sh" "$@"
exit 0
"""
ZIP = {"Dockerfile": b"FROM base\n", "secret.key": (b"secret\n", 0o600), "setup.sh": (b"#!/bin/bash\n", 0o755)}


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """A folder with an engine that answers as its files say, and does nothing where they say nothing."""
    folder = tmp_path / "engine"
    folder.mkdir()
    (folder / "engine").write_text(STAND_IN.format(folder=folder))
    (folder / "engine").chmod(0o755)
    monkeypatch.setenv("CONTAINER_COMMAND", str(folder / "engine"))
    monkeypatch.delenv("CONTAINER_BASE", raising=False)
    return folder


@pytest.fixture
def packed(tmp_path):
    """A zip that is small, and named as a release names it."""
    return write_zip(tmp_path / "HW0_small-autograder.zip", ZIP)


def calls(folder):
    """How the stand-in was called."""
    path = folder / "calls"
    return path.read_text().splitlines() if path.exists() else []


# ---------------------------------------------------------------------------------------------- engine


def test_no_engine(monkeypatch, tmp_path):
    """Without docker and podman one sentence says so, and names the way out."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CONTAINER_COMMAND", raising=False)

    with pytest.raises(AssignmentError, match="neither docker nor podman answers; CONTAINER_COMMAND can name another"):
        find_engine()


@pytest.mark.parametrize("answers", ["docker", "podman"])
def test_whichever_answers(monkeypatch, tmp_path, answers):
    """Docker, or podman where docker is installed and its service does not run."""
    for name in ("docker", "podman"):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {int(name != answers)}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.delenv("CONTAINER_COMMAND", raising=False)

    assert find_engine().command == (answers,)


def test_named_engine_may_have_arguments(stand_in, monkeypatch):
    """CONTAINER_COMMAND is read as a shell reads a command."""
    monkeypatch.setenv("CONTAINER_COMMAND", f"'{stand_in}/engine' --root '/a b'")

    assert find_engine().command == (f"{stand_in}/engine", "--root", "/a b")
    assert calls(stand_in) == ["--root /a b ps --quiet"]


def test_named_engine_must_answer(monkeypatch, tmp_path):
    """A named engine that is not there is not replaced by another."""
    monkeypatch.setenv("CONTAINER_COMMAND", str(tmp_path / "none"))

    with pytest.raises(AssignmentError, match="none, which does not answer to"):
        find_engine()


def test_engine_that_hangs(stand_in):
    """A call that does not end in time is a fault, not a wait without end."""
    (stand_in / "ps.sh").write_text("exec sleep 60\n")

    with pytest.raises(GraderError, match=r"engine ps did not end within 0\.2 seconds"):
        Engine((str(stand_in / "engine"),)).call("ps", seconds=0.2)


# ---------------------------------------------------------------------------------------------- image


def test_no_release(stand_in, tmp_path):
    """Before a release, the sentence names the command that makes one."""
    with pytest.raises(AssignmentError, match=r"hw0-autograder\.zip: there is no such file yet; `make release`"):
        build_image(find_engine(), tmp_path / "hw0-autograder.zip")


def test_release_without_dockerfile(stand_in, tmp_path):
    """A zip from before there was a Dockerfile says what to do."""
    old = write_zip(tmp_path / "old.zip", {"setup.sh": b""})

    with pytest.raises(AssignmentError, match="holds no Dockerfile; `make release` builds one"):
        build_image(find_engine(), old, anew=True)


def test_no_base_image(stand_in, packed):
    """A base image that is neither here nor to be had is named, with the engine's reason and the way out."""
    (stand_in / "inspect-my-base.sh").write_text("exit 1\n")
    (stand_in / "pull.sh").write_text("echo 'no route' >&2; exit 125\n")

    with pytest.raises(AssignmentError) as caught:
        build_image(find_engine(), packed, "my-base")

    assert str(caught.value) == (
        "the base image my-base is not here and cannot be fetched (no route); name another with --base or CONTAINER_BASE"
    )


def test_build_that_fails(stand_in, packed):
    """The last 20 lines of a build that failed are told, and no more."""
    (stand_in / "build.sh").write_text("seq 1 50; echo 'the reason' >&2; exit 1\n")

    with pytest.raises(AssignmentError) as caught:
        build_image(find_engine(), packed, anew=True)

    lines = str(caught.value).splitlines()
    assert lines[0].endswith("the image could not be built; the last lines were")
    assert lines[1:] == [*map(str, range(32, 51)), "the reason"]


def test_build_gets_the_zip_as_it_is(stand_in, packed):
    """What is built on is told, and the files have the zip's modes."""
    image = build_image(find_engine(), packed, "my-base", anew=True)
    build = next(call for call in calls(stand_in) if call.startswith("build "))

    assert f"--build-arg BASE=my-base --tag {image.name} " in build
    assert (stand_in / "secret").read_bytes() == b"secret\n"
    assert (stand_in / "mode").read_text() == "600\n"
    assert image.seconds > 0


def test_image_is_named_for_its_content(stand_in, packed, tmp_path):
    """The same zip on the same base is the same image; another zip or another base is another."""
    found = find_engine()
    first, again = build_image(found, packed, "a"), build_image(found, packed, "a")
    (stand_in / "inspect-b.sh").write_text("echo sha256:2\n")
    other_base = build_image(found, packed, "b")
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("more", "more")
    other_zip = build_image(found, packed, "a")

    assert first == again
    assert first.name.startswith("hw0-small-autograder:")
    assert len({first.name, other_base.name, other_zip.name}) == 3
    assert not [call for call in calls(stand_in) if call.startswith("build ")], "it was there already"


def test_default_base(monkeypatch):
    """The platform's image, unless CONTAINER_BASE names another."""
    monkeypatch.delenv("CONTAINER_BASE", raising=False)
    assert default_base() == engine.PLATFORM_BASE
    monkeypatch.setenv("CONTAINER_BASE", "localhost/mine")
    assert default_base() == "localhost/mine"


# ---------------------------------------------------------------------------------------------- container

LOOPBACK = "Inter-|\n face |\n    lo: 0\n"


def answer(folder, *, network=LOOPBACK, too_much=1, results="{}", run="exit 0"):
    """Make the stand-in answer as a container would."""
    (folder / "network").write_text(network)
    (folder / "results").write_text(results)
    (folder / "run.sh").write_text(run)
    (folder / "exec.sh").write_text(
        f'case "$*" in *net/dev) cat $here/network;; *results.json) cat $here/results;; *"x = b"*) exit {too_much};; esac\n'
    )


def test_container_is_removed_whatever_happens(stand_in):
    """A container is gone after an exception inside, and after one while it starts."""
    answer(stand_in)
    with pytest.raises(KeyError), Container(find_engine(), "image"):
        raise KeyError
    answer(stand_in, network=LOOPBACK + "  eth0: 0\n")
    with (
        pytest.raises(AssignmentError, match="a network although it was asked for none"),
        Container(find_engine(), "image") as container,
    ):
        container.execute("true")

    assert len([call for call in calls(stand_in) if call.startswith("rm --force grading-")]) == 2


def test_container_is_kept_when_told(stand_in):
    """It stays, to be looked into, where that was asked for."""
    answer(stand_in)
    with Container(find_engine(), "image", keep=True):
        pass

    assert not [call for call in calls(stand_in) if call.startswith("rm ")]


def test_limits_that_the_engine_refuses(stand_in):
    """What the engine refuses is left out, and no more; where it refuses all, its reason is told."""
    answer(stand_in, run='[[ "$*" != *--network* ]] || exit 125\n')
    with Container(find_engine(), "image"):
        pass
    started = [call for call in calls(stand_in) if call.startswith("run ")]
    assert ["--memory 768m" in call for call in started] == [True, True]

    answer(stand_in, run="echo 'out of order' >&2; exit 125\n")
    with (
        pytest.raises(AssignmentError, match="cannot start a container: out of order"),
        Container(find_engine(), "image"),
    ):
        pass


@pytest.mark.parametrize(
    ("too_much", "text"),
    [
        ("1", "768 MiB for the container, by the engine"),
        ('$([[ "$*" == *ulimit* ]]; echo $((1 - $?)))', "768 MiB for each process, by rlimit"),
        ("0", "not limited"),
    ],
)
def test_memory_limit_is_tried_out(stand_in, too_much, text):
    """What is said of the memory limit is what was seen: the engine's, else ours for each process, else none."""
    answer(stand_in, too_much=too_much)
    with Container(find_engine(), "image") as found:
        assert found.memory.startswith(text)


def test_submission_is_handed_in_as_root(stand_in):
    """Files go in as root's, beside the metadata with the submission's id; old folders are made anew."""
    answer(stand_in)
    with Container(find_engine(), "image") as found:
        found.hand_in({"a/b.py": b"x = 1\n"}, 7)
        with tarfile.open(fileobj=io.BytesIO((stand_in / "given").read_bytes())) as archive:
            entries = {entry.name: entry for entry in archive}
            metadata = json.loads(archive.extractfile("submission_metadata.json").read())

    assert sorted(entries) == ["submission/a/b.py", "submission_metadata.json"]
    assert {(entry.uid, entry.gid, entry.mode) for entry in entries.values()} == {(0, 0, 0o644)}
    assert metadata == {"id": 7, "previous_submissions": []}
    assert "rm -rf submission results" in calls(stand_in)[-2]


@pytest.mark.parametrize("results", ["", "{", "[]"])
def test_no_results(stand_in, results):
    """A container without a results.json that can be read is a fault."""
    answer(stand_in, results=results)
    with Container(find_engine(), "image") as found, pytest.raises(GraderError, match=r"no results\.json"):
        found.grade({})


# ---------------------------------------------------------------------------------------------- command


def test_files_of_a_folder(tmp_path):
    """A folder keeps its subfolders; links are left out, as they would lead out of it."""
    (tmp_path / "s" / "sub").mkdir(parents=True)
    (tmp_path / "s" / "a.ipynb").write_bytes(b"a")
    (tmp_path / "s" / "sub" / "b.py").write_bytes(b"b")
    (tmp_path / "s" / "link.py").symlink_to("/etc/passwd")

    assert read_files(tmp_path / "s") == {"a.ipynb": b"a", "sub/b.py": b"b"}
    assert read_files(tmp_path / "s" / "a.ipynb") == {"a.ipynb": b"a"}
    with pytest.raises(AssignmentError, match="there is no such file or folder"):
        read_files(tmp_path / "none")


def test_summary():
    """The total, a line for each entry, and the text of those that lost points."""
    tests = [
        {"name": "f: values", "score": 3, "max_score": 3, "status": "passed", "output": "Right."},
        {"name": "g: stride", "score": 0, "max_score": 2.5, "status": "failed", "output": "Wrong: 1 case."},
        {"name": "Grading", "status": "failed", "output": "A fault.\n"},
    ]
    text = summary(Graded(0, {"output": "3 of 5.5 points", "tests": tests}, 1.25, 50.0, ""))

    assert text.splitlines() == [
        "3 of 5.5 points", "",
        "f: values    3 of 3  passed", "g: stride  0 of 2.5  failed", "Grading           -  failed", "",
        "g: stride", "Wrong: 1 case.", "",
        "Grading", "A fault.", "",
        "graded in 1.2 seconds",
    ]  # fmt: skip


@pytest.mark.parametrize(("inside", "code"), [(0, 0), (1, 1), (3, 3), (137, 3), (2, 3)])
def test_exit_codes(stand_in, packed, tmp_path, inside, code):
    """0 graded, 1 cannot be graded; whatever else comes out of the container is a fault of ours."""
    answer(stand_in, results='{"output": "3 points"}')
    text = (stand_in / "exec.sh").read_text()
    more = f'*run_autograder) echo "confinement: none"; exit {inside};; *du*) echo 99;;'
    (stand_in / "exec.sh").write_text(text.replace(" esac", f"{more} esac"))
    (tmp_path / "a.py").write_text("x = 1\n")
    told = []

    assert container.run(packed, tmp_path / "a.py", "", keep=False, tell=told.append) == code
    assert "its environment takes 99 MB" in told[0]
    assert told[1] == "memory: 768 MiB for the container, by the engine"
    assert told[-1].startswith("confinement: none\n\n3 points")


def test_stand_in_is_no_engine(stand_in):
    """The engine's command is all that is known of it."""
    assert find_engine() == Engine((str(stand_in / "engine"),))
