"""The shelf of all lists: one declaration for the screen, the card of a phone and the file."""

import csv
import io
import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.forms import HiddenInput
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from tayninh_portal.access import DEPARTMENT, roles_of
from tayninh_portal.errors import Refused
from tayninh_portal.list_filters import ListFilter, WordsFilter, charge_box, choice, tick
from tayninh_portal.listing import ListColumn, Listing, Table, find, register, registered
from tayninh_portal.models import User
from tayninh_portal.saved_filters import keeping, list_url

# Written by hand: what a file holds that the screen does not show, and the other way round.
CATALOGUES = ("area-list", "category-list", "field-list", "law-list", "measure-list")
ONLY_IN_FILE = {
    "visit-list": ["Lý do", "Chủ đề"],
    "round-detail": ["Nhóm"],
    **{name: ["Căn cứ"] for name in CATALOGUES},
}
ONLY_ON_SCREEN = {"implementation-list": ["Nội dung"]}
# Conditions without a box, which an address alone asks for, as the page names them.
ASKED_BY_ADDRESS = {
    ("complaint-list", "handed_to"): "Cơ quan được giao",
    ("handling-list", "agency"): "Cơ quan",
    ("head-criticism-list", "agency"): "Cơ quan",
    ("implementation-list", "agency"): "Cơ quan",
    ("remedy-list", "agency"): "Cơ quan",
}
# Who sees each list, and what its address needs.
OPENED_BY = {
    "account-list": "admin",
    "sign-in-list": "admin",
    **dict.fromkeys(CATALOGUES, "admin"),
}


class AccountWords(ListFilter):
    """Accounts by name, and those whose name is long."""

    q = WordsFilter("Tên", "search", "username")
    use = choice("Tình trạng", [("yes", "Đang dùng"), ("no", "Đã khóa")], method="in_use")
    mine = charge_box("nothing")
    long = tick("Tên dài", "nothing")
    seldom = ("long",)

    def in_use(self, rows, name, value):
        return rows.filter(is_active=value == "yes")

    def nothing(self, rows, name, value):
        return rows.none() if value else rows


PEOPLE = Listing(
    "people-of-the-test",
    "visit.list",
    (
        ListColumn("name", "Họ và tên", lambda user: user.full_name, order=("username",)),
        ListColumn("joined", "Từ ngày", lambda user: date(2019, 7, 5)),
        ListColumn(
            "posts",
            "Số chức trách",
            lambda user: 1234,
            order=("pk", "username"),
            order_down=("-pk", "username"),
            number=True,
        ),
        ListColumn("code", "Mã", lambda user: user.username, within="name"),
        ListColumn("phone", "Điện thoại", lambda user: "0913", only="screen"),
        ListColumn("nothing", "Không có", lambda user: None, only="file"),
        ListColumn(
            "own", "Của Sở", lambda user: "có", when=lambda user: bool(roles_of(user) & DEPARTMENT)
        ),
    ),
    rows=lambda user: User.objects.order_by("pk"),
    filter=AccountWords,
    order="-name",
    link=lambda user: f"/nguoi/{user.username}/",
    file="nguoi",
)


def asked(user, listing=PEOPLE, **query):
    """What a person finds who asks for ``query``."""
    request = RequestFactory().get("/nguoi/", query)
    request.user = user
    return find(request, listing)


def lines_of(file) -> list[list[str]]:
    """The lines of a CSV."""
    text = b"".join(file.streaming_content).decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def drawn(table, cells="", **context) -> str:
    """A table as the tag draws it."""
    source = f"{{% load listing %}}{{% rows table %}}{cells}{{% endrows %}}"
    request = RequestFactory().get("/nguoi/", context.pop("query", {}))
    return Template(source).render(Context({"table": table, "request": request, **context}))


def table_of(*columns, lines=(1,), **more) -> Table:
    return Table(tuple(columns), list(lines), **more)


NUMBER = ListColumn("number", "Số", lambda line: line)
TWICE = ListColumn("twice", "Gấp đôi", lambda line: line * 2, number=True)


@pytest.mark.parametrize("name", sorted(registered()))
def test_the_screen_of_a_list_has_the_columns_of_its_file(name):
    columns = registered()[name].columns
    stated = {column.name for column in columns if column.on_screen}
    assert [c.label for c in columns if c.within and c.within not in stated] == []
    alone = [c.label for c in columns if not c.on_screen and not c.within]
    assert alone == ONLY_IN_FILE.get(name, [])
    kept = [c.label for c in columns if not c.in_file]
    assert kept == ONLY_ON_SCREEN.get(name, [])
    assert len({column.name for column in columns}) == len(columns)


