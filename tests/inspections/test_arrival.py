"""What the Tổ shows on its arrival: decision, members, what is visited; or a giấy giới thiệu."""

import io
from datetime import time, timedelta

import pytest
import time_machine
from django.urls import reverse
from pdfminer.high_level import extract_text

from inspections.teams.models import Team
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from tayninh_portal.models import StoredFile
from tayninh_portal.paper.conformity import measure
from tayninh_portal.paper.form import KINDS
from tests.doing import do
from tests.inspections.answering import text_of
from tests.inspections.teaming import planned, seat, team
from tests.inspections.visiting import NOW, draft
from tests.paper.word_reading import body_of, faults, paragraphs

CAST = (
    "specialist", "specialist_b", "manager", "operator", "office_examiner", "leader", "clerk_a",
    "head_a", "clerk_b", "head_b", "nobody",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def answers(cast, name: str, visit) -> dict[str, int]:
    """What an address of a visit answers each of the cast."""
    url = reverse(name, args=[visit.pk])
    return {who: cast.client(who).get(url).status_code for who in CAST}


def with_guests(cast) -> Team:
    """A team with a member from agency B, and one without an account."""
    made = seat(cast, team(cast), cast.clerk_b)
    return seat(cast, made, name="Trần Văn Mẫu", post="Thanh tra viên, Thanh tra tỉnh")


def test_of_a_surprise_only_who_goes_and_the_leaders_have_it_and_nobody_else_is_told(cast):
    visit = planned(cast, with_guests(cast))
    for name in ("visit-arrival", "visit-introduction"):
        said = answers(cast, name, visit)
        assert {who for who, code in said.items() if code == 200} == {
            "specialist", "manager", "clerk_b",
        }  # fmt: skip
        assert set(said.values()) == {200, 404}


def test_of_an_announced_one_who_may_see_it_and_does_not_go_is_refused(cast):
    said = answers(cast, "visit-arrival", planned(cast, with_guests(cast), is_surprise=False))
    assert {who for who, code in said.items() if code == 403} == {"specialist_b"}
    assert {who for who, code in said.items() if code == 200} == {
        "specialist", "manager", "clerk_b",
    }  # fmt: skip


def test_the_page_says_decision_members_and_what_is_visited(cast):
    visit = planned(cast, with_guests(cast), place="18 đường số 7")
    client = cast.client("clerk_b")
    assert reverse("visit-arrival", args=[visit.pk]) in text_of(
        client.get(reverse("visit-detail", args=[visit.pk]))
    )
    answer = client.get(reverse("visit-arrival", args=[visit.pk]))
    shown = text_of(answer)
    decided = (
        "Quyết định số 215/QĐ-SNV ngày 01/7/2019 của Giám đốc Sở Nội vụ thành lập Tổ kiểm tra công "
        "vụ"
    )
    told = (
        decided,
        "Minh họa specialist, Tổ trưởng",
        "Trần Văn Mẫu, Thanh tra viên, Thanh tra tỉnh, Thành viên",
        "18 đường số 7",
        "08:00 ngày 19/7/2019",
        "Giấy giới thiệu (PDF)",
    )
    assert [line for line in told if line not in shown] == []
    assert "no-store" in answer["Cache-Control"]
    file = StoredFile.objects.create(
        sha256="0" * 64, name="quyet-dinh.pdf", size=9, media_type="application/pdf",
        created_at=NOW, created_by=cast.manager,
    )  # fmt: skip
    Team.objects.update(file=file)
    shown = text_of(client.get(reverse("visit-arrival", args=[visit.pk])))
    assert reverse("team-decision", args=[visit.team_id]) in shown
    assert "Giấy giới thiệu" not in shown


def test_a_visit_without_a_team_has_its_members_and_no_decision(cast):
    visit = draft(cast, basis_number="", basis_date=None, basis_title="")
    shown = text_of(cast.client("specialist").get(reverse("visit-arrival", args=[visit.pk])))
    assert "Lượt kiểm tra này không có quyết định; xuất trình giấy giới thiệu." in shown
    assert "Giấy giới thiệu (Word)" in shown


def test_once_the_visit_is_over_or_dropped_there_is_nothing_to_show(cast):
    visit = planned(cast, with_guests(cast), day=NOW.date(), starts_at=time(10))
    other = planned(cast, visit.team, day=NOW.date() + timedelta(days=2))
    other = do(visit_flow.DROP, other, by=cast.manager, at=NOW, note="Không đi.")
    asked = {"day": NOW.date(), "starts_at": time(8)}
    begun = do(visit_flow.START, visit, by=cast.specialist, at=NOW, **asked)
    assert answers(cast, "visit-arrival", begun)["clerk_b"] == 200
    Visit.every.filter(pk=begun.pk).update(headcount_note="Không đếm.")
    given = {"conclusion": "Tốt.", "ends_at": time(8, 45)}
    do(visit_flow.CONCLUDE, Visit.every.get(pk=begun.pk), by=cast.specialist, at=NOW, **given)
    for over in (begun, other):
        said = answers(cast, "visit-arrival", over)
        assert {said[who] for who in ("specialist", "manager", "clerk_b")} == {403}
        page = text_of(cast.client("manager").get(reverse("visit-detail", args=[over.pk])))
        assert "Xuất trình" not in page


@pytest.mark.pdf
def test_the_paper_introduces_everybody_who_goes_with_room_for_its_number(cast):
    visit = planned(cast, with_guests(cast))
    url = reverse("visit-introduction", args=[visit.pk])
    pdf = cast.client("clerk_b").get(url).content
    found = [e for e in measure(pdf, KINDS["giay-gioi-thieu"]) if e.verdict == "không đạt"]
    assert [(e.rule, e.found) for e in found] == []
    word = cast.client("specialist").get(url, {"dang": "docx"}).content
    assert faults(word) == []
    told = " ".join(" ".join(paragraphs(body_of(word))).split())
    said = (
        "GIẤY GIỚI THIỆU Kiểm tra công vụ tại Sở Xây dựng Sở Nội vụ tỉnh Tây Ninh trân trọng giới "
        "thiệu: - Ông (bà) ",
        "- Ông (bà) Trần Văn Mẫu, Thanh tra viên, Thanh tra tỉnh, Thành viên. Được cử đến: Sở Xây "
        "dựng. Về việc: kiểm tra công vụ từ 08 giờ 00, ngày 19 tháng 7 năm 2019, theo Quyết định "
        "số 215/QĐ-SNV ngày 01/7/2019 của Giám đốc Sở Nội vụ thành lập Tổ kiểm tra công vụ. "
        "Đề nghị Sở Xây dựng tạo điều kiện để những người có tên ở trên hoàn thành nhiệm vụ. Giấy "
        "này có giá trị đến hết ngày "
        "19 tháng 7 năm 2019./.",
    )
    assert [line for line in said if line not in told] == []
    shown = " ".join(extract_text(io.BytesIO(pdf)).split())
    assert "/GGT-SNV" in shown and "ngày tháng năm 2019" in shown and "GIÁM ĐỐC" in shown
