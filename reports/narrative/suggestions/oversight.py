"""How the Tổ went about its visits, and what does not compare because the registry broke."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reports.figures.breaks import Break
from reports.figures.kinds import GROUP_LABELS, as_called
from reports.figures.names import without_days
from reports.narrative.facts import Facts
from reports.narrative.suggestions.phrasing import compared, listed, making, opened, sentence
from reports.narrative.suggestions.planned import planned
from reports.narrative.words import lowered
from tayninh_portal.lib.dates import short_date

TEAM = "Tổ kiểm tra công vụ của Sở Nội vụ"
CAUSES = (
    ("plan", "theo kế hoạch"),
    ("hotline", "theo phản ánh qua đường dây nóng"),
    ("after_tet", "sau kỳ nghỉ Tết Nguyên đán"),
    ("recheck", "phúc tra"),
    ("other", "theo yêu cầu khác"),
)
# A break by more documents than these is told without them: each is a line of its own.
CITED = 3
# Nghị quyết 202/2025/QH15: the former Long An is Tây Ninh from this day on; its records are not in
# the portal.
MERGED_ON = date(2025, 7, 1)
LONG_AN = (
    "Số liệu của tỉnh Long An (trước sắp xếp) từ ngày {first} đến ngày {last} chưa được tổng hợp "
    "trong báo cáo này."
)


def oversight(facts: Facts) -> list[str]:
    """What was held, and what the plan had foreseen."""
    return [_held(facts), *planned(facts)]


def _held(facts: Facts) -> str:
    """Where, for what reason and how often unannounced; against the period before."""
    visits, surprise = facts["visits.total"], facts["visits.surprise"]
    during = opened(facts.period.name)
    if visits == 0:
        return f"{during}, Sở Nội vụ không tổ chức lượt kiểm tra công vụ nào."
    if visits == 1:
        line = facts.visited[0]
        name, how = without_days(line.names[0]), "đột xuất" if surprise else "có báo trước"
        return (
            f"{during}, {TEAM} kiểm tra {{visits.total}} lượt ({how}) tại {name} vào ngày "
            f"{short_date(line.days[0])}."
        )
    said = sentence(
        f"{during}, {TEAM} kiểm tra {{visits.total}} lượt tại {{visits.agencies}} cơ quan, đơn vị"
        f"{_surprise(facts)}.",
        _causes(facts),
    )
    return sentence(said, compared(facts, ("visits.total", "số lượt kiểm tra", "lượt")))


def _surprise(facts: Facts) -> str:
    visits, surprise = facts["visits.total"], facts["visits.surprise"]
    if surprise == 0:
        return ", đều có báo trước"
    if surprise == visits:
        return ", đều là kiểm tra đột xuất"
    share = making(facts, "visits.surprise", "visits.total")
    return f"; trong đó kiểm tra đột xuất {{visits.surprise}} lượt{share}"


def _causes(facts: Facts) -> str:
    said = [
        f"{words} {{visits.cause.{cause}}} lượt"
        for cause, words in CAUSES
        if facts[f"visits.cause.{cause}"]
    ]
    return f"Tổ kiểm tra {listed(said, between=', ')}." if len(said) > 1 else ""


def comparability(facts: Facts) -> list[str]:
    """Where the registry broke within the period or since the one before: what does not compare,
    and what the numbers leave out."""
    across = facts.before.breaks if facts.before and facts.is_comparable else ()
    found = {each.day: each for each in (*across, *facts.breaks)}
    lines = [_broke(list(found.values()))] if found else []
    if facts.period.spans(MERGED_ON):
        first, last = short_date(facts.period.start), short_date(MERGED_ON - timedelta(days=1))
        lines.append(LONG_AN.format(first=first, last=last))
    return [*lines, *_without_round(facts)]


def _broke(found: Sequence[Break]) -> str:
    """All breaks in one paragraph: what does not compare is said once."""
    when = "thời điểm trên" if len(found) == 1 else "các thời điểm trên"
    return sentence(
        *(_rearranged(each) for each in found),
        f"Do đó, số liệu theo nhóm cơ quan trước và sau {when} không so sánh với nhau.",
    )


def _rearranged(found: Break) -> str:
    """What was done on the day: first by a document the registry holds, then what has none."""
    by: dict[tuple[str, ...], list[str]] = {}
    for group in found.ended:
        by.setdefault(found.documents_of(group), []).append(group)
    cited = [
        f"thực hiện {listed(documents, between=', ')}, {_acts(groups, found)}"
        for documents, groups in by.items()
        if 0 < len(documents) <= CITED
    ]
    uncited = [
        group
        for documents, groups in by.items()
        if not 0 < len(documents) <= CITED
        for group in groups
    ]
    other = [_acts(uncited, found)] if uncited else []
    opening = f"Từ ngày {short_date(found.day)}, "
    if not cited:
        return f"{opening}{other[0]}."
    more = f"Cũng từ ngày này, {other[0]}." if other else ""
    return sentence(f"{opening}{'; '.join(cited)}.", more)


def _acts(groups: Sequence[str], found: Break) -> str:
    """“tỉnh sắp xếp các sở, ban, ngành tỉnh; các huyện, thành phố kết thúc hoạt động”."""
    changed = [_called(group, found) for group in groups if group not in found.gone]
    gone = [_called(group, found) for group in groups if group in found.gone]
    acts = [f"tỉnh sắp xếp {listed(changed)}"] if changed else []
    if gone:
        acts.append(f"{listed(gone)} kết thúc hoạt động")
    return "; ".join(acts)


def _called(group: str, found: Break) -> str:
    """A group as it was called on the last day of the old registry."""
    before = found.day - timedelta(days=1)
    return f"các {lowered(as_called(GROUP_LABELS[group], before, before))}"


def _without_round(facts: Facts) -> list[str]:
    """Groups that changed and that no round of the period asked."""
    changed = {group for found in facts.breaks for group in found.ended}
    missing = [
        lowered(facts.called(label))
        for group, label in GROUP_LABELS.items()
        if group in changed and not facts[f"self_inspections.{group}.due"]
    ]
    if not missing:
        return []
    return [
        f"Báo cáo không có số liệu tự kiểm tra của các {listed(missing, between=', ')} vì không có "
        "đợt tự kiểm tra nào của kỳ này yêu cầu báo cáo."
    ]
