"""``manage.py found_portal``: the first administrator of a portal in which there is nothing."""

import re
from datetime import date
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from inspections.agencies.models import Agency
from tayninh_portal.models import User

PASSWORD = "mot mat khau du dai 2019"


def found(**options) -> str:
    """What the command says."""
    out = StringIO()
    asked = {"username": "tnh-001", "full_name": "Nguyễn Văn Ất", "starts_on": "01/7/2025"}
    call_command("found_portal", stdout=out, **(asked | options))
    return out.getvalue()


def test_from_nothing_to_an_administrator_who_is_signed_in(db):
    said = found()
    link = re.search(r"http://\S+", said)[0]
    assert "hết hạn sau 3 ngày" in said
    client = Client()
    form = client.get(urlsplit(link).path, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    client.post(reverse("account_login"), {"login": "tnh-001", "password": PASSWORD})
    assert client.get(reverse("account-list")).status_code == 200
    agencies = Agency.objects.order_by("pk").values_list("name", "starts_on", "is_department")
    assert list(agencies) == [
        ("Ủy ban nhân dân tỉnh Tây Ninh", date(2025, 7, 1), False),
        ("Sở Nội vụ", date(2025, 7, 1), True),
    ]


def test_it_refuses_where_there_are_agencies(cast):
    before = User.objects.count()
    with pytest.raises(CommandError) as refused:
        found()
    assert str(refused.value) == "Cổng đã có danh mục cơ quan; hãy dùng tài khoản quản trị."
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"starts_on": "31/02/2025"}, "Ngày “31/02/2025” không có trên lịch."),
        ({"starts_on": "01/7/2099"}, "Ngày bắt đầu không được sau hôm nay."),
        (
            {"username": "Quản trị"},
            "Tên đăng nhập gồm từ 2 đến 100 chữ không dấu, chữ số, dấu chấm, gạch nối hoặc gạch "
            "dưới, ví dụ tnh-015.",
        ),
    ],
)
def test_a_wrong_option_is_one_sentence_and_makes_nothing(db, options, sentence):
    with pytest.raises(CommandError) as refused:
        found(**options)
    assert str(refused.value) == sentence
    assert not User.objects.exists()
    assert not Agency.objects.exists()
