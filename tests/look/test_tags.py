"""The tags and filters of the screen, by what they print."""

from dataclasses import dataclass
from datetime import date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.paginator import Paginator
from django.test import RequestFactory
from django.urls import get_resolver

from tayninh_portal.access import Allowed, Denied
from tayninh_portal.lib import states

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2019, 7, 5, 10, 42, tzinfo=ZONE)
# 17:30 UTC on the 4th is half past midnight of the 5th in Tây Ninh.
NIGHT = datetime(2019, 7, 4, 17, 30, tzinfo=ZoneInfo("UTC"))


@dataclass
class State:
    label: str
    tone: str
    sign: str


@pytest.fixture
def show(render):
    """Render a line with the portal's tags, white space folded."""

    def show(source: str, **context) -> str:
        return " ".join(render("{% load portal %}" + source, **context).split())

    return show


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ value|vndate }}", date(2019, 7, 5), "05/7/2019"),
        ("{{ value|vndate }}", date(2020, 1, 14), "14/01/2020"),
        ("{{ value|vndate }}", NIGHT, "05/7/2019"),
        ("{{ value|vndate }}", None, ""),
        ("{{ value|vntime }}", MORNING, "10:42"),
        ("{{ value|vntime }}", NIGHT, "00:30"),
        ("{{ value|vntime }}", time(0, 0), "00:00"),
        ("{{ value|vntime }}", None, ""),
        ("{{ value|vndatetime }}", MORNING, "10:42 ngày 05/7/2019"),
        ("{{ value|vndatetime }}", None, ""),
        ("{{ value|count2 }}", 3, "03"),
        ("{{ value|count2 }}", 0, "00"),
        ("{{ value|count2 }}", None, ""),
        ("{{ value|vnnumber }}", 1234567, "1.234.567"),
        ("{{ value|vnnumber }}", 0, "0"),
        ("{{ value|vnnumber }}", None, ""),
    ],
)
def test_dates_and_numbers_are_written_the_vietnamese_way(show, source, value, shown):
    assert show(source, value=value) == shown


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        (date(2019, 7, 3), '<span class="deadline deadline-overdue">quá hạn 2 ngày</span>'),
        (date(2019, 7, 5), '<span class="deadline deadline-soon">hôm nay</span>'),
        (date(2019, 7, 8), '<span class="deadline deadline-soon">còn 1 ngày làm việc</span>'),
        (date(2019, 7, 9), '<span class="deadline deadline-ahead">còn 2 ngày làm việc</span>'),
        (None, ""),
    ],
)
def test_a_deadline_says_how_far_it_is_off(show, due, shown):
    with time_machine.travel(MORNING, tick=False):
        assert show("{{ due|deadline }}", due=due) == shown


def test_a_badge_bears_word_and_sign(show):
    assert show("{% badge state %}", state=State("Quá hạn", "danger", "clock")) == (
        '<span class="state state-danger"><svg class="icon" aria-hidden="true">'
        '<use href="/static/vendor/bootstrap-icons/icons.svg#clock"></use></svg>Quá hạn</span>'
    )


@pytest.mark.parametrize(
    ("illustrative", "said", "marks"),
    [
        (True, "Sở Y tế", 1),
        (True, "Ban, ngành tỉnh số 1 (minh họa)", 0),
        (False, "Sở Y tế", 0),
    ],
)
def test_a_row_of_the_demo_is_marked_once(show, illustrative, said, marks):
    row = SimpleNamespace(is_illustrative=illustrative)
    page = show("{% illustrated row said %}", row=row, said=said)
    assert page == '<span class="muted text-nowrap">(minh họa)</span>' * marks


def test_states_of_one_kind_do_not_all_look_the_same():
    get_resolver().url_patterns  # noqa: B018  # the whole portal is imported
    kinds = states.State.__subclasses__()
    plain = {kind.__qualname__ for kind in kinds if len({state.sign for state in kind}) < 2}
    assert len(kinds) > 5
    assert plain == set()


def test_a_badge_escapes_its_word(show):
    assert "&lt;b&gt;" in show("{% badge state %}", state=State("<b>", "done", "check"))


def test_a_badge_of_no_state_is_nothing(show):
    assert show("{% badge state %}", state=None) == ""


def test_a_badge_of_an_unknown_tone_is_a_mistake(show):
    with pytest.raises(LookupError, match="No tone 'green'"):
        show("{% badge state %}", state=State("Xong", "green", "check"))


def test_an_icon_that_is_not_in_the_sprite_is_a_mistake(show):
    with pytest.raises(LookupError, match="No icon 'unicorn'"):
        show("{% icon 'unicorn' %}")


