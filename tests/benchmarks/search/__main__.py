"""Run as `make bench-search`: build the made-up records, query this search and Pagefind, print the tables."""

import argparse
import dataclasses
import json
import os
import pathlib
import sys
from collections.abc import Iterator, Sequence

from playwright.sync_api import Browser

from exemplary.search.documents import Document
from tests.benchmarks import results
from tests.benchmarks.ending import ended
from tests.benchmarks.search import building, corpus, ours, pagefind, phone, tables
from tests.benchmarks.search.answers import Answer, judged
from tests.benchmarks.search.building import Cost
from tests.benchmarks.search.phone import Place
from tests.benchmarks.search.questions import SEED, Question, drawn
from tests.benchmarks.search.tables import Answers
from tests.benchmarks.search.truth import Texts, Truth
from tests.judges.hosting import Host

COUNTS = (1_000, 10_000)
OTHERS = 50
"""The first queries of the mix; they are also put to Pagefind, and also asked by URL."""
KEYS = 40
A_TRY = 10
"""The number of queries if there are too few records for results to be kept."""
PEER_UP_TO = 20_000


def asked() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks.search", description=__doc__)
    arguments.add_argument("counts", type=int, nargs="*", metavar="N", help="records; several make several tables")
    arguments.add_argument("--ours", action="store_true", help="without Pagefind")
    arguments.add_argument("--peer", action="store_true", help=f"with Pagefind above {PEER_UP_TO:,} records too")
    arguments.add_argument("--questions", type=int, metavar="K", help="only the first K of the mix; nothing is kept")
    arguments.add_argument("--rounds", type=int, help="of each build (default 3; 1 for a try or very many records)")
    arguments.add_argument("--site", type=pathlib.Path, metavar="FOLDER", help="a built project instead; not kept")
    arguments.add_argument("--dump", type=pathlib.Path, metavar="FILE", help="all figures, one line of JSON a question")
    return arguments.parse_args()


@dataclasses.dataclass(frozen=True)
class Trial:
    """The input for both: documents, queries and correct answers."""

    documents: Sequence[Document]
    questions: Sequence[Question]
    truths: Sequence[Truth]

    @property
    def references(self) -> list[str]:
        return [one.reference for one in self.documents]


def trial(root: pathlib.Path, most: int | None) -> Trial:
    documents = corpus.documents(root)
    questions = drawn(documents, SEED)[:most]
    texts = Texts(documents)
    print(f"  {len(documents):,} documents; reading them for the truth of {len(questions)} questions", flush=True)
    return Trial(documents, questions, [texts.truth(one) for one in questions])


def measured(count: int, given: argparse.Namespace) -> tuple[str, Answers]:
    """Return the section of RESULTS.md and the answers for one number of records."""
    load = os.getloadavg()[0]
    small = count < results.KEPT_FROM
    with_peer = not given.ours and (given.peer or count <= PEER_UP_TO)
    if with_peer:
        pagefind.installed()  # fails before anything is measured
    rounds = given.rounds or (1 if small or count >= tables.LARGE else 3)
    print(f"{count:,} records: writing and building them", flush=True)
    peer, made = corpus.laid(count)
    costs: dict[str, Cost] = {ours.NAME: building.ours(peer, made, rounds)}
    trying = trial(peer.root, given.questions or (A_TRY if small else None))
    answers: dict[str, Sequence[Answer]] = {ours.NAME: asked_ours(peer.built, trying)}
    if with_peer:
        other = peer.root.parent / "pagefind"
        costs[pagefind.NAME], answers[pagefind.NAME] = asked_pagefind(other, trying, rounds)
    return tables.section(count, answers, costs, load), answers


def measured_site(root: pathlib.Path, given: argparse.Namespace) -> tuple[str, Answers]:
    """The same for a project that is already built, without the cost of building."""
    load = os.getloadavg()[0]
    trying = trial(root, given.questions)
    answers: dict[str, Sequence[Answer]] = {ours.NAME: asked_ours(root / "site", trying)}
    costs: dict[str, Cost] = {}
    if not given.ours:
        costs[pagefind.NAME], answers[pagefind.NAME] = asked_pagefind(corpus.WORK / "site-pagefind", trying, 1)
    return tables.section(len(trying.documents), answers, costs, load), answers


def asked_ours(folder: pathlib.Path, trying: Trial) -> list[Answer]:
    with phone.browser() as chromium, Host(folder) as host:
        with phone.visit(chromium) as tab:
            finder = ours.Finder(tab, host, trying.references)
            found = [finder.find(one.text) for one in trying.questions]
            finder.slow_down()
            keys = [finder.key(one.text) for one in trying.questions[:KEYS]]
        answers = list(_answers(chromium, host, ours.PLACE, trying, found))
    timed = [dataclasses.replace(one, key=key) for one, key in zip(answers, keys, strict=False)]
    return timed + answers[len(timed) :]


def asked_pagefind(folder: pathlib.Path, trying: Trial, rounds: int) -> tuple[Cost, list[Answer]]:
    pagefind.lay(trying.documents, folder)
    cost = pagefind.build(folder, rounds)
    with phone.browser() as chromium, Host(folder) as host:
        with phone.visit(chromium) as tab:
            finder = pagefind.Finder(tab, host)
            found = [finder.find(one.text) for one in trying.questions[:OTHERS]]
        return cost, list(_answers(chromium, host, pagefind.PLACE, trying, found))


def _answers(
    chromium: Browser, host: Host, place: Place, trying: Trial, found: Sequence[Sequence[str]]
) -> Iterator[Answer]:
    for number, (question, truth, ranked) in enumerate(zip(trying.questions, trying.truths, found, strict=False), 1):
        typed = phone.typed(chromium, host, place, question.text)
        linked = phone.linked(chromium, host, place, question.text) if number <= OTHERS else None
        told = f"{typed.size / 1000:.0f} KB, {typed.tenth or 0:.0f} ms"
        print(f"  {place.name} {number} of {len(found)}: {question.text}: {told}", flush=True)
        yield judged(question, truth, ranked, typed, linked)


def dump(path: pathlib.Path, answers: Answers) -> None:
    with path.open("a", encoding="utf-8") as file:
        for name, given in answers.items():
            for one in given:
                file.write(json.dumps({"of": name, **dataclasses.asdict(one)}, ensure_ascii=False) + "\n")


def run(given: argparse.Namespace) -> None:
    if given.dump:
        given.dump.unlink(missing_ok=True)
    for count in (0,) if given.site else given.counts or COUNTS:
        table(given, count)


def table(given: argparse.Namespace, count: int) -> None:
    """One table; `count` is 0 for a site that is already built."""
    text, answers = measured(count, given) if count else measured_site(given.site.resolve(), given)
    print(f"\n{text}")
    if given.dump:
        dump(given.dump, answers)
    if count >= results.KEPT_FROM and not (given.questions or given.ours):
        results.keep(text, tables.KEPT, tables.HEAD)


def main() -> int:
    given = asked()
    return ended("bench-search", lambda: run(given))


if __name__ == "__main__":
    sys.exit(main())