def test_what_an_address_alone_asks_for_has_a_name_on_the_page():
    assert {
        (name, key): condition.label
        for name, each in registered().items()
        for key, condition in (each.filter.base_filters if each.filter else {}).items()
        if condition.extra.get("widget") is HiddenInput
    } == ASKED_BY_ADDRESS


@pytest.mark.parametrize("name", sorted(n for n, each in registered().items() if each.rows))
def test_every_declared_order_can_be_asked_both_ways(cast, name):
    client, address = cast.client(OPENED_BY.get(name, "specialist")), reverse(name)
    orders = [column.name for column in registered()[name].columns if column.order]
    found = {client.get(address, {"sort": key}).status_code
             for order in ["", *orders] for key in (order, f"-{order}")}  # fmt: skip
    assert found == {200}


def test_the_file_has_what_leaves_and_the_screen_what_has_a_cell(cast):
    user = cast.manager
    found = asked(cast.specialist, q=user.username, xuat="csv")
    head, line = lines_of(found.file())
    assert head == ["Họ và tên", "Từ ngày", "Số chức trách", "Mã", "Không có", "Của Sở"]
    assert line == [user.full_name, "05/7/2019", "1234", user.username, "", "có"]
    shown = [column.label for column in found.context()["table"].shown]
    assert shown == ["Họ và tên", "Từ ngày", "Số chức trách", "Điện thoại", "Của Sở"]


def test_a_column_of_some_is_in_neither_table_of_others(cast):
    found = asked(cast.leader, xuat="csv")
    assert "Của Sở" not in lines_of(found.file())[0]
    assert found.context()["table"].of_others == {"own"}


def test_a_list_of_none_leads_to_no_file_and_no_page(cast):
    with pytest.raises(Refused):
        asked(cast.nobody)
    with pytest.raises(Refused):
        asked(AnonymousUser())
    nowhere = Listing("x", "visit.list", PEOPLE.columns, rows=PEOPLE.rows)
    assert asked(cast.specialist, nowhere, xuat="csv").file() is None


def test_words_choices_and_boxes_restrict_page_and_file_alike(cast):
    user = cast.manager
    found = asked(cast.specialist, q=f"  {user.username.upper()} ", use="yes")
    assert list(found.rows) == [user]
    assert (found.filter.is_asked, found.context()["filtered"]) == (True, True)
    assert list(asked(cast.specialist, q=user.username, use="no").rows) == []
    assert len(lines_of(asked(cast.specialist, use="no", xuat="csv").file())) == 1
    assert asked(cast.specialist, page="2").filter.is_asked is False


def test_a_condition_that_cannot_be_read_gives_the_page_and_no_file(cast):
    found = asked(cast.specialist, use="perhaps", xuat="csv")
    assert found.file() is None
    assert "use" in found.filter.form.errors


def test_only_the_department_is_asked_for_its_own(cast):
    assert "mine" in asked(cast.specialist).filter.form.fields
    assert "mine" not in asked(cast.leader).filter.form.fields
    assert list(asked(cast.specialist, mine="on").rows) == []
    assert list(asked(cast.leader, mine="on").rows) != []


def test_filters_seldom_used_are_those_that_stand_folded(cast):
    found = asked(cast.specialist).filter
    assert [field.name for field in found.more_fields] == ["long"]


def test_a_column_turns_round_or_says_how_it_goes_down():
    plain = ListColumn("day", "Ngày", str, order=("day", "-pk"))
    assert (plain.ordering(False), plain.ordering(True)) == (("day", "-pk"), ("-day", "pk"))
    tied = ListColumn("agency", "Cơ quan", str, ("name", "-day"), ("-name", "-day"))
    assert (tied.ordering(False), tied.ordering(True)) == (("name", "-day"), ("-name", "-day"))
    last = F("due").desc(nulls_last=True)
    odd = ListColumn("due", "Hạn", str, (F("due").asc(nulls_last=True),), (last,))
    assert odd.ordering(True) == (last,)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ("-username",)),
        ("name", ("username",)),
        ("-name", ("-username",)),
        ("posts", ("pk", "username")),
        ("-posts", ("-pk", "username")),
        # No column, a column that does not sort, a field of the table: the usual order.
        ("nonsense", ("-username",)),
        ("joined", ("-username",)),
        ("password", ("-username",)),
    ],
)
def test_a_list_is_sorted_as_asked_or_as_usual(cast, sort, order):
    assert asked(cast.specialist, sort=sort).rows.query.order_by == order


def test_a_list_without_an_order_keeps_that_of_its_rows(cast):
    plain = Listing("x", "visit.list", PEOPLE.columns, rows=PEOPLE.rows)
    assert asked(cast.specialist, plain).rows.query.order_by == ("pk",)


