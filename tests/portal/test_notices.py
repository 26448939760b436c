"""The bell, its list, how one wants to be told, and what a mail holds."""

import json
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse

from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint
from inspections.handlings.actions import enter_handling
from inspections.remedies import workflow as remedy_flow
from inspections.rounds import workflow as round_flow
from inspections.visits import workflow as visit_flow
from tayninh_portal import records
from tayninh_portal.models import Job, Notice, User
from tayninh_portal.notifications.declared import subjects
from tests.access.news import written_mail
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.answering import finding, form, remedy
from tests.inspections.complaint_story import SECRETS, handed, in_state, log
from tests.inspections.round_story import in_state as submission_in
from tests.portal.test_mail_death import ROOT

LIST = reverse("notice-list")
# The Monday after the visit of Friday 05/7/2019, the day the complaint came.
NOW = moment(2019, 7, 8, 10)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def address(*people):
    """Each of them has a mail address: their name."""
    for user in people:
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.vn")


def rows(cast, name: str) -> list[tuple[str, str]]:
    """What the list of a person says: kind and title."""
    stated = cast.client(name).get(LIST).context["lines"]
    return [(str(item.kind.label), item.title) for item in stated]


def bell(client) -> str:
    page = client.get(reverse("home")).content.decode()
    found = re.search(r'class="bell-count">([^<]*)<', page)
    return found[1] if found else ""


def test_the_bell_counts_what_is_unread_and_the_list_leads_there(cast):
    made = remedy(cast)
    client = cast.client("clerk_a")
    assert bell(client) == "1"
    assert rows(cast, "clerk_a") == [("Được giao", f"nội dung khắc phục số {made.pk}")]
    (notice,) = Notice.objects.filter(user=cast.clerk_a)
    answer = client.post(reverse("notice-open", args=[notice.pk]))
    assert answer["Location"] == reverse("remedy-detail", args=[made.pk])
    assert client.get(answer["Location"]).status_code == 200
    assert bell(client) == ""
    assert Notice.objects.get(pk=notice.pk).read_at == NOW


def test_the_bell_costs_no_query_of_its_own(cast, django_assert_num_queries):
    remedy(cast)
    client = cast.client("nobody")
    with django_assert_num_queries(3):  # session, account with its number, posts
        client.get(reverse("home"))


def test_the_list_asks_once_a_noun_however_long_it_is(cast, django_assert_num_queries):
    for _ in range(3):
        remedy(cast)
        handed(cast)
    client = cast.client("clerk_a")
    # session, account, posts; count, page; a query a noun, and one about successions
    with django_assert_num_queries(8):
        assert len(client.get(LIST).context["lines"]) == 6


def test_all_are_read_at_once_and_unread_ones_stand_alone(cast):
    first, second = remedy(cast), remedy(cast)
    client = cast.client("clerk_a")
    notice = Notice.objects.get(user=cast.clerk_a, record_id=first.pk)
    client.post(reverse("notice-open", args=[notice.pk]))
    stated = client.get(f"{LIST}?chua-doc").context["lines"]
    assert [item.notice.record_id for item in stated] == [second.pk]
    client.post(reverse("notice-read"))
    assert "Không có thông báo chưa đọc" in client.get(f"{LIST}?chua-doc").content.decode()
    assert Notice.objects.filter(user=cast.head_a).unread().count() == 2


def test_an_empty_list_says_what_will_come(cast):
    assert "Chưa có thông báo nào" in cast.client("leader").get(LIST).content.decode()


def test_what_is_no_longer_ones_own_to_see_is_not_told_any_more(cast, letters):
    address(cast.clerk_a)
    User.objects.update(mail_pace="morning")
    made = handed(cast)
    Complaint.objects.filter(pk=made.pk).update(handed_to=cast.b)
    client = cast.client("clerk_a")
    page = client.get(LIST).content.decode()
    assert "Bản ghi không còn thuộc phạm vi xem của bạn" in page
    assert f"phản ánh số {made.pk}" not in page
    (notice,) = Notice.objects.filter(user=cast.clerk_a)
    assert client.post(reverse("notice-open", args=[notice.pk]))["Location"] == LIST
    assert letters() == []


def test_nobody_is_told_of_a_complaint_that_is_reserved_but_its_leader(cast):
    log(cast, at=NOW, subject_agency=cast.department, reserved_for=cast.leader)
    assert {n.user for n in Notice.objects.all()} == {cast.leader}


def test_whom_a_complaint_is_about_is_told_nothing_whoever_works_on_it(cast):
    made = in_state(cast, "closed")
    Complaint.objects.filter(pk=made.pk).update(subject_user=cast.specialist)
    Notice.objects.all().delete()
    row = Complaint.objects.get(pk=made.pk)
    do(complaint_flow.REOPEN, row, by=cast.manager, at=NOW, note="Chưa xong.")
    assert [n.user for n in Notice.objects.all()] == [cast.operator]


