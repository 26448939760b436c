"""A biên bản: written, signed, what it holds from then on, who sees it, what is sealed of it."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from inspections.findings.actions import update_finding, withdraw_finding
from inspections.identities.models import IdentityReading
from inspections.minutes.actions import (
    ENDS_WHERE,
    draft_minutes,
    missing_to_sign,
    next_number,
    update_minutes,
)
from inspections.minutes.facts import read
from inspections.minutes.fields import MEGABYTE
from inspections.minutes.models import Minutes
from inspections.minutes.printing import changes_of
from inspections.minutes.workflow import IS_SIGNED
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import update_visit
from inspections.visits.models import Visit
from tayninh_portal.access import may
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tests.doing import do
from tests.inspections.minuting import (
    NAMES,
    SCAN,
    WORDS,
    begun,
    fresh,
    of_team,
    reopened,
    sign,
    signed,
    upload,
    written,
)
from tests.inspections.teaming import planned
from tests.inspections.visiting import DAY, NOW, draft, page_of, violation
from tests.lib.signed_pdf import sign_pdf

HELD = (
    "Biên bản số 01/BB-TKT đã ký ngày 05/7/2019 nên nội dung lượt kiểm tra được giữ nguyên. Muốn "
    "sửa: kết thúc lượt kiểm tra, lãnh đạo Sở mở lại để đính chính; cổng lập biên bản đính chính, "
    "giữ cả nội dung cũ."
)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def refused(cast, minutes, **changes) -> dict | list:
    """What keeps it from being signed."""
    with pytest.raises(ValidationError) as error:
        sign(cast, minutes, **changes)
    assert Minutes.objects.get(pk=minutes.pk).state == "draft"
    wrong = error.value
    return wrong.message_dict if hasattr(wrong, "error_dict") else wrong.messages


# ── written in the browser ──


def test_a_member_begins_writes_prints_and_records_it_as_signed(cast):
    visit = of_team(cast)
    finding = violation(cast, visit, person={"name": "Trần Văn Mẫu", "post": "chuyên viên"})
    client = cast.client("specialist")
    assert "Lập biên bản" in page_of(client.get(reverse("visit-detail", args=[visit.pk])))
    answer = client.post(reverse("minutes-create", args=[visit.pk]))
    made = Minutes.objects.get()
    update = reverse("minutes-update", args=[made.pk])
    assert answer["Location"] == update
    # Once more leads to the same one.
    assert client.post(reverse("minutes-create", args=[visit.pk]))["Location"] == update
    form = client.get(update).context["form"]
    assert form["number"].value() == 1
    sent = WORDS | {"seen_version": 1, "number": "1", "opened": ""}
    assert client.post(update, sent).status_code == 302
    page = page_of(client.get(reverse("minutes-detail", args=[made.pk])))
    assert "Biên bản số 01/BB-TKT" in page and "Còn thiếu để ghi đã ký" not in page
    printed = client.post(reverse("minutes-paper", args=[made.pk]) + "?dang=docx")
    assert printed["Content-Disposition"] == 'attachment; filename="bien-ban.docx"'
    readings = IdentityReading.objects.order_by("pk").values_list("record_type", "record_id")
    assert list(readings) == [
        ("inspections.minutes", made.pk),
        ("inspections.finding", finding.pk),
    ]
    signing = {"seen_version": 2, "number": "1", "signed_on": "05/7/2019", "manner": "paper"}
    pages = {"upload": [upload(), upload(name="trang-2.pdf")]}
    address = reverse("minutes-sign", args=[made.pk])
    assert client.post(address, signing | pages).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.written_number, made.signed_on) == ("signed", "01/BB-TKT", DAY)
    assert [page.file.name for page in made.pages.all()] == [
        "bien-ban-01-bb-tkt-2019-1.pdf",
        "bien-ban-01-bb-tkt-2019-2.pdf",
    ]


def test_no_name_stands_in_a_column_in_the_log_or_on_a_page(cast):
    visit = of_team(cast)
    violation(cast, visit, person={"name": "Trần Văn Mẫu"})
    made = signed(cast, visit)
    columns = [str(getattr(made, field.attname)) for field in made._meta.concrete_fields]
    logged = Change.objects.of(made).values_list("data", "note", "label")
    encode = DjangoJSONEncoder(ensure_ascii=False).encode
    kept = " ".join([*columns, *(encode(list(line)) for line in logged), made.words.payload])
    pages = [
        page_of(cast.client(name).get(reverse(address, args=[pk])))
        for name in ("specialist", "manager")
        for address, pk in (("minutes-detail", made.pk), ("visit-detail", visit.pk))
    ]
    assert [name for name in NAMES if any(name in text for text in (kept, *pages))] == []
    assert made.told == list(WORDS)


def test_a_blank_box_keeps_what_is_sealed_until_it_is_opened(cast):
    made = written(cast)
    client, address = cast.client("specialist"), reverse("minutes-update", args=[made.pk])
    form = client.get(address).context["form"]
    assert form["secretary"].value() is None
    assert form.fields["secretary"].help_text == "Đã ghi; để trống nếu giữ nguyên."
    assert not IdentityReading.objects.exists()
    shown = client.post(address, {"mo": "1"}).context["form"]
    assert {name: shown[name].value() for name in WORDS} == WORDS
    assert IdentityReading.objects.get().reason == "Soạn biên bản"
    sent = dict.fromkeys(WORDS, "") | {"others": "Bà Ngô Thị Tư", "seen_version": made.version}
    assert client.post(address, sent | {"number": "", "opened": ""}).status_code == 302
    made = fresh(made)
    again = client.post(address, {"mo": "1"}).context["form"]
    assert {name: again[name].value() for name in WORDS} == WORDS | {"others": "Bà Ngô Thị Tư"}
    sent |= {"seen_version": made.version, "opened": "True", "number": ""}
    assert client.post(address, sent).status_code == 302
    assert fresh(made).told == ["others"]


def test_readings_of_it_stand_on_the_page_of_readings(cast):
    made = written(cast)
    cast.client("specialist").post(reverse("minutes-update", args=[made.pk]), {"mo": "1"})
    table = cast.client("manager").get(reverse("identity-reading-list")).context["table"]
    (line,) = table.lines
    assert (line.whose, line.url) == (
        "Người có tên trong biên bản",
        reverse("minutes-detail", args=[made.pk]),
    )


# ── numbers ──


def test_a_team_has_its_own_series_and_a_number_is_used_once_in_it(cast):
    first = signed(cast, number=4)
    other = draft(cast, starts_at=time(13, 0), ends_at=time(13, 30))
    Visit.every.filter(pk=other.pk).update(team=first.team)
    second = written(cast, Visit.every.get(pk=other.pk))
    assert next_number(second) == 5
    assert refused(cast, second, number=4) == {
        "number": ["Số này đã dùng cho một biên bản khác của Tổ, Đoàn."]
    }
    # The Sở's own number comes out of its register.
    alone = written(cast, draft(cast, starts_at=time(7, 0), ends_at=time(7, 30)))
    assert (next_number(alone), alone.symbol) == (None, "BB-SNV")
    sign(cast, alone, number=4)
    again = written(cast, draft(cast, starts_at=time(11, 0), ends_at=time(11, 30)))
    assert refused(cast, again, number=4) == {
        "number": ["Số này đã dùng cho một biên bản khác của Sở trong năm."]
    }


# ── what keeps it from being signed: each a sentence at its place ──


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        (
            {"signed_on": date(2019, 7, 4)},
            "signed_on",
            "Biên bản không thể ký trước ngày kiểm tra (05/7/2019).",
        ),
        ({"signed_on": date(2019, 7, 6)}, "signed_on", "Ngày ký chưa đến."),
        (
            {"at": NOW - timedelta(hours=4)},
            "signed_on",
            "Buổi kiểm tra kết thúc lúc 10:30; biên bản chỉ ký khi buổi kiểm tra đã xong.",
        ),
        ({"data": ()}, "upload", "Chọn tệp biên bản đã ký."),
        (
            {"data": (SCAN, b"\xff\xd8\xff khong phai anh")},
            "upload",
            "Tệp thứ 2: Tệp ảnh bị hỏng hoặc không đúng định dạng. Mở thử, lưu lại rồi tải lên.",
        ),
        ({"digital": True, "data": (SCAN, SCAN)}, "upload", "Biên bản ký số là một tệp PDF."),
        (
            {"digital": True},
            "upload",
            "Tệp có 0/0 chữ ký số còn hiệu lực; biên bản ký số phải có chữ ký còn hiệu lực của Tổ, "
            "Đoàn và của cơ quan. Nếu ký trên giấy, chọn cách ký đó rồi gửi bản quét.",
        ),
    ],
)
def test_it_cannot_have_been_signed_so(cast, changes, field, sentence):
    assert refused(cast, written(cast), **changes) == {field: [sentence]}


def test_what_is_missing_is_told_before_it_is_signed(cast):
    visit = of_team(cast, ends_at=None, on_roll=None, present=None, absent_excused=None)
    made = begun(cast, visit)
    missing = [
        ENDS_WHERE,
        "Ghi tổng số theo danh sách và số có mặt, hoặc ghi lý do không đếm.",
        "Ghi đại diện cơ quan được kiểm tra, hoặc lý do không ký.",
        "Ghi thư ký (người ghi biên bản).",
    ]
    assert missing_to_sign(made) == missing
    assert refused(cast, made) == missing
    page = page_of(cast.client("specialist").get(reverse("minutes-detail", args=[made.pk])))
    assert [sentence for sentence in missing if sentence not in page] == []


def test_who_refuses_to_be_there_is_no_obstacle(cast):
    assert missing_to_sign(written(cast, agency_people="")) == []


@pytest.mark.parametrize(
    ("sizes", "sentence"),
    [
        (
            [100] * 40,
            "Bạn chọn 40 tệp; mỗi lần gửi tối đa 20 tệp. Gửi phần còn lại bằng “Bổ sung trang đã "
            "ký”.",
        ),
        (
            [12 * MEGABYTE] * 5 + [1],
            "Các tệp nặng 61 MB; mỗi lần gửi tối đa 60 MB. Chọn bớt tệp. Gửi phần còn lại bằng “Bổ "
            "sung trang đã ký”.",
        ),
        (
            [100, 20 * MEGABYTE + 1],
            "Tệp thứ 2 nặng 21 MB; mỗi tệp tối đa 20 MB. Chụp, quét lại ở độ phân giải thấp hơn "
            "hoặc tách thành nhiều tệp.",
        ),
    ],
)
def test_more_than_one_request_may_hold_is_told_where_it_was_chosen(cast, sizes, sentence):
    """As a browser without scripts sends it: what was typed stands there still."""
    made = written(cast)
    sent = {"seen_version": made.version, "number": "7", "signed_on": "05/7/2019"}
    photos = [upload(b"\xff" * size, name=f"{at}.jpg") for at, size in enumerate(sizes)]
    address = reverse("minutes-sign", args=[made.pk])
    form = cast.client("specialist").post(address, sent | {"upload": photos}).context["form"]
    assert form.errors["upload"][0] == sentence
    assert (form["number"].value(), form["signed_on"].value()) == ("7", "05/7/2019")
    assert (fresh(made).state, fresh(made).pages.count()) == ("draft", 0)


def test_signed_digitally_by_both_sides(cast):
    once = sign_pdf(SCAN, "Tổ trưởng minh họa")
    made = written(cast)
    assert "Tệp có 1/1 chữ ký số" in refused(cast, made, data=(once,), digital=True)["upload"][0]
    both = sign_pdf(once, "Cơ quan minh họa", "Chữ ký 2")
    done = sign(cast, made, data=(both,), digital=True)
    assert done.digital == 2
    page = page_of(cast.client("specialist").get(reverse("minutes-detail", args=[made.pk])))
    assert "Ký số, 02 chữ ký số" in page


# ── what it holds ──


def test_facts_and_findings_are_held_and_the_conclusion_stays_possible(cast):
    visit = of_team(cast)
    finding = violation(cast, visit)
    seen = visit.version
    made = signed(cast, visit)
    visit = Visit.objects.get(pk=visit.pk)
    # Whoever had the form open before meets a visit that moved on.
    with pytest.raises(Conflict):
        update_visit(visit, by=cast.specialist, at=NOW, seen_version=seen, present=37)
    with pytest.raises(Refused, match="được giữ nguyên"):
        update_visit(visit, by=cast.specialist, at=NOW, seen_version=visit.version, present=37)
    assert may(cast.manager, "visit.update", visit).reason == HELD
    shown = page_of(cast.client("specialist").get(reverse("visit-detail", args=[visit.pk])))
    assert HELD in shown
    with pytest.raises(Conflict, match="được giữ nguyên"):
        violation(cast, visit)
    stale = {"by": cast.specialist, "at": NOW, "seen_version": finding.version}
    with pytest.raises(Conflict, match="được giữ nguyên"):
        update_finding(finding, description="Khác", **stale)
    with pytest.raises(Conflict, match="được giữ nguyên"):
        withdraw_finding(finding, note="Ghi nhầm.", **stale)
    with pytest.raises(ValidationError, match="Biên bản số 01/BB-TKT đã ký ghi kết thúc lúc 10:30"):
        asked = {"conclusion": "Tốt.", "ends_at": time(11, 0)}
        do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, **asked)
    # A draft noted on the spot bears its conclusion, which the signed paper prints.
    Visit.objects.filter(pk=visit.pk).update(conclusion="Chấp hành tốt.")
    visit = Visit.objects.get(pk=visit.pk)
    asked = {"conclusion": "Tốt.", "ends_at": time(10, 30)}
    with pytest.raises(ValidationError, match="đã ký ghi nhận xét, kết luận khác"):
        do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, **asked)
    asked["conclusion"] = "Chấp hành tốt."
    assert do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, **asked).state == "concluded"
    page = page_of(cast.client("specialist").get(reverse("minutes-detail", args=[made.pk])))
    assert "Theo danh sách 40 người; có mặt 38 người; vắng có lý do 02 người" in page
    with pytest.raises(Refused):
        draft_minutes(visit, by=cast.specialist, at=NOW)


def test_a_correction_keeps_what_was_and_tells_what_is(cast):
    visit = of_team(cast)
    late, badge = violation(cast, visit), violation(cast, visit)
    first = signed(cast, visit)
    kept = (first.facts, first.facts_hash, first.version)
    visit = reopened(cast, first)
    second = Minutes.objects.get(corrects=first)
    assert (second.state, second.reason) == ("draft", "Ghi nhầm số người có mặt.")
    assert second.symbol == "BB-TKT"
    stale = {"by": cast.specialist, "at": NOW}
    visit = update_visit(visit, seen_version=visit.version, present=36, absent_unknown=2, **stale)
    withdraw_finding(badge, seen_version=badge.version, note="Ghi nhầm.", **stale)
    changes = changes_of(fresh(second))
    labels = ["Số người", "Nhận xét, kết luận", "Nội dung ghi nhận: công chức"]
    assert [one.label for one in changes] == labels
    assert changes[0].was == "Theo danh sách 40 người; có mặt 38 người; vắng có lý do 02 người"
    assert changes[0].now.endswith(
        "có mặt 36 người; vắng có lý do 02 người; vắng chưa rõ lý do 02 người"
    )
    assert [(one.was, one.now) for one in changes[1:]] == [
        ("không ghi", "Chấp hành tốt."),
        (changes[2].was, "không ghi"),
    ]
    done = sign(cast, written(cast, visit), number=2)
    assert str(done) == "Biên bản đính chính số 02/BB-TKT"
    assert changes_of(fresh(done)) == changes
    first.refresh_from_db()
    assert (first.facts, first.facts_hash, first.version) == kept
    assert f"finding:{late.pk}" in {fact.key for fact in read(fresh(done).facts)}
    # Held again, by the later one.
    assert "Biên bản đính chính số 02/BB-TKT" in may(cast.specialist, "visit.update", visit).reason


def test_a_visit_opened_twice_has_one_correction_to_be_written(cast):
    first = signed(cast)
    visit = reopened(cast, first)
    visit = do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, conclusion="Tốt.")
    do(visit_flow.REOPEN, visit, by=cast.manager, at=NOW, note="Còn thiếu.")
    assert Minutes.objects.filter(visit=visit, state="draft").count() == 1


def test_none_is_written_of_a_visit_to_come_or_called_off(cast):
    to_come = planned(cast)
    with pytest.raises(Refused, match="chưa bắt đầu"):
        draft_minutes(to_come, by=cast.specialist, at=NOW)
    off = do(visit_flow.CANCEL, draft(cast), by=cast.specialist, at=NOW, note="Ghi trùng.")
    with pytest.raises(Refused, match="đã hủy"):
        draft_minutes(off, by=cast.specialist, at=NOW)


def test_its_writer_may_have_left_the_team(cast):
    made = begun(cast)
    asked = {"opened": False, "number": None, "words": WORDS, "seen_version": made.version}
    with pytest.raises(Refused, match="Chỉ thành viên Tổ kiểm tra"):
        update_minutes(made, by=cast.specialist_b, at=NOW, **asked)
    assert update_minutes(made, by=cast.manager, at=NOW, **asked).version == 2


def test_no_paper_of_a_visit_that_was_called_off_is_signed(cast):
    made = written(cast)
    visit = Visit.objects.get(pk=made.visit_id)
    do(visit_flow.CANCEL, visit, by=cast.specialist, at=NOW, note="Ghi trùng.")
    with pytest.raises(Refused, match="đã hủy"):
        sign(cast, fresh(made))


def test_its_names_are_read_by_who_works_on_it_until_it_is_signed(cast):
    action = "minutes.read_identity"
    made = written(cast, of_team(cast))
    assert may(cast.specialist, action, made)
    assert may(cast.specialist_b, action, made).reason == visit_flow.NOT_IN_TEAM
    held = signed(cast, draft(cast))
    assert may(cast.specialist, action, held).reason == IS_SIGNED
