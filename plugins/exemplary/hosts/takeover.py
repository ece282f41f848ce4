"""Removes what MkDocs must not copy from `content/` as is: records and their files, links, pictures with EXIF."""

import pathlib

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

from exemplary import messages
from exemplary.render import photographs

log = get_plugin_logger("exemplary")
RECORD_FOLDERS = ("stories/", "themes/", "conferences/")
UNSAFE = (".heic", ".heif", ".avif", ".tif", ".tiff")


def take_over(files: Files, config: MkDocsConfig, language: str) -> None:
    """Leave in `files` what MkDocs may publish: ordinary pages, their files, and pictures without private data.

    A picture that cannot be read is left out; the core reports it.
    """
    for file in list(files):
        source = pathlib.Path(file.abs_src_path) if file.abs_src_path else None
        if source is None or not source.is_relative_to(config.docs_dir):
            continue
        if file.src_uri == "index.md" or file.src_uri.startswith(RECORD_FOLDERS):
            files.remove(file)
        elif _is_linked(source, config):
            log.warning(messages.text("log.link", language, file=file.src_uri))
            files.remove(file)
        elif not source.is_file():
            log.warning(messages.text("log.special", language, file=file.src_uri))
            files.remove(file)
        elif source.suffix.lower() in UNSAFE:
            log.warning(messages.text("log.unsafe", language, file=file.src_uri))
            files.remove(file)
        elif photographs.is_named_as_picture(source.name):
            files.remove(file)
            if content := photographs.strip(source):
                files.append(File.generated(config, file.src_uri, content=content))


def _is_linked(path: pathlib.Path, config: MkDocsConfig) -> bool:
    """Whether a link below the project's folder, or at or below the content, leads to the file."""
    project, content = pathlib.Path(config.config_file_path).parent, pathlib.Path(config.docs_dir)
    steps = [step for step in (path, *path.parents) if step.is_relative_to(content) or project in step.parents]
    return any(step.is_symlink() for step in steps)
