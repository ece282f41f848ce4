"""The sites that `exemplary init` writes: `empty` to begin with, `demo` to look at."""

import pathlib
import shutil

from exemplary.diagnostics import ExemplaryError

HERE = pathlib.Path(__file__).parent
NAMES = ("empty", "demo")
KEPT = ("README.md", ".gitignore")


def copy(name: str, target: pathlib.Path) -> list[pathlib.Path]:
    """Write the starter `name` into `target`, which is made where it is missing; the files written, sorted.

    Nothing that is there already is overwritten: one file in the way raises ExemplaryError, and nothing is written.
    A README.md or a .gitignore, as a new repository has them, stays and is not in the way.
    """
    if name not in NAMES:
        raise ExemplaryError("unknown-starter", name=name, names=", ".join(NAMES))
    origin = HERE / name
    found = {target / file.relative_to(origin): file for file in sorted(origin.rglob("*")) if file.is_file()}
    files = {place: file for place, file in found.items() if not _is_kept(place, target)}
    _refuse_if_taken(target, list(files))
    for place, file in files.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as source, place.open("xb") as copied:
            shutil.copyfileobj(source, copied)
    return list(files)


def _is_kept(place: pathlib.Path, target: pathlib.Path) -> bool:
    return place.name in KEPT and place.parent == target and place.exists()


def _refuse_if_taken(target: pathlib.Path, places: list[pathlib.Path]) -> None:
    """Raise ExemplaryError where a file exists, or where a file stands in place of a folder."""
    folders = {folder for place in places for folder in place.parents if folder == target or target in folder.parents}
    taken = [place for place in places if place.exists() or place.is_symlink()]
    blocked = [folder for folder in sorted(folders) if folder.exists() and not folder.is_dir()]
    for path in blocked + taken:
        raise ExemplaryError("file-exists", path=path)
