"""A story's tree -> safe HTML. References become links or plain text; pictures are published through `media`.

All text is escaped here; the HTML is still sanitised by nh3.
"""

import html
from collections.abc import Iterator

import nh3

from exemplary import views
from exemplary.i18n.vietnamese import slug
from exemplary.presenters.context import PageContext
from exemplary.records.parsing.story import Element, Story
from exemplary.records.record import Record
from exemplary.records.schema.types import Ref
from exemplary.render.typography import unbroken
from exemplary.site.urls import beside

_TAGS = frozenset(
    "p h2 h3 h4 h5 h6 ul ol li blockquote em strong del a img br hr code pre table thead tbody tr th td sup section "
    "figure figcaption div picture source span".split()
)
_ATTRIBUTES = {
    "a": {"href", "lang", "id", "class"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "source": {"srcset", "sizes", "type"},
    "ol": {"start", "class"},
    "li": {"id"},
    "sup": {"id"},
    "p": {"class"},
    "td": {"class"},
    "th": {"class", "scope"},
    "div": {"class", "tabindex"},
    "section": {"class"},
    "span": {"class"},
    "figure": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS), attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener"
)
_QUESTION_AND_ANSWER = {"Hỏi:": "question", "Đáp:": "answer", "Question:": "question", "Answer:": "answer"}


def to_html(story: Story, context: PageContext, record: Record | None = None) -> str:
    """Safe HTML of a story; the record, if there is one, is where its pictures and sources are."""
    if not story:
        return ""
    tree = story.tree()
    writer = _Writer(context, record, tree)
    return _CLEANER.clean(writer.document())


class _Writer:
    """Renders one tree; footnotes are numbered in order of reference."""

    def __init__(self, context: PageContext, record: Record | None, tree: Element) -> None:
        self.context = context
        self.record = record
        self.tree = tree
        self.notes: dict[str, int] = {}
        self.headings: dict[str, int] = {}

    def document(self) -> str:
        body = self.children(self.tree)
        return body + self.footnotes()

    def children(self, element: Element) -> str:
        return "".join(unbroken(child) if isinstance(child, str) else self.element(child) for child in element.children)

    def element(self, element: Element) -> str:
        special = _SPECIAL.get(element.name)
        if special:
            return special(self, element)
        inner = self.children(element)
        if not element.name:
            return inner
        return f"<{element.name}>{inner}</{element.name}>" if element.name not in ("br", "hr") else f"<{element.name}>"

    def paragraph(self, element: Element) -> str:
        if (
            len(element.children) == 1
            and isinstance(element.children[0], Element)
            and element.children[0].name == "img"
        ):
            return self.children(element)
        first = element.text.lstrip().split(" ", 1)[0]
        role = _QUESTION_AND_ANSWER.get(first, "")
        return f'<p class="{role}">{self.children(element)}</p>' if role else f"<p>{self.children(element)}</p>"

    def heading(self, element: Element) -> str:
        identity = self.identity(slug(element.text) or "phan")
        return f'<{element.name} id="{identity}">{self.children(element)}</{element.name}>'

    def identity(self, wanted: str) -> str:
        """An identity that no heading has yet: of equal ones, the second ends in -2, the third in -3."""
        free = wanted
        while free in self.headings:
            self.headings[wanted] += 1
            free = f"{wanted}-{self.headings[wanted]}"
        self.headings[free] = 1
        return free

    def link(self, element: Element) -> str:
        """A link. If its text is its URL, the class `address` says so; other links are printed with their URL."""
        address = element.attributes["href"]
        bare = ' class="address"' if element.text in (address, address.partition("//")[2]) else ""
        return f'<a href="{html.escape(address)}"{bare}>{self.children(element)}</a>'

    def reference(self, element: Element) -> str:
        """A link to a record, or only its label if the record is not public."""
        target = Ref.parse(element.attributes["target"])
        words = element.text if element.attributes["labelled"] else ""
        link = self.context.link(target, words) if target else views.Link(words)
        if not link.href:
            return unbroken(link.text)
        language = f' lang="{link.lang}"' if link.lang and not words else ""
        return f'<a href="{html.escape(link.href)}"{language}>{unbroken(link.text)}</a>'

    def image(self, element: Element) -> str:
        file = beside(self.record.file, element.attributes["src"]) if self.record else element.attributes["src"]
        photograph = self.context.queries.photograph(file)
        if photograph is None:
            return html.escape(element.text)
        sources = ", ".join(f"{self.context.href(address)} {width}w" for address, width in photograph.variants)
        caption = element.attributes["title"]
        figure = (
            f'<picture><source type="image/webp" srcset="{sources}" sizes="(min-width: 48rem) 42rem, 100vw">'
            f'<img src="{self.context.href(photograph.fallback)}" alt="{html.escape(element.text)}"'
            f' width="{photograph.width}" height="{photograph.height}" loading="lazy" decoding="async"></picture>'
        )
        caption = f"<figcaption>{unbroken(caption)}</figcaption>" if caption else ""
        return f"<figure>{figure}{caption}</figure>"

    def ordered(self, element: Element) -> str:
        start = element.attributes.get("start")
        return f"<ol{f' start={chr(34)}{int(start)}{chr(34)}' if start else ''}>{self.children(element)}</ol>"

    def code(self, element: Element) -> str:
        return f"<pre><code>{self.children(element)}</code></pre>"

    def table(self, element: Element) -> str:
        aligns = element.attributes["align"].split()
        rows = [row for row in element.children if isinstance(row, Element)]
        head = "".join(self.row(row, aligns, "th") for row in rows if row.name == "thead")
        body = "".join(self.row(row, aligns, "td") for row in rows if row.name == "tr")
        return f'<div class="table-scroll" tabindex="0"><table><thead>{head}</thead><tbody>{body}</tbody></table></div>'

    def row(self, row: Element, aligns: list[str], name: str) -> str:
        cells = [cell for cell in row.children if isinstance(cell, Element)]
        return f"<tr>{''.join(self.cell(cell, align, name) for cell, align in zip(cells, aligns, strict=False))}</tr>"

    def cell(self, cell: Element, align: str, name: str) -> str:
        scope = ' scope="col"' if name == "th" else ""
        side = f' class="{align}"' if align != "none" else ""
        return f"<{name}{scope}{side}>{self.children(cell)}</{name}>"

    def note(self, element: Element) -> str:
        label = element.attributes["label"]
        number = self.notes.setdefault(label, len(self.notes) + 1)
        return f'<sup id="ghi-chu-{number}-tu"><a href="#ghi-chu-{number}">{number}</a></sup>'

    def footnotes(self) -> str:
        """The notes that the text refers to, in the order of their numbers."""
        found = {one.attributes["label"]: one for one in _all(self.tree) if one.name == "footnote"}
        items = [
            f'<li id="ghi-chu-{number}">{self.children(found[label])} <a href="#ghi-chu-{number}-tu">↩</a></li>'
            for label, number in list(self.notes.items())
            if label in found
        ]
        return f'<div class="footnotes"><ol>{"".join(items)}</ol></div>' if items else ""

    def nothing(self, element: Element) -> str:
        return ""


_SPECIAL = {
    "p": _Writer.paragraph,
    "a": _Writer.link,
    "ref": _Writer.reference,
    "img": _Writer.image,
    "ol": _Writer.ordered,
    "pre": _Writer.code,
    "table": _Writer.table,
    "note": _Writer.note,
    "footnote": _Writer.nothing,
    **{f"h{level}": _Writer.heading for level in range(2, 7)},
}


def _all(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from _all(child)
