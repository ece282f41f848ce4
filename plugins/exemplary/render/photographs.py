"""Photographs at web sizes, without private data. The only module that uses Pillow.

The format is read from the bytes, not from the name: JPEG, PNG and WebP, at most 40 million pixels, one frame.
Published files are encoded again from the pixels, upright and in sRGB; other bytes of the original are dropped.
"""

import contextlib
import dataclasses
import functools
import hashlib
import io
import pathlib
import warnings
from collections.abc import Iterator
from typing import Any

import PIL.Image
import PIL.ImageCms

WIDTHS = (320, 640, 960, 1280)
FALLBACK_WIDTH = 960
PIXELS = 40_000_000
SIDE = 16_383
"""The maximum length of a side in pixels, in WebP."""
FORMATS = ("JPEG", "PNG", "WEBP")
SUFFIXES = (".jpg", ".jpeg", ".jfif", ".png", ".webp")
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "WEBP": {"quality": 70, "method": 4},
    "PNG": {"optimize": True},
}
_TURNS = {
    2: PIL.Image.Transpose.FLIP_LEFT_RIGHT,
    3: PIL.Image.Transpose.ROTATE_180,
    4: PIL.Image.Transpose.FLIP_TOP_BOTTOM,
    5: PIL.Image.Transpose.TRANSPOSE,
    6: PIL.Image.Transpose.ROTATE_270,
    7: PIL.Image.Transpose.TRANSVERSE,
    8: PIL.Image.Transpose.ROTATE_90,
}
"""Turns a picture upright, by its EXIF orientation."""
_TOO_LARGE = "quá 40 triệu điểm ảnh", "more than 40 million pixels"
_TOO_LONG = "có cạnh dài quá 16.383 điểm ảnh", "a side of more than 16,383 pixels"
_MOVING = "ảnh động", "an animation"
_UNREADABLE = "không phải JPEG, PNG hay WebP, hoặc tệp bị hỏng", "not JPEG, PNG or WebP, or damaged"
ENCODER = PIL.__version__
"""What made the bytes of a picture: another version may make others."""
VERSION = b"4"  # part of file names: increase it if the same photograph should give other bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Photograph:
    """A published photograph: URLs relative to the root, widths in pixels; `width`, `height` of the largest."""

    variants: tuple[tuple[str, int], ...]
    fallback: str
    width: int
    height: int

    @property
    def files(self) -> tuple[str, ...]:
        """The URLs of all its files."""
        return *(address for address, _ in self.variants), self.fallback


def is_named_as_picture(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def examine(path: pathlib.Path) -> tuple[str, str] | None:
    """Why the file cannot be a picture, in Vietnamese and English; None if it can."""
    try:
        state = path.stat()
    except OSError:
        return _UNREADABLE
    return _examined(path, state.st_mtime_ns, state.st_size)


@functools.cache
def _examined(path: pathlib.Path, changed: int, size: int) -> tuple[str, str] | None:
    """The answer for one state of the file: a preview keeps running while the author tries again."""
    try:
        with _opened(path) as image:
            if problem := _obstacle(image):
                return problem
            image.draft("RGB", (64, 64))
            image.load()
            return None
    except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning):
        return _TOO_LARGE
    except Exception:  # decoders raise any exception for broken bytes
        return _UNREADABLE


def photograph(path: pathlib.Path) -> Photograph:
    """How a photograph is published: URLs identify their content, so each file can be made when needed."""
    key = hashlib.blake2b(path.read_bytes(), digest_size=8, person=VERSION).hexdigest()
    width, height = _upright_size(path)
    widths = tuple(_widths(width))
    variants = tuple((f"media/{key}-{wanted}.webp", wanted) for wanted in widths)
    return Photograph(variants, f"media/{key}.jpg", *_scaled(width, height, widths[-1]))


def make(path: pathlib.Path, shown: Photograph, address: str) -> bytes:
    width, height = _upright_size(path)
    wanted = dict(shown.variants).get(address, min(FALLBACK_WIDTH, width))
    return _encoded(_resized(path, _scaled(width, height, wanted)), "JPEG" if address.endswith(".jpg") else "WEBP")


