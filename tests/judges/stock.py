"""The same page made with stock Material for MkDocs: the same words, and the picture as an editor would place it."""

import io
import pathlib
import subprocess
import sys

import PIL.Image

from tests import sites
from tests.judges import site

WIDTH, QUALITY = 1200, 85
"""A careful editor's JPEG: reduced from the camera's size, one size for all screens."""
PARAGRAPH = 60
SETTINGS = """\
site_name: Gương sáng (bản mẫu)
theme: {name: material, language: vi, font: false}
"""
ADDRESS = "guong/"


def built(words: str) -> pathlib.Path:
    """The folder of a stock site whose page ADDRESS has the words and the portrait; no external fonts."""
    root = sites.folder()
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (root / "docs" / "index.md").write_text("# Gương sáng\n", "utf-8")
    (root / "docs" / "chan-dung.jpg").write_bytes(_picture())
    many = words.split()
    paragraphs = [" ".join(many[at : at + PARAGRAPH]) for at in range(0, len(many), PARAGRAPH)]
    text = "\n\n".join(["# Nguyễn Thị Minh Họa", "![Chân dung](chan-dung.jpg)", *paragraphs])
    (root / "docs" / "guong.md").write_text(text, "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=root, check=True)
    return root / "site"


def _picture() -> bytes:
    image = PIL.Image.open(io.BytesIO(site.portrait()))
    content = io.BytesIO()
    image.resize((WIDTH, WIDTH * image.height // image.width)).save(content, "JPEG", quality=QUALITY)
    return content.getvalue()
