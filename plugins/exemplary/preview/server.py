"""The preview's server: pages on request, a panel with findings, and a notice to open tabs at each new version."""

import functools
import html
import http.server
import importlib.resources
import mimetypes
import threading
import urllib.parse

from exemplary.diagnostics import Diagnostic, Severity
from exemplary.preview.version import Version

LIVE = "/-/xem-truoc"
"""The URL at which tabs wait for changes; no address of a site begins with a hyphen."""
PATIENCE = 20.0
"""Seconds until a waiting tab is told that nothing has changed."""


class Board:
    """The current version, and the requests that wait for the next.

    good   the last good version of each page, shown while its record is broken
    shown  what tabs received last, without the version number
    """

    def __init__(self) -> None:
        self.version: Version | None = None
        self.good: dict[str, bytes] = {}
        self.shown: dict[str, bytes] = {}
        self.changed = threading.Condition()

    def put_up(self, version: Version) -> None:
        with self.changed:
            self.version = version
            self.changed.notify_all()

    def after(self, number: int) -> Version | None:
        """The current version, after waiting up to PATIENCE seconds while it still has this number."""
        with self.changed:
            self.changed.wait_for(lambda: self.version is not None and self.version.number != number, PATIENCE)
            return self.version


class Handler(http.server.BaseHTTPRequestHandler):
    """`board` holds the site, `base` is its path, `language` that of the panel."""

    protocol_version = "HTTP/1.1"

    def __init__(self, board: Board, base: str, language: str, *given: object) -> None:
        self.board = board
        self.base = base
        self.language = language
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        split = urllib.parse.urlsplit(self.path)
        path = urllib.parse.unquote(split.path)
        if path == LIVE:
            self._tell(urllib.parse.parse_qs(split.query))
        elif path.startswith(self.base):
            self._show(path.removeprefix(self.base))
        else:
            self._redirect(self.base)

    do_HEAD = do_GET

    def _show(self, path: str) -> None:
        version = self.board.after(0)
        if version is None:
            self.send_error(503)
            return
        file = f"{path}index.html" if path.endswith("/") or not path else path
        content = version.content(file)
        if content is None and version.content(f"{path}/index.html") is not None:
            self._redirect(f"{self.base}{urllib.parse.quote(path)}/")
            return
        status = 200
        if content is not None and file.endswith(".html"):
            self.board.good[file] = content
        elif content is None:
            content = self._last_good(version, file)
            status = 200 if content else 404
            content = content or version.content("404.html") or b"404"
            file = "index.html"
        if file.endswith(".html"):
            self.board.shown[path] = content + report(version, self.language)
            content = content.replace(b"</body>", panel(version, self.language) + b"</body>")
        self._answer(status, content, mimetypes.guess_type(file)[0] or "application/octet-stream")

    def _tell(self, asked: dict[str, list[str]]) -> None:
        """The number of the version to show, as soon as the tab's page differs from what it shows."""
        path = asked.get("trang", [""])[0].removeprefix(self.base)
        number = seen = asked.get("so", [""])[0]
        while (version := self.board.after(int(seen or 0))) and str(version.number) != seen:
            seen = str(version.number)
            if self._page(version, path) != self.board.shown.get(path):
                number = seen
                break
        self._answer(200, number.encode(), "text/plain")

    def _page(self, version: Version, path: str) -> bytes:
        file = f"{path}index.html" if path.endswith("/") or not path else path
        content = version.content(file) or self._last_good(version, file) or version.content("404.html") or b"404"
        return content + report(version, self.language)

    def _last_good(self, version: Version, file: str) -> bytes | None:
        """The page before its record broke; if there are no errors, the page was removed on purpose."""
        if any(one.severity is Severity.ERROR for one in version.found):
            return self.board.good.get(file)
        self.board.good.pop(file, None)
        return None

    def _redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the panel shows what matters."""


def panel(version: Version, language: str) -> bytes:
    """The findings in a panel above the page, and the script that waits for the next version."""
    items = report(version, language)
    text = _template().replace("@@number@@", str(version.number)).replace("@@live@@", LIVE)
    return text.replace("@@hidden@@", "" if items else "hidden").encode().replace(b"@@items@@", items)


def report(version: Version, language: str) -> bytes:
    found = (one for one in version.found if one.severity is not Severity.NOTE)
    return "".join(_item(one, language) for one in found).encode()


def _item(one: Diagnostic, language: str) -> str:
    place = f"{one.span.file}:{one.span.line}:{one.span.column}"
    parts = place, one.message(language), one.view[0].strip(), one.hint(language)
    where, what, line, next_ = (html.escape(part) for part in parts)
    shown = f"<code>{line}</code>" if line else ""
    return f"<li><b>{where}</b> {what}{shown}<i>→ {next_}</i></li>"


@functools.cache
def _template() -> str:
    return importlib.resources.files("exemplary.preview").joinpath("panel.html").read_text("utf-8")


class Server(http.server.ThreadingHTTPServer):
    """Serves a board until shut down."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], board: Board, base: str, language: str) -> None:
        super().__init__(address, functools.partial(Handler, board, base, language))

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore tabs closed during a response; a bug in a page keeps its traceback."""
