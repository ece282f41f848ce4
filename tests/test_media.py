"""Photographs: no private data is published, pictures are upright, and other files are refused with a reason."""

import io
import pathlib
import struct
import zlib
from collections.abc import Callable, Iterator

import PIL.ExifTags
import PIL.Image
import PIL.ImageCms
import PIL.PngImagePlugin
import pytest

from exemplary.build import session
from exemplary.cache.image_cache import ImageCache
from exemplary.cache.last_build import BuildCache
from exemplary.publishing.trees import Trees
from exemplary.render import media_files, photographs
from tests import projects, sites

SECRETS = (b"SECRET", b"Exif", b"ICC_PROFILE", b"iCCP", b"ICCP", b"http://ns.adobe.com", b"xmpmeta", b"tEXt", b"GPS")
SRGB = PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("sRGB")).tobytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><p>SECRET place</p></x:xmpmeta>'
CORNERS = {"top-left": "red", "top-right": "lime", "bottom-left": "blue", "bottom-right": "white"}
COLOURS = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}
TURNED = {
    1: None,
    2: PIL.Image.Transpose.FLIP_LEFT_RIGHT,
    3: PIL.Image.Transpose.ROTATE_180,
    4: PIL.Image.Transpose.FLIP_TOP_BOTTOM,
    5: PIL.Image.Transpose.TRANSPOSE,
    6: PIL.Image.Transpose.ROTATE_90,
    7: PIL.Image.Transpose.TRANSVERSE,
    8: PIL.Image.Transpose.ROTATE_270,
}
"""How a camera in each orientation stores the picture."""

Make = Callable[..., pathlib.Path]


@pytest.fixture
def make(tmp_path: pathlib.Path) -> Make:
    """`make(image, name, **options)` saves a picture; `make(bytes, name)` writes a file."""

    def made(what: PIL.Image.Image | bytes, name: str, **options: object) -> pathlib.Path:
        path = tmp_path / name
        if isinstance(what, bytes):
            path.write_bytes(what)
        else:
            what.save(path, **options)
        return path

    return made


@pytest.fixture
def published(tmp_path: pathlib.Path) -> Callable[[pathlib.Path], list[pathlib.Path]]:
    """The published files of a picture, the JPEG last."""

    def publish(path: pathlib.Path) -> list[pathlib.Path]:
        shown, folder = photographs.photograph(path), tmp_path / "published"
        (folder / "media").mkdir(parents=True, exist_ok=True)
        for address in shown.files:
            (folder / address).write_bytes(photographs.make(path, shown, address))
        return [folder / address for address in shown.files]

    return publish


Published = Callable[[pathlib.Path], list[pathlib.Path]]