def test_an_icon_standing_alone_has_a_name(show):
    assert show("{% icon 'lock' 'Đã khóa' %}") == (
        '<svg class="icon" role="img" aria-label="Đã khóa">'
        '<use href="/static/vendor/bootstrap-icons/icons.svg#lock"></use></svg>'
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Sở Y tế", "Sở Y tế"),
        (0, "0"),
        ("", '<span class="muted">Chưa ghi</span>'),
        (None, '<span class="muted">Chưa ghi</span>'),
        ("<i>", "&lt;i&gt;"),
    ],
)
def test_a_fact_without_value_says_so(show, value, shown):
    assert show("{% field_value 'Kết luận' value %}", value=value) == (
        f'<div class="fact"><dt>Kết luận</dt><dd>{shown}</dd></div>'
    )


def test_an_allowed_deed_is_a_link(show):
    assert show("{% action verdict '/x/' 'Trình duyệt' %}", verdict=Allowed()) == (
        '<a class="btn btn-primary" href="/x/">Trình duyệt</a>'
    )


def test_an_allowed_deed_that_writes_is_a_form_with_a_token(show):
    source = "{% action verdict '/x/' 'Ban hành' method='post' %}"
    assert show(source, verdict=Allowed(), csrf_token="abc") == (
        '<form action="/x/" method="post"> '
        '<input type="hidden" name="csrfmiddlewaretoken" value="abc"> '
        '<button class="btn btn-primary" type="submit">Ban hành</button> </form>'
    )


def test_a_refused_deed_stands_grey_with_its_reason(show):
    page = show("{% action verdict '/x/' 'Ban hành' %}", verdict=Denied("Chưa được phê duyệt."))
    assert 'aria-disabled="true" aria-describedby="ly-do-' in page
    assert 'class="action-reason"' in page and ">Chưa được phê duyệt.</span>" in page
    assert "/x/" not in page


def test_an_empty_list_says_why_and_what_to_do(show):
    assert show("{% empty 'Chưa có lượt nào' 'Đổi kỳ.' '/moi/' 'Ghi nhận' %}") == (
        '<div class="empty"> <h2 class="h3">Chưa có lượt nào</h2> <p>Đổi kỳ.</p> '
        '<a class="btn btn-outline-secondary" href="/moi/">Ghi nhận</a> </div>'
    )


def test_a_tile_without_list_is_no_link(show):
    assert "<a" not in show("{% tile 'Lượt kiểm tra' 1234 %}")
    assert '<span class="tile-value">1.234</span>' in show("{% tile 'Lượt' 1234 '/x/' %}")


def test_a_pager_keeps_the_filters(show):
    request = RequestFactory().get("/kiem-tra/", {"co-quan": ["1", "2"], "page": "2"})
    page = show("{% pager page %}", page=Paginator(range(87), 10).page(2), request=request)
    assert '<a href="?co-quan=1&amp;co-quan=2&amp;page=3" rel="next">' in page
    assert "87 dòng, trang 2/9" in page


def test_a_pager_of_one_page_has_no_steps(show):
    assert "<ul>" not in show("{% pager page %}", page=Paginator(range(3), 10).page(1))


def test_a_pager_beyond_a_thousand_does_not_count(show):
    pages = Paginator(range(4000), 10).page(12)
    pages.approximate = True
    page = show("{% pager page %}", page=pages)
    assert "Hơn 1.000 dòng, trang 12" in page
    assert "400" not in page


@pytest.mark.parametrize(
    ("now", "target", "spoken"),
    [
        ("", "day", ""),
        ("day", "-day", " (đang xếp tăng dần)"),
        ("-day", "day", " (đang xếp giảm dần)"),
    ],
)
def test_a_table_head_sorts_and_sorts_back(show, now, target, spoken):
    query = {"q": "a", "page": "3"} | ({"sort": now} if now else {})
    page = show("{% sort_link 'day' 'Ngày' %}", request=RequestFactory().get("/", query))
    assert page.startswith(
        f'<a href="?q=a&amp;sort={target}">Ngày<span class="visually-hidden">{spoken}</span>'
    )


def test_a_timeline_says_who_when_and_from_where_to_where(show):
    entry = {
        "at": MORNING,
        "who": "Tổ trưởng",
        "text": "Trả lại",
        "from_label": "Đã trình",
        "to_label": "Nháp",
        "note": "Thiếu số vắng.",
    }
    assert show("{% timeline entries %}", entries=[entry]) == (
        '<ol class="timeline"> <li> <time datetime="2019-07-05T10:42:00+07:00">'
        "10:42 ngày 05/7/2019</time> <p><strong>Trả lại</strong></p> <p>Tổ trưởng</p> "
        '<p class="timeline-states">Đã trình <span aria-hidden="true">→</span>'
        '<span class="visually-hidden">chuyển sang</span> Nháp</p> '
        '<p class="timeline-note">Thiếu số vắng.</p> </li> </ol>'
    )


def test_a_group_without_work_is_not_shown(show):
    assert show("{% task_group 'Quá hạn' items tone='danger' %}", items=[]) == ""
