"""Work divided among processes gives the result of a single process, and fails in the same way."""

import pathlib

import pytest

from exemplary import parallel
from tests import sites

WORK = """\
import os, sys, time
from exemplary import parallel
from exemplary.diagnostics import ExemplaryError

def work(share):
    if sys.argv[1] == "fail" and 3 in share:
        raise ExemplaryError("three cannot be done")
    if sys.argv[1] == "die" and 3 in share:
        os._exit(9)
    if sys.argv[1] == "leave":
        if 0 in share:
            raise ExemplaryError("zero cannot be done")
        time.sleep(0.5)
        print("still at work", flush=True)
    return [(item * item, os.getpid()) for item in share]

found = parallel.shared(work, range(20), least=1)
print([square for square, _ in found] == [item * item for item in range(20)], len({pid for _, pid in found}))
"""
"""In a separate process, since one with threads, such as a test runner, does not fork."""


def worked(how: str, jobs: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    monkeypatch.setenv("EXEMPLARY_JOBS", str(jobs))
    ended = sites.run("python", "-c", WORK, how, root=sites.ROOT)
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize("jobs", [1, 2, 3, 50])
def test_any_number_of_processes_gives_the_same(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert worked("well", jobs, monkeypatch) == (0, f"True {min(jobs, 20)}\n", "")


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_a_failure_in_any_process_is_the_failure_of_the_whole(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said, wrong = worked("fail", jobs, monkeypatch)
    assert (code, said) == (1, "")
    assert wrong.endswith("exemplary.diagnostics.ExemplaryError: three cannot be done\n")
    assert wrong.count("Traceback") == 1


def test_a_killed_process_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    code, said, wrong = worked("die", 2, monkeypatch)
    assert (code, said) == (1, "")
    assert wrong.endswith("ExemplaryError: lost-process\n")


def test_no_process_continues_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its output might end up in the tree of the next attempt."""
    over = WORK.replace("found = ", "try: ").split("print([")[0]
    monkeypatch.setenv("EXEMPLARY_JOBS", "2")
    code = f"{over}except ExemplaryError: print('failed', flush=True)\ntime.sleep(1)"
    said = sites.run("python", "-c", code, "leave", root=sites.ROOT).stdout.splitlines()
    assert said in (["failed"], ["still at work", "failed"])


def test_little_work_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXEMPLARY_JOBS", "8")
    monkeypatch.setattr(parallel, "_can_fork", lambda: True)
    assert [parallel.count(items, least=100) for items in (0, 99, 199, 200, 350, 5000)] == [0, 0, 1, 2, 3, 8]
    monkeypatch.setattr(parallel, "_can_fork", lambda: False)
    assert parallel.count(5000, least=100) == 1


@pytest.mark.parametrize("asked", ["", "0", "-1", "viele"])
def test_without_a_sensible_number_there_are_as_many_as_the_machine_has(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXEMPLARY_JOBS", asked)
    assert parallel.processors() >= 1


def test_a_site_made_by_three_processes_is_the_site_made_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    people = {
        f"exemplars/individuals/nguoi-{n}.md": f"---\nname: Người {n}\nsummary: Việc.\nsources: [{{title: A}}]\n---\n"
        for n in range(1300)
    }
    found = [made_by(jobs, sites.lay(people), monkeypatch) for jobs in (1, 3)]
    assert len(found[0]) > 1300
    assert found[0] == found[1]


def made_by(jobs: int, root: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    monkeypatch.setenv("EXEMPLARY_JOBS", str(jobs))
    ended = sites.run("exemplary", "build", root=root)
    assert ended.returncode == 0, ended.stderr
    return sites.tree(root / "site")
