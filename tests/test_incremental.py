"""An incremental build gives, byte for byte, the result of a clean build.

A state machine edits a project at random, kills builds and damages their caches; EXEMPLARY_FUZZ=1 runs it for long.
"""

import copy
import dataclasses
import gc
import os
import pathlib
import signal
import subprocess
import sys
import time
from typing import Any
from unittest import mock

import hypothesis
import pytest
from hypothesis import stateful
from hypothesis import strategies as st

from exemplary import parallel
from exemplary.cache import file_state
from exemplary.render import site_pages
from tests import fixed, sites, workshop
from tests.index_reader import Reader
from tests.workshop import COLOURS, EVERY_SLUG, MOMENTS, RECORDS, WORDS, Workshop

FUZZ = int(os.environ.get("EXEMPLARY_FUZZ", "0"))
"""How much longer than usual the state machine runs, in units of twenty."""
MACHINE = hypothesis.settings(
    max_examples=8 if not FUZZ else 240 * FUZZ,
    stateful_step_count=12 if not FUZZ else 30,
    deadline=None,
    database=None,
    derandomize=not FUZZ,
    suppress_health_check=list(hypothesis.HealthCheck),
    print_blob=False,
)
CHANCES = st.booleans()
SHARES = st.floats(0, 1, allow_nan=False)
REGISTERS = tuple(WORDS["registers"])
PICTURES = ("exemplars/individuals/anh.png", "exemplars/models/anh.png", "content/stories/anh.png", "content/anh.png")
PAPERS = ("exemplars/individuals/to-khai.pdf", "exemplars/collectives/danh-sach.csv")


