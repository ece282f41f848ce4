"""Draw the pictures of the demo starter and write its PDFs: run by hand when they should change.

    python tests/starters/draw.py

The people are flat shapes and nobody's likeness. The files are committed; nothing draws at build time.
"""

from __future__ import annotations

import dataclasses
import math
import pathlib

from PIL import Image, ImageDraw

DEMO = pathlib.Path(__file__).resolve().parents[2] / "plugins" / "exemplary" / "starters" / "demo"
PORTRAIT = (800, 1000)
GROUP = (1200, 800)
COLOURS = 96
"""The number of colours per picture: enough for a smooth sky, few enough for a file under 40 KB."""
SHARPNESS = 3
"""Each picture is drawn this many times larger and scaled down, for smooth edges."""

Point = tuple[float, float]
Colour = tuple[int, int, int]


@dataclasses.dataclass(frozen=True)
class Palette:
    """The colours of one picture, as #rrggbb."""

    sky: str
    horizon: str
    sun: str
    far: str
    near: str
    clothes: str
    hair: str = "#1f2a33"
    skin: str = "#d9a67c"
    shade: str = "#c38a60"
    collar: str = "#efe3d0"


LACQUER = Palette("#f3e0bd", "#dd8a66", "#f4d3ad", "#cc664b", "#9a4430", "#5a2822")
INDIGO = Palette("#cfe2e8", "#7fabbf", "#e5ece4", "#5585a0", "#376079", "#1c3442")
PLUM = Palette("#eacfcb", "#b87885", "#f0d6c9", "#9a5160", "#71303f", "#3d1820")
LEAF = Palette("#eef0dc", "#a9c3a0", "#f7eebd", "#6f9d80", "#3f7358", "#1f4735")
GOLD = Palette("#f8ecd0", "#e0b765", "#fbf3d6", "#b98a3e", "#8a5e12", "#4b3310")


