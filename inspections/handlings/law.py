"""What the law lets an agency decide about a finding."""

from __future__ import annotations

from inspections.catalogues.models import HandlingMeasure, Subject
from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from tayninh_portal.lib.dates import short_date

# A recommendation and no result: an agency says what it decided.
RECOMMENDED_ONLY = ("by_authority",)
# A reminder in writing is a paper with a number and a day, and keeps them: “đã được nhắc nhở bằng
# văn bản ngày …”.
IN_WRITING = ("remind_written",)


def law_problems(handling: Handling) -> dict[str, str]:
    """What the law forbids about a handling: field → sentence; empty when it may stand.

    Discipline binds each kind of person by the law in force on the day handling starts; a case
    under way keeps it. The law of the act's day may be chosen with a reason where it favours the
    person (Nghị định 234/2026/NĐ-CP, Điều 24).
    """
    finding, form = handling.finding, handling.form
    problems: dict[str, str] = {}
    wrong = _form_problem(finding, form)
    if wrong:
        problems["form"] = wrong
    elif handling.law_reason:
        problems |= _act_day_problem(handling)
    elif not form.in_force_on(handling.starts_on):
        problems |= _out_of_force(handling)
    if handling.starts_on < finding.visit_day:
        problems["starts_on"] = "Ngày bắt đầu xử lý không được trước ngày kiểm tra."
    needs_paper = form.is_discipline or form.code in IN_WRITING
    if needs_paper and not handling.decision_number:
        problems["decision_number"] = (
            "Kỷ luật phải có số và ngày quyết định."
            if form.is_discipline
            else "Nhắc nhở bằng văn bản phải có số và ngày văn bản."
        )
    if handling.decision_number and not handling.signer:
        problems["signer"] = "Ghi chức vụ người ký văn bản."
    if handling.decision_date and handling.decision_date < handling.starts_on:
        problems["decision_date"] = "Văn bản không được ký trước ngày bắt đầu xử lý."
    return problems | _effect_problem(handling)


def _effect_problem(handling: Handling) -> dict[str, str]:
    """A decision on discipline may name the day from which it has effect."""
    effective, decided = handling.effective_on, handling.decision_date
    if effective and not handling.form.is_discipline:
        return {"effective_on": "Chỉ quyết định kỷ luật mới ghi ngày có hiệu lực."}
    if effective and decided and effective < decided:
        return {"effective_on": "Quyết định không có hiệu lực trước ngày ký."}
    return {}


def _form_problem(finding: Finding, form: HandlingMeasure) -> str | None:
    if form.code in RECOMMENDED_ONLY:
        return f"“{form.name}” là kiến nghị của Tổ; chọn hình thức cơ quan đã áp dụng."
    if finding.subject == Subject.UNIT:
        return None if form.for_unit else f"“{form.name}” không áp dụng cho đơn vị."
    if not form.suits(finding.person_kind):
        kind = finding.get_person_kind_display().lower()
        return f"Hình thức kỷ luật “{form.name}” không áp dụng cho {kind}."
    if form.takes_a_post and not finding.holds_a_post:
        return f"“{form.name}” chỉ áp dụng cho người giữ chức vụ lãnh đạo, quản lý."
    return None


def _act_day_problem(handling: Handling) -> dict[str, str]:
    if not handling.form.is_discipline:
        return {"law_reason": "Chỉ hình thức kỷ luật mới chọn quy định để áp dụng; để trống ô này."}
    if not handling.form.in_force_on(handling.finding.visit_day):
        return {"form": "Hình thức này không có trong quy định vào ngày vi phạm."}
    return {}


def _out_of_force(handling: Handling) -> dict[str, str]:
    form, act = handling.form, handling.finding.visit_day
    started = short_date(handling.starts_on)
    if form.is_discipline and form.in_force_on(act):
        return {
            "law_reason": f"“{form.name}” không áp dụng vào ngày bắt đầu xử lý ({started}). Nếu "
            f"áp dụng quy định vào ngày vi phạm ({short_date(act)}) vì có lợi hơn cho người vi "
            "phạm thì ghi lý do."
        }
    return {"form": f"“{form.name}” không áp dụng vào ngày bắt đầu xử lý ({started})."}
