"""A Word file opened by another program: LibreOffice, without a screen.

It turns the file into pages and saves it anew. Word itself was tried by nobody.
"""

import os
import subprocess

import pytest

from tayninh_portal.paper.assets import STATIC
from tayninh_portal.paper.pdf import render_pdf
from tayninh_portal.paper.word.file import render_docx
from tests.paper.reading import read
from tests.paper.said import in_pdf, in_word
from tests.paper.test_word_file import SECTIONS, SOURCE, whole
from tests.paper.word_reading import KEYS, W, body_of, controls, held_by, keys_of

pytestmark = [pytest.mark.word, pytest.mark.pdf]

# The face of the file is one that every Word has; here the one of the same widths stands for it.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{faces}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer>
</alias></fontconfig>"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """(DOCX, its pages as LibreOffice draws them, the DOCX as LibreOffice saves it)."""
    home = tmp_path_factory.mktemp("office")
    fonts = home / "fonts.conf"
    fonts.write_text(FONTS.format(faces=STATIC / "fonts/tinos", cache=home / "cache"))
    written = home / "van-ban.docx"
    written.write_bytes(render_docx(whole(), source=SOURCE, sections=SECTIONS))
    made = []
    for kind in ("pdf", "docx"):
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{home}/user",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                home / kind,
                written,
            ],
            env=os.environ | {"FONTCONFIG_FILE": str(fonts), "HOME": str(home)},
            check=True,
            capture_output=True,
        )
        made.append((home / kind / f"van-ban.{kind}").read_bytes())
    return written.read_bytes(), *made


def test_its_pages_say_what_the_file_says(office):
    written, pages, _ = office
    assert in_pdf(pages) == in_word(written)


def test_its_pages_look_like_those_of_the_pdf(office):
    found, wanted = (read(data) for data in (office[1], render_pdf(whole())))
    assert [(round(page.width), round(page.height)) for page in found] == [
        (round(page.width), round(page.height)) for page in wanted
    ]
    assert (
        [number(page) for page in found] == [number(page) for page in wanted] == ["", "2", "", ""]
    )
    for text in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO"):
        here, there = found[0].line(text), wanted[0].line(text)
        assert {size for _, size in here.faces} == {size for _, size in there.faces}
        assert (here.centre, here.top) == pytest.approx((there.centre, there.top), abs=2)
    below = [
        page.line("Nơi nhận:").top - page.line("Trên đây là báo cáo, 87./.").top
        for page in (found[1], wanted[1])
    ]
    assert below[0] == pytest.approx(below[1], abs=0.6)
    assert found[2].texts[:4] == wanted[2].texts[:4]
    for page in found:
        mark, rest = page.line("BẢN MINH HỌA DỰ THẢO"), [line.bottom for line in page.lines]
        # The lowest line, and inside the margin of 20 mm.
        assert (max(rest), mark.bottom) == (mark.bottom, pytest.approx(page.height - 21.5, abs=1.5))


def number(page):
    found = [line.text for line in page.lines if line.text.isdigit() and line.bottom < 20]
    return found[0] if found else ""


def test_it_keeps_by_what_the_portal_knows_the_file_again(office):
    written, _, saved = office
    assert controls(saved) == controls(written)
    for data in (written, saved):
        keys = keys_of(data)
        assert (keys.get("record"), keys.get("version")) == (SOURCE.record, SOURCE.version)
    assert [each.attrib for each in keys_of(saved).iter(f"{KEYS}figure")] == [
        each.attrib for each in keys_of(written).iter(f"{KEYS}figure")
    ]
    names = [
        {each.get(f"{W}name") for each in body_of(data).iter(f"{W}bookmarkStart")}
        for data in (written, saved)
    ]
    assert names[0] == names[1]
    assert {name: held_by(saved, name) for name in names[0]} == {
        name: held_by(written, name) for name in names[0]
    }
