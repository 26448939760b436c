"""A visit whose biên bản is corrected: concluded again with what was signed, nothing else."""

from datetime import time

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.minutes.models import Minutes
from inspections.minutes.tasks import corrections_to_sign
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import update_visit
from inspections.visits.models import Visit
from tayninh_portal.records import Act
from tayninh_portal.tasks import Task
from tests.doing import do
from tests.inspections.minuting import of_team, reopened, sign, signed, written
from tests.inspections.visiting import DAY, NOW, draft, page_of

TO_SIGN = (
    "Biên bản đính chính chưa ký mà nội dung lượt kiểm tra đã khác Biên bản số 01/BB-TKT; ghi biên "
    "bản đính chính đã ký trước khi kết thúc lượt kiểm tra, hoặc sửa lại đúng như đã ký."
)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def not_concluded(cast, visit, **asked) -> dict:
    """What keeps it from being concluded, by field."""
    with pytest.raises(ValidationError) as error:
        do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, **asked)
    assert Visit.objects.get(pk=visit.pk).state == "draft"
    return error.value.message_dict


def counted(cast, visit, present, unknown) -> Visit:
    """Other numbers on a visit that is open."""
    seen = {"by": cast.specialist, "at": NOW, "seen_version": visit.version}
    return update_visit(visit, present=present, absent_unknown=unknown, **seen)


def concluding_button(cast, visit):
    """The button on its page, as who works on it has it."""
    page = cast.client("specialist").get(reverse("visit-detail", args=[visit.pk]))
    (button,) = (button for button in page.context["buttons"] if button.name == "conclude")
    return button


def test_numbers_no_signed_paper_bears_are_not_concluded(cast):
    visit = counted(cast, reopened(cast, signed(cast)), 36, 2)
    assert not_concluded(cast, visit) == {"__all__": [TO_SIGN]}
    assert concluding_button(cast, visit).verdict.reason == TO_SIGN
    # In the browser, by an address kept from before: the sentence stands on the form.
    sent = {"seen_version": visit.version, "conclusion": "Chấp hành tốt.", "ends_at": "10:30"}
    address = reverse("visit-conclude", args=[visit.pk])
    assert TO_SIGN in page_of(cast.client("specialist").post(address, sent))
    # The way on: written, signed, concluded.
    sign(cast, written(cast, visit), number=2)
    assert concluding_button(cast, visit).verdict
    visit = Visit.objects.get(pk=visit.pk)
    assert do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW).state == "concluded"


def test_one_of_several_is_enough_to_conclude_none(cast):
    other = draft(cast, starts_at=time(13, 0), ends_at=time(13, 30), conclusion="Tốt.")
    visit = counted(cast, reopened(cast, signed(cast)), 36, 2)
    act = Act(cast.specialist, NOW)
    with pytest.raises(ValidationError, match="chính chưa ký mà nội dung"):
        visit_flow.VISITS.perform(visit_flow.CONCLUDE, [other, visit], act)
    assert set(Visit.objects.values_list("state", flat=True)) == {"draft"}


def test_a_correction_that_has_its_number_is_called_by_it(cast):
    visit = counted(cast, reopened(cast, signed(cast)), 36, 2)
    written(cast, visit, number=2)
    (said,) = not_concluded(cast, visit)["__all__"]
    assert said == TO_SIGN.replace("chính chưa ký", "chính số 02/BB-TKT chưa ký", 1)


def test_who_opened_it_by_mistake_or_puts_it_back_needs_no_further_paper(cast):
    visit = reopened(cast, signed(cast))
    assert concluding_button(cast, visit).verdict
    visit = counted(cast, visit, 36, 2)
    assert not concluding_button(cast, visit).verdict
    visit = counted(cast, visit, 38, None)
    assert do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW).state == "concluded"


def test_another_conclusion_or_hour_is_noted_and_signed_before_it_is_concluded(cast):
    Visit.objects.filter(pk=(visit := of_team(cast)).pk).update(conclusion="Chấp hành tốt.")
    visit = reopened(cast, signed(cast, Visit.objects.get(pk=visit.pk)))
    asked = {"conclusion": "Chưa tốt.", "ends_at": time(11, 0)}
    then = "lưu nháp, rồi ký biên bản đính chính."
    assert not_concluded(cast, visit, **asked) == {
        "ends_at": [
            "Biên bản số 01/BB-TKT đã ký ghi giờ kết thúc khác; muốn đổi, ghi giờ mới ở “Ghi nhanh "
            f"tại chỗ”, {then}"
        ],
        "conclusion": [
            "Biên bản số 01/BB-TKT đã ký ghi nhận xét, kết luận khác; muốn đổi, ghi nội dung mới ở "
            f"“Ghi nhanh tại chỗ”, {then}"
        ],
    }
    seen = {"by": cast.specialist, "at": NOW, "seen_version": visit.version}
    visit = update_visit(visit, **seen, **asked)
    assert not_concluded(cast, visit, **asked) == {"__all__": [TO_SIGN]}
    sign(cast, written(cast, visit), number=2)
    visit = Visit.objects.get(pk=visit.pk)
    visit = do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, **asked)
    assert (visit.state, visit.conclusion) == ("concluded", "Chưa tốt.")


def test_a_correction_is_a_task_of_who_may_sign_it_until_it_is_signed(cast):
    visit = reopened(cast, signed(cast))
    made = Minutes.objects.get(visit=visit, state="draft")
    people = ("specialist", "manager", "specialist_b", "clerk_a")

    def waiting() -> dict[str, list[Task]]:
        return {name: list(corrections_to_sign(getattr(cast, name), DAY))[1:] for name in people}

    task = Task(
        f"Ký biên bản đính chính lượt kiểm tra {visit.agency.name_on(DAY)} ngày 05/7/2019",
        "Sửa biên bản số 01/BB-TKT",
        None,
        reverse("minutes-detail", args=[made.pk]),
    )
    nobody: dict[str, list[Task]] = {name: [] for name in people}
    assert waiting() == nobody | {"specialist": [task], "manager": [task]}
    assert task.what in page_of(cast.client("specialist").get(reverse("home")))
    sign(cast, written(cast, visit), number=2)
    assert waiting() == nobody


def test_one_that_is_no_correction_or_whose_visit_is_over_is_no_task(cast):
    written(cast)
    other = draft(cast, starts_at=time(13, 0), ends_at=time(13, 30))
    visit = reopened(cast, signed(cast, other))
    do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW)
    assert list(corrections_to_sign(cast.specialist, DAY))[1:] == []
