"""Queries: each is recorded when asked, and its fingerprint shows whether its answer is still the same."""

import pathlib

import pytest

from exemplary.cache.record_cache import RECORDS
from exemplary.queries.definition import QUERIES, Query
from exemplary.queries.media import MediaFiles
from exemplary.queries.site_queries import SiteQueries
from exemplary.queries.verification import changed, coarse_of, coarse_queries
from exemplary.site.listings import Key
from tests.projects import planned, ref

PERSON = "---\nname: {name}\nsummary: Việc tốt.\nsources: [{{title: Báo Mẫu, date: 2024-01-02}}]\n---\nChuyện {word}.\n"
BINH, LAN = ref("individuals/mau-binh"), ref("individuals/mau-lan")


def asked(root: pathlib.Path, *, binh: str = "Mẫu Bình", word: str = "một", lan: bool = True) -> SiteQueries:
    files = {"exemplars/individuals/mau-binh.md": PERSON.format(name=binh, word=word)}
    if lan:
        files["exemplars/individuals/mau-lan.md"] = PERSON.format(name="Mẫu Lan", word="hai")
    return SiteQueries(planned(root, files), MediaFiles({}, {}, {}))


EVERY: tuple[Query, ...] = (
    ("links",),
    ("cards",),
    ("members", "vi", Key("individuals")),
    ("record", BINH),
    ("withdrawn", BINH),
    ("card", "vi", BINH),
    ("title", BINH, "vi"),
    ("granted", BINH, ref("award-forms/bang-khen")),
    ("incoming", BINH),
    ("near", BINH, "related", BINH, 3),
    ("recorded_for", (ref("conferences/mau"), ref("award-forms/bang-khen"), ())),
    ("commended", "vi", 8),
    ("with_figures", "vi"),
    ("front",),
    ("entry", ref("places/gia-lai")),
    ("entries",),
    ("entry_link", "vi", ref("places/gia-lai")),
    ("places_above", ref("places/gia-lai"), None),
    ("exists", "ca-nhan/mau-binh/"),
    ("list_of", "vi", Key("individuals")),
    ("lists_of", "vi", "year"),
    ("tally", "vi", "year"),
    ("list_count", "vi", Key("individuals")),
    ("list_exemplars", "vi", Key("individuals")),
    ("list_page_count", "vi", Key("individuals")),
    ("list_page", "vi", Key("individuals"), 1),
    ("list_newest", "vi", Key("individuals"), 3),
    ("list_around", "vi", Key("individuals"), BINH, 3),
    ("list_has", "vi", Key("individuals"), BINH),
    ("photograph", "exemplars/individuals/mau-binh.jpg"),
    ("download", "exemplars/individuals/mau-binh.pdf"),
)


def names(queries: SiteQueries, before: SiteQueries) -> set[str]:
    """The queries whose fingerprints differ."""
    recorded = {number: (query, before.fingerprint(query)) for number, query in enumerate(EVERY)}
    return {EVERY[number][0] for number in changed(recorded, queries)}


def test_every_query_is_tried_here() -> None:
    assert [query[0] for query in EVERY] == list(QUERIES)


@pytest.mark.parametrize("query", EVERY, ids=[query[0] for query in EVERY])
def test_a_query_is_read_back_as_it_was_stored(query: Query) -> None:
    name, *arguments = query
    stored = RECORDS.encode(arguments)
    assert RECORDS.decoder(QUERIES[name].arguments)(stored) == tuple(arguments)


def test_a_query_is_recorded_when_it_is_asked_and_once(tmp_path: pathlib.Path) -> None:
    queries = asked(tmp_path)
    assert queries.record(BINH) is queries.record(BINH)
    assert queries.exists("ca-nhan/mau-binh/")
    assert queries.taken() == (("record", BINH), ("exists", "ca-nhan/mau-binh/"))
    assert queries.taken() == ()


def test_queries_asked_apart_are_not_the_pages_own(tmp_path: pathlib.Path) -> None:
    queries = asked(tmp_path)
    queries.apart().record(BINH)
    assert queries.taken() == ()


def test_on_an_equal_site_nothing_has_changed(tmp_path: pathlib.Path) -> None:
    assert names(asked(tmp_path / "one"), asked(tmp_path / "other")) == set()


def test_a_changed_story_changes_the_record_and_nothing_else(tmp_path: pathlib.Path) -> None:
    assert names(asked(tmp_path / "one", word="ba"), asked(tmp_path / "other")) == {"record"}


def test_a_changed_name_changes_what_shows_the_name(tmp_path: pathlib.Path) -> None:
    found = names(asked(tmp_path / "one", binh="Mẫu Bính"), asked(tmp_path / "other"))
    assert found >= {"record", "card", "title", "links", "cards"}
    assert not found & {"list_count", "exists", "entries", "incoming"}


def test_a_removed_record_changes_its_lists(tmp_path: pathlib.Path) -> None:
    found = names(asked(tmp_path / "one", lan=False), asked(tmp_path / "other"))
    assert found >= {"members", "list_count", "list_page", "list_newest", "list_around", "tally"}
    assert not found & {"record", "card", "title", "list_has"}


@pytest.mark.parametrize("query", EVERY, ids=[query[0] for query in EVERY])
def test_every_query_can_be_asked_again_when_its_subject_is_gone(query: Query, tmp_path: pathlib.Path) -> None:
    before = asked(tmp_path / "one").fingerprint(query)
    without = SiteQueries(planned(tmp_path / "other", {}), MediaFiles({}, {}, {}))
    assert changed({1: (query, before)}, without) <= {1}


def test_finer_queries_are_spared_while_the_coarse_one_is_unchanged(tmp_path: pathlib.Path) -> None:
    """The finer query is recorded with a wrong fingerprint here: it is not even compared."""
    queries, finer = asked(tmp_path), ("list_count", "vi", Key("individuals"))
    coarse = coarse_of(finer)
    assert coarse == ("members", "vi", Key("individuals"))
    recorded = {1: (coarse, queries.fingerprint(coarse)), 2: (finer, "wrong")}
    assert changed(recorded, queries) == frozenset()
    assert changed({1: (coarse, "wrong"), 2: (finer, "wrong")}, queries) == {1, 2}
    assert set(coarse_queries([finer])) == {coarse, ("links",)}
