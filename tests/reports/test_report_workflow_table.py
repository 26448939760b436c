"""Every action, in every state, by everybody: done, or refused with its reason and nothing left."""

from datetime import date

import pytest
from django.db import transaction

from reports.checks.models import Acceptance
from reports.freezing.acceptances import accept_warning, findings_of
from reports.freezing.models import Freeze, FrozenRow, Snapshot
from reports.issuing.models import Issuance, PaperForSigning, ReturnNote, Signing, Standing
from reports.issuing.renderings import request_rendering
from reports.issuing.sending_up import send_up
from reports.issuing.workflow import (
    NOT_YOUR_SUBMISSION,
    OWN_SUBMISSION,
    REPORTS,
    approving,
    recalling,
    sent_up_by,
)
from reports.narrative.models import WRITABLE, Report, ReportState, Section
from reports.narrative.reports import update_report, write_section
from tayninh_portal import records
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change, Job, User
from tayninh_portal.records import Act
from tests.doing import do
from tests.fixtures.cast import moment
from tests.reports.issuing import signer
from tests.reports.workflow_story import MEMO, REASONS, SENT, at_state, sent
from tests.reports.workflow_table import (
    NOT_A_DRAFT,
    NOT_SENT_BY_HIM,
    PEOPLE,
    STANDS,
    WORK_OF,
    rows,
)

pytestmark = pytest.mark.once

DAY = moment(2020, 1, 14, 16)
# Done while the words may be written, and refused with their sentence.
AS_THE_WORDS = ("write", "update", "accept_warning", "render")
KEPT = (
    Report,
    Section,
    Freeze,
    FrozenRow,
    Snapshot,
    ReturnNote,
    Acceptance,
    PaperForSigning,
    Signing,
    Issuance,
)


class RollBack(Exception):
    """Takes back what an action did."""


def everything() -> dict[str, list]:
    """All that a step could touch, row by row."""
    found = {model.__name__: list(model.objects.order_by("pk").values()) for model in KEPT}
    lines = Change.objects.order_by("pk").values_list("pk", flat=True)
    return found | {"log": list(lines), "jobs": list(Job.objects.values_list("key", flat=True))}


def carry_out(activity: str, report: Report, by: User, appointment) -> None:
    """One action as its page does it."""
    common = {"by": by, "at": DAY}
    if activity == "write":
        section = report.sections.get(code="causes")
        write_section(section, text="Lời khác.", seen_version=section.version, **common)
    elif activity == "update":
        update_report(report, title="Trích yếu khác", seen_version=report.version, **common)
    elif activity == "accept_warning":
        accept_warning(report, fingerprint=doubtful(report), reason="Đã đối chiếu.", **common)
    elif activity == "render":
        request_rendering(report, **common)
    elif activity == "submit":
        send_up(report, Act(by, DAY))
    else:
        do(REPORTS[activity], report, **common, **asked(activity, appointment))


def asked(activity: str, appointment) -> dict:
    """What a transition asks."""
    signature = {
        "appointment": appointment,
        "standing": Standing.HEAD,
        "signed_on": date(2020, 1, 13),
    }
    return {
        "present": MEMO,
        "choose_signer": {"standing": Standing.DEPUTY},
        "sign": signature,
        "issue": {"number": 14, "issued_on": date(2020, 1, 14)},
        "return": {"notes": REASONS},
        "send_back": {"notes": REASONS},
    }.get(activity, {})


def doubtful(report: Report) -> str:
    """A warning that nobody has accepted yet, where words can still give cause for one."""
    if report.state not in WRITABLE:
        return ""
    section = report.sections.get(code="causes")
    write_section(
        section,
        by=report.created_by,
        at=DAY,
        text="Còn một số vi phạm.",
        seen_version=section.version,
    )
    (found,) = findings_of(report, at=DAY).open
    return found.fingerprint


def outcome(activity: str, report: Report, by: User, appointment) -> str:
    """The reason of a refusal, empty for an action that is done; done or not, it is taken back."""
    reason = ""
    try:
        with transaction.atomic():
            carry_out(activity, report, by, appointment)
            raise RollBack
    except RollBack:
        return reason
    except Refused as refusal:
        return refusal.reason


def expected(activity: str, state: str, cell: str) -> str:
    """What the table's letter says is heard."""
    if cell == "s" and activity in AS_THE_WORDS:
        return f"{NOT_A_DRAFT} {STANDS[state]}"
    return {"o": "", "s": STANDS[state], "w": NOT_SENT_BY_HIM, "x": WORK_OF[activity]}[cell]


@pytest.mark.both_databases
@pytest.mark.parametrize("state", ReportState)
def test_every_deed_by_everybody_is_done_or_refused_with_its_reason(cast, state):
    report, appointment = at_state(cast, state), signer(cast, name="Người Ký Khác")
    before = everything()
    wrong = []
    for activity, _, cells in (row for row in rows() if row[1] == state):
        for (letter, name), cell in zip(PEOPLE, cells, strict=True):
            found = outcome(
                activity, Report.objects.get(pk=report.pk), cast.fresh(name), appointment
            )
            if cell == "x":
                found = found[: len(WORK_OF[activity])]
            if found != expected(activity, state, cell):
                wrong.append(f"{activity} {state} {letter}: {cell} but {found}")
            if everything() != before:
                wrong.append(f"{activity} {state} {letter}: something was left behind")
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_table_names_every_deed_in_every_state():
    activities = [*(transition.name for transition in REPORTS.transitions), *AS_THE_WORDS]
    listed = [(activity, state) for activity, state, _ in rows()]
    assert sorted(listed) == sorted(
        (activity, state.value) for activity in activities for state in ReportState
    )
    assert {len(cells) for *_, cells in rows()} == {len(PEOPLE)}


def test_who_sent_a_report_up_is_known_by_its_own_steps_alone(cast):
    """Not by what is written about it on the way, nor by the log of another record so numbered."""
    report = sent(cast)
    line = Change.objects.of(report).last()
    told = {"at": SENT, "by": cast.manager, "data": {}, "record_id": report.pk}
    told |= {"version": line.version + 1, "action": "conclude", "label": "Kết thúc"}
    Change.objects.create(record_type="inspections.visit", from_state="draft", **told)
    records.amend_many([report], act=Act(cast.manager, SENT), label="Sửa", title="Báo cáo khác")
    assert sent_up_by([report]) == {report.pk: cast.specialist.pk}
    day = DAY.date()
    assert recalling(cast.manager, [report], day) == [NOT_YOUR_SUBMISSION]
    assert approving(cast.specialist, [report], day) == [OWN_SUBMISSION]
