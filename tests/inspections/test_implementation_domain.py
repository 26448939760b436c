"""The domain of implementation facts: what each kind asks, who enters, confirms, sees."""

from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from inspections.implementation import workflow as fact_flow
from inspections.implementation.actions import record_fact
from inspections.implementation.models import FactKind, FactState, ImplementationFact
from inspections.implementation.workflow import FACTS
from inspections.people.models import Assignment
from tayninh_portal.access import Role, may
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tayninh_portal.records import Act
from tests.doing import do
from tests.fixtures.cast import appoint, moment
from tests.inspections.implementing import DAY, NOW, confirmed, document, fact
from tests.inspections.round_story import drafted

ALONE = {"quantity": 1, "people_reached": None}
NOT_A_WRITER = (
    "Chỉ cán bộ đầu mối hoặc thủ trưởng của cơ quan này mới ghi và sửa được; Sở Nội vụ ghi kết quả "
    "của Sở và của UBND tỉnh."
)
NOT_IN_CHARGE = (
    "Bạn không phụ trách cơ quan này; chuyên viên phụ trách hoặc lãnh đạo Sở Nội vụ xử lý."
)
A_HAND_IN = (
    "Bạn đã nhập hoặc sửa kết quả này nên không thể tự xác nhận; người khác của Sở Nội vụ phải xem."
)


def broken(cast, **changes) -> dict:
    with pytest.raises(ValidationError) as refused:
        fact(cast, **changes)
    return refused.value.message_dict


# --- what each kind asks ------------------------------------------------------------


def test_a_new_fact_waits_for_the_department(cast):
    made = fact(cast)
    assert (made.state, made.quantity, made.people_reached) == (FactState.DRAFT, 2, 80)
    assert list(ImplementationFact.objects.waiting()) == [made]
    assert list(ImplementationFact.objects.counted()) == []
    line = Change.objects.of(made).get()
    assert (line.label, line.to_state) == ("Ghi kết quả triển khai", "draft")


def test_free_text_is_not_copied_into_the_log(cast):
    made = fact(cast, text="Ông A nói…")
    assert "text" not in Change.objects.of(made).get().data


def test_a_directive_takes_day_and_title_from_its_document(cast):
    plan = document(cast)
    made = fact(cast, kind=FactKind.DIRECTIVE, document=plan, day=None, title="", **ALONE)
    assert (made.day, made.title) == (DAY, "Thực hiện Đề án Văn hóa công vụ")


def test_a_directive_without_a_document_is_refused(cast):
    assert broken(cast, kind=FactKind.DIRECTIVE, **ALONE) == {
        "document": ["Chọn văn bản; văn bản chưa có trong danh sách thì ghi trước."]
    }


def test_one_document_is_one_directive_of_an_agency_until_it_is_withdrawn(cast):
    plan = document(cast)
    given = {"kind": FactKind.DIRECTIVE, "document": plan, **ALONE}
    first = fact(cast, **given)
    assert broken(cast, **given) == {
        "__all__": [
            "Văn bản này đã được ghi là văn bản chỉ đạo của cơ quan; ghi lần nữa thì số liệu tính "
            "hai lần."
        ]
    }
    assert fact(cast, document=plan).pk
    do(fact_flow.WITHDRAW, first, by=cast.clerk_a, at=NOW, note="Ghi nhầm.")
    assert fact(cast, **given).pk


@pytest.mark.parametrize("kind", [FactKind.SHORTCOMING, FactKind.PROPOSAL])
def test_what_is_told_in_words_needs_words_and_no_number(cast, kind):
    assert broken(cast, kind=kind) == {
        "quantity": ["Loại kết quả này ghi từng việc một; số lượng là 1."],
        "text": ["Diễn giải hạn chế hoặc kiến nghị; báo cáo lấy lời từ đây."],
        "people_reached": ["Loại kết quả này không ghi số người; để trống."],
    }
    assert fact(cast, kind=kind, text="Chưa thường xuyên.", **ALONE).pk


