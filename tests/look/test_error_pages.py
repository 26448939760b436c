"""Pages for what went wrong; some of them must stand when nothing else does."""

import re

import pytest
from django.shortcuts import render as render_page
from django.template.loader import get_template
from django.test import RequestFactory


def heading(html: str) -> str:
    """The words of the page's <h1>."""
    return re.search(r"<h1>(.*?)</h1>", html)[1]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("400.html", "Yêu cầu không hợp lệ"),
        ("403_csrf.html", "Biểu mẫu đã cũ, chưa lưu gì"),
        ("429.html", "Thử lại sau ít phút"),
        ("500.html", "Cổng gặp lỗi, việc vừa làm chưa được ghi"),
    ],
)
def test_it_stands_without_any_context(name, words):
    assert heading(get_template(name).render()) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("403.html", "Không được phép"),
        ("409.html", "Có người đã xử lý trước"),
        ("503.html", "Thao tác chưa thực hiện được"),
    ],
)
def test_it_says_the_reason_of_the_rule(name, words):
    request = RequestFactory().get("/")
    page = render_page(request, name, {"reason": "Chỉ Tổ trưởng được làm việc này."}).content
    assert heading(page.decode()) == words
    assert "<p>Chỉ Tổ trưởng được làm việc này.</p>" in page.decode()


def test_without_a_reason_a_refusal_has_words_of_its_own():
    page = render_page(RequestFactory().get("/"), "403.html").content.decode()
    assert "<p>Chức vụ hiện tại không được làm việc này.</p>" in page


def test_a_page_that_is_not_there_says_the_same_whether_hidden_or_absent():
    page = render_page(RequestFactory().get("/"), "404.html").content.decode()
    assert heading(page) == "Không tìm thấy trang này"
    assert '<nav class="sidenav"' not in page
