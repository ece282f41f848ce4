"""The preview in a real browser: a saved change shows; a mistake shows with its line until it is corrected."""

import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import sites

ADDRESS = "ca-nhan/le-thi-mau/"
FILE = "exemplars/individuals/le-thi-mau.md"
RECORD = "---\nname: Lê Thị Mẫu\nsummary: Việc đã làm.\nsources: [{title: Bản tin mẫu}]\n---\nChuyện cũ.\n"


@pytest.fixture(scope="module")
def root() -> pathlib.Path:
    files = {FILE: RECORD, "content/gioi-thieu.md": "# Giới thiệu\n\nTrang thường.\n"}
    return sites.lay(
        {**files, "mkdocs.yml": sites.SETTINGS.replace("- exemplary", "- exemplary: {languages: [vi, en]}")}
    )


def heed_interrupts() -> None:
    """As in a terminal; background processes, such as tests may be, would ignore interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="module")
def base(root: pathlib.Path) -> Iterator[str]:
    """The URL of `exemplary serve`, which ends with the tests of this file."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(sites.BIN / "exemplary"), "serve", "-f", str(root / "mkdocs.yml"), "--lang", "vi"]
    process = subprocess.Popen(
        [*command, "-a", f"127.0.0.1:{port}"], stdout=subprocess.PIPE, text=True, preexec_fn=heed_interrupts
    )
    assert process.stdout
    try:
        said = process.stdout.readline()
        assert f"http://127.0.0.1:{port}/" in said
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def save(root: pathlib.Path, text: str, file: str = FILE) -> None:
    """As editors do: write a temporary file and rename it."""
    path = root / file
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def answered(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_an_open_tab_follows_the_file(root: pathlib.Path, base: str, tab: Page) -> None:
    tab.goto(base + ADDRESS)
    expect(tab.locator("main")).to_contain_text("Chuyện cũ.")
    save(root, RECORD.replace("Chuyện cũ.", "Chuyện mới."))
    expect(tab.locator("main")).to_contain_text("Chuyện mới.", timeout=10_000)
    save(root, RECORD.replace("Lê Thị Mẫu", "Lê Thị Minh Họa"))
    expect(tab.locator("h1")).to_have_text("Lê Thị Minh Họa", timeout=10_000)
    tab.goto(f"{base}guong/")
    expect(tab.locator("main")).to_contain_text("Lê Thị Minh Họa")


def test_a_mistake_shows_over_the_page_until_it_is_mended(root: pathlib.Path, base: str, tab: Page) -> None:
    save(root, RECORD)
    tab.goto(base + ADDRESS)
    panel = tab.locator("#exemplary-panel")
    expect(tab.locator("h1")).to_have_text("Lê Thị Mẫu", timeout=10_000)
    expect(panel).to_be_hidden()
    save(root, RECORD.replace("summary:", "sumary:"))
    expect(panel).to_contain_text(f"{FILE}:3:1", timeout=10_000)
    expect(panel).to_contain_text("dùng “summary”?")
    expect(tab.locator("h1")).to_have_text("Lê Thị Mẫu")  # the last good version
    save(root, RECORD)
    expect(panel).to_be_hidden(timeout=10_000)


def test_what_a_record_says_is_no_markup_in_the_panel(root: pathlib.Path, base: str, tab: Page) -> None:
    save(root, RECORD.replace("Việc đã làm.", "Việc.\n<img src=x onerror=alert(1)>: 1"))
    tab.goto(base)
    expect(tab.locator("#exemplary-panel")).to_contain_text("<img", timeout=10_000)
    assert tab.locator("#exemplary-panel img").count() == 0
    save(root, RECORD)


def test_pages_come_and_go_with_their_files(root: pathlib.Path, base: str) -> None:
    other = "exemplars/individuals/tran-vi-du.md"
    save(root, RECORD.replace("Lê Thị Mẫu", "Trần Ví Dụ"), other)
    assert status_in_time(f"{base}ca-nhan/tran-vi-du/", 200) == 200
    (root / other).unlink()
    assert status_in_time(f"{base}ca-nhan/tran-vi-du/", 404) == 404


def test_the_search_finds_what_is_saved(root: pathlib.Path, base: str, tab: Page) -> None:
    save(root, RECORD.replace("Chuyện cũ.", "Chuyện có chữ xyzzyx."))
    tab.goto(base + ADDRESS)
    expect(tab.locator("main")).to_contain_text("xyzzyx", timeout=10_000)
    tab.goto(f"{base}tim-kiem/?q=xyzzyx")
    expect(tab.locator("[data-search-results] li[data-record='individuals/le-thi-mau']")).to_be_visible()
    save(root, RECORD)
    tab.goto(base + ADDRESS)
    expect(tab.locator("main")).to_contain_text("Chuyện cũ.", timeout=10_000)
    tab.goto(f"{base}tim-kiem/?q=xyzzyx")
    expect(tab.locator("[data-search-results]")).to_have_attribute("data-total", "0")


def test_a_translation_gives_its_page_and_takes_it_away(root: pathlib.Path, base: str) -> None:
    save(root, RECORD.replace("sources:", "translations: {en: {name: Le Thi Mau, summary: Deed.}}\nsources:"))
    assert status_in_time(f"{base}en/{ADDRESS}", 200) == 200
    save(root, RECORD)
    assert status_in_time(f"{base}en/{ADDRESS}", 404) == 404


def test_ordinary_pages_and_all_other_files_are_there(root: pathlib.Path, base: str) -> None:
    assert "Trang thường." in answered(f"{base}gioi-thieu/")[1]
    save(root, "# Giới thiệu\n\nTrang khác.\n", "content/gioi-thieu.md")
    deadline = time.monotonic() + 20
    while "Trang khác." not in answered(f"{base}gioi-thieu/")[1]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    for file in ("sitemap.xml", "404.html"):
        assert answered(base + file)[0] == 200
    assert answered(f"{base}khong-co/")[0] == 404
    assert answered(f"{base}../mkdocs.yml")[0] == 404
    assert answered(f"{base}%2e%2e/mkdocs.yml")[0] == 404


def status_in_time(address: str, wanted: int) -> int:
    """The status of the URL, once it is the expected one or time is up."""
    deadline = time.monotonic() + 20
    while (found := answered(address)[0]) != wanted and time.monotonic() < deadline:
        time.sleep(0.1)
    return found
