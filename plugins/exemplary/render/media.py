"""Photographs to web sizes, without private data. The only door to Pillow.

What a picture is, its bytes say, not its name: JPEG, PNG and WebP, at most 40 million pixels, one frame.
Whatever is published is made anew from the pixels, upright and in sRGB; the original's other bytes stay behind.
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

from exemplary.diagnostics import ExemplaryError

WIDTHS = (320, 640, 960, 1280)
FALLBACK_WIDTH = 960
PIXELS = 40_000_000
SIDE = 16_383
"""The longest side, in pixels, that WebP can have."""
FORMATS = ("JPEG", "PNG", "WEBP")
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
"""What brings a picture upright, by its EXIF orientation."""
_TOO_LARGE = "quá 40 triệu điểm ảnh", "more than 40 million pixels"
_TOO_LONG = "có cạnh dài quá 16.383 điểm ảnh", "a side of more than 16,383 pixels"
_MOVING = "ảnh động", "an animation"
_UNREADABLE = "không phải JPEG, PNG hay WebP, hoặc tệp bị hỏng", "not JPEG, PNG or WebP, or damaged"
VERSION = b"4"  # in the names of the files: raise it when the same photograph is to give other bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Photograph:
    """A published photograph: addresses from the site's root, widths in pixels; `width` and `height` of the largest."""

    variants: tuple[tuple[str, int], ...]
    fallback: str
    width: int
    height: int

    @property
    def files(self) -> tuple[str, ...]:
        """The addresses of all its files."""
        return *(address for address, _ in self.variants), self.fallback


def examine(path: pathlib.Path) -> tuple[str, str] | None:
    """Why the file cannot be a picture, in Vietnamese and English; None where it can."""
    try:
        state = path.stat()
    except OSError:
        return _UNREADABLE
    return _examined(path, state.st_mtime_ns, state.st_size)


@functools.cache
def _examined(path: pathlib.Path, changed: int, size: int) -> tuple[str, str] | None:
    """The answer for one state of the file: a preview outlives the author's next try."""
    try:
        with _opened(path) as image:
            if problem := _obstacle(image):
                return problem
            image.draft("RGB", (64, 64))
            image.load()
            return None
    except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning):
        return _TOO_LARGE
    except Exception:  # broken bytes make decoders raise anything
        return _UNREADABLE


def photograph(path: pathlib.Path) -> Photograph:
    """How a photograph is published: its address tells its content, and each of its files can be made when needed."""
    key = hashlib.blake2b(path.read_bytes(), digest_size=8, person=VERSION).hexdigest()
    width, height = _upright_size(path)
    widths = tuple(_widths(width))
    variants = tuple((f"media/{key}-{wanted}.webp", wanted) for wanted in widths)
    return Photograph(variants, f"media/{key}.jpg", *_scaled(width, height, widths[-1]))


def make(path: pathlib.Path, shown: Photograph, address: str) -> bytes:
    """One of a photograph's files."""
    width, height = _upright_size(path)
    wanted = dict(shown.variants).get(address, min(FALLBACK_WIDTH, width))
    return _encoded(_resized(path, _scaled(width, height, wanted)), "JPEG" if address.endswith(".jpg") else "WEBP")


def strip(path: pathlib.Path) -> bytes:
    """A picture in its own format and size, upright, in sRGB, without EXIF, XMP or comments."""
    if problem := examine(path):
        raise ExemplaryError("picture", file=path, reason_vi=problem[0], reason_en=problem[1])
    with _opened(path) as image:
        form = image.format if image.format in _OPTIONS else "JPEG"
        upright = _upright(image)
        foreign = upright.mode == "CMYK" or "icc_profile" in upright.info
        return _encoded(_in_standard_colours(upright) if foreign else upright, form)


@contextlib.contextmanager
def _opened(path: pathlib.Path) -> Iterator[PIL.Image.Image]:
    """The file as Pillow reads it, its warnings off, save the one of a picture that would fill the memory."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
        with PIL.Image.open(path, formats=FORMATS) as image:
            yield image


def _obstacle(image: PIL.Image.Image) -> tuple[str, str] | None:
    """What the header tells; a JPEG that carries a second picture, as phones make them, counts by its first."""
    if image.width * image.height > PIXELS:
        return _TOO_LARGE
    if max(image.size) > SIDE:
        return _TOO_LONG
    return _MOVING if image.format != "MPO" and getattr(image, "n_frames", 1) > 1 else None


def _widths(width: int) -> Iterator[int]:
    """The widths to make: never larger than the original, one at least."""
    smaller = [one for one in WIDTHS if one < width]
    yield from smaller
    if len(smaller) < len(WIDTHS):
        yield width


def _scaled(width: int, height: int, wanted: int) -> tuple[int, int]:
    return wanted, max(1, round(height * wanted / width))


def _orientation(image: PIL.Image.Image) -> int:
    """1 to 8, as EXIF counts; 1, upright, where the EXIF is broken."""
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
    """In sRGB: RGB, or RGBA where the picture has holes."""
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
    """Grey of 16 bits, which a plain conversion would cut off at 255, not scale."""
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _converted(image: PIL.Image.Image, profile: bytes) -> PIL.Image.Image:
    """RGB by the picture's own colour profile; by plain arithmetic where it has none, or a broken or foreign one."""
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
