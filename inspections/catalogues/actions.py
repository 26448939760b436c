"""The first rows of the catalogues, installed with the schema and never overwritten.

A row that exists is left alone: an administrator may have ended or renamed it. Sources: the four
areas of Quyết định 1847/QĐ-TTg; forms of discipline by Luật Cán bộ, công chức 2008 and Nghị định
112/2020/NĐ-CP until 30/6/2025, Nghị định 172/2025/NĐ-CP from 01/7/2025.
"""

from __future__ import annotations

from datetime import date

from django.db import DEFAULT_DB_ALIAS

from inspections.catalogues.models import Area, PersonKind, Subject

# Quyết định 1847/QĐ-TTg was signed on 27/12/2018; records before 2019 do not exist.
FIRST_DAY = date(2018, 12, 15)
OLD_DISCIPLINE_LAW_ENDS = date(2025, 6, 30)

# code, name, area, words of the report
PERSON_CATEGORIES: tuple[tuple[str, str, Area, str], ...] = (
    ("late", "Đi muộn", Area.ATTITUDE, "giờ giấc làm việc"),
    ("early_leave", "Về sớm", Area.ATTITUDE, "giờ giấc làm việc"),
    ("absent", "Vắng không lý do", Area.ATTITUDE, "giờ giấc làm việc"),
    (
        "private_work",
        "Làm việc riêng trong giờ làm việc",
        Area.ATTITUDE,
        "giờ giấc làm việc",
    ),
    (
        "procedure_late",
        "Giải quyết thủ tục hành chính trễ hạn",
        Area.ATTITUDE,
        "trễ hạn thủ tục hành chính",
    ),
    ("shirking", "Né tránh, đùn đẩy trách nhiệm", Area.ATTITUDE, "né tránh, đùn đẩy"),
    ("rudeness", "Thái độ giao tiếp chưa đúng mực", Area.CONDUCT, "thái độ giao tiếp"),
    ("bullying", "Hách dịch, cửa quyền", Area.CONDUCT, "thái độ giao tiếp"),
    ("harassment", "Gây phiền hà, nhũng nhiễu", Area.CONDUCT, "thái độ giao tiếp"),
    (
        "alcohol",
        "Uống rượu, bia trong giờ làm việc, giờ nghỉ trưa",
        Area.ETHICS,
        "đạo đức, lối sống",
    ),
    (
        "smoking",
        "Hút thuốc lá không đúng nơi quy định",
        Area.ETHICS,
        "đạo đức, lối sống",
    ),
    (
        "speech",
        "Phát ngôn, sử dụng mạng xã hội không đúng quy định",
        Area.ETHICS,
        "đạo đức, lối sống",
    ),
    ("gambling", "Đánh bạc dưới mọi hình thức", Area.ETHICS, "đạo đức, lối sống"),
    (
        "no_badge",
        "Không đeo thẻ khi thi hành công vụ",
        Area.DRESS,
        "không đeo thẻ khi thi hành công vụ",
    ),
    ("dress", "Trang phục không đúng quy định", Area.DRESS, "trang phục"),
    (
        "official_car",
        "Sử dụng xe công không đúng quy định",
        Area.DRESS,
        "sử dụng xe công",
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


def install_catalogues(using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """Insert the first rows that are missing (handler of ``post_migrate``; safe to run again)."""
    # post_migrate also fires for a schema taken back to before these tables.
    from django.db import connections

    from inspections.catalogues.models import Category, Field, HandlingMeasure

    tables = set(connections[using].introspection.table_names())
    if Category._meta.db_table not in tables:
        return
    categories = [
        Category(
            code=code,
            name=name,
            order=order,
            subject=Subject.PERSON,
            area=area.value,
            report_phrase=phrase,
            starts_on=FIRST_DAY,
            basis="Quyết định 1847/QĐ-TTg",
        )
        for order, (code, name, area, phrase) in enumerate(PERSON_CATEGORIES, 1)
    ] + [
        Category(
            code=code,
            name=name,
            order=order,
            subject=Subject.UNIT,
            report_phrase=phrase,
            starts_on=FIRST_DAY,
            basis="Quyết định 1847/QĐ-TTg",
        )
        for order, (code, name, phrase) in enumerate(UNIT_CATEGORIES, 101)
    ]
    fields = [
        Field(code=code, name=name, order=order, starts_on=FIRST_DAY)
        for order, (code, name) in enumerate(FIELDS, 1)
    ]
    forms = [
        HandlingMeasure(code=code, name=name, order=order, for_unit=for_unit, starts_on=FIRST_DAY)
        for order, (code, name, for_unit) in enumerate(OTHER_HANDLING, 1)
    ] + [
        HandlingMeasure(
            code=code,
            name=name,
            order=order,
            is_discipline=True,
            person_kinds=",".join(kinds),
            starts_on=FIRST_DAY,
            ends_on=last,
            basis="Luật Cán bộ, công chức; Luật Viên chức",
        )
        for order, (code, name, kinds, last) in enumerate(DISCIPLINE, 101)
    ]
    for rows in (categories, fields, forms):
        model = type(rows[0])
        known = set(model._default_manager.using(using).values_list("code", flat=True))
        model._default_manager.using(using).bulk_create(
            [row for row in rows if row.code not in known]
        )
