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
        ("503_database.html", "Cổng tạm thời chưa làm việc được"),
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


POST_HINT = "đề nghị lãnh đạo hoặc quản trị của cổng xem lại chức vụ đã ghi"


@pytest.mark.parametrize("of_role", [True, False])
def test_another_post_is_hinted_at_only_where_it_would_help(of_role):
    context = {"reason": "Đợt này đã khóa.", "of_role": of_role}
    page = render_page(RequestFactory().get("/"), "403.html", context).content.decode()
    assert (POST_HINT in page) == of_role


@pytest.mark.parametrize("name", ["403.html", "404.html", "409.html"])
def test_words_that_were_typed_stand_there_to_be_copied(name):
    context = {"reason": "Đã khóa.", "typed": ["Đã gõ <b>một</b> đoạn"]}
    page = render_page(RequestFactory().get("/"), name, context).content.decode()
    assert ">Đã gõ &lt;b&gt;một&lt;/b&gt; đoạn</textarea>" in page


def test_without_a_reason_a_refusal_has_words_of_its_own():
    page = render_page(RequestFactory().get("/"), "403.html").content.decode()
    assert "<p>Chức vụ hiện tại không được làm việc này.</p>" in page


def test_a_page_that_is_not_there_says_the_same_whether_hidden_or_absent():
    page = render_page(RequestFactory().get("/"), "404.html").content.decode()
    assert heading(page) == "Không tìm thấy trang này"
    assert '<nav class="sidenav"' not in page
