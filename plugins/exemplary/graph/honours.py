"""Honours that conferences announced, against the awards that records name."""

import collections
from collections.abc import Iterator, Mapping

from exemplary import locales
from exemplary.diagnostics import Diagnostic, Report
from exemplary.project import Project
from exemplary.records import locating
from exemplary.records.fields import Named, Ref
from exemplary.records.kinds import Conference, Record
from exemplary.records.parts import Honour
from exemplary.records.registers import AnyEntry, AwardForm
from exemplary.rules import finding


def recorded_awards(public: Mapping[Ref, Record]) -> dict[tuple[Ref, Ref, Named], tuple[Ref, ...]]:
    """(conference, form, body) -> who holds such an award from it; a revoked award still counts as recorded."""
    found: dict[tuple[Ref, Ref, Named], list[Ref]] = collections.defaultdict(list)
    for ref, record in public.items():
        for award in getattr(record.facts, "awards", ()):
            if award.conference:
                found[award.conference, award.form, award.body.value].append(ref)
    return {key: tuple(dict.fromkeys(refs)) for key, refs in found.items()}


def comparable(conference: Conference) -> Iterator[tuple[int, Honour]]:
    """(number in the list, honour) of those conferred at the conference, where form and body name one entry only."""
    here = [(number, honour) for number, honour in enumerate(conference.honours) if honour.given == "here"]
    times = collections.Counter((honour.form, honour.body.value) for _, honour in here)
    return ((number, honour) for number, honour in here if times[honour.form, honour.body.value] == 1)


def overfull(
    project: Project,
    public: Mapping[Ref, Record],
    recorded: Mapping[tuple[Ref, Ref, Named], tuple[Ref, ...]],
    entries: Mapping[Ref, AnyEntry],
    report: Report,
) -> list[Ref]:
    """Conferences that announced fewer than are recorded."""
    overfull = []
    for ref, record in public.items():
        if isinstance(record.facts, Conference):
            findings = list(_compared(project, record, record.facts, recorded, entries))
            report.extend(findings)
            overfull += [ref] * any(one.rule.code == "recorded-more" for one in findings)
    return overfull


def _compared(
    project: Project,
    record: Record,
    conference: Conference,
    recorded: Mapping[tuple[Ref, Ref, Named], tuple[Ref, ...]],
    entries: Mapping[Ref, AnyEntry],
) -> Iterator[Diagnostic]:
    for number, honour in comparable(conference):
        count = len(recorded.get((record.ref, honour.form, honour.body.value), ()))
        if count and count != honour.announced:
            where = locating.record_location(project, record, "honours", number)
            rule = "recorded-more" if count > honour.announced else "recorded-fewer"
            yield finding(
                rule,
                *where,
                form=_words(Named(honour.form), entries),
                body=_words(honour.body.value, entries),
                recorded=count,
                announced=honour.announced,
            )


def _words(named: Named, entries: Mapping[Ref, AnyEntry]) -> str:
    return entries[named.ref].label("vi") if named.ref and named.ref in entries else named.text or str(named.ref)


def doubtful_recipients(
    project: Project, public: Mapping[Ref, Record], entries: Mapping[Ref, AnyEntry], report: Report
) -> None:
    for record in public.values():
        kind = record.ref.kind[:-1]
        household = getattr(record.facts, "category", None) == "household"
        for number, award in enumerate(getattr(record.facts, "awards", ())):
            form = entries.get(award.form)
            allowed = form.recipients if isinstance(form, AwardForm) else ()
            if allowed and kind not in allowed and not (household and "household" in allowed):
                where = locating.record_location(project, record, "awards", number, "form")
                report.add(
                    finding(
                        "recipient",
                        *where,
                        form=_words(Named(award.form), entries),
                        kind_vi=_kind(kind, "vi"),
                        kind_en=_kind(kind, "en"),
                    )
                )


def _kind(kind: str, language: str) -> str:
    return locales.find(language).label(f"recipient.{kind}").lower()