def test_a_cell_is_the_value_as_the_screen_writes_it():
    page = drawn(
        table_of(
            NUMBER,
            ListColumn("day", "Ngày", lambda line: date(2019, 7, 5)),
            ListColumn("none", "Không", lambda line: None),
            ListColumn("text", "Lời", lambda line: "<b>&"),
            lines=[1234],
        )
    )
    assert re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", page) == [
        "Số", "Ngày", "Không", "Lời", "1.234", "05/7/2019", "–", "&lt;b&gt;&amp;",
    ]  # fmt: skip


def test_each_cell_bears_its_head_for_the_card_of_a_phone():
    together = ListColumn("two", "Một", lambda line: line, head="Một, hai")
    page = drawn(table_of(NUMBER, TWICE, together))
    heads = re.findall(r"<th scope=\"col\"[^>]*>([^<]*)</th>", page)
    assert heads == re.findall(r'data-label="([^"]*)"', page) == ["Số", "Gấp đôi", "Một, hai"]
    assert (
        '<th scope="row" data-label="Số">1</th><td data-label="Gấp đôi" class="num">2</td>' in page
    )


def test_the_line_is_named_and_linked_by_the_column_that_is_said():
    table = table_of(
        NUMBER, TWICE, lines=[1, 2], head="twice", link=lambda n: f"/{n}/" if n > 1 else ""
    )
    page = drawn(table)
    assert '<td data-label="Số">1</td><th scope="row" data-label="Gấp đôi">2</th>' in page
    assert '<th scope="row" data-label="Gấp đôi"><a href="/2/">4</a></th>' in page


def test_a_made_up_line_says_so_once():
    class Line:
        is_illustrative = True

    named = ListColumn("name", "Tên", lambda line: "A (minh họa)")
    plain = ListColumn("name", "Tên", lambda line: "A")
    assert drawn(table_of(named, lines=[Line()])).count("(minh họa)") == 1
    assert 'A <span class="muted">(minh họa)</span>' in drawn(table_of(plain, lines=[Line()]))


def test_a_template_says_how_a_cell_looks_and_where_it_stands_is_declared():
    cells = (
        '{% cell "twice" %}<i>{{ row }}{{ sign }}</i>{% endcell %}'
        '{% cell "number" %}[{{ name }}]{% endcell %}'
    )
    page = drawn(table_of(NUMBER, TWICE, link=lambda n: "/a/"), cells, sign="&")
    assert '<th scope="row" data-label="Số">[<a href="/a/">1</a>]</th>' in page
    assert page.index("[<a") < page.index("<i>1&amp;</i>")


@pytest.mark.parametrize("name", ["due", "inside", "filed"])
def test_a_cell_of_no_column_on_the_screen_is_an_error(name):
    columns = (
        NUMBER,
        ListColumn("inside", "Trong", str, within="number"),
        ListColumn("filed", "Tệp", str, only="file"),
    )
    with pytest.raises(LookupError, match=name):
        drawn(table_of(*columns), f'{{% cell "{name}" %}}{{% endcell %}}')


def test_a_cell_of_a_column_that_others_have_is_left_out():
    table = table_of(NUMBER, of_others=frozenset({"twice"}))
    assert "here" not in drawn(table, '{% cell "twice" %}here{% endcell %}')


def test_heads_sort_where_the_list_does():
    sorting = ListColumn("day", "Ngày", lambda line: line, order=("day",))
    page = drawn(table_of(sorting, NUMBER, sortable=True), query={"q": "a", "page": "2"})
    assert '<th scope="col"><a href="?q=a&amp;sort=day">Ngày' in page
    assert '<th scope="col">Số</th>' in page
    assert "sort=" not in drawn(table_of(sorting))


def test_the_sum_of_all_pages_stands_under_its_column():
    more = ListColumn("more", "Thêm", lambda line: line)
    page = drawn(table_of(NUMBER, TWICE, more, summed="twice", total="12"))
    assert (
        '<tfoot><tr><th scope="row" colspan="1">Cộng tất cả các trang</th>'
        '<td data-label="Cộng tất cả các trang" class="num">12</td><td></td></tr></tfoot>'
    ) in page
    assert "<tfoot>" not in drawn(table_of(NUMBER, TWICE))


def test_a_registered_list_keeps_filters_unless_it_says_no(monkeypatch):
    monkeypatch.setattr("tayninh_portal.listing._registered", {})
    register(PEOPLE)
    register(Listing("silent", "visit.list", PEOPLE.columns, rows=PEOPLE.rows, keeps_filters=False))
    assert keeping(PEOPLE.name) == PEOPLE
    assert (keeping("silent"), keeping("unknown")) == (None, None)


def test_a_list_of_a_record_needs_its_rows_and_its_record(cast):
    with pytest.raises(ValueError, match="round-detail"):
        asked(cast.specialist, registered()["round-detail"])
    assert list_url("round-detail", "7") == reverse("round-detail", args=[7])
    assert list_url("round-detail", "x") == reverse("home")
