"""Fixtures shared by several test files: a browser, a tab, and a server of static files."""

import fnmatch
import functools
import http.server
import pathlib
import threading
from collections.abc import Callable, Iterator

import hypothesis
import playwright.sync_api
import pytest

from tests.browser import FLAGS, executable

hypothesis.settings.register_profile("any-machine", deadline=None)
hypothesis.settings.load_profile("any-machine")


@pytest.fixture(scope="session")
def browser() -> Iterator[playwright.sync_api.Browser]:
    with playwright.sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: playwright.sync_api.Browser) -> Iterator[playwright.sync_api.Page]:
    """A new tab: Vietnamese, without cookies or storage, as wide as a desktop screen."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[pathlib.Path], str]]:
    """`serve(directory)` starts a server for its files and returns the base URL, with a final slash."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(directory: pathlib.Path) -> str:
        handler = functools.partial(StaticFiles, directory=str(directory))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


class StaticFiles(http.server.SimpleHTTPRequestHandler):
    """The files of a directory, as on a static host, with its own 404.html and `_headers`; logs nothing."""

    def end_headers(self) -> None:
        rules, matches = pathlib.Path(self.directory, "_headers"), False
        for line in rules.read_text("utf-8").splitlines() if rules.is_file() else ():
            if line.startswith("/"):
                matches = fnmatch.fnmatch(self.path, line)
            elif matches and line.startswith(" "):
                self.send_header(*line.strip().split(": ", 1))
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = pathlib.Path(self.directory, "404.html")
        if code != 404 or not missing.is_file():
            return super().send_error(code, message, explain)
        body = missing.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        return None
