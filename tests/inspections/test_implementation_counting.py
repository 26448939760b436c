"""Which facts count, in which period, and who sees them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from inspections.implementation import workflow as fact_flow
from inspections.implementation.actions import record_fact
from inspections.implementation.models import FactKind, ImplementationFact
from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import plan_round
from inspections.rounds.models import Held
from inspections.submissions import workflow as submission_flow
from inspections.submissions.actions import save_submission, start_submission
from tayninh_portal.access import Role, may
from tests.doing import do
from tests.fixtures.cast import appoint, moment
from tests.inspections.implementing import NOW, confirmed, fact


def titles_of(cast, who: str) -> list[str]:
    seen = ImplementationFact.objects.visible_to(cast.fresh(who))
    return sorted(seen.values_list("title", flat=True))


def test_first_and_last_day_of_the_period_count(cast):
    for day in (date(2018, 12, 14), date(2018, 12, 15), date(2019, 7, 5), date(2019, 12, 14)):
        at = moment(2019, 12, 20)
        made, _ = record_fact(
            by=cast.clerk_a, at=at, agency=cast.a, kind=FactKind.POST, day=day, title=str(day)
        )
        do(fact_flow.CONFIRM, made, by=cast.manager, at=at)
    record_fact(
        by=cast.clerk_a, at=moment(2019, 12, 20), agency=cast.a, kind=FactKind.POST,
        day=date(2019, 12, 15), title="sau kỳ",
    )  # fmt: skip
    rows = ImplementationFact.objects.counted().between(date(2018, 12, 15), date(2019, 12, 14))
    assert sorted(rows.values_list("title", flat=True)) == [
        "2018-12-15",
        "2019-07-05",
        "2019-12-14",
    ]


def test_what_is_told_within_a_self_inspection_counts_with_it(cast):
    period = {"period_start": date(2019, 1, 1), "period_end": date(2019, 9, 30)}
    round, _ = plan_round(
        by=cast.manager, at=NOW, title="Đợt 2019", due_on=date(2019, 12, 10), **period
    )
    do(round_flow.OPEN, round, by=cast.manager, at=NOW)
    result, _ = start_submission(round, cast.a, by=cast.clerk_a, at=NOW)
    made = fact(cast, submission=result)
    result.refresh_from_db()
    assert list(ImplementationFact.objects.waiting()) == []
    assert may(cast.specialist, "implementation.confirm", made).reason == (
        "Kết quả này được xác nhận cùng với kết quả tự kiểm tra của cơ quan."
    )
    assert may(cast.clerk_a, "implementation.update", made)
    result = save_submission(
        result,
        by=cast.clerk_a,
        at=NOW,
        seen_version=result.version,
        counts={},
        held=Held.HELD,
        inspections_held=1,
        nothing_found=True,
    )
    result = do(submission_flow.CERTIFY, result, by=cast.head_a, at=NOW)
    assert ImplementationFact.objects.counted().count() == 0
    do(submission_flow.ACCEPT, result, by=cast.specialist, at=NOW)
    made = ImplementationFact.objects.counted().get()
    assert may(cast.clerk_a, "implementation.update", made).reason == (
        "Kết quả này nằm trong kết quả tự kiểm tra đã gửi; chỉ sửa được khi được trả lại."
    )
    with pytest.raises(ValidationError) as refused:
        fact(cast, by="clerk_b", agency="b", submission=result)
    assert refused.value.message_dict == {
        "submission": ["Kết quả tự kiểm tra này là của cơ quan khác."]
    }


def test_who_sees_which_fact(cast):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a_unit)
    fact(cast, title="A chờ")
    confirmed(cast, title="A rồi")
    fact(cast, by="clerk_b", agency="b", title="B chờ")
    confirmed(cast, by="clerk_b", agency="b", title="B rồi")
    fact(cast, by="nobody", agency="a_unit", title="đơn vị chờ")
    confirmed(cast, by="nobody", agency="a_unit", title="đơn vị rồi")
    fact(cast, by="specialist", agency="province", title="tỉnh chờ")
    counted = ["A rồi", "B rồi", "đơn vị rồi"]
    everything = sorted([*counted, "A chờ", "B chờ", "đơn vị chờ", "tỉnh chờ"])
    expected = {
        "specialist": everything,
        "manager": everything,
        "office_examiner": counted,
        "province_registrar": counted,
        "leader": counted,
        "clerk_a": ["A chờ", "A rồi", "đơn vị rồi"],
        "head_a": ["A chờ", "A rồi", "đơn vị rồi"],
        "clerk_b": ["B chờ", "B rồi"],
        "nobody": ["đơn vị chờ", "đơn vị rồi"],
        "operator": [],
        "department_registrar": [],
        "admin": [],
    }
    assert {who: titles_of(cast, who) for who in expected} == expected