def test_who_did_it_is_not_told(cast):
    made = do(
        remedy_flow.REPORT, remedy(cast), by=cast.head_a, at=NOW, done_on=NOW.date(), text="x"
    )
    do(remedy_flow.RETURN, made, by=cast.specialist, at=NOW, note="Còn thiếu.")
    stated = Notice.objects.filter(kind="given", record_id=made.pk).values_list("user", flat=True)
    assert cast.specialist.pk in stated
    assert not Notice.objects.filter(user=cast.specialist, kind="returned").exists()


def test_what_is_history_when_it_is_written_down_is_told_to_nobody(cast):
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        remedy(cast)
    assert Notice.objects.count() == 0


def test_an_agency_is_told_of_a_visit_while_it_has_something_to_answer(cast):
    """Its home page asks it for a result; once that is entered, a visit concluded anew asks no
    more."""
    about = finding(cast)
    for name in ("clerk_a", "head_a"):
        assert rows(cast, name) == [("Được giao", "lượt kiểm tra ngày 05/7/2019")]
    enter_handling(about, by=cast.clerk_a, at=NOW, form=form("remind_oral"), starts_on=NOW.date())
    before = Notice.objects.count()
    again = do(visit_flow.REOPEN, about.visit, by=cast.manager, at=NOW, note="Ghi sai giờ.")
    do(visit_flow.CONCLUDE, again, by=cast.manager, at=NOW, conclusion="Chấp hành tốt.")
    assert [row.user for row in Notice.objects.order_by("pk")[before:]] == [cast.specialist]


def test_a_round_opened_again_is_told_to_those_alone_who_have_not_sent_theirs(cast):
    """Agency A sent its result; of the others who were asked only those hear that it goes on."""
    day = moment(2020, 1, 10, 9)
    submission = submission_in(cast, "certified")
    with time_machine.travel(day, tick=False):
        closed = do(round_flow.CLOSE, submission.round, by=cast.manager, at=day)
        before = set(Notice.objects.values_list("pk", flat=True))
        do(round_flow.REOPEN, closed, by=cast.manager, at=day, note="Cho gửi bổ sung.")
    told = Notice.objects.exclude(pk__in=before).order_by("user__username")
    assert list(told.values_list("user__username", "kind")) == [
        ("clerk_b", "given"),
        ("head_b", "given"),
    ]


def test_a_failed_action_tells_nobody(cast):
    made = remedy(cast)
    before = Notice.objects.count()
    with pytest.raises(Exception, match=r"Ngày khắc phục xong"):
        do(
            remedy_flow.REPORT,
            made,
            by=cast.clerk_a,
            at=NOW,
            done_on=NOW.date() + timedelta(days=1),
            text="x",
        )
    assert Notice.objects.count() == before


# --- mails ---------------------------------------------------------------------------------------


def test_a_mail_says_what_where_until_when_and_a_link_and_nothing_else(cast, letters, settings):
    settings.BASE_URL = "https://cong-vu.example.vn"
    address(cast.clerk_a)
    made = remedy(cast)
    (letter,) = letters()
    assert letter["To"] == "clerk_a@example.vn"
    assert letter["Subject"] == f"Được giao: nội dung khắc phục số {made.pk}"
    assert letter.get_content().splitlines() == [
        "Kính gửi đồng chí,",
        "",
        "Cổng văn hóa công vụ có thông báo mới dành cho đồng chí:",
        "",
        f"- Được giao: nội dung khắc phục số {made.pk}",
        "  Nơi: Sở Xây dựng",
        "  Hạn: 05/8/2019",
        f"  https://cong-vu.example.vn/kiem-tra/khac-phuc/{made.pk}/",
        "",
        "Đổi cách nhận thư: https://cong-vu.example.vn/thong-bao/thiet-lap/",
        "",
        "Cổng văn hóa công vụ – Sở Nội vụ tỉnh Tây Ninh",
        "Thư gửi tự động, xin không trả lời.",
        "",
    ]


def test_a_mail_about_a_complaint_holds_its_number_alone(cast, letters):
    address(cast.clerk_a, cast.manager, cast.specialist)
    made = handed(cast, at=NOW)
    sent = letters()
    assert {letter["To"] for letter in sent} == {
        "clerk_a@example.vn",
        "manager@example.vn",
        "specialist@example.vn",
    }
    for letter in sent:
        text = letter["Subject"] + letter.get_content()
        assert f"phản ánh số {made.pk}" in text
        for secret in (*SECRETS, "Sở Xây dựng", "lần", "Minh họa", made.code):
            assert secret not in text


def test_what_is_told_together_goes_in_one_mail(cast, letters):
    address(cast.clerk_a)
    remedy(cast)
    remedy(cast)
    (letter,) = letters()
    assert letter["Subject"] == "2 thông báo từ Cổng văn hóa công vụ"
    assert letter.get_content().count("Được giao") == 2
    assert letters() == []


