"""All that a template may read: frozen views, in the words and forms that readers see.

Addresses (`href`) are relative to the page that holds them, so that a site works under any path. Text is plain text, to
be escaped by the template; fields named `html` are safe HTML. An empty string or tuple, or None, means: not shown.
"""

from exemplary.pages.views.frame import (
    Alternate,
    Chrome,
    Frame,
    Imprint,
    NavigationItem,
)
from exemplary.pages.views.lists import (
    Filter,
    IndexGroup,
    IndexItem,
    IndexView,
    ListView,
    PageLink,
    Tile,
)
from exemplary.pages.views.pieces import (
    Attendee,
    Award,
    Card,
    Download,
    Fact,
    Figure,
    Group,
    HonourRow,
    Kind,
    Link,
    Monogram,
    Picture,
    Quote,
    Remark,
    Source,
    Step,
    Value,
    Variant,
)
from exemplary.pages.views.records import (
    ConferenceView,
    ExemplarView,
    RecordView,
    StoryView,
    ThemeView,
)
from exemplary.pages.views.site import (
    FiguresView,
    FigureTable,
    FrontView,
    MissingView,
    NewsItem,
    SearchView,
    ThemeCard,
    TombstoneView,
)

View = RecordView | ListView | IndexView | FrontView | FiguresView | SearchView | TombstoneView | MissingView

__all__ = [
    "Alternate",
    "Attendee",
    "Award",
    "Card",
    "Chrome",
    "ConferenceView",
    "Download",
    "ExemplarView",
    "Fact",
    "Figure",
    "FigureTable",
    "FiguresView",
    "Filter",
    "Frame",
    "FrontView",
    "Group",
    "HonourRow",
    "Imprint",
    "IndexGroup",
    "IndexItem",
    "IndexView",
    "Kind",
    "Link",
    "ListView",
    "MissingView",
    "Monogram",
    "NavigationItem",
    "NewsItem",
    "PageLink",
    "Picture",
    "Quote",
    "RecordView",
    "Remark",
    "SearchView",
    "Source",
    "Step",
    "StoryView",
    "ThemeCard",
    "ThemeView",
    "Tile",
    "TombstoneView",
    "Value",
    "Variant",
    "View",
]
