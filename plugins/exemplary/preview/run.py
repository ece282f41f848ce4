"""The preview from its start to Ctrl-C."""

import pathlib
import threading
import urllib.parse

from exemplary.diagnostics import ExemplaryError
from exemplary.preview.desk import Desk
from exemplary.preview.server import Board, Server
from exemplary.preview.watching import Watch

CALM = 0.4
"""Seconds without a change after which all is linked and planned anew."""


def serve(config_file: pathlib.Path, address: str, language: str, said: str) -> None:
    """Preview the site at HOST:PORT until it is interrupted; `said` is printed with the address."""
    board = Board()
    desk = Desk(config_file, board.put_up)
    base = urllib.parse.urlsplit(desk.project.settings.site_url).path or "/"
    with _server(address, board, base, language) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host, port = server.server_address[:2]
        print(said.format(address=f"http://{host!s}:{port}{base}"), flush=True)
        watch = Watch(desk.project.roots)
        try:
            _follow(desk, watch)
        except KeyboardInterrupt:
            pass
        finally:
            watch.stop()
            server.shutdown()


def _follow(desk: Desk, watch: Watch) -> None:
    unsettled = False
    while True:
        changed = watch.batch(CALM if unsettled else None)
        if changed:
            unsettled = desk.change(changed)
            watch.extend(desk.project.roots)
        elif unsettled:
            desk.settle()
            unsettled = False


def _server(address: str, board: Board, base: str, language: str) -> Server:
    host, _, port = address.rpartition(":")
    try:
        return Server((host or "127.0.0.1", int(port)), board, base, language)
    except (OSError, ValueError, OverflowError) as error:
        raise ExemplaryError(f"Cannot listen at {address}: {error}") from error
