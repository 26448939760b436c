"""What figures, their cells and the agencies in them are called, written by hand."""

from datetime import date

import pytest

from reports.figures.catalog import CATALOG, called, divided_key, find, label_of
from reports.figures.complaints import CLASSES
from reports.figures.dictionary import DIMENSIONS, KINDS
from reports.figures.names import names_by_day
from tayninh_portal.lib.periods import parse_period


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            "category=no_badge,group=commune",
            "Không đeo thẻ khi thi hành công vụ – Xã, phường, thị trấn",
        ),
        ("category=", "Chưa ghi loại hành vi"),
        ("field=", "Chưa ghi lĩnh vực"),
        ("field=health", "Y tế"),
        ("area=1", "Tinh thần, thái độ làm việc"),
        ("area=", "Chưa ghi nội dung theo Quyết định 1847"),
        ("person_kind=official", "Cán bộ"),
        ("person_kind=", "Chưa ghi đối tượng"),
        ("leader=yes", "Giữ chức vụ lãnh đạo, quản lý"),
        ("leader=no", "Không giữ chức vụ lãnh đạo, quản lý"),
        ("month=2019-03", "tháng 3/2019"),
        ("group=other", "Đơn vị khác"),
    ],
)
def test_a_cell_of_violations_is_called_by_each_of_its_parts(db, cell, words):
    assert label_of(f"violations.total@{cell}") == f"Vi phạm của cá nhân – {words}"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("month=undivided", "Không phân tổ"),
        ("month=2019-03", "tháng 3/2019"),
        ("class=undivided", "Không phân tổ"),
        ("class=conduct", "Về hành vi của cơ quan, cán bộ, công chức, viên chức"),
        ("class=", "Chưa phân loại"),
        ("channel=phone", "Điện thoại đường dây nóng"),
        ("channel=undivided", "Không phân tổ"),
        ("state=open", "Đang xử lý"),
        ("state=closed", "Đã kết thúc"),
        ("state=undivided", "Không phân tổ"),
        ("field=undivided", "Không phân tổ"),
        ("category=undivided", "Không phân tổ"),
        ("group=undivided", "Không phân tổ"),
        ("group=district", "Huyện, thị xã, thành phố"),
    ],
)
def test_a_cell_of_complaints_is_called_by_its_part(db, cell, words):
    assert label_of(f"complaints.total@{cell}") == f"Phản ánh, kiến nghị tiếp nhận – {words}"


def test_a_cell_is_called_by_its_agency_its_round_its_form(cast, maker):
    round_ = maker.round()
    said = {
        f"visits.total@agency={cast.b.pk}": "Lượt kiểm tra – Sở Y tế",
        f"complaints.total@agency={cast.b.pk}": "Phản ánh, kiến nghị tiếp nhận – Sở Y tế",
        f"self_inspections.held@round={round_.pk}": f"Cuộc tự kiểm tra – {round_.title}",
        "handlings.total@form=remind_oral": "Vi phạm của cá nhân đã xử lý – Nhắc nhở miệng",
        "visits.total": "Lượt kiểm tra",
    }
    assert {key: label_of(key) for key in said} == said


def test_a_cell_is_divided_further_in_the_order_of_names():
    assert divided_key("visits.total", "group", "commune") == "visits.total@group=commune"
    cell = divided_key("visits.total@group=commune", "agency", 7)
    assert cell == "visits.total@agency=7,group=commune"


def test_a_figure_is_called_as_its_groups_were_in_the_period():
    labels = [called(find("visits.commune"), parse_period(year)).label for year in ("2019", "2026")]
    assert labels == ["Lượt kiểm tra – xã, phường, thị trấn", "Lượt kiểm tra – xã, phường"]


def test_an_agency_is_called_as_on_the_day():
    first, second = date(2019, 1, 1), date(2025, 7, 1)
    called_on = names_by_day([(1, second, "Xã mới"), (2, first, "Sở"), (1, first, "Xã cũ")])
    days = (date(2018, 12, 31), first, date(2025, 6, 30), second, date(2030, 1, 1))
    assert [called_on(1, day) for day in days] == ["", "Xã cũ", "Xã cũ", "Xã mới", "Xã mới"]
    assert [called_on(agency, second) for agency in (2, 3)] == ["Sở", ""]


# What the figures over each set of rows can be broken down by.
BROKEN_DOWN_BY = {
    "visits": "agency group month",
    "visited_agencies": "agency month",
    "group_agencies": "agency group",
    "plan_lines": "agency group month",
    "findings": "agency area category field group leader month person_kind",
    "notices": "agency group month",
    "answered": "agency category form group leader month",
    "remedies": "agency category group month",
    "head_criticisms": "agency group month",
    "complaints": "agency category channel class field group month state",
    "due": "agency group month",
    "submissions": "agency month round",
    "own_violations": "agency category month round",
    "facts": "agency group month",
    "reporting_agencies": "agency month",
}


def test_every_set_of_rows_is_broken_down_by_what_is_told_of_it():
    bases = {figure.base.name: figure.base for figure in CATALOG.values() if figure.base}
    found = {name: " ".join(sorted(base.dimensions)) for name, base in bases.items()}
    assert found == BROKEN_DOWN_BY


def test_what_figures_are_broken_down_by_is_called_in_words():
    assert KINDS == {"count": "đếm", "sum": "cộng", "ratio": "tỷ lệ"}
    assert DIMENSIONS == {
        "agency": "cơ quan",
        "area": "nội dung theo Quyết định 1847",
        "category": "loại hành vi",
        "channel": "nơi tiếp nhận",
        "class": "phân loại",
        "field": "lĩnh vực",
        "form": "hình thức xử lý",
        "group": "nhóm cơ quan",
        "leader": "chức vụ lãnh đạo, quản lý",
        "month": "tháng",
        "person_kind": "đối tượng vi phạm",
        "round": "đợt tự kiểm tra",
        "state": "trạng thái",
    }


def test_classes_stand_in_the_order_of_the_law_what_is_not_divided_last():
    assert [code for code, _ in CLASSES] == [
        "",
        "not_accepted",
        "conduct",
        "rules_own",
        "rules_other",
        "grievance",
        "denunciation",
        "undivided",
    ]
