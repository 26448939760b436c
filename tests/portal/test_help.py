"""Help: a guide for every role, in the words of the screens, and whom to ask with their number."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from inspections.people.models import Assignment
from tayninh_portal.access import Role, today
from tayninh_portal.help import GUIDES, Contact, contacts_of
from tayninh_portal.models import User
from tests.house.sources import PACKAGES, ROOT, python

HELP = ROOT / "templates" / "help"
QUOTED = re.compile(r"“([^”]+)”")


def words_of_the_screens() -> str:
    """All that templates and sources say, help aside."""
    templates = [p for p in (ROOT / "templates").rglob("*.html") if HELP not in p.parents]
    sources = [path for package in PACKAGES for path in python(package)]
    return "\n".join(path.read_text() for path in [*templates, *sources])


def test_every_role_has_one_guide():
    assert [guide.role for guide in GUIDES] == list(Role)
    assert len({guide.word for guide in GUIDES}) == len(GUIDES)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.word)
def test_what_a_guide_quotes_stands_on_a_screen(guide):
    said = words_of_the_screens()
    quoted = QUOTED.findall((HELP / Path(guide.template).name).read_text())
    assert len(quoted) >= 2
    assert [words for words in quoted if words not in said] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.word)
def test_a_guide_is_read_by_everybody_signed_in(cast, guide):
    url = reverse("help-detail", args=[guide.word])
    page = cast.client("nobody").get(url).content.decode()
    assert f"<h1>{guide.role.label}</h1>" in page
    assert "<h2>Hỏi ai?</h2>" in page
    assert cast.client("visitor").get(url).status_code == 302


def test_the_own_guide_stands_first_and_the_frame_leads_to_help(cast):
    client = cast.client("head_a")
    page = client.get("/tro-giup/")
    assert page.context["guides"][0].word == "thu-truong"
    assert "vai trò của bạn" in page.content.decode()
    assert client.get("/").content.decode().count('href="/tro-giup/"') == 2


def numbered(**phones: str) -> None:
    for username, phone in phones.items():
        User.objects.filter(username=username).update(phone=phone)


def test_an_agency_asks_whoever_is_in_charge_of_it(cast):
    numbered(specialist="0276 1", quantri="0276 2")
    assert contacts_of(cast.fresh("clerk_a"), today()) == [
        Contact("Kết quả, số liệu, thời hạn của Sở Xây dựng", "Minh họa specialist", "0276 1"),
        Contact("Tài khoản, mật khẩu, chức trách", "Minh họa quantri", "0276 2"),
    ]
    page = cast.client("clerk_a").get("/tro-giup/").content.decode()
    assert '<a class="text-nowrap" href="tel:0276 1">0276 1</a>' in page


def test_where_nobody_is_in_charge_the_leaders_of_the_department_are_asked(cast):
    Assignment.objects.filter(agency=cast.a).update(ends_on="2019-12-31")
    for who in ("clerk_a", "specialist", "nobody"):
        assert contacts_of(cast.fresh(who), today())[0] == Contact(
            "Nghiệp vụ kiểm tra, báo cáo", "Minh họa manager", ""
        )
    page = cast.client("clerk_a").get("/tro-giup/").content.decode()
    assert "(chưa ghi số điện thoại công vụ)" in page


def test_a_locked_account_is_nobody_to_ask(cast):
    User.objects.filter(pk__in=[cast.specialist.pk, cast.admin.pk]).update(is_active=False)
    assert [contact.name for contact in contacts_of(cast.fresh("clerk_a"), today())] == [
        "Minh họa manager"
    ]


@pytest.mark.parametrize("page", ["/tra-cuu/", "/tai-khoan/dang-nhap/", "/khong-co/"])
def test_a_citizen_is_told_number_and_place(cast, settings, page):
    settings.HOTLINE, settings.OFFICE_ADDRESS = "0276 3 822 233", "Số 1, đường A, Tây Ninh"
    text = " ".join(cast.client("visitor").get(page).content.decode().split())
    assert (
        "Đường dây nóng của Sở Nội vụ tỉnh Tây Ninh: "
        '<strong class="text-nowrap">0276 3 822 233</strong>; địa chỉ: Số 1, đường A, Tây Ninh.'
    ) in text