@pytest.mark.parametrize("kind", [FactKind.RULE_REVIEWED, FactKind.RULE_AMENDED])
def test_rules_reach_nobody(cast, kind):
    assert broken(cast, kind=kind) == {
        "people_reached": ["Loại kết quả này không ghi số người; để trống."]
    }


@pytest.mark.parametrize(
    ("quantity", "said"), [(0, "Nhập số từ 1 trở lên."), (100_000, "Nhập số không quá 99.999.")]
)
def test_a_quantity_is_a_number_of_things(cast, quantity, said):
    assert said in broken(cast, quantity=quantity)["quantity"]


def test_nobody_counted_the_people_is_not_zero_people(cast):
    assert fact(cast, people_reached=None).people_reached is None
    assert fact(cast, people_reached=0).people_reached == 0


def test_the_day_lies_in_the_life_of_the_agency_and_not_ahead(cast):
    assert broken(cast, day=date(2019, 11, 2)) == {
        "day": ["Ngày thực hiện chưa đến; chỉ ghi việc đã làm."]
    }
    assert broken(cast, day=date(2009, 12, 31)) == {
        "day": ["Cơ quan không hoạt động vào ngày này."]
    }
    assert fact(cast, day=date(2010, 1, 1)).pk
    assert fact(cast, day=date(2019, 11, 1)).pk


def test_a_document_of_another_agency_cannot_be_cited(cast):
    others = document(cast, by="clerk_b", agency="b")
    assert broken(cast, document=others) == {
        "document": ["Không có văn bản này trong danh sách của bạn."]
    }


def test_a_double_click_enters_one_fact(cast):
    given = {
        "by": cast.clerk_a,
        "at": NOW,
        "agency": cast.a,
        "client_id": UUID("0d8a1a52-8f9b-4b53-9c8f-1f7f8f5c7a11"),
        "kind": FactKind.POST,
        "day": DAY,
        "title": "Tin bài",
    }
    first, new = record_fact(**given)
    again, second = record_fact(**given)
    assert (first.pk, new, second) == (again.pk, True, False)
    assert ImplementationFact.objects.count() == 1


# --- who may do what ------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "place", "allowed"),
    [
        ("clerk_a", "a", True),
        ("head_a", "a", True),
        ("clerk_a", "b", False),
        ("clerk_a", "a_unit", False),
        ("clerk_a", "province", False),
        ("specialist", "department", True),
        ("specialist", "province", True),
        ("manager", "province", True),
        ("specialist", "a", False),
        ("manager", "a", False),
        ("operator", "department", False),
        ("leader", "province", False),
        ("province_registrar", "province", False),
        ("admin", "department", False),
        ("nobody", "a", False),
    ],
)
def test_who_enters_for_whom(cast, who, place, allowed):
    made = ImplementationFact(agency=getattr(cast, place))
    assert bool(may(cast.fresh(who), "implementation.create", made)) is allowed


# action: who may do it to a fact of Sở Xây dựng that clerk_a entered and that waits
WAITING = {
    "implementation.update": {"clerk_a", "head_a"},
    "implementation.withdraw": {"clerk_a", "head_a"},
    "implementation.confirm": {"specialist", "manager"},
    "implementation.return": {"specialist", "manager"},
    "implementation.reopen": set(),
}
CONFIRMED = {action: set() for action in WAITING} | {"implementation.reopen": {"manager"}}
PEOPLE = (
    "specialist",
    "specialist_b",
    "manager",
    "operator",
    "department_registrar",
    "office_examiner",
    "province_registrar",
    "leader",
    "clerk_a",
    "head_a",
    "clerk_b",
    "head_b",
    "admin",
    "nobody",
)


def verdict(user, action, made):
    """Role, rule and state of the transition of that permission."""
    return FACTS.verdict(user, FACTS[action.partition(".")[2]], made, NOW.date())


