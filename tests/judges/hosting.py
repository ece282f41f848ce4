"""A static host like a commercial one: it compresses text and keeps connections open. It counts what it sends."""

import collections
import functools
import gzip
import http.server
import pathlib
import threading
import time
import urllib.parse
from collections.abc import Mapping
from typing import Self

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
COMPRESSED = frozenset({".html", ".css", ".js", ".json", ".xml", ".txt", ".svg"})


class Host:
    """Serves `folder` below `prefix` on a free port of 127.0.0.1 while open.

    `late` gives a delay in seconds by path suffix. `sent` counts the bytes sent by path, including response headers;
    `plain` counts the bytes of the files themselves.
    """

    def __init__(self, folder: pathlib.Path, prefix: str = "/", late: Mapping[str, float] | None = None) -> None:
        self.folder, self.prefix, self.late = folder, prefix, late or {}
        self.sent: collections.Counter[str] = collections.Counter()
        self.plain: dict[str, int] = {}
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Answer, self))
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """The root URL of the site, with a final slash."""
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def weight(self, *endings: str) -> int:
        """The bytes sent for paths with one of these suffixes; without suffixes, for all paths."""
        return sum(size for path, size in self.sent.items() if path.endswith(endings or ("",)))

    def find(self, path: str) -> tuple[int, pathlib.Path | None]:
        """(status, file) for a URL path."""
        inside = urllib.parse.unquote(path)
        if inside.startswith(self.prefix):
            file = self.folder / inside.removeprefix(self.prefix)
            file = file / "index.html" if file.is_dir() else file
            if file.is_file() and file.resolve().is_relative_to(self.folder.resolve()):
                return 200, file
        missing = self.folder / "404.html"
        return 404, missing if missing.is_file() else None


class _Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, host: Host, *given: object) -> None:
        self.host = host
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = urllib.parse.urlsplit(self.path).path
        time.sleep(sum(seconds for ending, seconds in self.host.late.items() if path.endswith(ending)))
        status, file = self.host.find(path)
        plain = file.read_bytes() if file else b""
        ending = file.suffix if file else ".txt"
        accepts = "gzip" in self.headers.get("Accept-Encoding", "")
        packed = gzip.compress(plain, 6, mtime=0) if ending in COMPRESSED and accepts else plain
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(ending, "application/octet-stream"))
        self.send_header("Content-Length", str(len(packed)))
        self.send_header("Cache-Control", "max-age=31536000" if "/assets/" in path else "max-age=600")
        if packed is not plain:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        head = sum(map(len, self._headers_buffer)) + 2  # type: ignore[attr-defined]
        self.host.sent[path] += head + len(packed)
        self.host.plain[path] = len(plain)
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, format: str, *given: object) -> None:
        pass