class Editor(stateful.RuleBasedStateMachine):
    """Each step changes something; then the project is built, unless it is to be built with the next change."""

    def __init__(self) -> None:
        super().__init__()
        self.work = Workshop(fixed.folder() / "mau")
        self.moment = MOMENTS[1]
        self.jobs = 1
        self.waits = False
        self.built: fixed.Outcome = "", (), {}

    def teardown(self) -> None:
        workshop.clear(self.work.root.parent)
        gc.collect()  # builds turn garbage collection off, so their garbage remains

    def known(self, data: st.DataObject) -> str:
        hypothesis.assume(self.work.records)
        return data.draw(st.sampled_from(sorted(self.work.records)), "record")

    # Records

    @stateful.rule(ref=st.sampled_from(EVERY_SLUG), like=st.sampled_from(sorted(RECORDS)))
    def add(self, ref: str, like: str) -> None:
        same = [one for one in RECORDS if one.split("/")[0] == ref.split("/")[0]]
        self.work.put(ref, RECORDS.get(ref) or RECORDS[like if like in same else same[0]])

    @stateful.rule(data=st.data(), beside=CHANCES)
    def edit(self, data: st.DataObject, beside: bool) -> None:
        ref = self.known(data)
        choices = workshop.values(ref.split("/")[0])
        field = data.draw(st.sampled_from(sorted(choices)), "field")
        self.work.change(ref, field, data.draw(st.sampled_from(choices[field]), "value"), beside=beside)

    edit_again = edit
    edit_more = edit

    @stateful.rule(data=st.data(), text=st.sampled_from(WORDS["stories"]))
    def tell(self, data: st.DataObject, text: str) -> None:
        self.work.change(self.known(data), "story", text)

    @stateful.rule(data=st.data(), slug=st.sampled_from(WORDS["slugs"]), folder=st.sampled_from(("", "cu/")))
    def rename(self, data: st.DataObject, slug: str, folder: str) -> None:
        ref = self.known(data)
        other = f"{ref.split('/')[0]}/{slug}"
        if other == ref or other not in self.work.records:
            self.work.move(ref, other, folder)

    @stateful.rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        self.work.remove(self.known(data))

    @stateful.rule(data=st.data(), bare=CHANCES)
    def withdraw(self, data: st.DataObject, bare: bool) -> None:
        self.work.withdraw(self.known(data), bare=bare)

    @stateful.rule(data=st.data(), text=st.sampled_from(WORDS["broken"]))
    def spoil(self, data: st.DataObject, text: str) -> None:
        self.work.write(self.work.files[self.known(data)], text)

    @stateful.rule(data=st.data())
    def mend(self, data: st.DataObject) -> None:
        self.work.save(self.known(data))

    # Files beside records

    @stateful.rule(name=st.sampled_from(PICTURES), what=st.sampled_from((*COLOURS, "rubbish", "nothing")))
    def picture(self, name: str, what: str) -> None:
        self.work.picture(name, what)

    @stateful.rule(name=st.sampled_from(PAPERS), text=st.sampled_from(("một", "hai", "")))
    def paper(self, name: str, text: str) -> None:
        self.work.write(name, text)

    @stateful.rule(data=st.data(), colour=st.sampled_from(COLOURS))
    def show(self, data: st.DataObject, colour: str) -> None:
        ref = self.known(data)
        self.work.picture(str(pathlib.PurePosixPath(self.work.files[ref]).with_name("anh.png")), colour)
        self.work.change(ref, "images", workshop.values(ref.split("/")[0])["images"][1])

    # Registers, settings, templates, ordinary pages

    @stateful.rule(data=st.data(), register=st.sampled_from(REGISTERS))
    def enter(self, data: st.DataObject, register: str) -> None:
        entries = self.work.registers[register]
        hypothesis.assume(entries)
        entry = data.draw(st.sampled_from(entries), "entry")
        field = data.draw(st.sampled_from(sorted(WORDS["entries"][register])), "field")
        value = data.draw(st.sampled_from(WORDS["entries"][register][field]), "value")
        entry.pop(field, None)
        if value is not None:
            entry[field] = value
        self.work.save_register(register)

    enter_again = enter

    @stateful.rule(data=st.data(), register=st.sampled_from(REGISTERS), first=CHANCES)
    def new_entry(self, data: st.DataObject, register: str, first: bool) -> None:
        entries = self.work.registers[register]
        fresh = copy.deepcopy(data.draw(st.sampled_from(WORDS["new_entries"][register]), "entry"))
        if all(one["id"] != fresh["id"] for one in entries):
            entries.insert(0 if first else len(entries), fresh)
        self.work.save_register(register)

    @stateful.rule(data=st.data(), register=st.sampled_from(REGISTERS))
    def drop_entry(self, data: st.DataObject, register: str) -> None:
        entries = self.work.registers[register]
        hypothesis.assume(entries)
        entries.remove(data.draw(st.sampled_from(entries), "entry"))
        self.work.save_register(register)

    @stateful.rule(register=st.sampled_from(REGISTERS))
    def mend_register(self, register: str) -> None:
        self.work.registers[register] = copy.deepcopy(WORDS["registers"][register])
        self.work.save_register(register)

    @stateful.rule(data=st.data(), name=st.sampled_from(sorted(WORDS["choices"])))
    def set(self, data: st.DataObject, name: str) -> None:
        value = data.draw(st.sampled_from(WORDS["choices"][name]), "value")
        ours = self.work.settings["plugins"][0]["exemplary"]
        (self.work.settings if name.startswith("site_") else ours)[name] = value
        if set(ours.get("paths", ())) & {"individuals"} and ours.get("languages", ["vi"])[0] == "en":
            ours.pop("paths")
        self.work.save_settings()

    @stateful.rule(data=st.data(), name=st.sampled_from(sorted(WORDS["overrides"])))
    def override(self, data: st.DataObject, name: str) -> None:
        self.work.write(f"overrides/exemplary/{name}", data.draw(st.sampled_from(WORDS["overrides"][name]), "text"))

    @stateful.rule(text=st.sampled_from(WORDS["fronts"]))
    def front(self, text: str) -> None:
        self.work.write("content/index.md", text)

    @stateful.rule(data=st.data(), name=st.sampled_from(sorted(WORDS["pages"])))
    def page(self, data: st.DataObject, name: str) -> None:
        self.work.write(f"content/{name}", data.draw(st.sampled_from(WORDS["pages"][name]), "text"))

    # The clock, and failures of builds

    @stateful.rule(moment=st.sampled_from(MOMENTS))
    def wait(self, moment: str) -> None:
        self.moment = moment

    @stateful.rule(jobs=st.integers(1, 2))
    def employ(self, jobs: int) -> None:
        self.jobs = jobs

    @stateful.rule()
    def together(self) -> None:
        """Build together with the next change."""
        self.waits = True

    @stateful.rule(step=st.sampled_from(sorted(fixed.steps())), count=st.integers(1, 40), after=CHANCES, dead=CHANCES)
    def stop(self, step: str, count: int, after: bool, dead: bool) -> None:
        if dead:
            fixed.killed(self.work.root, self.moment, step, count, after, self.jobs)
        else:
            fixed.stopped(self.work.root, self.moment, step, count, after)
        self.waits = False

    @stateful.rule(data=st.data(), how=st.sampled_from(("delete", "truncate", "append", "flip")), where=SHARES)
    def damage(self, data: st.DataObject, how: str, where: float) -> None:
        files = data.draw(st.sampled_from((self.work.tables, self.work.kept)), "among")()
        hypothesis.assume(files)
        workshop.damage(files[data.draw(st.integers(0, len(files) - 1), "file")], how, where)

    @stateful.rule(name=st.sampled_from(("site", ".cache", ".cache/exemplary/staging-*")))
    def lose(self, name: str) -> None:
        for folder in self.work.root.glob(name):
            workshop.clear(folder)

    @stateful.rule()
    def rest(self) -> None:
        """Nothing changes."""

    @stateful.invariant()
    def is_as_if_built_from_nothing(self) -> None:
        if self.waits:
            self.waits = False
            return
        before = sites.tree(self.work.root / "site")
        why, found, site = fixed.outcome(self.work.root, self.moment, self.jobs)
        clean_why, clean_found, clean_site = fixed.clean(self.work.root, self.moment)
        STEPS.append(1)
        assert why == clean_why
        assert [str(one) for one in found] == [str(one) for one in clean_found]
        assert sorted(site) == sorted(clean_site)
        assert list(fixed.differences(site, clean_site)) == []
        if why:
            assert sites.tree(self.work.root / "site") == before