def test_who_may_do_what_in_which_state(cast):
    for made, expected in ((fact(cast), WAITING), (confirmed(cast), CONFIRMED)):
        allowed = {
            action: {who for who in PEOPLE if verdict(getattr(cast, who), action, made)}
            for action in expected
        }
        assert allowed == expected


def test_refusals_name_their_reason(cast):
    made = fact(cast)
    assert may(cast.clerk_b, "implementation.update", made).reason == NOT_A_WRITER
    assert may(cast.specialist_b, "implementation.confirm", made).reason == NOT_IN_CHARGE
    done = do(fact_flow.CONFIRM, made, by=cast.specialist, at=NOW)
    assert may(cast.clerk_a, "implementation.update", done).reason == (
        "Kết quả đã được xác nhận; muốn sửa, lãnh đạo Sở Nội vụ mở lại."
    )
    assert verdict(cast.specialist, "implementation.confirm", done).reason == (
        "Kết quả này đã được xác nhận."
    )


@pytest.mark.parametrize("place", ["department", "province"])
def test_what_the_department_enters_is_confirmed_by_somebody_else(cast, place):
    made = fact(cast, by="specialist", agency=place)
    with pytest.raises(Refused) as refused:
        do(fact_flow.CONFIRM, made, by=cast.specialist, at=NOW)
    assert refused.value.reason == A_HAND_IN
    assert do(fact_flow.CONFIRM, made, by=cast.specialist_b, at=NOW).state == FactState.CONFIRMED


def test_who_corrected_a_fact_has_a_hand_in_it(cast):
    made = fact(cast, by="specialist", agency="province")
    made = do(fact_flow.UPDATE, made, by=cast.manager, at=NOW, seen_version=1, quantity=3)
    assert may(cast.manager, "implementation.confirm", made).reason == A_HAND_IN


def test_the_specialist_of_the_parent_confirms_for_a_unit_under_it(cast):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a_unit)
    made = fact(cast, by="nobody", agency="a_unit")
    assert may(cast.specialist_b, "implementation.confirm", made).reason == NOT_IN_CHARGE
    assert do(fact_flow.CONFIRM, made, by=cast.specialist, at=NOW).state == FactState.CONFIRMED


def test_the_charge_of_ubnd_tinh_is_no_charge_of_the_agencies_under_it(cast):
    Assignment.objects.create(
        agency=cast.province,
        user=cast.specialist_b,
        starts_on=date(2010, 1, 1),
        created_at=NOW,
        created_by=cast.admin,
    )
    made = fact(cast)
    assert may(cast.specialist_b, "implementation.confirm", made).reason == NOT_IN_CHARGE
    assert list(ImplementationFact.objects.in_charge_of(cast.specialist_b, DAY)) == []
    assert list(ImplementationFact.objects.in_charge_of(cast.specialist, DAY)) == [made]


# --- the workflow ------------------------------------------------------------


def test_a_returned_fact_is_sent_again_by_its_correction(cast):
    made = do(fact_flow.RETURN, fact(cast), by=cast.specialist, at=NOW, note="Ghi rõ số cuộc.")
    assert made.state == FactState.RETURNED
    made = do(fact_flow.UPDATE, made, by=cast.clerk_a, at=NOW, seen_version=2, quantity=4)
    assert (made.state, made.quantity, made.version) == (FactState.DRAFT, 4, 3)
    lines = Change.objects.of(made).values_list("label", "from_state", "to_state", "note")
    assert list(lines) == [
        ("Ghi kết quả triển khai", "", "draft", ""),
        ("Trả lại", "draft", "returned", "Ghi rõ số cuộc."),
        ("Sửa kết quả triển khai", "returned", "draft", ""),
    ]
    assert do(fact_flow.CONFIRM, made, by=cast.specialist, at=NOW).state == FactState.CONFIRMED


