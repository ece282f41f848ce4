"""Write the made-up records, or one change to them, by hand: python -m tests.benchmarks.workload 1000 FOLDER

The benchmark writes its sites with the same forms; this is for experiments with the same files.
"""

import argparse
import pathlib
from collections.abc import Iterable

from tests.benchmarks import forms
from tests.benchmarks.entries import addition, entries
from tests.benchmarks.exemplary_form import ExemplaryForm
from tests.benchmarks.forms import File, FullForm
from tests.benchmarks.hugo_form import HugoForm
from tests.benchmarks.same_form import HugoSameForm

FORMS: dict[str, type[FullForm]] = {"site": ExemplaryForm, "hugo": HugoForm, "hugo-same": HugoSameForm}


def lay(files: Iterable[File], root: pathlib.Path) -> None:
    for file in files:
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, "utf-8")


def asked() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("count", type=int)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument(
        "--form", choices=FORMS, default="site", help="for exemplary, for Hugo, for Hugo making the same pages"
    )
    arguments.add_argument("--seed", type=int, default=1)
    change = arguments.add_mutually_exclusive_group()
    change.add_argument("--touch", type=int, metavar="K", help="only add a sentence to the story of record K")
    change.add_argument("--add", action="store_true", help="only write the record after the last")
    change.add_argument("--rename-theme", type=int, metavar="K", help="only rename a theme that record K names")
    change.add_argument("--edit-template", action="store_true", help="only put a mark into the template of records")
    return arguments.parse_args()


def main() -> None:
    given = asked()
    form, made = FORMS[given.form](), entries(given.count, given.seed)
    if given.touch is not None:
        lay([forms.touched(form, made[given.touch], made).file], given.folder)
    elif given.add:
        lay([form.record(addition(given.count, given.seed), made)], given.folder)
    elif given.rename_theme is not None:
        lay([form.renamed_theme(made[given.rename_theme])], given.folder)
    elif given.edit_template:
        lay([form.edited_template()], given.folder)
    else:
        lay(form.files(made), given.folder)


if __name__ == "__main__":
    main()
