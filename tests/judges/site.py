"""The site that is judged: the demonstration, with a list of two pages, a menu of ordinary pages, and a portrait as
large as a photograph.
"""

import functools
import io
import pathlib
import random

import PIL.Image
import PIL.ImageDraw
import PIL.ImageFilter

from tests import sites

PERSON = "ca-nhan/nguyen-thi-minh-hoa/"
PORTRAIT = (1600, 2000)
"""Width and height of the photograph in pixels, as after an editor's crop of a phone picture."""
MORE = 24
SECOND_PAGE = "# Trang thứ hai\n\nMột trang thường nữa, để các trang thường có thực đơn.\n"
RECORD = """\
---
name: Người Mẫu Số {number}
place: {place}
fields: [{field}]
summary: Hồ sơ hư cấu thứ {number}, chỉ để danh sách dài hơn một trang.
awards: [{{form: bang-khen-mau, body: ubnd-mau-bac, date: 2024-05-{day:02}}}]
sources: [bao-cao-mau-2026]
published: 2024-06-{day:02}
---
Câu chuyện mẫu thứ {number}. *Nhân vật hư cấu.*
"""


def source(site_url: str = sites.DEMO_URL) -> pathlib.Path:
    """The files of the judged site, not built; `site_url` is the address that it claims."""
    root = sites.demo_source()
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace(sites.DEMO_URL, site_url), "utf-8")
    (root / "content" / "trang-hai.md").write_text(SECOND_PAGE, "utf-8")
    folder = root / "exemplars" / "individuals"
    for number in range(1, MORE + 1):
        _write_more(folder / "2024" / f"nguoi-mau-so-{number}.md", number)
    record = folder / "nguyen-thi-minh-hoa.md"
    record.write_text(record.read_text("utf-8").replace("nguyen-thi-minh-hoa.png", "chan-dung.jpg"), "utf-8")
    (folder / "chan-dung.jpg").write_bytes(portrait())
    return root


def _write_more(path: pathlib.Path, number: int) -> None:
    place = ("ban-mau", "thon-mau", "minh-hoa-xa")[number % 3]
    field = ("giao-duc", "an-sinh", "moi-truong")[number % 3]
    path.parent.mkdir(exist_ok=True)
    path.write_text(RECORD.format(number=number, place=place, field=field, day=number % 28 + 1), "utf-8")


@functools.cache
def judged() -> sites.Built:
    return sites.build(source())


@functools.cache
def portrait() -> bytes:
    """A JPEG of nobody: a portrait-like shape with the detail of a photograph at every scale."""
    image = _shapes()
    for scale in (1, 2, 4, 8, 16):
        grain = PIL.Image.effect_noise((PORTRAIT[0] // scale, PORTRAIT[1] // scale), 60).resize(PORTRAIT)
        image = PIL.Image.blend(image, grain.convert("RGB"), 0.08)
    return _jpeg(image.filter(PIL.ImageFilter.GaussianBlur(0.7)))


def _shapes() -> PIL.Image.Image:
    """Blurred leaves, and in front of them a head and shoulders."""
    dice, (width, height) = random.Random(1), PORTRAIT
    image = PIL.Image.linear_gradient("L").resize(PORTRAIT).convert("RGB")
    draw = PIL.ImageDraw.Draw(image)
    for _ in range(900):
        x, y, size = dice.randrange(width), dice.randrange(height), dice.randrange(20, 160)
        colour = dice.randrange(30, 120), dice.randrange(60, 160), dice.randrange(20, 90)
        draw.ellipse((x - size, y - size // 2, x + size, y + size // 2), fill=colour)
    image = image.filter(PIL.ImageFilter.GaussianBlur(9))
    draw = PIL.ImageDraw.Draw(image)
    draw.ellipse((180, 1350, 1420, 2700), fill=(64, 78, 122))
    draw.ellipse((500, 420, 1100, 1300), fill=(196, 148, 118))
    draw.pieslice((380, 260, 1220, 1100), 180, 360, fill=(38, 30, 28))
    return image


def _jpeg(image: PIL.Image.Image) -> bytes:
    content = io.BytesIO()
    image.save(content, "JPEG", quality=90)
    return content.getvalue()
