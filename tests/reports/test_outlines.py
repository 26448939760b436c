"""The outline of the next year on its screens: made, changed, put in force, followed by reports."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from reports.narrative.models import Outline, OutlineSection
from reports.narrative.outline_drafts import apply_outline, make_outline, update_heading
from reports.narrative.reports import create_report
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Change
from tayninh_portal.records import Act
from tests.fixtures.cast import moment
from tests.reports.composition import make_report

pytestmark = pytest.mark.once
BASIS = "Công văn số 15/BNV-CCVC ngày 05/01/2027 của Bộ Nội vụ"
MADE = {"name": "Đề cương năm 2027", "basis": BASIS, "starts_on": "01/01/2019"}


def first():
    return Outline.objects.get(code="bnv-2020")


def form_of(page, **fields):
    """What the browser sends of the form that was shown, with what is typed into it."""
    form = page.context["form"]
    kept = {"client_id", "seen_version"} & form.fields.keys()
    return {name: str(form[name].value()) for name in kept} | fields


def send(client, page, args, again=False, **fields):
    """Open a form, fill it in, send it (twice)."""
    url = reverse(page, args=args)
    sent = form_of(client.get(url), **fields)
    answers = [client.post(url, sent) for _ in range(2 if again else 1)]
    return answers if again else answers[0]


@pytest.fixture
def client(cast):
    return cast.client("specialist")


@pytest.fixture
def draft(cast):
    act = Act(cast.specialist)
    day = date(2019, 1, 1)
    return make_outline(first(), act, name="Đề cương năm 2027", basis=BASIS, starts_on=day)[0]


def numbered(outline):
    return [(each.number, each.code) for each in outline.sections.all()]


def at_place(outline, code):
    return [outline.pk, outline.sections.get(code=code).pk]


def test_a_new_outline_takes_all_headings_under_their_codes_and_a_double_click_makes_one(client):
    base = first()
    twice = send(client, "outline-create", [base.pk], again=True, **MADE)
    made = Outline.objects.exclude(pk=base.pk).get()
    assert [each["Location"] for each in twice] == [reverse("outline-detail", args=[made.pk])] * 2
    columns = ("code", "order", "level", "number", "heading", "guidance", "expects")
    assert list(made.sections.values(*columns)) == list(base.sections.values(*columns))
    assert (made.basis, made.starts_on, made.made_from) == (BASIS, date(2019, 1, 1), base)
    (line,) = Change.objects.of(made)
    assert (line.label, line.note, len(line.data["sections"])) == (
        "Lập đề cương",
        f"Từ “{base}”.",
        17,
    )


def test_the_form_sent_again_with_another_name_makes_no_second_outline(client):
    url = reverse("outline-create", args=[first().pk])
    sent = form_of(client.get(url), **MADE)
    client.post(url, sent)
    again = client.post(url, sent | {"name": "Tên khác"})
    assert "Biểu mẫu này đã gửi một lần" in again.content.decode()
    assert again.context["form"]["name"].value() == "Tên khác"
    assert Outline.objects.count() == 2


def test_an_outline_cannot_begin_before_the_one_in_force(client):
    page = send(client, "outline-create", [first().pk], **MADE | {"starts_on": "31/12/2018"})
    assert page.context["form"].errors["starts_on"] == [
        "Đề cương “Đề cương báo cáo Đề án Văn hóa công vụ (Công văn 28/BNV-CCVC)” dùng từ ngày "
        "01/01/2019; đề cương mới phải dùng từ ngày đó trở đi."
    ]


def test_wrong_input_stays_at_its_place(client, draft):
    page = send(
        client,
        "outline-heading-update",
        at_place(draft, "training"),
        heading="Có {visits.total} lượt",
        expects=["visits.totals"],
    )
    errors = page.context["form"].errors
    assert list(errors) == ["expects"]
    page = send(
        client, "outline-heading-update", at_place(draft, "training"), heading="Có {visits.total}"
    )
    assert list(page.context["form"].errors) == ["heading"]
    assert page.context["form"]["heading"].value() == "Có {visits.total}"
    assert not Change.objects.of(draft).exclude(action="create").exists()


def test_a_heading_added_is_numbered_by_its_place_and_bears_a_code_of_its_own(client, draft):
    after = draft.sections.get(code="strengths")
    answers = send(
        client,
        "outline-heading-create",
        [draft.pk],
        again=True,
        after=after.pk,
        place="beside",
        heading="Chuyển đổi số",
        guidance="Nêu việc dùng cổng.",
        expects=["visits.total", "violations.total"],
    )
    new = draft.sections.get(heading="Chuyển đổi số")
    assert [each.status_code for each in answers] == [302, 302]
    assert re.fullmatch(r"heading-[0-9a-f]{12}", new.code)
    assert (new.level, new.number, new.expects) == (2, "2", ["visits.total", "violations.total"])
    assert numbered(draft)[10:15] == [
        ("II", "part_assessment"),
        ("1", "strengths"),
        ("2", new.code),
        ("3", "shortcomings"),
        ("4", "causes"),
    ]


def test_a_heading_renamed_moved_and_ended_leaves_its_lines(client, draft):
    send(
        client,
        "outline-heading-update",
        at_place(draft, "proposals"),
        heading="Đề xuất, kiến nghị",
        expects=["implementation.proposals"],
    )
    page = client.get(reverse("outline-detail", args=[draft.pk]))
    move = {name: str(page.context["move"][name].value()) for name in ("client_id", "seen_version")}
    url = reverse("outline-heading-move", args=at_place(draft, "directions"))
    for _ in range(2):
        client.post(url, move | {"to": "up", "section": "1"})
    send(client, "outline-heading-end", at_place(draft, "causes"), again=True)
    assert numbered(draft)[11:] == [
        ("1", "strengths"),
        ("2", "shortcomings"),
        ("III", "part_proposals"),
        ("1", "directions"),
        ("2", "proposals"),
    ]
    lines = Change.objects.of(draft).values_list("version", "label", "note")
    assert list(lines) == [
        (1, "Lập đề cương", f"Từ “{first()}”."),
        (2, "Đổi tên mục", "“Kiến nghị, đề xuất” thành “Đề xuất, kiến nghị”"),
        (3, "Chuyển mục", "Phương hướng, nhiệm vụ trong thời gian tới"),
        (4, "Bỏ mục", "Nguyên nhân của những hạn chế"),
    ]


def test_a_heading_moves_no_further_than_its_level(client, draft):
    page = client.get(reverse("outline-detail", args=[draft.pk]))
    move = {name: str(page.context["move"][name].value()) for name in ("client_id", "seen_version")}
    url = reverse("outline-heading-move", args=at_place(draft, "strengths"))
    answer = client.post(url, move | {"to": "up"}, follow=True)
    assert "Mục “Ưu điểm” đã ở vị trí ngoài cùng trong cấp của nó." in answer.content.decode()
    assert numbered(draft) == numbered(first())


def test_a_heading_with_others_under_it_stays_and_so_does_the_last(client, draft):
    page = send(client, "outline-heading-end", at_place(draft, "part_assessment"))
    assert page.context["form"].non_field_errors() == [
        "Mục này còn mục con; hãy bỏ hoặc chuyển các mục con trước."
    ]
    draft.sections.exclude(code="part_assessment").delete()
    page = send(client, "outline-heading-end", at_place(draft, "part_assessment"))
    assert page.context["form"].non_field_errors() == ["Đề cương phải có ít nhất một mục."]


def test_the_second_of_two_people_sees_what_is_stored_beside_what_they_typed(cast, client, draft):
    url = reverse("outline-heading-update", args=at_place(draft, "training"))
    sent = form_of(client.get(url), heading="Tập huấn", expects=["visits.total"])
    section = draft.sections.select_related("outline").get(code="training")
    update_heading(
        section, Act(cast.manager, seen_version=1), heading="Bồi dưỡng", guidance="", expects=[]
    )
    page = client.post(url, sent)
    assert page.context["form"].lost.texts == (
        ("Tên mục", "Bồi dưỡng", "Tập huấn"),
        ("Gợi ý nội dung", "–", "–"),
        ("Số liệu phải nêu", "–", "Lượt kiểm tra (lượt)"),
    )
    again = client.post(url, form_of(page, heading="Tập huấn", expects=["visits.total"]))
    assert again.status_code == 302
    section.refresh_from_db()
    assert (section.heading, section.expects) == ("Tập huấn", ["visits.total"])


def test_the_picker_without_a_script_keeps_what_is_ticked(client, draft):
    url = reverse("outline-heading-update", args=at_place(draft, "training"))
    sent = {"heading": "Chưa lưu", "expects": ["visits.total"], "wanted": "LOP tap huan"}
    page = client.post(url, sent | {"narrow": "1"})
    form = page.context["form"]
    assert [key for key, _ in form.fields["expects"].choices] == [
        "visits.total",
        "implementation.trainings",
    ]
    assert (form["heading"].value(), form["expects"].value()) == ("Chưa lưu", ["visits.total"])
    assert draft.sections.get(code="training").heading != "Chưa lưu"


def test_a_leader_applies_it_once_and_nothing_changes_it_after(cast, client, draft):
    assert client.get(reverse("outline-apply", args=[draft.pk])).status_code == 403
    leader = cast.client("manager")
    answers = send(leader, "outline-apply", [draft.pk], again=True)
    assert [each["Location"] for each in answers] == [f"/de-cuong/{draft.pk}/"] * 2
    draft.refresh_from_db()
    assert draft.applied_at is not None
    assert [line.label for line in Change.objects.of(draft)] == ["Lập đề cương", "Áp dụng đề cương"]
    for name in ("outline-update", "outline-discard", "outline-heading-create"):
        assert leader.get(reverse(name, args=[draft.pk])).status_code == 403
    section = draft.sections.select_related("outline").get(code="training")
    with pytest.raises(Refused, match="Đề cương đã áp dụng thì không sửa được nữa"):
        update_heading(section, Act(cast.manager), heading="x", guidance="", expects=[])


def test_what_is_put_in_force_is_what_was_seen(cast, draft):
    act = Act(cast.manager, seen_version=1)
    section = draft.sections.select_related("outline").get(code="training")
    update_heading(section, Act(cast.specialist), heading="Khác", guidance="", expects=[])
    with pytest.raises(Conflict):
        apply_outline(draft, act)
    draft.refresh_from_db()
    assert draft.applied_at is None


def test_a_draft_given_up_is_gone_from_sight_and_its_lines_stay(client, draft):
    answers = send(client, "outline-discard", [draft.pk], again=True)
    assert [each["Location"] for each in answers] == ["/de-cuong/"] * 2
    assert client.get(reverse("outline-detail", args=[draft.pk])).status_code == 404
    lines = client.get(reverse("outline-list")).context["page"]
    assert list(lines) == [first()]
    assert Change.objects.of(draft).count() == 2


def test_reports_follow_the_outline_of_their_day_and_those_made_keep_theirs(cast, draft):
    before = make_report(cast)
    OutlineSection.objects.filter(outline=draft, code="causes").delete()
    Outline.objects.filter(pk=draft.pk).update(starts_on=date(2027, 2, 1))

    def codes(year, at):
        period = parse_period(f"calendar-{year}")
        report, _ = create_report(by=cast.specialist, at=at, year=year, period=period)
        return report.outline, "causes" in set(report.sections.values_list("code", flat=True))

    # A draft is followed by nobody.
    assert codes(2022, moment(2027, 3, 1)) == (first(), True)
    draft.refresh_from_db()
    apply_outline(draft, Act(cast.manager, at=moment(2027, 1, 10)))
    assert codes(2023, moment(2027, 1, 31)) == (first(), True)
    assert codes(2024, moment(2027, 2, 1)) == (draft, False)
    # Before there was any: the first one.
    assert codes(2021, moment(2018, 6, 1)) == (first(), True)
    assert before.sections.active().filter(code="causes").exists()


def test_a_code_is_kept_in_the_outline_after_the_next(cast, client, draft):
    after = draft.sections.get(code="training")
    send(
        client,
        "outline-heading-create",
        [draft.pk],
        after=after.pk,
        place="beside",
        heading="Chuyển đổi số",
    )
    apply_outline(draft, Act(cast.manager))
    draft.refresh_from_db()
    later, _ = make_outline(
        draft, Act(cast.specialist), name="Sau nữa", basis=BASIS, starts_on=date(2030, 1, 1)
    )
    code = draft.sections.get(heading="Chuyển đổi số").code
    assert later.sections.get(heading="Chuyển đổi số").code == code


def test_the_page_says_what_differs_from_the_one_before(client, draft):
    for code, heading in (("training", "Bồi dưỡng"), ("causes", "")):
        rows = draft.sections.filter(code=code)
        rows.update(heading=heading) if heading else rows.delete()
    draft.sections.filter(code="oversight").update(expects=[])
    page = client.get(reverse("outline-detail", args=[draft.pk])).context
    changed = page["changed"]
    assert [each.code for each in changed.ended] == ["causes"]
    assert [(old.heading, new.heading) for old, new in changed.renamed] == [
        ("Tuyên truyền, bồi dưỡng về văn hóa công vụ", "Bồi dưỡng")
    ]
    assert [each.code for each in changed.expecting] == ["oversight"]
    assert changed.added == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_and_a_page_take_as_many_queries_for_one_as_for_thirty(
    cast, client, draft, count, django_assert_num_queries
):
    for number in range(count - 1):
        Outline.objects.create(code=str(uuid.uuid4()), name=f"{number}", starts_on=date(2028, 1, 1))
        OutlineSection.objects.create(
            outline=draft, code=f"x{number}", order=90 + number, level=1, number="", heading="x"
        )
    with django_assert_num_queries(8):
        client.get(reverse("outline-list"))
    with django_assert_num_queries(10):
        client.get(reverse("outline-detail", args=[draft.pk]))
