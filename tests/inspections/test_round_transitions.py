"""A round is opened, closed and reopened; each once, by those who may, with what it says before."""

import pytest
from django.urls import reverse

from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import remove_due_agency, update_round
from inspections.rounds.models import DueAgency, Round
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.round_story import DUE_ON, in_state, opened, plan

ALLOWED = {
    "open": {"draft": {"specialist", "manager"}},
    "close": {"open": {"specialist", "manager"}},
    "reopen": {"closed": {"manager"}},
}
TARGET = {"open": "open", "close": "closed", "reopen": "open"}


def in_round_state(cast, state: str) -> Round:
    round = plan(cast)
    if state != "draft":
        round = do(round_flow.OPEN, round, by=cast.manager, at=moment(2019, 12, 2))
    if state == "closed":
        round = do(round_flow.CLOSE, round, by=cast.manager, at=moment(2020, 1, 20))
    return round


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
@pytest.mark.parametrize("move", ALLOWED)
def test_a_move_is_done_by_those_who_may_and_refused_to_all_others(cast, move, state):
    round = in_round_state(cast, state)
    before = Round.objects.values().get()
    allowed = ALLOWED[move].get(state, set())
    url = reverse(f"round-{move}", args=[round.pk])
    data = {"seen_version": before["version"], "note": "Bổ sung hai cơ quan gửi muộn"}
    hidden = {"operator", "nobody", "department_registrar"}
    if state == "draft":
        hidden |= {"clerk_a", "head_a", "leader"}
    for who in ("specialist", "manager", "clerk_a", "head_a", "leader", *sorted(hidden)):
        if who not in allowed:
            expected = 404 if who in hidden else 403
            assert (who, cast.client(who).post(url, data).status_code) == (who, expected)
            assert (who, cast.client(who).get(url).status_code) == (who, expected)
    assert Round.objects.values().get() == before
    for who in sorted(allowed)[-1:]:
        assert cast.client(who).get(url).status_code == 200
        answers = [cast.client(who).post(url, data).status_code for _ in range(2)]
        assert answers == [302, 200]
        last = Change.objects.of(round).last()
        assert (last.from_state, last.to_state, last.version) == (
            state,
            TARGET[move],
            before["version"] + 1,
        )


def test_a_round_without_agencies_is_not_opened(cast):
    round = plan(cast)
    for row in list(round.due_agencies.select_related("agency")):
        remove_due_agency(round, by=cast.manager, agency=row.agency, reason="Thử")
    with pytest.raises(Refused) as refused:
        do(round_flow.OPEN, round, by=cast.manager)
    assert refused.value.reason.startswith("Danh sách chưa có cơ quan nào phải báo cáo")


def test_before_closing_it_says_who_is_missing(cast):
    submission = in_state(cast, "certified")
    page = cast.client("specialist").get(reverse("round-close", args=[submission.round_id]))
    text = " ".join(page.content.decode().split())
    assert "<dt>Phải báo cáo</dt><dd>05</dd>" in text
    assert "<dt>Chưa gửi</dt><dd>04</dd>" in text
    assert "<dt>Đã gửi, chờ chấp nhận</dt><dd>01</dd>" in text


def test_reopening_asks_for_a_reason(cast):
    round = in_round_state(cast, "closed")
    url = reverse("round-reopen", args=[round.pk])
    page = cast.client("manager").post(url, {"seen_version": round.version, "note": " "})
    assert 'id="id_note_error"' in page.content.decode()
    assert Round.objects.get().state == "closed"


def test_the_deadline_can_be_moved_and_on_time_moves_with_it(cast):
    submission = in_state(cast, "certified")
    round = submission.round
    client = cast.client("specialist")
    data = {
        "seen_version": round.version,
        "title": round.title,
        "due_on": "07/01/2020",
        "request_number": "",
        "request_date": "",
    }
    url = reverse("round-update", args=[round.pk])
    assert client.post(url, data).status_code == 302
    round.refresh_from_db()
    assert DueAgency.objects.progress(round)[0]["on_time"] == 0
    late = {"title": "Của người thứ hai"}
    page = cast.client("manager").post(url, data | late).content.decode()
    assert "đã được người khác sửa" in page
    assert "Của người thứ hai" in page
    assert Round.objects.get().title == "Tự kiểm tra năm 2019"
    assert Change.objects.of(round).last().label == "Sửa thông tin đợt"


@pytest.mark.parametrize("late", ["Tên của người thứ hai", "Tên dài " * 20])
def test_a_title_that_was_not_saved_stands_in_its_box_and_nowhere_else(cast, late):
    round = opened(cast)
    url = reverse("round-update", args=[round.pk])
    data = {"seen_version": round.version, "title": "Tên mới", "due_on": "15/01/2020"}
    cast.client("specialist").post(url, data)
    answer = cast.client("manager").post(url, data | {"title": late})
    form, page = answer.context["form"], answer.content.decode()
    assert [text for text in form.lost.texts if text[0] == "Tên đợt"] == [
        ("Tên đợt", "Tên mới", late.strip())
    ]
    crumbs = page[page.index("<ol>") : page.index("</ol>")]
    assert ("Tự kiểm tra" in crumbs, late.strip() in crumbs) == (True, False)
    assert (round.title, Round.objects.get().title) == ("Tự kiểm tra năm 2019", "Tên mới")


def test_a_field_the_figures_stand_on_is_not_changed(cast):
    round = opened(cast)
    with pytest.raises(TypeError):
        update_round(round, by=cast.manager, seen_version=round.version, period_end=DUE_ON)
    assert Round.objects.get().version == 2


@pytest.mark.parametrize(("state", "may"), [("draft", True), ("open", True), ("closed", False)])
def test_the_due_list_of_a_closed_round_stays(cast, state, may):
    round = in_round_state(cast, state)
    row = round.due_agencies.select_related("agency").first()
    if may:
        remove_due_agency(round, by=cast.manager, agency=row.agency, reason="Thử")
    else:
        with pytest.raises(Refused, match="Đợt này đã khóa"):
            remove_due_agency(round, by=cast.manager, agency=row.agency, reason="Thử")
    assert round.due_agencies.active().filter(pk=row.pk).exists() is not may
