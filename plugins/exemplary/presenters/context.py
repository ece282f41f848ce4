"""The context of a page: its site, language and URL; it formats links and values for that page."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from exemplary import views
from exemplary.i18n import locales, vietnamese
from exemplary.i18n.dates import PartialDate
from exemplary.presenters.components.phrases import phrase
from exemplary.queries.site_queries import ListQueries, SiteQueries
from exemplary.records.parsing.story import Story
from exemplary.records.record import Record
from exemplary.records.schema.types import RECORD_KINDS, Image, Named, Noted, Ref, Stated
from exemplary.settings import Settings
from exemplary.site import urls
from exemplary.site.listings import Key
from exemplary.site.plan import Page

KIND_KEYS = {kind: kind[:-1] if kind != "stories" else "story" for kind in RECORD_KINDS}


@dataclasses.dataclass(frozen=True, slots=True)
class PageContext:
    """The context of a page.

    render_story  the safe HTML of a story; the record, if there is one, is where its pictures and sources are
    links  cache of links to register entries in the page's language, shared by all pages
    queries  all that the page may ask of the site; records what it asks
    """

    queries: SiteQueries
    page: Page
    render_story: Callable[[Story, "PageContext", Record | None], str]
    links: dict[Ref, views.Link] = dataclasses.field(default_factory=dict)

    def apart(self) -> "PageContext":
        """The same context for a part of the page that a coarser query stands for: its queries are not the page's."""
        return dataclasses.replace(self, queries=self.queries.apart())

    # Shorthands

    @property
    def settings(self) -> Settings:
        return self.queries.settings

    @property
    def language(self) -> str:
        return self.page.language

    @property
    def locale(self) -> locales.Locale:
        return locales.find(self.page.language)

    @property
    def foreign(self) -> str:
        """The main language, in which records are written, if the page is in another; otherwise ""."""
        main = self.settings.language
        return main if main != self.language else ""

    def label(self, key: str, **values: object) -> str:
        return self.locale.label(key, **values)

    def number(self, value: locales.Number) -> str:
        return self.locale.number(value)

    # URLs

    def href(self, address: str) -> str:
        """A link to an address, with a placeholder that `finished` replaces by the path to the root."""
        return urls.ROOT + address

    def finished(self, html: str) -> str:
        """The page with its placeholders replaced.

        Links of the 404 page start at the host's root, since it is shown anywhere.
        """
        return html.replace(urls.ROOT, self.root if self.page.type.rooted else urls.way_to_root(self.page.address))

    @property
    def root(self) -> str:
        return urls.root_path(self.settings.site_url)

    def absolute(self, address: str) -> str:
        base = self.settings.site_url
        return base + address if base else ""

    def listing(self, facet: str, of: str = "") -> ListQueries | None:
        return self.queries.list_of(self.language, Key(facet, of))

    def listings(self, facet: str) -> Sequence[ListQueries]:
        """The lists of a facet, one per value."""
        return self.queries.lists_of(self.language, facet)

    def list_href(self, facet: str, of: str = "") -> str:
        """A link to a list; empty if there is no such list in the page's language."""
        listing = self.listing(facet, of)
        return self.href(listing.address) if listing else ""

    def section(self, name: str) -> str:
        return self.href(self.queries.addresses.section(name, self.language))

    # Links

    def link(self, ref: Ref, text: str = "") -> views.Link:
        """A link to a record or entry, or only its name if it has no page."""
        if ref.kind in RECORD_KINDS:
            return self._record_link(ref, text)
        link = self._entry_link(ref)
        return views.Link(text, link.href) if text else link

    def _other(self, language: str) -> str:
        """The language if it is not the page's, otherwise ""."""
        return language if language != self.language else ""

    def _entry_link(self, ref: Ref) -> views.Link:
        label, address, written = self.queries.entry_link(self.language, ref)
        if ref not in self.links:
            self.links[ref] = views.Link(label, self.href(address) if address else "", self._other(written))
        return self.links[ref]

    def public_link(self, ref: Ref | None) -> views.Link | None:
        """A link to a public record; None for any other."""
        return self.link(ref) if ref and self.queries.title(ref, self.language) else None

    def _record_link(self, ref: Ref, text: str) -> views.Link:
        title = self.queries.title(ref, self.language)
        if title is None:
            return views.Link(text)
        label, language = title
        address = self.queries.addresses.record(ref, language)
        return views.Link(text or label, self.href(address), language if language != self.language else "")

    def named_phrase(self, named: Named | None) -> views.Phrase:
        """The name alone; empty if nobody is named."""
        link = self.named(named) if named else views.Link("")
        return views.Phrase(link.text, link.lang)

    def named(self, named: Named) -> views.Link:
        if named.ref:
            return self.link(named.ref)
        words = self.phrase(named.text)
        return views.Link(words.text, lang=words.lang)

    # Stated values

    def phrase(self, text: str | None) -> views.Phrase:
        """Text of a record in the page's language if available, otherwise in the main language."""
        return phrase(text, self.language, self.settings.language)

    def sentence(self, key: str, **links: views.Link) -> tuple[views.Phrase, ...]:
        """A label with names in its slots, each piece with its language; one piece if none differs from the page's."""
        pieces: list[views.Phrase] = []
        for text, slot in self.locale.parts(key):
            link = links[slot] if slot else views.Link("")
            pieces += filter(None, (views.Phrase(text), views.Phrase(link.text, link.lang)))
        whole = "".join(piece.text for piece in pieces)
        return tuple(pieces) if any(piece.lang for piece in pieces) else (views.Phrase(whole),)

    def remarks(self, noted: Noted, *shown: str) -> tuple[views.Remark, ...]:
        """The remarks on a value; those that only repeat what the page shows of it are left out."""
        remarks = (self._remark(kind, text) for kind, text in noted.remarks)
        return tuple(remark for remark in remarks if remark.text not in shown)

    def _remark(self, kind: str, text: str) -> views.Remark:
        words = self.phrase(text)
        return views.Remark(self.label(f"provenance.{kind}"), words.text, words.lang)

    def value(self, stated: Stated[Any] | None, record: Record | None = None) -> views.Value | None:
        """A stated value in words, with its remarks and, if a record is given, the number of its source."""
        if stated is None:
            return None
        link, iso = self._words(stated.value)
        source = source_number(record, stated.source) if record else 0
        return views.Value(link.text, link.href, self.remarks(stated, link.text), source, link.lang, iso)

    def _words(self, value: object) -> tuple[views.Link, str]:
        if isinstance(value, Named):
            return self.named(value), ""
        if isinstance(value, PartialDate):
            return views.Link(self.locale.date(value)), value.iso or ""
        if isinstance(value, int):
            return views.Link(self.number(value)), ""
        words = self.phrase(value if isinstance(value, str) else str(value))
        return views.Link(words.text, lang=words.lang), ""

    def values(self, stated: tuple[Stated[Any], ...], record: Record) -> tuple[views.Value, ...]:
        return tuple(value for one in stated if (value := self.value(one, record)))

    def date(self, date: PartialDate | None) -> str:
        return self.locale.date(date) if date else ""

    # The subject of the page, and its texts

    @property
    def record(self) -> Record:
        """The public record that the page is about."""
        assert self.page.subject
        return self.queries.record(self.page.subject)

    @property
    def withdrawn(self) -> Record:
        """The withdrawn record in whose place the page stands."""
        assert self.page.subject
        return self.queries.withdrawn(self.page.subject)

    def story(self, record: Record) -> str:
        """Safe HTML of a record's story, in the page's language if translated."""
        translation = record.translation(self.language) if self.foreign else None
        story = Story(translation.story) if translation and translation.story else record.story
        return self.render_story(story, self, record)

    def introduction(self) -> str:
        """Safe HTML of the front page's own text, which is in the main language only."""
        front = self.queries.front()
        return self.render_story(front.story, self, None) if front and not self.foreign else ""

    # Kinds and pictures

    def kind(self, ref: Ref) -> views.Kind:
        return views.Kind(KIND_KEYS[ref.kind], self.label(f"kind.{ref.kind}"), self.list_href(ref.kind))

    def picture(self, record: Record, number: int = 0) -> views.Picture | None:
        image = _image(record, number)
        if image is None:
            return None
        photograph = self.queries.photograph(urls.beside(record.file, image.file))
        if photograph is None:
            return None
        alt = self.phrase(image.alt)
        return views.Picture(
            variants=tuple(views.Variant(self.href(address), width) for address, width in photograph.variants),
            fallback=self.href(photograph.fallback),
            width=photograph.width,
            height=photograph.height,
            alt=alt.text,
            focal=f"{image.focal[0]:.0%} {image.focal[1]:.0%}",
            alt_lang=alt.lang,
            caption=self.phrase(image.caption),
            credit=self.phrase(image.credit),
            licence=self.phrase(image.licence),
        )

    def gallery(self, record: Record) -> tuple[views.Picture, ...]:
        """Every picture except the first."""
        return tuple(p for number in range(1, len(record.facts.images)) if (p := self.picture(record, number)))

    def monogram(self, record: Record) -> views.Monogram:
        count = 1 if record.ref.kind == "individuals" else 2
        return views.Monogram(vietnamese.initials(record.label(self.language), count))

    # Texts of a record in this language

    def name(self, record: Record) -> str:
        is_translated = self.foreign and record.is_translated(self.language)
        return record.label(self.language if is_translated else self.settings.language)

    def deed(self, record: Record) -> views.Phrase:
        """The summary; a translated record without a summary of its own shows the main one."""
        summary, main = record.words(self.language).deed, record.summary.words.deed
        return views.Phrase(summary, self.foreign if summary and summary == main else "")

    def alternates(self) -> tuple[views.Alternate, ...]:
        """This page in every language that has it, including its own; empty for a site with one language."""
        if len(self.queries.languages) < 2:
            return ()
        found = [
            (language, address) for language in self.queries.languages if (address := self._in(language)) is not None
        ]
        if len(found) < 2:
            return ()
        return tuple(
            views.Alternate(
                language, locales.find(language).label("language.own"), self.href(address), self.absolute(address)
            )
            for language, address in found
        )

    def _in(self, language: str) -> str | None:
        """The address of this page in another language, if it exists."""
        rest = self.page.address.removeprefix(self.queries.addresses.front(self.language))
        address = self.queries.addresses.front(language) + rest
        return address if not self.page.type.rooted and self.queries.exists(address) else None


def _image(record: Record, number: int) -> Image | None:
    """A picture of a record; the first one is in its summary."""
    if number == 0 or record.summary.image is None:
        return record.summary.image
    return next(iter(record.facts.images[number : number + 1]), None)


def source_number(record: Record, identity: str | None) -> int:
    """The number of a source in the record's list; 0 if there is only one source, or no such source."""
    sources = record.facts.sources
    if not identity or len(sources) == 1:
        return 0
    ids = [source.slug if isinstance(source, Ref) else source.id for source in sources]
    return ids.index(identity) + 1 if identity in ids else 0
