"""Records as schema.org JSON-LD: nothing that the page itself does not say."""

import json
from typing import Any

from exemplary.presenters.context import PageContext
from exemplary.records.record import Record
from exemplary.records.schema.awards import Award
from exemplary.records.schema.kinds import Conference, Exemplar, TheStory
from exemplary.records.schema.types import Ref
from exemplary.records.summary import award_date

_TYPE = {"individuals": "Person", "collectives": "Organization", "models": "CreativeWork"}


def _text(context: PageContext, data: dict[str, Any]) -> str:
    """JSON that is safe inside a script element."""
    data = {"@context": "https://schema.org", **{name: value for name, value in data.items() if value}}
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _base(context: PageContext, record: Record, kind: str) -> dict[str, Any]:
    facts = record.facts
    return {
        "@type": kind,
        "name": context.name(record),
        "description": context.deed(record).text,
        "url": context.absolute(context.page.address),
        "datePublished": _published(record),
        "dateModified": facts.updated.iso if facts.updated else None,
    }


def _published(record: Record) -> str | None:
    return record.facts.published.iso if record.facts.published else None


def exemplar(context: PageContext, record: Record) -> str:
    facts = record.facts
    assert isinstance(facts, Exemplar)
    subject = {
        "@type": _TYPE[record.ref.kind],
        "name": context.name(record),
        "description": context.deed(record).text,
        "award": [_award(context, award) for award in facts.awards if award.status == "valid"],
    }
    article = {
        **_base(context, record, "Article"),
        "headline": context.name(record),
        "citation": _cited(record),
        "about": {name: value for name, value in subject.items() if value},
        "inLanguage": context.language,
    }
    return _text(context, article)


def _award(context: PageContext, award: Award) -> str:
    """“Bằng khen (tặng gia đình), Thủ tướng Chính phủ, 2022”."""
    form, date = context.link(award.form).text, award_date(award)
    if award.with_ and award.with_.as_:
        form = f"{form} ({context.label(f'award.as.{award.with_.as_}')})"
    bodies = (context.named(stated.value).text for stated in award.body)
    return ", ".join((form, *bodies, *([context.date(date)] if date else [])))


def _cited(record: Record) -> list[str]:
    return [url for source in record.facts.sources if not isinstance(source, Ref) and (url := source.url)]


def conference(context: PageContext, record: Record) -> str:
    facts = record.facts
    assert isinstance(facts, Conference)
    hosts = [{"@type": "Organization", "name": context.named(stated.value).text} for stated in facts.host]
    places = [context.named(stated.value).text for stated in facts.place]
    return _text(
        context,
        {
            **_base(context, record, "Event"),
            "startDate": facts.date.value.iso if facts.date else None,
            "organizer": hosts,
            "location": {"@type": "Place", "name": places[0]} if places else None,
        },
    )


def story(context: PageContext, record: Record) -> str:
    facts = record.facts
    assert isinstance(facts, TheStory)
    base = _base(context, record, "Article")
    date = base["datePublished"] or (facts.date.value.iso if facts.date else None)
    return _text(
        context,
        {
            **base,
            "headline": context.name(record),
            "datePublished": date,
            "citation": _cited(record),
            "author": {"@type": "Person", "name": facts.byline} if facts.byline else None,
            "inLanguage": context.language,
        },
    )


def article(context: PageContext, record: Record) -> str:
    return _text(
        context,
        {
            **_base(context, record, "Article"),
            "headline": context.name(record),
            "citation": _cited(record),
            "inLanguage": context.language,
        },
    )


def site(context: PageContext) -> str:
    settings = context.settings
    if not settings.site_url:
        return ""
    return _text(
        context,
        {
            "@type": "WebSite",
            "name": settings.site_name,
            "url": context.absolute(context.page.address),
            "inLanguage": context.language,
            "publisher": _publisher(context.phrase(settings.imprint.body).text),
        },
    )


def _publisher(name: str) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None
