"""Documents for the tests of paper; every sentence is made up for them."""

import datetime as dt

from tayninh_portal.lib.dates import number_vi
from tayninh_portal.paper.content import (
    Annex,
    Chart,
    Document,
    Figure,
    Heading,
    Item,
    OrganLine,
    Paragraph,
    Point,
    Series,
    Signature,
    Table,
    TableColumn,
    row,
    runs,
)

LONG_SENTENCE = (
    "Các cơ quan, đơn vị, địa phương đã ban hành kế hoạch, phổ biến đến toàn thể cán bộ, công "
    "chức, viên chức và người lao động qua họp giao ban, hội nghị và hệ thống văn phòng điện tử, "
    "đồng thời niêm yết công khai số điện thoại đường dây nóng tại nơi tiếp nhận hồ sơ."
)


def paragraph(*parts):
    return Paragraph(runs(*parts))


def violations_table():
    return Table(
        columns=(
            TableColumn("STT", "center", 10),
            TableColumn("Hành vi vi phạm", "left", 60, names_row=True),
            TableColumn("Số lượt", "right", 30, "number"),
        ),
        rows=(
            row("1", "Đi muộn, về sớm", Figure("violations.late", 7, "07")),
            row("2", "Không đeo thẻ", Figure("violations.badge", 4, "04")),
        ),
        total=row("", "Tổng cộng", Figure("violations.total", 11, "11")),
        caption="Vi phạm phát hiện qua kiểm tra",
        note="Số liệu minh họa.",
    )


def agencies_table(count=3):
    return Table(
        columns=(TableColumn("STT", "center"), TableColumn("Cơ quan, đơn vị", names_row=True)),
        rows=tuple(row(str(at), f"Cơ quan minh họa {at}") for at in range(1, count + 1)),
    )


def by_month(name, key, *numbers):
    """A series of three months."""
    return Series(
        name,
        tuple(
            Point(f"T{at}", Figure(f"{key}@month=2019-{at:02d}", number, number_vi(number)))
            for at, number in enumerate(numbers, 1)
        ),
    )


def months_chart(**changes):
    """Two series over three months."""
    fields = {
        "title": "Lượt kiểm tra và vi phạm theo tháng",
        "alternative": "Biểu đồ cột: nhiều lượt kiểm tra nhất là tháng 3/2019 với 1.204 lượt.",
        "kind": "bars",
        "series": (
            by_month("Lượt kiểm tra (lượt)", "visits.total", 6, 0, 1204),
            by_month("Vi phạm (trường hợp)", "violations.total", 1, 2, 3),
        ),
    }
    return Chart(**fields | changes)


def months_table():
    """The table behind it."""
    first, second = months_chart().series
    pairs = zip(first.points, second.points, strict=True)
    return Table(
        columns=(
            TableColumn("Tháng", names_row=True),
            TableColumn("Lượt kiểm tra", "right", None, "number"),
            TableColumn("Vi phạm", "right", None, "number"),
        ),
        rows=tuple(row(one.label, one.figure, other.figure) for one, other in pairs),
        caption="Theo tháng",
    )


def annex(title="Kết quả theo cơ quan", count=3, landscape=False):
    return Annex(title, (agencies_table(count),), landscape)


def report(**changes):
    """A numbered report of the province with one table and no annex."""
    fields = {
        "organ": (OrganLine("Ủy ban nhân dân"), OrganLine("tỉnh Tây Ninh")),
        "issuer": "Ủy ban nhân dân tỉnh Tây Ninh",
        "number": "5",
        "symbol": "BC-UBND",
        "place": "Tây Ninh",
        "date": dt.date(2020, 1, 14),
        "year": 2020,
        "kind": "BÁO CÁO",
        "subject": "Kết quả thực hiện Đề án Văn hóa công vụ năm 2019 trên địa bàn tỉnh Tây Ninh",
        "addressees": ("Bộ Nội vụ",),
        "bases": (),
        "blocks": (
            paragraph("Ủy ban nhân dân tỉnh báo cáo kết quả như sau:"),
            Heading(1, "I", "Kết quả đạt được"),
            Heading(2, "1", "Công tác kiểm tra"),
            Heading(3, "a", "Kiểm tra đột xuất"),
            paragraph("Đã kiểm tra ", Figure("visits.total", 87, "87"), " lượt, cụ thể:"),
            violations_table(),
            Item("-", runs(LONG_SENTENCE)),
            paragraph(LONG_SENTENCE),
            paragraph("Trên đây là báo cáo của Ủy ban nhân dân tỉnh."),
        ),
        "signature": Signature(
            ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), "Phó Chủ tịch (minh họa)"
        ),
        "recipients": ("Như trên", "CT, các PCT UBND tỉnh", "Lưu: VT, SNV"),
        "drafter": "",
        "urgency": None,
        "annexes": (),
        "marks": (),
        "code": "BC-2019-7F3K",
        "code_url": "",
        "created": dt.datetime(2020, 1, 14, 8, 30, tzinfo=dt.UTC),
    }
    return Document(**fields | changes)


def for_signature(**changes):
    """The bản trình ký: no number and no date yet."""
    return report(**{"number": None, "date": None} | changes)
