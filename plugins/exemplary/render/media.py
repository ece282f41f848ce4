"""Photographs to web sizes, without private data. The only door to Pillow.

What a picture is, its bytes say, not its name: JPEG, PNG and WebP, at most 40 million pixels, one frame.
"""

import dataclasses
import functools
import hashlib
import io
import os
import pathlib
import shutil
from collections.abc import Iterator
from typing import Any

import PIL.Image
import PIL.ImageCms
import PIL.ImageOps

from exemplary.diagnostics import ExemplaryError

WIDTHS = (320, 640, 1280)
FALLBACK_WIDTH = 960
PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "WEBP": {"quality": 78, "method": 4},
    "PNG": {"optimize": True},
}
VERSION = "1"  # in the names of cached files: raise it when the same photograph is to give other bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Photograph:
    """A published photograph: addresses from the site's root, widths in pixels; `width` and `height` of the largest."""

    variants: tuple[tuple[str, int], ...]
    fallback: str
    width: int
    height: int


@functools.cache
def examine(path: pathlib.Path) -> tuple[str, str] | None:
    """Why the file cannot be a picture, in Vietnamese and English; None where it can."""
    try:
        with PIL.Image.open(path, formats=FORMATS) as image:
            if image.width * image.height > PIXELS:
                return "quá 40 triệu điểm ảnh", "more than 40 million pixels"
            if getattr(image, "n_frames", 1) > 1:
                return "ảnh động", "an animation"
            image.draft("RGB", (64, 64))
            image.load()
    except (OSError, SyntaxError, ValueError, PIL.Image.DecompressionBombError):
        return "không phải JPEG, PNG hay WebP, hoặc tệp bị hỏng", "not JPEG, PNG or WebP, or damaged"
    return None


def publish(path: pathlib.Path, tree: pathlib.Path, cache: pathlib.Path) -> Photograph:
    """Put the web sizes of a photograph into `tree/media/`; a photograph met before comes out of the cache."""
    key = hashlib.blake2b(path.read_bytes(), digest_size=8).hexdigest()
    width, height = _upright_size(path)
    variants = []
    for wanted in _widths(width):
        name = f"{key}-{wanted}.webp"
        _place(_made(cache, name, path, wanted), tree / "media" / name)
        variants.append((f"media/{name}", wanted))
    fallback = f"{key}.jpg"
    _place(_made(cache, fallback, path, min(FALLBACK_WIDTH, width)), tree / "media" / fallback)
    largest = variants[-1][1]
    return Photograph(tuple(variants), f"media/{fallback}", largest, max(1, round(height * largest / width)))


def strip(path: pathlib.Path) -> bytes:
    """A picture in its own format and size, upright, without EXIF, XMP or comments."""
    if problem := examine(path):
        raise ExemplaryError(f"{path} cannot be a picture: {problem[1]}.")
    with PIL.Image.open(path, formats=FORMATS) as image:
        form = image.format or "PNG"
        plain = PIL.ImageOps.exif_transpose(image)
        return _encoded(plain, form)


def _widths(width: int) -> Iterator[int]:
    """The widths to make: never larger than the original, one at least."""
    smaller = [one for one in WIDTHS if one < width]
    yield from smaller
    if len(smaller) < len(WIDTHS):
        yield width


def _upright_size(path: pathlib.Path) -> tuple[int, int]:
    with PIL.Image.open(path, formats=FORMATS) as image:
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        return (image.height, image.width) if turned else image.size


def _made(cache: pathlib.Path, name: str, path: pathlib.Path, width: int) -> pathlib.Path:
    """The cached file of this name, made first where it is not there."""
    kept = cache / f"v{VERSION}" / name
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        temporary = kept.with_name(f".{name}.{os.getpid()}")
        temporary.write_bytes(_encoded(_resized(path, width), "JPEG" if name.endswith(".jpg") else "WEBP"))
        temporary.replace(kept)
    return kept


def _resized(path: pathlib.Path, width: int) -> PIL.Image.Image:
    with PIL.Image.open(path, formats=FORMATS) as image:
        image.draft("RGB", (width * 2, width * 2))
        upright = _in_standard_colours(PIL.ImageOps.exif_transpose(image))
        height = max(1, round(upright.height * width / upright.width))
        return upright.resize((width, height), PIL.Image.Resampling.LANCZOS, reducing_gap=3.0)


def _in_standard_colours(image: PIL.Image.Image) -> PIL.Image.Image:
    """RGB in sRGB, on white where the picture has holes."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = PIL.Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        return ground.convert("RGB")
    profile = image.info.get("icc_profile")
    image = image.convert("RGB")
    if not profile:
        return image
    try:
        source = PIL.ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return PIL.ImageCms.profileToProfile(image, source, PIL.ImageCms.createProfile("sRGB")) or image
    except (PIL.ImageCms.PyCMSError, OSError):
        return image


def _encoded(image: PIL.Image.Image, form: str) -> bytes:
    """The picture's bytes, and nothing else: what the original carried beside its pixels is not handed on."""
    plain = PIL.Image.new(image.mode, image.size)
    if image.mode == "P" and (palette := image.getpalette()):
        plain.putpalette(palette)
    plain.paste(image)
    options = dict(_OPTIONS[form])
    if form == "PNG" and "transparency" in image.info:
        options["transparency"] = image.info["transparency"]
    output = io.BytesIO()
    plain.save(output, form, **options)
    return output.getvalue()


def _place(source: pathlib.Path, target: pathlib.Path) -> None:
    """The same file in the tree: a hard link where the disk allows, else a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
