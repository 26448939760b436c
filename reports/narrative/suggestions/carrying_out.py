"""What was carried out, and what the agencies told with their results.

Facts that were never recorded are not said to be none: the portal knows of them only what was told.
"""

from __future__ import annotations

from reports.narrative.facts import Facts
from reports.narrative.suggestions.phrasing import listed, over, points, reaching

DUE = "self_inspections.total.due"
BODIES = "cơ quan, đơn vị, địa phương"


def directives(facts: Facts) -> list[str]:
    """Directives of all agencies, those of the province and the Sở by name, and own plans."""
    plans = "self_inspections.plans"
    return [*_directives(facts), *_of_due(facts, plans, "ban hành kế hoạch riêng thực hiện Đề án")]


def _directives(facts: Facts) -> list[str]:
    """The number, and by name those of UBND tỉnh and the Sở: which may be all there are."""
    key, named = "implementation.directives", facts.documents
    if facts[key] == 0:
        return []
    if facts[key] == len(named) == 1:
        return [f"Tỉnh đã ban hành {{{key}}} văn bản chỉ đạo, triển khai thực hiện: {named[0]}."]
    head = f"Các {BODIES} đã ban hành {{{key}}} văn bản chỉ đạo, kế hoạch triển khai thực hiện"
    if not named:
        return [f"{head} Đề án."]
    if len(named) == 1:
        return [f"{head} Đề án, trong đó có {named[0]}."]
    if facts[key] == len(named):
        head = f"Tỉnh đã ban hành {{{key}}} văn bản chỉ đạo, kế hoạch triển khai thực hiện"
        return [f"{head} Đề án, gồm:", *points(named)]
    return [f"{head} Đề án, trong đó có các văn bản của tỉnh:", *points(named)]


def propaganda(facts: Facts) -> list[str]:
    """Meetings, broadcasts and posts, whom they reached, and how many agencies told of them."""
    held = [
        f"{verb} {{implementation.{name}}} {noun}"
        for verb, name, noun in (
            ("tổ chức", "meetings", "hội nghị, cuộc họp phổ biến, quán triệt Đề án"),
            ("phát", "broadcasts", "lượt phát thanh, truyền hình"),
            ("đăng tải", "posts", "tin, bài"),
        )
        if facts[f"implementation.{name}"]
    ]
    lines = [f"Các {BODIES} đã {listed(held, between=', ')}."] if held else []
    if held and facts["implementation.people_reached"]:
        lines.append(
            "Các hoạt động phổ biến, tuyên truyền, bồi dưỡng có {implementation.people_reached} "
            "lượt người tham dự, tiếp cận."
        )
    told = "self_inspections.propaganda"
    return [*lines, *_of_due(facts, told, "tổ chức phổ biến, tuyên truyền Đề án")]


def rules_reviewed(facts: Facts) -> list[str]:
    """Rules reviewed and amended, and how many agencies told of it."""
    reviewed, amended = "implementation.rules_reviewed", "implementation.rules_amended"
    rules = "quy định, nội quy, quy chế"
    lines = []
    if facts[reviewed] and facts[amended]:
        lines.append(
            f"Các {BODIES} đã rà soát {{{reviewed}}} {rules}; qua rà soát, sửa đổi, bổ sung hoặc "
            f"ban hành mới {{{amended}}} văn bản."
        )
    elif facts[reviewed]:
        lines.append(f"Các {BODIES} đã rà soát {{{reviewed}}} {rules}.")
    elif facts[amended]:
        lines.append(f"Các {BODIES} đã sửa đổi, bổ sung hoặc ban hành mới {{{amended}}} {rules}.")
    told = "self_inspections.rules_reviewed"
    return [*lines, *_of_due(facts, told, "rà soát nội quy, quy chế của cơ quan, đơn vị")]


def training(facts: Facts) -> list[str]:
    """Courses held."""
    if not facts["implementation.trainings"]:
        return []
    return [
        f"Các {BODIES} đã tổ chức {{implementation.trainings}} lớp bồi dưỡng, tập huấn có nội dung "
        "về văn hóa công vụ."
    ]


def _of_due(facts: Facts, key: str, did: str) -> list[str]:
    """How many of those due told that they ``did`` it; all of them have no share."""
    if not facts[key]:
        return []
    if facts[key] == facts[DUE] > 1:
        return [f"Tất cả {{{key}}} {BODIES} đều {did}."]
    return [f"Có {over(key, DUE)} {BODIES} {did}{reaching(facts, key, DUE)}."]
