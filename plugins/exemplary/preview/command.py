"""The preview, from start to Ctrl-C."""

import errno
import pathlib
import sys
import threading
import urllib.parse

from exemplary import messages
from exemplary.diagnostics import ExemplaryError
from exemplary.preview.preview_session import PreviewSession
from exemplary.preview.server import Board, Server
from exemplary.preview.watching import Watch
from exemplary.project import Project

CALM = 0.4
"""Seconds without changes before everything is linked and planned again."""


def serve(config_file: pathlib.Path, address: str, language: str) -> None:
    """Preview the site at HOST:PORT until interrupted."""
    board = Board()
    preview = PreviewSession(config_file, board.put_up, language)
    base = urllib.parse.urlsplit(preview.project.settings.site_url).path or "/"
    with _server(address, board, base, language) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host, port = server.server_address[:2]
        watch = Watch(_watched(preview.project))
        try:
            print(messages.text("done.preview", language, address=f"http://{host!s}:{port}{base}"), flush=True)
            _follow(preview, watch)
        except KeyboardInterrupt:
            print(file=sys.stderr)  # ends the line on which the terminal shows ^C
            print(messages.text("done.preview-ended", language), flush=True)
        finally:
            watch.stop()
            server.shutdown()


def _follow(preview: PreviewSession, watch: Watch) -> None:
    unsettled = False
    while True:
        changed = watch.batch(CALM if unsettled else None)
        if changed:
            unsettled = preview.change(changed)
            watch.extend(_watched(preview.project))
        elif unsettled:
            preview.settle()
            unsettled = False


def _watched(project: Project) -> list[str]:
    return [str(project.root / name) for name in project.roots]


def _server(address: str, board: Board, base: str, language: str) -> Server:
    host, _, port = address.rpartition(":")
    try:
        return Server((host or "127.0.0.1", int(port)), board, base, language)
    except (ValueError, OverflowError) as error:
        raise ExemplaryError("address", address=address) from error
    except OSError as error:
        raise _refusal(address, error) from error


def _refusal(address: str, error: OSError) -> ExemplaryError:
    """Why the system does not let us listen there."""
    match error.errno:
        case errno.EADDRINUSE:
            return ExemplaryError("address-taken", address=address)
        case errno.EACCES:
            return ExemplaryError("address-forbidden", address=address)
    return ExemplaryError("address-unusable", address=address, reason=error)