class Canvas:
    """An unfinished picture, measured in points of the finished one."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.width, self.height = size
        self.image = Image.new("RGB", (size[0] * SHARPNESS, size[1] * SHARPNESS))
        self.draw = ImageDraw.Draw(self.image)

    def polygon(self, points: list[Point], colour: str) -> None:
        self.draw.polygon([(x * SHARPNESS, y * SHARPNESS) for x, y in points], fill=colour)

    def ellipse(self, centre: Point, radii: Point, colour: str) -> None:
        (x, y), (across, down) = centre, radii
        box = [x - across, y - down, x + across, y + down]
        self.draw.ellipse([edge * SHARPNESS for edge in box], fill=colour)

    def sky(self, top: str, bottom: str) -> None:
        """Even bands from `top` to `bottom`: bands keep the file small."""
        bands = 32
        for band in range(bands):
            colour = _between(top, bottom, band / (bands - 1))
            first = band * self.image.height // bands
            last = (band + 1) * self.image.height // bands
            self.draw.rectangle([0, first, self.image.width, last], fill=colour)

    def hill(self, level: float, swell: float, phase: float, colour: str) -> None:
        """A wave across the picture: `level` and `swell` are fractions of the height."""
        steps = range(101)
        ridge = [
            (self.width * step / 100, self.height * (level + swell * math.sin(phase + step / 100 * 2 * math.pi)))
            for step in steps
        ]
        self.polygon([*ridge, (self.width, self.height), (0, self.height)], colour)

    def save(self, path: pathlib.Path) -> None:
        small = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        few = small.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        path.parent.mkdir(parents=True, exist_ok=True)
        few.save(path, optimize=True)


def _channels(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _between(first: str, second: str, share: float) -> Colour:
    red, green, blue = (
        round(one + (two - one) * share) for one, two in zip(_channels(first), _channels(second), strict=True)
    )
    return red, green, blue


def _body(centre: float, top: float, bottom: float, half: float) -> list[Point]:
    """Shoulders from a neck at (`centre`, `top`) down to `half` a width at the bottom."""
    shares = [step / 30 for step in range(31)]
    right = [(centre + half * (0.16 + 0.84 * math.sin(s * math.pi / 2)), top + (bottom - top) * s**2.1) for s in shares]
    left = [(2 * centre - x, y) for x, y in reversed(right)]
    return right + left


def _hat(canvas: Canvas, centre: Point, half: float, height: float, palette: Palette) -> None:
    """A conical hat whose brim is at `centre`."""
    x, y = centre
    canvas.ellipse((x, y), (half, height * 0.13), palette.shade)
    canvas.polygon([(x - half, y), (x, y - height), (x + half, y)], "#f6ecdd")
    canvas.ellipse((x, y - height * 0.02), (half, height * 0.07), "#f6ecdd")


def _hair(canvas: Canvas, centre: Point, radii: Point, palette: Palette) -> None:
    """Short hair over the upper part of a head, arched over the forehead."""
    (x, y), (across, down) = centre, radii
    rim = [math.pi + math.pi * step / 40 for step in range(41)]
    outer = [(x + across * math.cos(a), y + down * math.sin(a)) for a in rim]
    inner = [(x + across * 0.84 * math.cos(a), y + down * 0.5 * math.sin(a)) for a in reversed(rim)]
    temples = [(x + across * 0.88, y + down * 0.22), *inner, (x - across * 0.88, y + down * 0.22)]
    canvas.polygon([*outer, *temples], palette.hair)


def _bun(canvas: Canvas, centre: Point, radii: Point, palette: Palette) -> None:
    """Hair gathered on top of the head."""
    (x, y), (across, down) = centre, radii
    canvas.ellipse((x, y - down * 1.08), (across * 0.4, down * 0.34), palette.hair)
    _hair(canvas, centre, radii, palette)


HEADS = {
    "hair": lambda canvas, palette: _hair(canvas, (400, 362), (111, 140), palette),
    "bun": lambda canvas, palette: _bun(canvas, (400, 362), (111, 140), palette),
    "hat": lambda canvas, palette: _hat(canvas, (400, 312), 186, 172, palette),
}


def portrait(palette: Palette, head: str, sun: Point) -> Canvas:
    """One person, seen from the chest up, before hills and a sun."""
    canvas = Canvas(PORTRAIT)
    canvas.sky(palette.sky, palette.horizon)
    canvas.ellipse(sun, (150, 150), palette.sun)
    canvas.hill(0.60, 0.035, 0.6, palette.far)
    canvas.hill(0.74, 0.03, 2.9, palette.near)
    canvas.polygon([(352, 430), (448, 430), (456, 640), (344, 640)], palette.shade)
    canvas.polygon(_body(400, 585, 1040, 300), palette.clothes)
    canvas.polygon([(344, 588), (400, 700), (456, 588), (436, 574), (400, 650), (364, 574)], palette.collar)
    canvas.polygon([(364, 574), (400, 650), (436, 574)], palette.shade)
    canvas.ellipse((400, 380), (104, 132), palette.skin)
    HEADS[head](canvas, palette)
    return canvas


def _member(canvas: Canvas, foot: Point, size: float, palette: Palette, clothes: str, hatted: bool) -> None:
    """A member of a group: `foot` is the centre at the bottom, `size` the height of the body."""
    x, y = foot
    canvas.polygon(_body(x, y - size, y, size * 0.36), clothes)
    canvas.ellipse((x, y - size * 1.08), (size * 0.17, size * 0.2), palette.skin)
    if hatted:
        _hat(canvas, (x, y - size * 1.14), size * 0.34, size * 0.3, palette)
    else:
        _hair(canvas, (x, y - size * 1.11), (size * 0.18, size * 0.2), palette)


def group(palette: Palette, hats: str, sun: Point) -> Canvas:
    """People side by side before hills; `hats` has a letter for each: `x` with a hat, `o` without."""
    canvas = Canvas(GROUP)
    canvas.sky(palette.sky, palette.horizon)
    canvas.ellipse(sun, (105, 105), palette.sun)
    canvas.hill(0.46, 0.04, 0.3, _web(_between(palette.far, palette.horizon, 0.55)))
    canvas.hill(0.58, 0.035, 2.4, palette.far)
    canvas.hill(0.78, 0.02, 4.4, palette.near)
    tints = [palette.clothes, _web(_between(palette.clothes, palette.near, 0.5)), palette.far]
    step = 1040 / len(hats)
    for place, hat in enumerate(hats):
        size = 300 + 26 * math.sin(place * 2.3)
        foot = (80 + step * (place + 0.5), 830 + 12 * math.cos(place * 1.7))
        _member(canvas, foot, size, palette, tints[place % 3], hat == "x")
    return canvas


def _web(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def hall() -> Canvas:
    """A conference hall: a stage, a curtain and the backs of an audience."""
    canvas = Canvas(GROUP)
    canvas.sky("#b9483a", "#7f2118")
    for fold in range(0, 1200, 100):
        canvas.polygon([(fold, 0), (fold + 40, 0), (fold + 40, 520), (fold, 520)], "#9f2a1e")
    canvas.polygon([(0, 520), (1200, 520), (1200, 800), (0, 800)], "#5a2822")
    canvas.ellipse((600, 250), (110, 110), "#e0b765")
    canvas.polygon([(520, 400), (680, 400), (700, 560), (500, 560)], "#8a5e12")
    for row, (level, size) in enumerate([(690, 120), (830, 170)]):
        for seat in range(9 - row):
            x = 90 + row * 65 + seat * 128
            _member(canvas, (x, level), size, GOLD, ["#1c3442", "#3d1820", "#1f4735"][seat % 3], False)
            canvas.ellipse((x, level - size * 1.08), (size * 0.17, size * 0.2), GOLD.hair)
    return canvas


PICTURES = {
    "exemplars/individuals/nguyen-thi-minh-hoa.png": lambda: portrait(LACQUER, "hat", (590, 300)),
    "exemplars/individuals/le-hoang-gia-dinh.png": lambda: portrait(INDIGO, "hair", (570, 330)),
    "exemplars/individuals/hoang-thi-thi-du.png": lambda: portrait(PLUM, "hat", (580, 320)),
    "exemplars/individuals/vo-tu-lieu.png": lambda: portrait(LEAF, "hair", (230, 290)),
    "exemplars/individuals/2026/mai-thi-minh-hoa.png": lambda: portrait(GOLD, "bun", (600, 260)),
    "exemplars/collectives/to-tu-quan-kenh-mau.png": lambda: group(INDIGO, "xxoxxox", (170, 200)),
    "exemplars/collectives/truong-minh-hoa.png": lambda: group(LEAF, "ooooo", (950, 190)),
    "exemplars/models/hu-gao-se-chia-mau.png": lambda: group(LACQUER, "xxxxxx", (1010, 180)),
    "exemplars/models/tu-sach-ban-mau.png": lambda: group(PLUM, "xooxo", (260, 190)),
    "content/conferences/2026-mau-bac.png": hall,
    "content/stories/duong-len-ban-mau.png": lambda: group(GOLD, "oxo", (600, 210)),
}


PAPERS = {
    "exemplars/individuals/quyet-dinh-mau.pdf": [
        "QUYET DINH MAU - KHONG CO THAT",
        "Tep dinh kem de thu cua ban mau Guong sang.",
    ],
    "content/conferences/quyet-dinh-mau-bac.pdf": [
        "QUYET DINH MAU SO 00/QD-MAU - KHONG CO THAT",
        "Tang Bang khen mau cho 24 tap the va 39 ca nhan hu cau.",
    ],
    "content/conferences/danh-sach-mau-bac.pdf": [
        "DANH SACH MAU - KHONG CO THAT",
        "1. Nguyen Thi Minh Hoa, ban Mau",
        "2. To tu quan kenh Mau, xa Minh Hoa",
        "Danh sach that ghi du ten va don vi, khong ghi dia chi nha va ngay sinh.",
    ],
}


def pdf(lines: list[str]) -> bytes:
    """A one-page PDF of plain ASCII lines, with no date and no author in it."""
    text = "BT /F1 14 Tf 60 780 Td 22 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{body}{tail}startxref\n{len(body)}\n%%EOF\n".encode("ascii")


def main() -> None:
    for name, draw in PICTURES.items():
        draw().save(DEMO / name)
    for name, lines in PAPERS.items():
        (DEMO / name).write_bytes(pdf(lines))


if __name__ == "__main__":
    main()
