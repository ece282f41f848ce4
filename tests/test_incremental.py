"""A build that uses what earlier ones have kept gives, byte for byte, what a build from nothing gives.

A machine edits a project at random, kills builds and damages what they kept; EXEMPLARY_FUZZ=1 lets it run for long.
"""

import copy
import os
import pathlib

import hypothesis
from hypothesis import stateful
from hypothesis import strategies as st

from tests import fixed, sites, workshop
from tests.workshop import COLOURS, EVERY_SLUG, MOMENTS, RECORDS, WORDS, Workshop

FUZZ = int(os.environ.get("EXEMPLARY_FUZZ", "0"))
"""How many times as long as usual the machine runs, twenty times over."""
MACHINE = hypothesis.settings(
    max_examples=12 if not FUZZ else 240 * FUZZ,
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
        self.work = Workshop(sites.folder() / "mau")
        self.moment = MOMENTS[1]
        self.jobs = 1
        self.waits = False
        self.built: fixed.Outcome = "", (), {}

    def teardown(self) -> None:
        workshop.clear(self.work.root.parent)

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

    # What is beside records

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

    # The clock, and what happens to builds

    @stateful.rule(moment=st.sampled_from(MOMENTS))
    def wait(self, moment: str) -> None:
        self.moment = moment

    @stateful.rule(jobs=st.integers(1, 2))
    def employ(self, jobs: int) -> None:
        self.jobs = jobs

    @stateful.rule()
    def together(self) -> None:
        """With the next change."""
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

    @stateful.rule(name=st.sampled_from(("site", ".cache", ".cache/exemplary/twin-*")))
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
        assert [(name, text, site[name]) for name, text in clean_site.items() if text != site[name]] == []
        if why:
            assert sites.tree(self.work.root / "site") == before


STEPS: list[int] = []


@hypothesis.seed(int(os.environ.get("EXEMPLARY_SEED", "0")))
class TestEditor(Editor.TestCase):
    settings = MACHINE
