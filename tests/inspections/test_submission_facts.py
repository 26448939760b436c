"""Facts told within a self-inspection: entered from its form, counted with its acceptance, once."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from inspections.cited_documents.fields import label_of
from inspections.implementation import workflow as fact_flow
from inspections.implementation.actions import record_fact
from inspections.implementation.models import FactKind, FactState, ImplementationFact
from inspections.rounds import workflow as round_flow
from inspections.submissions import workflow as submission_flow
from inspections.submissions.models import Submission
from reports.figures.catalog import compute
from tayninh_portal.access import may_each
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.implementing import DAY, document, fact
from tests.inspections.round_story import drafted, in_state, typed

YEAR = parse_period("2019-01-01..2019-12-31")


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(moment(2020, 1, 6), tick=False)


def stated(cast, submission, by="clerk_a", **changes) -> ImplementationFact:
    given = {"kind": FactKind.TRAINING, "day": DAY, "title": "Lớp tập huấn", "quantity": 2}
    person, within = getattr(cast, by), {"agency": cast.a, "submission": submission}
    return record_fact(by=person, at=moment(2020, 1, 6), **within, **(given | changes))[0]


def now(submission) -> Submission:
    """The result as it stands: what is told in it is one more version of it."""
    return Submission.objects.get(pk=submission.pk)


def filled(**changes) -> dict[str, str]:
    given = {
        "client_id": str(uuid4()),
        "kind": "training",
        "day": "05/7/2019",
        "title": "Lớp tập huấn",
        "quantity": "2",
        "people_reached": "60",
    }
    return given | changes


def url(name, *args):
    return reverse(name, args=args)


def test_a_clerk_adds_rows_from_the_form_and_loses_nothing_he_typed(cast):
    submission = drafted(cast)
    client, form = cast.client("clerk_a"), url("submission-update", submission.pk)
    assert 'name="fact" value="tell"' in client.get(form).content.decode()
    typed_so_far = typed(submission, propaganda="Đã phổ biến.", fact="tell")
    answer = client.post(form, typed_so_far)
    compose = url("implementation-report", submission.pk)
    assert answer["Location"] == compose
    assert Submission.objects.get().propaganda == "Đã phổ biến."
    kinds = client.get(compose).context["form"].fields["kind"].choices
    assert [kind for kind, _ in kinds if kind in ("shortcoming", "proposal")] == []
    sent = filled()
    for _ in range(2):
        answer = client.post(compose, sent)
        assert answer["Location"] == f"{form}#phan-1"
    made = ImplementationFact.objects.get()
    assert (made.submission, made.agency, made.quantity, made.people_reached) == (
        submission,
        cast.a,
        2,
        60,
    )
    page = client.get(form).content.decode()
    assert "Lớp tập huấn" in page
    stands = now(submission)
    answer = client.post(form, typed(stands, fact=f"update:{made.pk}"))
    assert answer["Location"] == url("implementation-update", made.pk)
    answer = client.post(form, typed(stands, fact=f"withdraw:{made.pk}"))
    assert answer["Location"] == url("implementation-withdraw", made.pk)
    assert client.post(form, typed(stands, fact="update:999")).status_code == 404


def test_a_fact_is_corrected_and_withdrawn_and_one_is_back_in_the_form(cast):
    submission = drafted(cast)
    made, client = stated(cast, submission), cast.client("head_a")
    back = f"{url('submission-update', submission.pk)}#phan-1"
    given = filled(seen_version="1", quantity="3")
    answer = client.post(url("implementation-update", made.pk), given)
    assert answer["Location"] == back
    given = {"seen_version": 2, "note": "Đã ghi ở mục Triển khai."}
    assert client.post(url("implementation-withdraw", made.pk), given)["Location"] == back
    assert ImplementationFact.objects.get().state == FactState.WITHDRAWN
    lines = Change.objects.of(submission).order_by("version").values_list("label", flat=True)
    assert list(lines)[2:] == [
        "Ghi kết quả triển khai kèm theo",
        "Sửa kết quả triển khai kèm theo",
        "Rút kết quả triển khai kèm theo",
    ]
    assert (
        "Lớp tập huấn" not in client.get(url("submission-update", submission.pk)).content.decode()
    )


def test_a_fact_counts_from_acceptance_on_and_not_while_it_is_back(cast):
    submission = drafted(cast)
    stated(cast, submission)

    def trainings():
        return compute(YEAR)["implementation.trainings"]

    submission = do(submission_flow.CERTIFY, now(submission), by=cast.head_a, at=moment(2020, 1, 8))
    assert trainings() == 0
    submission = do(submission_flow.ACCEPT, submission, by=cast.specialist, at=moment(2020, 1, 9))
    assert trainings() == 2
    assert ImplementationFact.objects.get().badge == FactState.CONFIRMED
    do(
        submission_flow.REOPEN,
        submission,
        by=cast.manager,
        at=moment(2020, 1, 10),
        note="Ghi nhầm.",
    )
    assert trainings() == 0
    assert ImplementationFact.objects.get().badge == FactState.DRAFT


@pytest.mark.parametrize(
    ("state", "open_"),
    [("draft", True), ("returned", True), ("certified", False), ("accepted", False)],
)
def test_facts_change_as_long_as_the_result_does(cast, state, open_):
    submission = drafted(cast)
    made = stated(cast, submission)
    if state != "draft":
        submission = do(
            submission_flow.CERTIFY, now(submission), by=cast.head_a, at=moment(2020, 1, 6)
        )
    if state == "returned":
        step = {"by": cast.specialist, "at": moment(2020, 1, 6)}
        submission = do(submission_flow.RETURN, submission, note="Thiếu số lớp.", **step)
    if state == "accepted":
        submission = do(
            submission_flow.ACCEPT, submission, by=cast.specialist, at=moment(2020, 1, 6)
        )
    step = {"by": cast.clerk_a, "at": moment(2020, 1, 6)}

    def stands():
        return ImplementationFact.objects.get(pk=made.pk)

    def actions():
        yield lambda: stated(cast, submission, title="Lớp thứ hai")
        yield lambda: do(fact_flow.UPDATE, stands(), quantity=5, **step)
        yield lambda: do(fact_flow.WITHDRAW, stands(), note="Ghi nhầm.", **step)

    for action in actions():
        if open_:
            action()
        else:
            with pytest.raises(Refused):
                action()
    assert ImplementationFact.objects.count() == (2 if open_ else 1)


def test_in_a_closed_round_nothing_is_told(cast):
    submission = drafted(cast)
    made = stated(cast, submission)
    do(round_flow.CLOSE, submission.round, by=cast.manager, at=moment(2020, 1, 6), note="Hết hạn.")
    submission = Submission.objects.get()
    with pytest.raises(Refused):
        stated(cast, submission, title="Lớp thứ hai")
    with pytest.raises(Refused):
        do(
            fact_flow.WITHDRAW,
            ImplementationFact.objects.get(),
            by=cast.clerk_a,
            at=moment(2020, 1, 6),
            note="Nhầm.",
        )
    assert made.state == FactState.DRAFT


@pytest.mark.parametrize("many", [1, 3])
def test_facts_of_a_result_are_asked_about_together(cast, many, django_assert_num_queries):
    submission = drafted(cast)
    for at in range(many):
        stated(cast, now(submission), title=f"Lớp tập huấn {at}")
    user, rows = cast.fresh("clerk_a"), list(ImplementationFact.objects.all())
    # posts; agencies they write for; results; agencies due, rounds
    with django_assert_num_queries(5):
        verdicts = may_each(user, "implementation.update", rows, on=date(2020, 1, 6))
    assert all(verdicts)


def test_the_head_certifies_what_he_has_seen(cast):
    submission = drafted(cast)
    seen = submission.version
    stated(cast, Submission.objects.get())
    with pytest.raises(Conflict):
        do(
            submission_flow.CERTIFY,
            Submission.objects.get(),
            by=cast.head_a,
            at=moment(2020, 1, 6),
            seen_version=seen,
        )
    page = cast.client("head_a").get(url("submission-certify", submission.pk))
    assert "Lớp tập huấn" in page.content.decode()


def test_words_typed_while_the_head_sends_it_stay_on_the_screen(cast):
    submission = in_state(cast, "certified")
    answer = cast.client("clerk_a").post(url("implementation-report", submission.pk), filled())
    assert answer.context["form"]["title"].value() == "Lớp tập huấn"
    assert answer.context["form"].non_field_errors() == [
        "Kết quả này nằm trong kết quả tự kiểm tra đã gửi; chỉ sửa được khi được trả lại."
    ]
    assert ImplementationFact.objects.count() == 0


@pytest.mark.parametrize("where", ["implementation-report", "implementation-create"])
def test_what_was_told_already_is_warned_of_and_may_still_be_another(cast, where):
    submission = drafted(cast)
    if where == "implementation-report":
        fact(cast, kind=FactKind.TRAINING, title="Lớp tập huấn")
        place = url(where, submission.pk)
    else:
        stated(cast, submission)
        place = url(where)
    client = cast.client("clerk_a")
    sent = filled(title="LỚP TẬP HUẤN")
    answer = client.post(place, sent)
    assert list(answer.context["form"].errors) == ["is_another"]
    assert "số liệu tính hai lần" in answer.content.decode()
    assert 'type="checkbox" name="is_another"' in answer.content.decode()
    assert client.post(place, sent | {"is_another": "on"}).status_code == 302
    assert ImplementationFact.objects.count() == 2
    other_day = filled(day="06/7/2019")
    assert client.post(place, other_day).status_code == 302


def out_of_period(day: str) -> dict[str, list[str]]:
    return {
        "day": [
            f"Ngày {day} ngoài kỳ của đợt tự kiểm tra (từ 01/01/2019 đến 31/12/2019); hãy sửa "
            "ngày, hoặc ghi việc này riêng ở trang “Kết quả triển khai”."
        ]
    }


@pytest.mark.parametrize("day", ["31/12/2018", "02/01/2020"])
def test_what_is_told_was_done_in_the_period_of_the_round(cast, day):
    submission = drafted(cast)
    client, compose = cast.client("clerk_a"), url("implementation-report", submission.pk)
    assert client.post(compose, filled(day=day)).context["form"].errors == out_of_period(day)
    assert not ImplementationFact.objects.exists()
    for last in ("01/01/2019", "31/12/2019"):
        assert client.post(compose, filled(day=last)).status_code == 302
    made = ImplementationFact.objects.order_by("day").last()
    correct = url("implementation-update", made.pk)
    form = client.get(correct).context["form"]
    assert form.fields["day"].help_text.startswith("Trong kỳ 01/01/2019 – 31/12/2019.")
    answer = client.post(correct, filled(seen_version="1", day=day))
    assert answer.context["form"].errors == out_of_period(day)
    assert ImplementationFact.objects.get(pk=made.pk).version == 1
    assert client.post(url("implementation-create"), filled(day=day)).status_code == 302


def test_a_plan_from_before_the_period_is_told_so_at_its_day(cast):
    submission = drafted(cast)
    plan = document(cast, issued_on=date(2018, 7, 5))
    sent = filled(kind="directive", document=label_of(plan), day="", title="", people_reached="")
    answer = cast.client("clerk_a").post(url("implementation-report", submission.pk), sent)
    assert answer.context["form"].errors == out_of_period("05/7/2018")


def test_a_withdrawn_fact_another_agency_and_the_fact_itself_are_no_second_telling(cast):
    made = fact(cast, kind=FactKind.TRAINING, title="Lớp tập huấn")
    fact(cast, "clerk_b", "b", kind=FactKind.TRAINING, title="Lớp tập huấn")
    client = cast.client("clerk_a")
    given = filled(seen_version="1", people_reached="70")
    assert client.post(url("implementation-update", made.pk), given).status_code == 302
    do(
        fact_flow.WITHDRAW,
        ImplementationFact.objects.get(pk=made.pk),
        by=cast.clerk_a,
        at=moment(2020, 1, 6),
        note="Ghi trong kết quả tự kiểm tra.",
    )
    submission = drafted(cast)
    assert client.post(url("implementation-report", submission.pk), filled()).status_code == 302


def test_the_list_finds_a_fact_by_the_state_it_shows(cast):
    submission = drafted(cast)
    stated(cast, submission)
    listed = url("implementation-list")
    client = cast.client("specialist")
    assert len(client.get(listed, {"state": "draft"}).context["page"]) == 1
    submission = do(submission_flow.CERTIFY, now(submission), by=cast.head_a, at=moment(2020, 1, 6))
    do(submission_flow.ACCEPT, submission, by=cast.specialist, at=moment(2020, 1, 6))
    assert len(client.get(listed, {"state": "draft"}).context["page"]) == 0
    assert len(client.get(listed, {"state": "confirmed"}).context["page"]) == 1