def scene(width: int = 1400, height: int = 1000) -> PIL.Image.Image:
    """Four corners in four colours, so that a rotation shows."""
    image = PIL.Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height // 2))
    image.paste("lime", (width // 2, 0, width, height // 2))
    image.paste("blue", (0, height // 2, width // 2, height))
    return image


def corners(image: PIL.Image.Image) -> dict[str, str]:
    """The name of the nearest colour for each corner."""
    plain, (width, height) = image.convert("RGB"), image.size
    places = {"left": width // 4, "right": width * 3 // 4, "top": height // 4, "bottom": height * 3 // 4}

    def nearest(at: str) -> str:
        down, across = at.split("-")
        seen = plain.getpixel((places[across], places[down]))
        return min(COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(seen, COLOURS[name], strict=True)))

    return {at: nearest(at) for at in CORNERS}


def private() -> PIL.Image.Exif:
    exif = PIL.Image.Exif()
    exif[PIL.ExifTags.Base.Artist] = "SECRET name"
    exif[PIL.ExifTags.Base.ImageDescription] = "SECRET words"
    gps = exif.get_ifd(PIL.ExifTags.IFD.GPSInfo)
    gps[PIL.ExifTags.GPS.GPSLatitudeRef], gps[PIL.ExifTags.GPS.GPSLatitude] = "N", (13.0, 58.0, 12.0)
    gps[PIL.ExifTags.GPS.GPSMapDatum] = "SECRET place"
    return exif


def loaded(content: bytes | pathlib.Path) -> PIL.Image.Image:
    image = PIL.Image.open(io.BytesIO(content) if isinstance(content, bytes) else content)
    image.load()
    return image


def pixel(path: pathlib.Path, at: tuple[int, int] = (5, 5)) -> tuple[int, ...]:
    return loaded(path).convert("RGB").getpixel(at)


def near(seen: tuple[int, ...], wanted: tuple[int, ...], by: int = 6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(seen, wanted, strict=True))


# Nothing private


def with_everything(make: Make, form: str) -> pathlib.Path:
    options: dict[str, object] = {"exif": private(), "icc_profile": SRGB}
    if form == "png":
        notes = PIL.PngImagePlugin.PngInfo()
        notes.add_text("Comment", "SECRET note")
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options["pnginfo"] = notes
    else:
        options |= {"xmp": XMP} | ({"comment": b"SECRET note"} if form == "jpg" else {})
    path = make(scene(700, 500), f"private.{form}", **options)
    assert path.read_bytes().count(b"SECRET") >= 3
    return path


@pytest.mark.parametrize("form", ["jpg", "png", "webp"])
def test_nothing_private_is_published(make: Make, published: Published, form: str) -> None:
    source = with_everything(make, form)
    for content in (*(path.read_bytes() for path in published(source)), photographs.strip(source)):
        assert [secret for secret in SECRETS if secret in content] == []
        image = loaded(content)
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression",
                                   "loop", "background", "timestamp", "duration"}  # fmt: skip


def test_data_after_the_picture_is_not_published(make: Make, published: Published) -> None:
    whole = with_everything(make, "jpg").read_bytes() + b"SECRET trailer"
    source = make(whole, "trailer.jpg")
    assert all(b"SECRET" not in path.read_bytes() for path in published(source))
    assert b"SECRET" not in photographs.strip(source)


@pytest.mark.parametrize(("form", "name"), [("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP")])
def test_strip_keeps_form_and_size(make: Make, form: str, name: str) -> None:
    image = loaded(photographs.strip(with_everything(make, form)))
    assert (image.format, image.size) == (name, (700, 500))
    assert corners(image) == CORNERS


# Upright


@pytest.mark.parametrize("form", ["jpg", "png", "webp"])
@pytest.mark.parametrize("orientation", TURNED)
def test_upright(make: Make, published: Published, orientation: int, form: str) -> None:
    exif = PIL.Image.Exif()
    exif[PIL.ExifTags.Base.Orientation] = orientation
    turn = TURNED[orientation]
    lying = scene(420, 300) if turn is None else scene(420, 300).transpose(turn)
    source = make(lying, f"turned.{form}", exif=exif)
    *_, largest, fallback = [loaded(path) for path in published(source)]
    stripped = loaded(photographs.strip(source))
    assert [image.size for image in (largest, fallback, stripped)] == [(420, 300)] * 3
    assert [corners(image) for image in (largest, fallback, stripped)] == [CORNERS] * 3


@pytest.mark.parametrize("exif", [b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0II*\0\x08\0\0\0\x01\0", b"Exif\0\0junk"])
def test_broken_exif_is_ignored(make: Make, published: Published, exif: bytes) -> None:
    source = make(scene(400, 300), "broken.jpg", exif=exif)
    assert photographs.examine(source) is None
    assert corners(loaded(published(source)[-1])) == CORNERS
    assert corners(loaded(photographs.strip(source))) == CORNERS


@pytest.mark.parametrize("value", [0, 9, 6000])
def test_an_invalid_orientation_counts_as_upright(make: Make, published: Published, value: int) -> None:
    exif = PIL.Image.Exif()
    exif[PIL.ExifTags.Base.Orientation] = value
    assert corners(loaded(published(make(scene(400, 300), "odd.jpg", exif=exif))[-1])) == CORNERS


# Refused, with the reason


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose header states its size, whatever the content."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def saved(image: PIL.Image.Image, form: str, **options: object) -> bytes:
    output = io.BytesIO()
    image.save(output, form, **options)
    return output.getvalue()


def animated(form: str) -> bytes:
    frames = [PIL.Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100)


LARGE = "more than 40 million pixels"
LONG = "a side of more than 16,383 pixels"
MOVING = "an animation"
UNREADABLE = "not JPEG, PNG or WebP, or damaged"
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "40,002,000 pixels": (lambda: png(6667, 6000), LARGE),
    "as many as Pillow warns of": (lambda: png(10_000, 10_000), LARGE),
    "as many as Pillow refuses": (lambda: png(30_000, 30_000), LARGE),
    "too thin for WebP": (lambda: png(16_384, 10), LONG),
    "animated WebP": (lambda: animated("WEBP"), MOVING),
    "animated PNG": (lambda: animated("PNG"), MOVING),
    "GIF": (lambda: saved(scene(30, 20), "GIF"), UNREADABLE),
    "animated GIF": (lambda: animated("GIF"), UNREADABLE),
    "TIFF": (lambda: saved(scene(30, 20), "TIFF"), UNREADABLE),
    "SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', UNREADABLE),
    "text": (lambda: "Không phải ảnh.".encode(), UNREADABLE),
    "nothing": (lambda: b"", UNREADABLE),
    "truncated JPEG": (lambda: saved(scene(), "JPEG")[:-4000], UNREADABLE),
    "truncated progressive JPEG": (lambda: saved(scene(), "JPEG", progressive=True)[:-4000], UNREADABLE),
    "truncated PNG": (lambda: saved(scene(), "PNG")[:-1500], UNREADABLE),
    "truncated WebP": (lambda: saved(scene(), "WEBP")[:-400], UNREADABLE),
    "only a header": (lambda: png(100, 100), UNREADABLE),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_the_reason(make: Make, case: str) -> None:
    content, reason = REFUSED[case]
    path = make(content(), "anh.jpg")
    problem = photographs.examine(path)
    assert problem and problem[1] == reason and problem[0] != reason
    assert photographs.strip(path) is None


def test_a_missing_file_is_refused(tmp_path: pathlib.Path) -> None:
    assert photographs.examine(tmp_path / "none.jpg")


def test_too_many_pixels_are_never_decoded(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def decode(*_: object) -> None:
        pytest.fail("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)
    path = make(png(8000, 8000), "bomb.png")
    assert (photographs.examine(path) or ("", ""))[1] == LARGE


def test_forty_million_pixels_are_a_picture(make: Make) -> None:
    assert photographs.examine(make(PIL.Image.new("1", (8000, 5000)), "large.png")) is None


def test_a_corrected_picture_is_examined_again(make: Make) -> None:
    path = make(b"text", "again.jpg")
    assert photographs.examine(path)
    assert photographs.examine(make(scene(), "again.jpg")) is None
    assert photographs.examine(make(b"text again", "again.jpg"))


def damaged() -> Iterator[bytes]:
    """Real pictures with one byte, or several, changed at every place in turn."""
    for form in ("JPEG", "PNG", "WEBP"):
        whole = saved(scene(40, 30), form, exif=private())
        for at in range(0, len(whole), 7):
            yield whole[:at] + b"\xff" + whole[at + 1 :]
            yield whole[:at] + b"\0\0\0\0" + whole[at + 4 :]


def test_damaged_pictures_are_refused_or_shown_without_a_crash(make: Make, published: Published) -> None:
    for number, content in enumerate(damaged()):
        path = make(content, f"{number}.jpg")
        if photographs.examine(path) is None:
            published(path)
            photographs.strip(path)


# Sizes


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((5201, 3467), [320, 640, 960, 1280, 960]),
        ((1281, 700), [320, 640, 960, 1280, 960]),
        ((1280, 700), [320, 640, 960, 1280, 960]),
        ((700, 900), [320, 640, 700, 700]),
        ((320, 200), [320, 320]),
        ((1, 1), [1, 1]),
        ((3, 4001), [3, 3]),
        ((4001, 3), [320, 640, 960, 1280, 960]),
    ],
)
def test_never_larger_than_the_original(
    make: Make, published: Published, size: tuple[int, int], widths: list[int]
) -> None:
    source = make(PIL.Image.new("RGB", size, "white"), "size.jpg")
    shown, images = photographs.photograph(source), [loaded(path) for path in published(source)]
    assert [image.width for image in images] == widths
    assert [width for _, width in shown.variants] == widths[:-1]
    assert images[-2].size == (shown.width, shown.height)
    assert all(abs(image.height - max(1, size[1] * image.width / size[0])) <= 0.51 for image in images)
    assert [image.format for image in images] == ["WEBP"] * (len(widths) - 1) + ["JPEG"]


# Colours


def test_transparent_areas_become_white(make: Make, published: Published) -> None:
    holed = PIL.Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    holed.paste((255, 0, 0, 255), (200, 0, 400, 300))
    palette = holed.quantize(8)
    key = PIL.Image.new("RGB", (400, 300), (1, 2, 3))
    sources = [
        make(holed, "rgba.png"),
        make(holed, "rgba.webp", lossless=True),
        make(holed.convert("LA"), "la.png"),
        make(palette, "p.png"),
        make(key, "key.png", transparency=(1, 2, 3)),
    ]
    for source in sources:
        assert all(near(pixel(path), (255, 255, 255)) for path in published(source)), source.name
        kept = loaded(photographs.strip(source)).convert("RGBA")
        assert kept.getpixel((5, 5))[3] == 0, source.name


def test_all_modes_keep_their_colours(make: Make, published: Published) -> None:
    orange, grey = (230, 120, 40), (128, 128, 128)
    deep = PIL.Image.new("I;16", (400, 300), 128 * 257)
    cmyk = PIL.Image.new("RGB", (400, 300), orange).convert("CMYK")
    sources = {
        make(cmyk, "cmyk.jpg", quality=95): orange,
        make(PIL.Image.new("RGB", (400, 300), orange).quantize(4), "palette.png"): orange,
        make(deep, "sixteen.png"): grey,
        make(PIL.Image.new("L", (400, 300), 128), "grey.jpg"): grey,
        make(PIL.Image.new("1", (400, 300), 1), "bits.png"): (255, 255, 255),
    }
    for source, colour in sources.items():
        assert photographs.examine(source) is None
        for path in published(source):
            assert near(pixel(path), colour, 10), (source.name, path.suffix, pixel(path))
    kept = {source.name: loaded(photographs.strip(source)).mode for source in sources}
    assert kept == {"cmyk.jpg": "RGB", "palette.png": "P", "sixteen.png": "I;16", "grey.jpg": "L", "bits.png": "1"}


def other_profile() -> bytes:
    """A profile that swaps red and blue, so that it shows whether it was applied."""
    content = bytearray(SRGB)
    count = struct.unpack(">I", content[128:132])[0]
    entries = {bytes(content[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    red, blue = entries[b"rXYZ"] + 4, entries[b"bXYZ"] + 4
    content[red : red + 8], content[blue : blue + 8] = content[blue : blue + 8], content[red : red + 8]
    return bytes(content)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_those_of_the_profile(make: Make, published: Published, mode: str) -> None:
    source = make(PIL.Image.new(mode, (400, 300), "red"), "profile.png", icc_profile=other_profile())
    assert all(near(pixel(path), (0, 0, 255), 12) for path in published(source))
    stripped = loaded(photographs.strip(source))
    assert near(stripped.convert("RGB").getpixel((5, 5)), (0, 0, 255), 12)
    assert "icc_profile" not in stripped.info


@pytest.mark.parametrize("profile", [b"junk", SRGB[:200], SRGB[:-50]])
def test_a_broken_profile_is_ignored(make: Make, published: Published, profile: bytes) -> None:
    source = make(PIL.Image.new("RGB", (400, 300), "red"), "profile.jpg", icc_profile=profile)
    assert all(near(pixel(path), (255, 0, 0)) for path in published(source))


def test_a_phone_picture_with_a_second_one_inside(make: Make, published: Published) -> None:
    """Phones append a depth or brightness map to the photograph (MPO): the photograph counts."""
    behind = PIL.Image.new("RGB", (100, 80), "black")
    source = make(saved(scene(400, 300), "MPO", save_all=True, append_images=[behind]), "phone.jpg")
    assert PIL.Image.open(source).format == "MPO"
    assert photographs.examine(source) is None
    assert [corners(loaded(path)) for path in published(source)] == [CORNERS] * 3
    assert loaded(photographs.strip(source)).format == "JPEG"


# Encoded once


def pictured(image: PIL.Image.Image) -> pathlib.Path:
    """A project with a record that shows a photograph."""
    shows = "images: [{file: a.jpg, alt: Ảnh, credit: Ai}]"
    record = f"---\nname: Có Ảnh\nsummary: Kể.\nsources: [{{title: Nguồn}}]\n{shows}\n---\n"
    files = {"exemplars/individuals/co-anh.md": record, "exemplars/individuals/a.jpg": saved(image, "JPEG")}
    return sites.lay(files)


def brought(root: pathlib.Path) -> dict[str, bytes]:
    """The photographs' files, published as a build does."""
    site, _ = projects.prepared(root)
    store = session.store_of(site.project)
    with store.transaction():
        cache, images = BuildCache(store), ImageCache(store)
        trees = Trees(site.project.site_dir, store.folder, cache.manifests())
        trees.begin()
        _, kept = media_files.prepare(site, images, trees)
        images.save()
        cache.publish(trees.publish({**kept, "index.html": trees.put("index.html", b"")}).manifests, trees)
    return sites.tree(root / "site" / "media")


def test_published_pictures_are_not_encoded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    root = pictured(scene())
    first = brought(root)
    times = {path: path.stat().st_mtime_ns for path in (root / "site" / "media").iterdir()}
    assert len(first) == 5
    monkeypatch.setattr("PIL.Image.Image.save", lambda *_, **__: pytest.fail("encoded again"))
    for _ in range(3):
        assert brought(root) == first
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_the_same_bytes_each_time(make: Make, published: Published) -> None:
    source = make(scene(), "anh.jpg", exif=private())
    first = {path.name: path.read_bytes() for path in published(source)}
    assert {path.name: path.read_bytes() for path in published(source)} == first
    assert photographs.strip(source) == photographs.strip(source)


def test_another_picture_under_the_same_name_is_another_file(make: Make, published: Published) -> None:
    first = published(make(scene(), "anh.jpg"))
    second = published(make(scene().rotate(180), "anh.jpg"))
    assert not set(first) & set(second)


def test_a_replaced_picture_is_replaced_on_the_site() -> None:
    root = pictured(scene())
    first = brought(root)
    (root / "exemplars/individuals/a.jpg").write_bytes(saved(scene().rotate(180), "JPEG"))
    assert not set(brought(root)) & set(first)


def test_a_killed_build_leaves_no_half_picture() -> None:
    """One build killed as its first picture appears, and one killed in the middle of the others."""
    root = pictured(scene(5000, 4000))
    for written in ("media", "media/*", "media/*.jpg"):
        sites.killed_once(root, written=written)
        assert not (root / "site").exists()
    assert {name: loaded(content).width for name, content in brought(root).items()} == {
        **{address.removeprefix("media/"): width for address, width in shown_at(root).variants},
        shown_at(root).fallback.removeprefix("media/"): photographs.FALLBACK_WIDTH,
    }


def shown_at(root: pathlib.Path) -> photographs.Photograph:
    return photographs.photograph(root / "exemplars/individuals/a.jpg")


@pytest.mark.parametrize("where", ["site", ".cache/exemplary/staging-*"], ids=["site", "staging tree"])
def test_a_half_written_file_is_not_taken_for_a_complete_one(where: str) -> None:
    """Neither a truncated file on the site, nor one that a killed build left under the name of a complete picture."""
    root = pictured(scene())
    whole = brought(root)
    brought(root)
    [folder] = root.glob(where)
    for path in (folder / "media").iterdir():
        path.unlink()
        path.write_bytes(b"half")
    for _ in range(2):
        assert brought(root) == whole