@pytest.mark.parametrize(
    ("transition", "who", "said"),
    [
        (fact_flow.RETURN, "specialist", "Hãy ghi lý do trả lại để cơ quan biết phải sửa gì."),
        (fact_flow.WITHDRAW, "clerk_a", "Hãy ghi lý do rút kết quả này."),
    ],
)
def test_some_transitions_need_a_reason(cast, transition, who, said):
    made = fact(cast)
    with pytest.raises(ValidationError) as refused:
        do(transition, made, by=getattr(cast, who), at=NOW, note="  ")
    assert refused.value.message_dict == {"note": [said]}
    made.refresh_from_db()
    assert made.state == FactState.DRAFT


def test_a_reopened_fact_counts_no_more_and_goes_back_to_its_writer(cast):
    made = do(fact_flow.REOPEN, confirmed(cast), by=cast.manager, at=NOW, note="Đếm trùng.")
    assert list(ImplementationFact.objects.counted()) == []
    assert may(cast.clerk_a, "implementation.update", made)


def test_a_withdrawn_fact_stays_withdrawn(cast):
    made = do(fact_flow.WITHDRAW, fact(cast), by=cast.clerk_a, at=NOW, note="Ghi nhầm.")
    assert may(cast.clerk_a, "implementation.update", made).reason == "Kết quả này đã rút."
    assert FactState.WITHDRAWN not in {
        source for row in FACTS.transitions for source in row.sources
    }


def test_the_confirmer_confirms_what_he_has_read(cast):
    made = fact(cast)
    do(
        fact_flow.UPDATE,
        ImplementationFact.objects.get(),
        by=cast.head_a,
        at=NOW,
        seen_version=1,
        quantity=9,
    )
    with pytest.raises(Conflict):
        do(fact_flow.CONFIRM, made, by=cast.specialist, at=NOW, seen_version=1)
    stale = ImplementationFact.objects.get()
    with pytest.raises(Conflict):
        do(fact_flow.CONFIRM, stale, by=cast.specialist, at=NOW, seen_version=1)
    assert ImplementationFact.objects.get().state == FactState.DRAFT


def test_the_second_of_two_people_is_told(cast):
    made = fact(cast)
    do(
        fact_flow.UPDATE,
        ImplementationFact.objects.get(),
        by=cast.head_a,
        at=NOW,
        seen_version=1,
        quantity=9,
    )
    with pytest.raises(Conflict):
        do(fact_flow.UPDATE, made, by=cast.clerk_a, at=NOW, seen_version=1, quantity=5)
    assert ImplementationFact.objects.get().quantity == 9


# --- many at once ------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 20])
def test_confirming_many_asks_and_writes_for_all_of_them_at_once(
    cast, number, django_assert_max_num_queries
):
    for title in range(number):
        fact(cast, title=f"Cuộc họp {title}")
    user = cast.fresh("specialist")
    rows = list(FACTS.rows(user))
    with django_assert_max_num_queries(15):
        done = FACTS.perform(fact_flow.CONFIRM, rows, Act(user, NOW))
    assert {row.state for row in done} == {FactState.CONFIRMED}
    assert ImplementationFact.objects.counted().count() == number
    assert Change.objects.filter(action="confirm", by=user).count() == number


def test_one_of_many_that_is_not_theirs_keeps_all_from_being_confirmed(cast):
    fact(cast)
    fact(cast, by="clerk_b", agency="b")
    rows = list(FACTS.rows(cast.specialist))
    with pytest.raises(Refused) as refused:
        FACTS.perform(fact_flow.CONFIRM, rows, Act(cast.specialist, NOW))
    assert refused.value.reason == NOT_IN_CHARGE
    assert not ImplementationFact.objects.counted().exists()


def test_facts_of_one_self_inspection_are_withdrawn_with_one_line_in_it(cast):
    submission = drafted(cast)
    for title in ("một", "hai"):
        fact(cast, title=title, submission=submission)
    act = Act(cast.clerk_a, moment(2020, 1, 6))
    FACTS.perform(fact_flow.WITHDRAW, list(FACTS.rows(cast.clerk_a)), act, note="Ghi nhầm.")
    labels = Change.objects.of(submission).values_list("label", flat=True)
    assert list(labels).count("Rút kết quả triển khai kèm theo") == 1