STEPS: list[int] = []


@hypothesis.seed(int(os.environ.get("EXEMPLARY_SEED", "0")))
class TestEditor(Editor.TestCase):
    settings = MACHINE


# What is rendered and written


@dataclasses.dataclass
class Rebuilt:
    """What one build did: the pages it rendered, the files it wrote, the files it removed."""

    made: set[str]
    written: set[str]
    gone: set[str]


def stamps(root: pathlib.Path) -> dict[str, tuple[int, int]]:
    """The identity and time of every file, except the search index, which any word may change."""
    files = (path for path in (root / "site").rglob("*") if path.is_file() and "/search/" not in str(path))
    return {str(path.relative_to(root / "site")): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def rebuilt(work: Workshop) -> Rebuilt:
    made, before = set(), stamps(work.root)
    real = site_pages.draw

    def noted(edition: Any, *given: Any) -> bytes:
        made.add(edition.page.file)
        return real(edition, *given)

    with mock.patch.object(site_pages, "draw", noted):
        fixed.build(work.root)
    after = stamps(work.root)
    written = {name for name, stamp in after.items() if before.get(name) != stamp}
    assert sites.tree(work.root / "site") == fixed.clean(work.root)[2]
    return Rebuilt(made, written, before.keys() - after.keys())


@pytest.fixture
def work() -> Workshop:
    """A project built twice: once for the site and once, after a change, for the staging tree."""
    work = Workshop(fixed.folder() / "mau")
    fixed.build(work.root)
    work.put("individuals/moi", RECORDS["individuals/mau-cuong"])
    time.sleep(2 * file_state.MARGIN / 1e9)  # files touched a moment ago would be read again
    fixed.build(work.root)
    return work


def showing(work: Workshop, text: str) -> set[str]:
    return {name for name, data in sites.tree(work.root / "site").items() if text.encode() in data}


def test_if_nothing_has_changed_nothing_is_done(work: Workshop) -> None:
    before = stamps(work.root)
    with mock.patch("exemplary.build.pipeline.prepare", side_effect=AssertionError):
        found = fixed.build(work.root).diagnostics
    assert stamps(work.root) == before
    assert found == fixed.clean(work.root)[1]


def test_a_changed_story_affects_only_its_own_page(work: Workshop) -> None:
    work.change("individuals/mau-cuong", "story", "Kể thêm một đoạn.")
    assert rebuilt(work) == Rebuilt({page := "ca-nhan/mau-cuong/index.html"}, {page}, set())


def test_a_change_undone_writes_the_same_page_again_and_nothing_else(work: Workshop) -> None:
    for story in ("Kể thêm một đoạn.", ""):
        work.change("individuals/mau-cuong", "story", story)
        assert rebuilt(work).written == {"ca-nhan/mau-cuong/index.html"}


def test_a_changed_summary_is_shown_wherever_the_record_is(work: Workshop) -> None:
    pages = showing(work, old := RECORDS["individuals/mau-binh"]["summary"])
    work.change("individuals/mau-binh", "summary", "Dạy chữ cả ngày.")
    assert rebuilt(work).written == pages
    assert not showing(work, old)


def test_a_renamed_theme_is_written_where_it_is_named(work: Workshop) -> None:
    pages = showing(work, "Chuyên đề 2023")
    work.change("themes/2023-mau", "title", "Chuyên đề đổi tên")
    done = rebuilt(work)
    assert done.written == pages
    assert done.made >= {name for name in pages if name.endswith(".html")}


def test_a_renamed_place_is_written_where_it_is_named(work: Workshop) -> None:
    pages = showing(work, "xã Mẫu") | showing(work, "Mẫu commune")
    work.registers["places"][3]["name"] = "xã Đổi Tên"
    work.save_register("places")
    done = rebuilt(work)
    assert done.written == pages
    assert done.made >= {name for name in pages if name.endswith(".html")}


def test_older_pages_of_a_list_are_unchanged_when_a_record_is_added() -> None:
    work = Workshop(fixed.folder() / "mau")
    for number in range(60):
        person = {**RECORDS["individuals/mau-cuong"], "published": f"2020-01-{number // 3 + 1:02}"}
        work.put(f"individuals/nguoi-{number:02}", person)
    fixed.build(work.root)
    work.put("individuals/moi", {**RECORDS["individuals/mau-cuong"], "published": "2026-01-01"})
    done = rebuilt(work)
    assert {"ca-nhan/moi/index.html", "ca-nhan/index.html", "guong/index.html"} <= done.written
    older = {f"{folder}/trang/1/index.html" for folder in ("ca-nhan", "guong", "nam/2024", "khen-thuong/bang-khen")}
    assert older <= stamps(work.root).keys()
    assert older.isdisjoint(done.written)
    assert {f"ca-nhan/nguoi-{number:02}/index.html" for number in range(20, 40)}.isdisjoint(done.made)


def test_one_changed_record_writes_one_of_the_files_that_show_results() -> None:
    work = Workshop(fixed.folder() / "mau")
    for number in range(60):
        work.put(f"individuals/nguoi-{number:02}", RECORDS["individuals/mau-cuong"])
    fixed.build(work.root)
    folder = work.root / "site/assets/exemplary/search/vi"
    reader = Reader(folder)
    before = {block: reader.shown(block) for block in reader.blocks}
    changed = max(before)
    *_, last = before[changed].values()
    work.change(last["ref"], "story", "Kể thêm một đoạn.")
    was = {path.name: path.stat().st_ino for path in folder.glob("d-*")}
    rebuilt(work)
    now = {path.name: path.stat().st_ino for path in folder.glob("d-*")}
    assert {name for name in now if now[name] != was.get(name)} == {f"d-{changed}"}


def test_a_removed_record_removes_its_page(work: Workshop) -> None:
    work.remove("individuals/moi")
    assert rebuilt(work).gone == {"ca-nhan/moi/index.html"}


def test_a_changed_ordinary_page_affects_only_the_host(work: Workshop) -> None:
    work.write("content/gioi-thieu.md", "# Giới thiệu\n\nChữ mới.\n")
    assert rebuilt(work) == Rebuilt(set(), {"gioi-thieu/index.html"}, set())


def test_a_changed_title_of_an_ordinary_page_reaches_the_footer_of_every_page(work: Workshop) -> None:
    work.write("content/gioi-thieu.md", "# Giới thiệu mới\n")
    assert "ca-nhan/moi/index.html" in rebuilt(work).written


def test_several_processes_give_the_same_bytes_as_one(work: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    work.picture("exemplars/individuals/anh.png", "red")
    work.change("individuals/mau-an", "images", workshop.values("individuals")["images"][1])
    other = fixed.folder() / "mau"
    for name in fixed.SOURCES:
        if (work.root / name).is_dir():
            sites.shutil.copytree(work.root / name, other / name)
    sites.shutil.copy(work.root / "mkdocs.yml", other)
    one = fixed.outcome(work.root, jobs=1)
    monkeypatch.setattr(parallel, "AT_ONCE", 7)  # many groups
    assert one == fixed.outcome(other, jobs=2)


STAGES = {"reading": "cache.sqlite", "asking the host": "host/*", "making pages": "staging-*/ca-nhan/*"}


def test_a_build_that_is_killed_leaves_the_site_and_spoils_none_after_it() -> None:
    root = sites.folder() / "mau"
    work = Workshop(root)
    work.settings["plugins"] = ["exemplary"]
    work.save_settings()
    before = sites.build(root).files()
    for number, wanted in enumerate(STAGES.values()):
        work.write("content/huong-dan/viet.md", f"# Viết {number}\n")
        work.change("individuals/mau-cuong", "story", f"Lần thứ {number}.")
        workshop.clear(root / ".cache")
        kill_when(root, wanted)
        assert sites.tree(root / "site") == before
    site = sites.build(root).files()
    workshop.clear(root / ".cache")
    workshop.clear(root / "site")
    assert sites.build(root).files() == site


def kill_when(root: pathlib.Path, wanted: str) -> None:
    """Start the command, and kill it as soon as a file with that name appears in the cache."""
    command = [sys.executable, "-m", "exemplary", "build", "-f", str(root / "mkdocs.yml")]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": sites.MOMENT}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not any((root / ".cache" / "exemplary").glob(wanted)):
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
