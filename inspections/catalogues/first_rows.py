"""The first rows of the catalogues, installed with the schema and never overwritten.

A code that exists is left alone: an administrator may have ended or renamed it; so is a name they
gave a value of their own before it stood here. Sources: the four
areas of Quyết định 1847/QĐ-TTg; forms of discipline by Luật Cán bộ, công chức 2008 and Nghị định
112/2020/NĐ-CP until 30/6/2025, Nghị định 172/2025/NĐ-CP from 01/7/2025. That improper use of an
official car and an untrue explanation belong to đạo đức, lối sống is our reading. A room found
locked names nobody, so it is a shortcoming of the unit; who is absent from it is another finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import DEFAULT_DB_ALIAS, connections

from inspections.catalogues.models import (
    Area,
    Category,
    DatedRow,
    Field,
    HandlingMeasure,
    Law,
    PersonKind,
    Subject,
)
from tayninh_portal.lib.vietnamese import sort_key

# Quyết định 1847/QĐ-TTg was signed on 27/12/2018; records before 2019 do not exist.
FIRST_DAY = date(2018, 12, 15)
OLD_DISCIPLINE_LAW_ENDS = date(2025, 6, 30)

ATTITUDE, CONDUCT, ETHICS, DRESS = 1, 2, 3, 4
# number, name
AREAS: tuple[tuple[int, str], ...] = (
    (ATTITUDE, "Tinh thần, thái độ làm việc"),
    (CONDUCT, "Chuẩn mực giao tiếp, ứng xử"),
    (ETHICS, "Chuẩn mực đạo đức, lối sống"),
    (DRESS, "Trang phục"),
)
# code, name, area, words of the report
PERSON_CATEGORIES: tuple[tuple[str, str, int, str], ...] = (
    ("late", "Đi muộn", ATTITUDE, "giờ giấc làm việc"),
    ("early_leave", "Về sớm", ATTITUDE, "giờ giấc làm việc"),
    ("absent", "Vắng không lý do", ATTITUDE, "giờ giấc làm việc"),
    (
        "private_work",
        "Làm việc riêng trong giờ làm việc",
        ATTITUDE,
        "giờ giấc làm việc",
    ),
    (
        "procedure_late",
        "Giải quyết thủ tục hành chính trễ hạn",
        ATTITUDE,
        "trễ hạn thủ tục hành chính",
    ),
    ("shirking", "Né tránh, đùn đẩy trách nhiệm", ATTITUDE, "né tránh, đùn đẩy"),
    ("rudeness", "Thái độ giao tiếp chưa đúng mực", CONDUCT, "thái độ giao tiếp"),
    ("bullying", "Hách dịch, cửa quyền", CONDUCT, "thái độ giao tiếp"),
    ("harassment", "Gây phiền hà, nhũng nhiễu", CONDUCT, "thái độ giao tiếp"),
    (
        "alcohol",
        "Uống rượu, bia trong giờ làm việc, giờ nghỉ trưa",
        ETHICS,
        "đạo đức, lối sống",
    ),
    (
        "smoking",
        "Hút thuốc lá không đúng nơi quy định",
        ETHICS,
        "đạo đức, lối sống",
    ),
    (
        "speech",
        "Phát ngôn, sử dụng mạng xã hội không đúng quy định",
        ETHICS,
        "đạo đức, lối sống",
    ),
    ("gambling", "Đánh bạc dưới mọi hình thức", ETHICS, "đạo đức, lối sống"),
    (
        "no_badge",
        "Không đeo thẻ khi thi hành công vụ",
        DRESS,
        "không đeo thẻ khi thi hành công vụ",
    ),
    ("dress", "Trang phục không đúng quy định", DRESS, "trang phục"),
    (
        "official_car",
        "Sử dụng xe công không đúng quy định",
        ETHICS,
        "sử dụng xe công",
    ),
    (
        "false_explanation",
        "Giải trình, báo cáo không đúng sự thật",
        ETHICS,
        "giải trình, báo cáo không đúng sự thật",
    ),
)
UNIT_CATEGORIES: tuple[tuple[str, str, str], ...] = (
    ("unit_appearance", "Mỹ quan công sở chưa bảo đảm", "mỹ quan công sở"),
    ("unit_nameplates", "Thiếu bảng tên, chức danh", "bảng tên, chức danh"),
    (
        "unit_posting",
        "Chưa niêm yết đầy đủ thủ tục hành chính",
        "niêm yết thủ tục hành chính",
    ),
    ("unit_one_stop", "Không bố trí người trực tại Bộ phận Một cửa", "trực Một cửa"),
    ("unit_schedule", "Chưa công khai lịch công tác", "lịch công tác"),
    (
        "unit_rules",
        "Nội quy, quy chế cơ quan thực hiện chưa nghiêm",
        "nội quy, quy chế cơ quan",
    ),
    ("unit_no_self_inspection", "Không tổ chức tự kiểm tra", "tự kiểm tra"),
    ("unit_no_reply", "Không xử lý phản ánh, kiến nghị được giao", "xử lý phản ánh"),
    (
        "unit_closed_rooms",
        "Phòng làm việc khóa cửa, không có người trong giờ làm việc",
        "phòng làm việc khóa cửa trong giờ làm việc",
    ),
    (
        "unit_no_rules",
        "Chưa ban hành nội quy, quy chế làm việc",
        "nội quy, quy chế cơ quan",
    ),
    (
        "unit_rules_unposted",
        "Chưa công khai nội quy, quy chế làm việc",
        "nội quy, quy chế cơ quan",
    ),
)
FIELDS: tuple[tuple[str, str], ...] = (
    ("land_environment", "Tài nguyên và môi trường"),
    ("justice", "Tư pháp, hộ tịch"),
    ("labour", "Lao động, thương binh và xã hội"),
    ("construction", "Xây dựng, đô thị"),
    ("business", "Đăng ký kinh doanh"),
    ("health", "Y tế"),
    ("education", "Giáo dục và đào tạo"),
    ("agriculture", "Nông nghiệp"),
    ("transport", "Giao thông vận tải"),
    ("interior", "Nội vụ"),
    ("other", "Lĩnh vực khác"),
)
# code, name, for units too
OTHER_HANDLING: tuple[tuple[str, str, bool], ...] = (
    ("record", "Lập biên bản", True),
    ("remind_oral", "Nhắc nhở miệng", True),
    ("remind_written", "Nhắc nhở bằng văn bản", True),
    ("statement", "Yêu cầu tường trình", False),
    ("self_criticism", "Kiểm điểm, rút kinh nghiệm", True),
    ("criticism", "Phê bình", True),
    ("rectify", "Chấn chỉnh, khắc phục", True),
    ("by_authority", "Xử lý theo thẩm quyền", True),
)
_OFFICIAL = PersonKind.OFFICIAL.value
_SERVANT = PersonKind.CIVIL_SERVANT.value
_EMPLOYEE = PersonKind.PUBLIC_EMPLOYEE.value
# code, name, kinds of person, last day
DISCIPLINE: tuple[tuple[str, str, tuple[str, ...], date | None], ...] = (
    ("reprimand", "Khiển trách", (_OFFICIAL, _SERVANT, _EMPLOYEE), None),
    ("warning", "Cảnh cáo", (_OFFICIAL, _SERVANT, _EMPLOYEE), None),
    ("salary_cut", "Hạ bậc lương", (_SERVANT,), OLD_DISCIPLINE_LAW_ENDS),
    ("demotion", "Giáng chức", (_SERVANT,), OLD_DISCIPLINE_LAW_ENDS),
    ("removal", "Cách chức", (_OFFICIAL, _SERVANT, _EMPLOYEE), None),
    ("recall", "Bãi nhiệm", (_OFFICIAL,), None),
    ("dismissal", "Buộc thôi việc", (_SERVANT, _EMPLOYEE), None),
)

# code, name, kinds of person, first and last day; one code may stand on several lines
LAWS: tuple[tuple[str, str, tuple[str, ...], date, date | None], ...] = (
    ("nd_34_2011", "Nghị định 34/2011/NĐ-CP", (_SERVANT,), FIRST_DAY, date(2020, 9, 19)),
    ("nd_27_2012", "Nghị định 27/2012/NĐ-CP", (_EMPLOYEE,), FIRST_DAY, date(2020, 9, 19)),
    (
        "nd_112_2020",
        "Nghị định 112/2020/NĐ-CP",
        (_OFFICIAL, _SERVANT, _EMPLOYEE),
        date(2020, 9, 20),
        OLD_DISCIPLINE_LAW_ENDS,
    ),
    (
        "nd_112_2020",
        "Nghị định 112/2020/NĐ-CP",
        (_EMPLOYEE,),
        date(2025, 7, 1),
        date(2026, 6, 30),
    ),
    (
        "nd_172_2025",
        "Nghị định 172/2025/NĐ-CP",
        (_OFFICIAL, _SERVANT),
        date(2025, 7, 1),
        None,
    ),
    ("nd_234_2026", "Nghị định 234/2026/NĐ-CP", (_EMPLOYEE,), date(2026, 7, 1), None),
)


def first_rows() -> Iterator[Sequence[DatedRow]]:
    """The first rows of each catalogue."""
    since, decision = FIRST_DAY, "Quyết định 1847/QĐ-TTg"
    yield [
        Area(code=str(number), name=name, order=number, starts_on=since, basis=decision)
        for number, name in AREAS
    ]
    yield [
        Category(
            code=code,
            name=name,
            order=order,
            subject=Subject.PERSON,
            area=area,
            report_phrase=phrase,
            starts_on=since,
            basis=decision,
        )
        for order, (code, name, area, phrase) in enumerate(PERSON_CATEGORIES, 1)
    ] + [
        Category(
            code=code,
            name=name,
            order=order,
            subject=Subject.UNIT,
            report_phrase=phrase,
            starts_on=since,
            basis=decision,
        )
        for order, (code, name, phrase) in enumerate(UNIT_CATEGORIES, 101)
    ]
    yield [
        Field(code=code, name=name, order=order, starts_on=since)
        for order, (code, name) in enumerate(FIELDS, 1)
    ]
    yield [
        HandlingMeasure(code=code, name=name, order=order, for_unit=for_unit, starts_on=since)
        for order, (code, name, for_unit) in enumerate(OTHER_HANDLING, 1)
    ] + [
        HandlingMeasure(
            code=code,
            name=name,
            order=order,
            is_discipline=True,
            person_kinds=",".join(kinds),
            starts_on=since,
            ends_on=last,
            basis="Luật Cán bộ, công chức; Luật Viên chức",
        )
        for order, (code, name, kinds, last) in enumerate(DISCIPLINE, 101)
    ]
    yield [
        Law(
            code=code,
            name=name,
            order=order,
            person_kinds=",".join(kinds),
            starts_on=first,
            ends_on=last,
        )
        for order, (code, name, kinds, first, last) in enumerate(LAWS, 1)
    ]


def install_catalogues(using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """Insert the first rows that are missing (handler of ``post_migrate``; safe to run again)."""
    # post_migrate also fires for a schema taken back to before these tables.
    tables = set(connections[using].introspection.table_names())
    for rows in first_rows():
        model = type(rows[0])
        if model._meta.db_table not in tables:
            continue
        there = model._default_manager.using(using)
        known = list(there.values_list("code", "name"))
        codes, names = {code for code, _ in known}, {sort_key(name) for _, name in known}
        there.bulk_create(
            row for row in rows if row.code not in codes and sort_key(row.name) not in names
        )
