"""Compares the honours that conferences announced with the awards that records name."""

import collections
from collections.abc import Iterator, Mapping

from exemplary.diagnostics import Diagnostic, Report
from exemplary.i18n import vietnamese
from exemplary.project import Project
from exemplary.records.parsing import locating
from exemplary.records.record import Record
from exemplary.records.schema.awards import Honour
from exemplary.records.schema.kinds import Conference
from exemplary.records.schema.registers import AnyEntry, AwardForm
from exemplary.records.schema.types import SINGULAR, Named, Ref
from exemplary.rules import finding, worded

Conferral = tuple[Ref, Ref, tuple[Named, ...]]
"""(conference, award form, bodies)."""


def recorded_awards(public: Mapping[Ref, Record]) -> dict[Conferral, tuple[Ref, ...]]:
    """The records that received an award at a conference; a revoked award still counts."""
    found: dict[Conferral, list[Ref]] = collections.defaultdict(list)
    for ref, record in public.items():
        for award in record.summary.awards:
            if award.conference:
                found[award.conference, award.form, award.bodies].append(ref)
    return {key: tuple(dict.fromkeys(refs)) for key, refs in found.items()}


def comparable(conference: Conference) -> Iterator[tuple[int, Honour]]:
    """Pairs (index, honour) of those conferred at the conference whose form and bodies occur only once there."""
    here = [(number, honour) for number, honour in enumerate(conference.honours) if honour.given == "here"]
    times = collections.Counter((honour.form, honour.bodies) for _, honour in here)
    return ((number, honour) for number, honour in here if times[honour.form, honour.bodies] == 1)


def overfull(
    project: Project,
    public: Mapping[Ref, Record],
    recorded: Mapping[Conferral, tuple[Ref, ...]],
    entries: Mapping[Ref, AnyEntry],
    report: Report,
) -> list[Ref]:
    """Conferences that announced fewer honours than are recorded."""
    overfull = []
    for ref, record in public.items():
        if ref.kind == "conferences" and isinstance(conference := record.facts, Conference):
            findings = list(_compared(project, record, conference, recorded, entries))
            report.extend(findings)
            overfull += [ref] * any(one.rule.code == "recorded-more" for one in findings)
    return overfull


def _compared(
    project: Project,
    record: Record,
    conference: Conference,
    recorded: Mapping[Conferral, tuple[Ref, ...]],
    entries: Mapping[Ref, AnyEntry],
) -> Iterator[Diagnostic]:
    for number, honour in comparable(conference):
        count = len(recorded.get((record.ref, honour.form, honour.bodies), ()))
        if count and count != honour.announced:
            where = locating.record_location(project, record, "honours", number)
            rule = "recorded-more" if count > honour.announced else "recorded-fewer"
            yield finding(
                rule,
                *where,
                form=_words(Named(honour.form), entries),
                body=", ".join(_words(body, entries) for body in honour.bodies),
                recorded=count,
                announced=honour.announced,
            )


def _words(named: Named, entries: Mapping[Ref, AnyEntry]) -> str:
    return entries[named.ref].label("vi") if named.ref and named.ref in entries else named.text or str(named.ref)


def doubtful_recipients(
    project: Project, public: Mapping[Ref, Record], entries: Mapping[Ref, AnyEntry], report: Report
) -> None:
    for record in public.values():
        kinds = _kinds(record)
        for number, award in enumerate(record.summary.awards):
            form = entries.get(award.form)
            allowed = form.recipients if isinstance(form, AwardForm) else ()
            if allowed and not kinds & set(allowed):
                where = locating.record_location(project, record, "awards", number, "form")
                words = {
                    name: text.lower()
                    for name, text in worded("kind", f"recipient.{SINGULAR[record.ref.kind]}").items()
                }
                report.add(finding("recipient", *where, form=_words(Named(award.form), entries), **words))


def misfiled_titles(
    project: Project, public: Mapping[Ref, Record], entries: Mapping[Ref, AnyEntry], report: Report
) -> None:
    """State titles listed among a person's positions."""
    titles = _state_titles(entries)
    for record in public.values():
        for number, office in enumerate(record.summary.offices):
            if form := titles.get(vietnamese.slug(office)):
                where = locating.record_location(project, record, "positions", number, "title")
                report.add(finding("title-as-position", *where, given=office, form=form.slug))


def _state_titles(entries: Mapping[Ref, AnyEntry]) -> dict[str, Ref]:
    """The award forms that are state titles, by the slug of each of their names."""
    forms = {ref: form for ref, form in entries.items() if isinstance(form, AwardForm) and form.family == "state-title"}
    return {vietnamese.slug(name): ref for ref, form in forms.items() for name in (form.label("vi"), *form.also)}


def _kinds(record: Record) -> set[str]:
    """The kinds of recipient that a record counts as: a household is also a collective."""
    kind = SINGULAR[record.ref.kind]
    return {kind, "household"} if record.summary.is_household else {kind}