def strip(path: pathlib.Path) -> bytes | None:
    """A picture in its own format and size: upright, in sRGB, without EXIF, XMP or comments.

    None if the file cannot be a picture.
    """
    if examine(path):
        return None
    with _opened(path) as image:
        form = image.format if image.format in _OPTIONS else "JPEG"
        upright = _upright(image)
        foreign = upright.mode == "CMYK" or "icc_profile" in upright.info
        return _encoded(_in_standard_colours(upright) if foreign else upright, form)


@contextlib.contextmanager
def _opened(path: pathlib.Path) -> Iterator[PIL.Image.Image]:
    """The file opened by Pillow, without warnings, except for pictures that would fill the memory."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
        with PIL.Image.open(path, formats=FORMATS) as image:
            yield image


def _obstacle(image: PIL.Image.Image) -> tuple[str, str] | None:
    """Problems that the header shows. A JPEG with a second picture inside, as phones make them, counts as its first."""
    if image.width * image.height > PIXELS:
        return _TOO_LARGE
    if max(image.size) > SIDE:
        return _TOO_LONG
    return _MOVING if image.format != "MPO" and getattr(image, "n_frames", 1) > 1 else None


def _widths(width: int) -> Iterator[int]:
    """The widths to make: at least one, and none larger than the original."""
    smaller = [one for one in WIDTHS if one < width]
    yield from smaller
    if len(smaller) < len(WIDTHS):
        yield width


def _scaled(width: int, height: int, wanted: int) -> tuple[int, int]:
    return wanted, max(1, round(height * wanted / width))


def _orientation(image: PIL.Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 (upright) if the EXIF is broken."""
    try:
        given = image.getexif().get(0x0112, 1)
    except Exception:  # as above
        return 1
    return given if given in _TURNS else 1


def _upright_size(path: pathlib.Path) -> tuple[int, int]:
    with _opened(path) as image:
        return (image.height, image.width) if _orientation(image) >= 5 else image.size


def _upright(image: PIL.Image.Image) -> PIL.Image.Image:
    turn = _TURNS.get(_orientation(image))
    return image if turn is None else image.transpose(turn)


def _resized(path: pathlib.Path, size: tuple[int, int]) -> PIL.Image.Image:
    with _opened(path) as image:
        image.draft("RGB", (size[0] * 2, size[0] * 2))
        plain = _on_white(_in_standard_colours(_upright(image)))
        return plain.resize(size, PIL.Image.Resampling.LANCZOS, reducing_gap=3.0)


def _in_standard_colours(image: PIL.Image.Image) -> PIL.Image.Image:
    """The picture in sRGB: RGB, or RGBA if it has transparency."""
    if image.mode.startswith("I"):
        return _in_eight_bits(image).convert("RGB")
    profile = image.info.get("icc_profile", b"")
    if not image.has_transparency_data:
        return _converted(image if image.mode in ("L", "CMYK") else image.convert("RGB"), profile)
    holed = image.convert("RGBA")
    colours = _converted(holed.convert("RGB"), profile)
    colours.putalpha(holed.getchannel("A"))
    return colours


def _in_eight_bits(image: PIL.Image.Image) -> PIL.Image.Image:
    """16-bit grey scaled to 8 bits; a plain conversion would clip at 255."""
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _converted(image: PIL.Image.Image, profile: bytes) -> PIL.Image.Image:
    """RGB by the picture's colour profile; by plain arithmetic if there is none, or it is broken or unsuitable."""
    with contextlib.suppress(PIL.ImageCms.PyCMSError, OSError, ValueError):
        if profile:
            source = PIL.ImageCms.ImageCmsProfile(io.BytesIO(profile))
            standard = PIL.ImageCms.createProfile("sRGB")
            return PIL.ImageCms.profileToProfile(image, source, standard, outputMode="RGB") or image.convert("RGB")
    return image.convert("RGB")


def _on_white(image: PIL.Image.Image) -> PIL.Image.Image:
    if image.mode != "RGBA":
        return image
    ground = PIL.Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return ground.convert("RGB")


def _encoded(image: PIL.Image.Image, form: str) -> bytes:
    """The encoded pixels, without any other data of the original."""
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
