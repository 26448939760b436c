"""What a paper about a held visit is proposed to say, section by section, for a person to edit.

Plain functions from rows to lines, one a section: what a visit comes to hold besides is one more
line in its function. Persons stand here as a number by kind of finding, never by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import shorten

from inspections.catalogues.models import PersonKind, Subject
from inspections.findings.models import Finding
from inspections.minutes.facts import one_stop
from inspections.recommendations.models import Recommendation
from inspections.remedies.models import Remedy
from inspections.visits.models import Visit
from inspections.visits.owned import AbsenceKind
from tayninh_portal.lib.conditions import under
from tayninh_portal.lib.dates import count2, long_time, percent_vi, short_date


def proposed(visit: Visit) -> dict[str, str]:
    """Section → text, of the visit as it was concluded; four queries.

    Without what was found about persons of another body: the paper goes to the visited one, which
    is not told of them (ADR 0048).
    """
    rows = Finding.objects.standing().filter(visit=visit, agency=visit.agency_id)
    findings = list(rows.select_related("category", "recommended_handling").order_by("pk"))
    remedies = Remedy.objects.active().filter(visit=visit, agency=visit.agency_id)
    due = list(
        remedies.select_related(
            "finding__category", "finding__recommended_handling", "recommendation"
        ).order_by("due_on", "pk")
    )
    advised = list(visit.recommendations.filter(withdrawn_at=None).order_by("pk"))
    lines = {
        "facts": facts(visit),
        "good_points": good_points(visit, findings),
        "shortcomings": shortcomings(findings),
        "recommendations": recommendations(findings, advised),
        "remedies": remedies_due(due),
    }
    return {section: "\n".join(said) for section, said in lines.items()}


def facts(visit: Visit) -> list[str]:
    """When and how, who was there, what the Tổ concluded."""
    hours = f"từ {long_time(visit.starts_at)}"
    if visit.ends_at:
        hours += f" đến {long_time(visit.ends_at)}"
    how = "đột xuất" if visit.is_surprise else "có báo trước"
    said = [f"Kiểm tra {how} {hours} ngày {short_date(visit.day)}."]
    if there := "; ".join(part for part in (_present(visit), _absent(visit)) if part):
        said.append(f"Tại thời điểm kiểm tra, {there}.")
    if kinds := _excused(visit):
        said.append(f"Vắng mặt có lý do gồm: {kinds}.")
    if looked_at := one_stop(visit):
        said.append(f"Bộ phận Một cửa: {looked_at[:1].lower()}{looked_at[1:]}.")
    if visit.rooms:
        said.append(_stop(f"Đã kiểm tra tại {visit.rooms}"))
    if visit.headcount_note:
        said.append(f"Giải trình số liệu: {_stop(visit.headcount_note)}")
    return said + [_stop(line) for line in visit.conclusion.splitlines() if line.strip()]


def _present(visit: Visit) -> str:
    if visit.present is None:
        return ""
    if not visit.on_roll:
        return f"có mặt {count2(visit.present)} người"
    share = percent_vi(visit.present, visit.on_roll)
    return f"có mặt {count2(visit.present)}/{count2(visit.on_roll)} người (đạt tỷ lệ {share})"


def _absent(visit: Visit) -> str:
    """Whoever was not there is told of also where nobody counted the others."""
    if not visit.absent:
        return ""
    parts = (
        (visit.absent_excused, "có lý do"),
        (visit.absent_unexcused, "không có lý do"),
        (visit.absent_unknown, "chưa rõ lý do"),
    )
    told = ", ".join(f"{words} {count2(number)} người" for number, words in parts if number)
    return f"vắng mặt {count2(visit.absent)} người, trong đó {told}"


def _excused(visit: Visit) -> str:
    """Absences by kind as a number; what proves one may name somebody and stays in the visit."""
    rows = sorted(visit.absences.all(), key=lambda row: AbsenceKind.values.index(row.kind))
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row.get_kind_display().lower()] += row.people
    return ", ".join(f"{kind} {count2(people)} người" for kind, people in counted.items())


def good_points(visit: Visit, findings: Sequence[Finding]) -> list[str]:
    """What the Tổ noted, and what the facts themselves bear."""
    said = [_stop(line) for line in visit.good_points.splitlines() if line.strip()]
    if visit.on_roll and visit.present == visit.on_roll:
        said.append("Có mặt đầy đủ theo danh sách tại thời điểm kiểm tra.")
    if not visit.absent_unexcused and not any(row.subject == Subject.PERSON for row in findings):
        said.append("Không ghi nhận vi phạm của cá nhân.")
    return said


def shortcomings(findings: Sequence[Finding]) -> list[str]:
    """Persons by kind of finding as a number, units as they were described."""
    persons = [row for row in findings if row.subject == Subject.PERSON]
    said = []
    for name in dict.fromkeys(row.category.name for row in persons):
        kinds = Counter(PersonKind(r.person_kind) for r in persons if r.category.name == name)
        who = ", ".join(f"{count2(n)} {kind.label.lower()}" for kind, n in kinds.items())
        said.append(f"{name}: {count2(kinds.total())} trường hợp ({who})")
    units = [row for row in findings if row.subject == Subject.UNIT]
    said += [f"{row.category.name}: {row.description}".rstrip(": ") for row in units]
    return _items(said)


def recommendations(
    findings: Sequence[Finding], advised: Sequence[Recommendation] = ()
) -> list[str]:
    """What the Tổ proposes; the agency decides. Of persons, whom the same is asked of as a number:
    what is asked under a condition is never counted with what is asked at once."""
    persons = [_bare(row.asked) for row in findings if row.subject == Subject.PERSON and row.asked]
    counted = Counter(f"{asked[:1].upper()}{asked[1:]}" for asked in persons)
    said = [f"{asked}: {count2(number)} trường hợp" for asked, number in counted.items()]
    said += [_of_unit(row) for row in findings if row.subject == Subject.UNIT and row.asked]
    said += [f"{advice}: {advice.asked}" for advice in advised]
    lead = "Đề nghị thủ trưởng cơ quan xem xét, xử lý theo thẩm quyền:"
    return [lead, *_items(said)] if said else []


def _of_unit(finding: Finding) -> str:
    """With what it is about; what is asked without a measure says it at its end."""
    about = f"nội dung {finding.category.name.lower()}"
    form, asked = finding.recommended_handling, finding.recommendation.strip().rstrip(".;")
    if form is None:
        return under(finding.condition, f"{asked} ({about})")
    parts = (f"{form.name} đối với {about}", asked)
    return under(finding.condition, "; ".join(part for part in parts if part))


def remedies_due(remedies: Sequence[Remedy]) -> list[str]:
    """What is to be put right, each with its last day."""
    return _items(f"{_asked(row)}: chậm nhất ngày {short_date(row.due_on)}" for row in remedies)


def _asked(remedy: Remedy) -> str:
    """Of two recommendations to one head each says which it is; what bears a condition says it."""
    asked = ""
    if remedy.recommendation is not None:
        asked = remedy.recommendation.asked
    elif remedy.finding is not None and remedy.finding.condition:
        asked = remedy.finding.recommended
    return f"{remedy.what} ({shorten(asked, 120, placeholder='…')})" if asked else remedy.what


def _items(said: Iterable[str]) -> list[str]:
    """Lines of a list as offices write them: a dash, a semicolon, the last with its full stop."""
    lines = [_bare(line) for line in said]
    marks = [";"] * (len(lines) - 1) + ["."]
    return [f"- {line}{mark}" for line, mark in zip(lines, marks, strict=False)]


def _bare(line: str) -> str:
    return " ".join(line.split()).rstrip(".;")


def _stop(line: str) -> str:
    bare = line.strip()
    return bare if bare.endswith((".", ";", ":")) else f"{bare}."
