"""The pictures of the help pages: each is used, each is small, each still shows its page."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tayninh_portal.models import User
from tests.pictures.shots import FOLDER, SHOTS, Outline, outline_of, page_of, prepare, stored

pytestmark = pytest.mark.slow

GUIDES = Path(__file__).resolve().parents[2] / "templates" / "help"
NAMES = {shot.name for shot in SHOTS}
# Bytes a page of help may load for one picture, on a telephone in the field.
MOST = 80_000


def test_every_picture_is_shown_and_every_one_shown_is_there():
    shown = set()
    for guide in GUIDES.glob("*.html"):
        shown |= set(re.findall(r'_picture.html" with name="([^"]+)"', guide.read_text()))
    assert shown == NAMES == {path.stem for path in FOLDER.glob("*.webp")} == set(stored())


def test_every_picture_is_small():
    large = {path.name: path.stat().st_size for path in FOLDER.glob("*.webp")}
    assert {name: size for name, size in large.items() if size > MOST} == {}


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_the_picture_still_shows_the_page(demo, shot):
    if shot.prepared:
        prepare()
    client = Client()
    client.force_login(User.objects.get(username=shot.who))

    def get(address: str) -> str:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    found = get(page_of(shot, get))
    assert outline_of(found) == stored()[shot.name], (
        f"Trang của ảnh “{shot.name}” đã đổi: chạy script/pictures rồi xem lại ảnh. "
        f"{sorted(Outline(found).found)}"
    )


def test_a_page_that_asks_something_more_is_noticed():
    before = "<main><label>Họ và tên</label><p>Dữ liệu 12</p></main>"
    assert outline_of(before.replace("12", "13")) == outline_of(before)
    assert outline_of(before.replace("</main>", "<button>Gửi</button></main>")) != outline_of(
        before
    )
