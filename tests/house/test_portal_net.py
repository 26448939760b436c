"""The fixtures that give a test the demo province, the served portal and a clean database."""

import pytest
from django.contrib.auth.models import Group

from inspections.agencies.models import Agency


@pytest.mark.slow
@pytest.mark.parametrize("time", ["first", "second"])
def test_the_demo_is_there_and_forgets_what_a_test_did(demo, time):
    assert Agency.objects.filter(name="Cơ quan của bài kiểm thử").count() == 0
    assert Agency.objects.filter(name="Văn phòng UBND tỉnh").count() == 1
    Agency.objects.update(name="Cơ quan của bài kiểm thử")


def test_without_the_demo_there_is_none(db):
    assert Agency.objects.count() == 0


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_commits_is_gone_after_it(transactional_db, time):
    assert Group.objects.count() == 0
    Group.objects.create(name="Nhóm của bài kiểm thử")


@pytest.mark.browser
@pytest.mark.both_databases
def test_a_person_of_the_demo_signs_in(page, sign_in, viewport):
    sign_in(page, "chuyenvien1")
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.url.endswith("/")


@pytest.mark.browser
def test_two_people_have_cookies_of_their_own(open_page, sign_in):
    signed_in, stranger = open_page(), open_page()
    sign_in(signed_in, "quantri")
    stranger.goto("/")
    assert "/tai-khoan/dang-nhap/" in stranger.url
