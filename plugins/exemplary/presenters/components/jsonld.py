"""Records as schema.org JSON-LD: nothing that the page itself does not say."""

import json
from typing import Any

from exemplary.presenters.context import Edition
from exemplary.records.record import Record
from exemplary.records.schema.awards import Award
from exemplary.records.schema.kinds import Conference, Exemplar, TheStory
from exemplary.records.schema.types import Ref
from exemplary.records.summary import award_date

_TYPE = {"individuals": "Person", "collectives": "Organization", "models": "CreativeWork"}


def _text(edition: Edition, data: dict[str, Any]) -> str:
    """JSON that is safe inside a script element."""
    data = {"@context": "https://schema.org", **{name: value for name, value in data.items() if value}}
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _base(edition: Edition, record: Record, kind: str) -> dict[str, Any]:
    facts = record.facts
    return {
        "@type": kind,
        "name": edition.name(record),
        "description": edition.deed(record).text,
        "url": edition.absolute(edition.page.address),
        "datePublished": _published(record),
        "dateModified": facts.updated.iso if facts.updated else None,
    }


def _published(record: Record) -> str | None:
    return record.facts.published.iso if record.facts.published else None


def exemplar(edition: Edition, record: Record) -> str:
    facts = record.facts
    assert isinstance(facts, Exemplar)
    subject = {
        "@type": _TYPE[record.ref.kind],
        "name": edition.name(record),
        "description": edition.deed(record).text,
        "award": [_award(edition, award) for award in facts.awards if award.status == "valid"],
    }
    article = {
        **_base(edition, record, "Article"),
        "headline": edition.name(record),
        "citation": _cited(record),
        "about": {name: value for name, value in subject.items() if value},
        "inLanguage": edition.language,
    }
    return _text(edition, article)


def _award(edition: Edition, award: Award) -> str:
    """“Bằng khen (tặng gia đình), Thủ tướng Chính phủ, 2022”."""
    form, date = edition.link(award.form).text, award_date(award)
    if award.with_ and award.with_.as_:
        form = f"{form} ({edition.label(f'award.as.{award.with_.as_}')})"
    bodies = (edition.named(stated.value).text for stated in award.body)
    return ", ".join((form, *bodies, *([edition.date(date)] if date else [])))


def _cited(record: Record) -> list[str]:
    return [url for source in record.facts.sources if not isinstance(source, Ref) and (url := source.url)]


def conference(edition: Edition, record: Record) -> str:
    facts = record.facts
    assert isinstance(facts, Conference)
    hosts = [{"@type": "Organization", "name": edition.named(stated.value).text} for stated in facts.host]
    places = [edition.named(stated.value).text for stated in facts.place]
    return _text(
        edition,
        {
            **_base(edition, record, "Event"),
            "startDate": facts.date.value.iso if facts.date else None,
            "organizer": hosts,
            "location": {"@type": "Place", "name": places[0]} if places else None,
        },
    )


def story(edition: Edition, record: Record) -> str:
    facts = record.facts
    assert isinstance(facts, TheStory)
    base = _base(edition, record, "Article")
    date = base["datePublished"] or (facts.date.value.iso if facts.date else None)
    return _text(
        edition,
        {
            **base,
            "headline": edition.name(record),
            "datePublished": date,
            "citation": _cited(record),
            "author": {"@type": "Person", "name": facts.byline} if facts.byline else None,
            "inLanguage": edition.language,
        },
    )


def article(edition: Edition, record: Record) -> str:
    return _text(
        edition,
        {
            **_base(edition, record, "Article"),
            "headline": edition.name(record),
            "citation": _cited(record),
            "inLanguage": edition.language,
        },
    )


def site(edition: Edition) -> str:
    settings = edition.site.project.settings
    if not settings.site_url:
        return ""
    return _text(
        edition,
        {
            "@type": "WebSite",
            "name": settings.site_name,
            "url": edition.absolute(edition.page.address),
            "inLanguage": edition.language,
            "publisher": _publisher(edition.phrase(settings.imprint.body).text),
        },
    )


def _publisher(name: str) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None
