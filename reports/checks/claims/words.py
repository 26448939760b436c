"""The nouns and qualities of the catalogue, as people write them.

Patterns are in small letters. Whatever the catalogue counts has a noun here; a kind of act, a field
and a form of handling are known by the names of their own rows, and by shorter ones here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from inspections.catalogues.actions import (
    DISCIPLINE,
    FIELDS,
    OTHER_HANDLING,
    PERSON_CATEGORIES,
    UNIT_CATEGORIES,
)
from inspections.catalogues.models import Area, PersonKind
from reports.checks.claims.pieces import Rule, lowered, rule
from reports.checks.claims.qualities import BODY, FACETS, NOISE, PEOPLE
from reports.checks.context import CheckContext
from reports.figures.complaints import CLASSES
from reports.figures.kinds import GROUP_LABELS

_BY = rf"(?:các )?{BODY}"
# A facet of one of these dimensions alone says what is counted.
IMPLIED: Mapping[str, str] = {
    "category": "violations",
    "unit_category": "unit_findings",
    "area": "violations",
    "field": "violations",
    "person_kind": "violations",
    "leader": "violations",
    "form": "violations",
    "punish": "violations",
    "recommended": "violations",
    "self_found": "violations",
    "notice": "visits",
    "cause": "visits",
    "outcome": "visits",
    "counted": "visits",
    "presence": "headcounts",
    "absence": "headcounts",
    "class": "complaints",
    "remedy": "remedies",
    "rules": "rules",
    "visited": "agencies",
    "reported": "agencies",
}

_WHATS: tuple[tuple[str, str], ...] = (
    (r"(?:cuộc|lượt|buổi) tự kiểm tra", "held"),
    (r"(?<=phát sinh )đợt tự kiểm tra", "rounds"),
    (
        r"(?:cuộc|lượt|buổi|đợt) (?:thanh tra, )?kiểm tra(?: công vụ)?",
        "visits",
    ),
    (
        (
            r"(?:tiến hành |tổ chức )?kiểm tra(?= (?:được )?(?:\d[\d.]*|"
            r"\{[^{}]*\}) (?:lượt|cuộc|buổi))"
        ),
        "visits",
    ),
    (r"(?:hoạt động|công tác|việc) kiểm tra(?: công vụ)?", "visits"),
    (r"kiểm tra(?= (?:đột xuất|có báo trước|không báo trước|theo kế hoạch|lại\b))", "visits"),
    (
        r"(?:trường hợp |hành vi |lượt |lỗi |vụ |vụ việc |người |cá nhân )*"
        r"vi phạm(?: của (?:các )?cá nhân)?(?! hành chính| pháp luật)",
        "violations",
    ),
    (r"(?:các )?lỗi", "violations"),
    (
        rf"(?:nội dung |trường hợp )?thiếu sót(?: của {_BY})?",
        "unit_findings",
    ),
    (
        r"(?:cuộc gọi |ý kiến |trường hợp |lượt |đơn )*phản ánh"
        r"(?:, kiến nghị| và kiến nghị| kiến nghị)?(?: của (?:người dân|công dân|nhân dân)"
        r"(?:, tổ chức| và doanh nghiệp|, doanh nghiệp)?)?",
        "complaints",
    ),
    (r"kiến nghị của (?:người dân|công dân|tổ chức)(?:, \w+ \w+)?", "complaints"),
    (r"(?:nội dung|yêu cầu|kiến nghị|việc)(?: phải| cần| được yêu cầu)? khắc phục", "remedies"),
    (r"công tác khắc phục", "remedies"),
    (r"nội dung(?= (?:đã )?(?:đến hạn khắc phục|báo cáo khắc phục|quá hạn))", "remedies"),
    (r"(?:lượt )?người(?: có trong danh sách| theo danh sách)?", "people"),
    (rf"{BODY} có kết quả triển khai(?: thực hiện)?(?: đề án)?", "impl_agencies"),
    (
        r"(?:văn bản (?:chỉ đạo|lãnh đạo|triển khai|chỉ đạo, điều hành)"
        r"(?:, kế hoạch| và kế hoạch)?|văn bản, kế hoạch|văn bản)",
        "directives",
    ),
    (r"(?:hội nghị, cuộc họp|hội nghị|cuộc họp)(?: phổ biến| triển khai)?", "meetings"),
    (r"(?:(?:lượt |buổi |tin )?phát thanh(?:, truyền hình)?|lượt phát sóng)", "broadcasts"),
    (r"(?:tin, bài|tin bài|bài viết|bài đăng|bài báo)(?: đăng tải| được đăng)?", "posts"),
    (
        r"(?:lớp (?:bồi dưỡng|tập huấn|đào tạo)(?:, (?:bồi dưỡng|tập huấn))?|"
        r"bồi dưỡng, tập huấn|lớp học)",
        "trainings",
    ),
    (
        r"(?<!đúng )(?<!theo )(?<!tập trung vào )"
        r"(?:quy định, nội quy, quy chế|quy định, quy chế|nội quy, quy chế|quy chế|quy định)",
        "rules",
    ),
    (
        r"(?:lượt )?người (?:(?:được )?tham dự(?:, tiếp cận)?|(?:được )?tiếp cận|"
        r"tham gia (?:hội nghị|tập huấn))",
        "people_reached",
    ),
    (
        rf"(?:hạn chế, tồn tại|tồn tại, hạn chế|hạn chế)(?: (?:do )?{_BY} nêu(?: ra)?)?",
        "shortcomings",
    ),
    (
        rf"(?:kiến nghị, đề xuất|đề xuất, kiến nghị)(?: (?:do )?{_BY} nêu(?: ra)?)?",
        "proposals",
    ),
)


def names_in(context: CheckContext) -> dict[tuple[str, str], str]:
    """Dimension and value → how the part is called: rows of today over those of the first day."""
    names = {("category", row[0]): row[1] for row in PERSON_CATEGORIES}
    names |= {("category", row[0]): row[1] for row in UNIT_CATEGORIES}
    names |= {("field", code): name for code, name in FIELDS}
    names |= {("form", row[0]): row[1] for row in OTHER_HANDLING}
    names |= {("form", row[0]): row[1] for row in DISCIPLINE}
    names |= {("area", str(area.value)): area.label for area in Area}
    names |= {("person_kind", code): name for code, name in PersonKind.choices}
    names |= {("class", str(code)): name for code, name in CLASSES}
    names |= {("group", code): context.facts.called(name) for code, name in GROUP_LABELS.items()}
    names |= {("leader", "yes"): "Giữ chức vụ lãnh đạo, quản lý"}
    facts = context.facts
    for dimension, lines in (
        ("category", (*facts.violations, *facts.unit_findings)),
        ("field", facts.fields),
    ):
        names |= {(dimension, line.code): line.name for line in lines if line.code}
    return names


def word_rules(names: Mapping[tuple[str, str], str]) -> list[Rule]:
    """The rules of nouns and facets; the full names of parts before the short ones."""
    return [*_named(names), *_WORDS]


def _named(names: Mapping[tuple[str, str], str]) -> Iterator[Rule]:
    for (dimension, value), name in names.items():
        if dimension in ("category", "field", "form", "person_kind", "area"):
            # “Cán bộ” alone is anybody, “trang phục” a kind of act as well.
            if (dimension, value) in (("person_kind", "official"), ("area", "4")):
                continue
            if value == "absent":
                continue
            yield _facet(re.escape(lowered(name)), dimension, [value])


def _facet(pattern: str, dimension: str, values: Iterable[str]) -> Rule:
    return rule(pattern, "facet", (dimension, frozenset(values)))


_WORDS: tuple[Rule, ...] = (
    *(rule(pattern, "noise") for pattern in NOISE),
    rule(PEOPLE, "people"),
    *(rule(pattern, "what", what) for pattern, what in _WHATS),
    *(_facet(pattern, dimension, values.split()) for pattern, dimension, values in FACETS),
    rule(BODY, "weak", "agencies"),
    rule("trường hợp|nội dung|lượt", "unit"),
)