def test_an_agency_whose_name_has_a_line_break_stays_on_its_line(cast, letters):
    address(cast.clerk_a)
    type(cast.a).objects.filter(pk=cast.a.pk).update(name="Sở Xây dựng\r\nBcc: khac@example.vn")
    cast.a.names.update(name="Sở Xây dựng\r\nhttps://gia-mao.example")
    remedy(cast)
    (letter,) = letters()
    assert "  Nơi: Sở Xây dựng https://gia-mao.example\r\n" in letter.get_content()
    assert letter["Bcc"] is None


def test_who_has_no_address_is_told_in_the_portal_alone(cast, letters):
    remedy(cast)
    assert letters() == []
    assert Notice.objects.filter(user=cast.clerk_a).count() == 1
    assert not Job.objects.exists()
    page = cast.client("clerk_a").get(reverse("notice-settings")).content.decode()
    assert "Tài khoản chưa có địa chỉ thư công vụ" in page


def test_a_person_chooses_the_morning(cast, letters):
    address(cast.clerk_a, cast.head_a)
    client = cast.client("clerk_a")
    answer = client.post(reverse("notice-settings"), {"mail_pace": "morning"})
    assert answer["Location"] == reverse("notice-settings")
    assert client.get(answer["Location"]).context["form"].initial == {"mail_pace": "morning"}
    remedy(cast)
    assert [letter["To"] for letter in letters()] == ["head_a@example.vn"]


def test_a_choice_that_is_none_is_told_at_its_field(cast):
    answer = cast.client("clerk_a").post(reverse("notice-settings"), {"mail_pace": "never"})
    assert set(answer.context["form"].errors) == {"mail_pace"}
    assert cast.fresh("clerk_a").mail_pace == "at_once"


# --- mails of the demo ---------------------------------------------------------------------------


WHO = ("specialist", "manager", "admin")


def test_ones_own_mail_is_read_whole_and_the_administrator_reads_no_link(cast, letters):
    mail = written_mail(cast.specialist)
    url = reverse("mail-detail", args=[mail.pk])
    link = re.compile(r"/tai-khoan/dat-mat-khau/[^/\s]+-[^/\s]+/")
    assert link.search(cast.client("specialist").get(url).content.decode())
    assert 'class="letter"' in (mine := cast.client("specialist").get(url).content.decode())
    assert "<a " in mine.split('class="letter"')[1].split("</div>")[0]
    page = cast.client("admin").get(url).content.decode()
    assert "/tai-khoan/dat-mat-khau/…/" in page
    assert not link.search(page)
    assert "<a " not in page.split('class="letter"')[1].split("</div>")[0]
    assert cast.client("manager").get(url).status_code == 404
    listed = [
        cast.client(n).get(reverse("mail-list")).context["page"] for n in ("manager", "admin")
    ]
    assert [list(page) for page in listed] == [[], [mail]]


def test_with_a_mail_server_there_is_no_such_page(cast, settings):
    mail = written_mail(cast.specialist)
    settings.MAIL_ENABLED = True
    for name, arguments in (("mail-list", []), ("mail-detail", [mail.pk])):
        assert cast.client("admin").get(reverse(name, args=arguments)).status_code == 404


def test_the_files_of_the_mails_are_for_their_owner_alone(cast, letters, settings):
    written_mail(cast.specialist)
    (file,) = settings.MAIL_DIR.iterdir()
    assert (settings.MAIL_DIR.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


# --- the declarations ----------------------------------------------------------------------------


def test_every_subject_is_called_and_placed_without_a_name_of_its_own(cast):
    """What has a title in ``LOG_LEAVES_OUT`` may not stand in a mail."""
    for subject in subjects():
        left_out = getattr(subject.model, "LOG_LEAVES_OUT", ())
        made = subject.model()
        read = set(subject.title.__code__.co_names) | set(subject.where.__code__.co_names)
        assert read & set(left_out) == set(), subject.record_type
        assert made.pk is None


def test_there_is_one_way_of_sending_mail():
    paths = [
        path
        for app in ("tayninh_portal", "inspections", "reports", "demo")
        for path in (Path(ROOT) / app).rglob("*.py")
        if re.search(r"django\.core\.mail|smtplib", path.read_text())
    ]
    assert [path.name for path in paths] == ["transport.py"]


def test_a_notice_holds_nothing_of_its_record(cast):
    handed(cast, at=NOW)
    values = json.dumps(list(Notice.objects.values()), default=str)
    assert not any(secret in values for secret in SECRETS)
    assert urlsplit(LIST).path == "/thong-bao/"


def test_a_line_of_the_log_and_its_notices_stand_or_fall_together(cast):
    made = remedy(cast)
    before = Notice.objects.count()
    with pytest.raises(RuntimeError), records.transaction.atomic():
        do(remedy_flow.REPORT, made, by=cast.clerk_a, at=NOW, done_on=NOW.date(), text="x")
        assert Notice.objects.count() == before + 1
        raise RuntimeError
    assert Notice.objects.count() == before
