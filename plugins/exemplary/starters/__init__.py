"""The sites that `exemplary init` writes: `empty` to start from, `demo` to explore."""

import pathlib
import shutil

from exemplary.diagnostics import ExemplaryError

HERE = pathlib.Path(__file__).parent
NAMES = ("empty", "demo")
KEPT = ("README.md", ".gitignore")


def copy(name: str, target: pathlib.Path) -> list[pathlib.Path]:
    """Write the starter `name` into `target`, creating the folder if necessary; return the files written, sorted.

    Nothing is overwritten: if one of the files exists, raise ExemplaryError and write nothing. An existing README.md or
    .gitignore, as in a new repository, is kept and is not an error.
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
    """Raise ExemplaryError if a file exists, or if there is a file where a folder is needed."""
    folders = {folder for place in places for folder in place.parents if folder == target or target in folder.parents}
    taken = [place for place in places if place.exists() or place.is_symlink()]
    blocked = [folder for folder in sorted(folders) if folder.exists() and not folder.is_dir()]
    for path in blocked + taken:
        raise ExemplaryError("file-exists", path=path)
