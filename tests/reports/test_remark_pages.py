"""Remarks at sentences, from the leader who reads to the writer who answers and back again."""

import re
import uuid

import pytest
import time_machine

from reports.freezing.acceptances import accept_warning, findings_of
from reports.issuing.models import ReturnNote
from reports.issuing.workflow import APPROVE, RETURN
from reports.narrative.models import ReportState
from reports.narrative.reports import write_section
from reports.narrative.sections import remove_section
from reports.remarks.models import Remark, RemarkReply
from reports.remarks.showing import remarks_for
from tayninh_portal.access import Role, may
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import appoint, moment
from tests.reports.issuing import sign
from tests.reports.reading import words
from tests.reports.remarking import (
    WORDS,
    key_at,
    remark_at,
    remarked,
    remarked_and_returned,
)
from tests.reports.workflow_story import BACK, now, presented, sent

pytestmark = pytest.mark.once

S = ReportState
SAID = "Nêu nguyên nhân chủ quan."
MENDED = "Nội dung của đơn vị soạn thảo, đã bổ sung."
NOT_THERE = "Ý kiến chưa được ghi: bản đang chờ xem xét không có câu này"


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(moment(2020, 1, 14, 17), tick=False):
        yield


def typed(text, **more):
    return {"text": text, "client_id": str(uuid.uuid4())} | more


def at(report, key):
    return f"/bao-cao/{report.pk}/y-kien/{key}/"


def section(report, code="causes"):
    return now(report).sections.get(code=code)


def answer(cast, remark, text, **more):
    form = {"seen_version": Remark.objects.get(pk=remark.pk).version} | typed(text, **more)
    return cast.client("specialist").post(f"/bao-cao/y-kien/{remark.pk}/tra-loi/", form)


def rewrite(cast, report, text, code="causes"):
    row = section(report, code)
    write_section(row, by=cast.specialist, at=BACK, text=text, seen_version=row.version)


def send_again(cast, report):
    for warning in findings_of(now(report)).warnings:
        accept_warning(
            now(report), by=cast.specialist, fingerprint=warning.fingerprint, reason="Đã đối chiếu."
        )
    return sent(cast, report, at=moment(2020, 1, 11))


def marks(response, tag):
    """What is marked on a page, its words for the ear left out."""
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", response.content.decode(), re.S)
    bare = [re.sub(r'<span class="visually-hidden">.*?</span>', "", each) for each in found]
    return [" ".join(re.sub(r"<[^>]*>", "", each).split()) for each in bare]


def test_a_remark_goes_to_the_writer_and_its_answer_back_to_the_approver(cast):
    report = sent(cast)
    key = key_at(report, "causes")
    client, page = cast.client("manager"), f"/bao-cao/{report.pk}/duyet/"
    made = client.post(at(report, key), typed(SAID))
    assert (made.status_code, made.url) == (302, f"{page}#cau-{key}")
    assert "Đã ghi 01 ý kiến tại bản này" in words(client.get(page))
    # What is still being read is not the writer's yet.
    assert SAID not in words(cast.client("specialist").get(f"/bao-cao/{report.pk}/"))
    back = client.post(
        f"/bao-cao/{report.pk}/tra-lai/", {"seen_version": now(report).version, "whole": ""}
    )
    assert (back.status_code, now(report).state) == (302, S.RETURNED)
    assert list(ReturnNote.objects.values_list("text", "section")) == [
        ("Xem các ý kiến tại từng câu.", None)
    ]

    (remark,) = Remark.objects.all()
    written = cast.client("specialist").get(f"/bao-cao/{report.pk}/")
    assert "01 ý kiến tại câu, 01 chưa trả lời" in words(written)
    assert f'id="y-kien-{remark.pk}"' in written.content.decode()
    editor = f"/bao-cao/{report.pk}/muc/{section(report).pk}/"
    assert SAID in words(cast.client("specialist").get(editor))
    done = answer(cast, remark, "Đã bổ sung.", **{"from": "editor"})
    assert done.url == f"{editor}#y-kien-{remark.pk}"
    rewrite(cast, report, MENDED)
    assert "01 ý kiến tại câu, đã trả lời hết" in words(
        cast.client("specialist").get(f"/bao-cao/{report.pk}/")
    )

    send_again(cast, report)
    again = client.get(page)
    assert "01 ý kiến lần trước" in words(again)
    assert "3. Nguyên nhân của những hạn chế, câu này đã được sửa:" in words(again)
    assert "Đã bổ sung." in words(again)
    # In the remark, and in the text itself.
    assert marks(again, "ins") == ["thảo, đã bổ sung.", "gạch dưới", "thảo, đã bổ sung."]
    assert marks(again, "del") == ["thảo.", "gạch ngang", "thảo."]
    client.post(page, {"seen_version": now(report).version})
    assert now(report).state == S.APPROVED
    assert Remark.objects.get().state == "settled"
    lines = Change.objects.of(remark).values_list("label", flat=True)
    assert list(lines) == ["Ghi ý kiến", "Trả lời ý kiến", "Ghi là đã xong khi duyệt, ký"]


def test_the_first_time_there_is_nothing_to_compare_with(cast):
    page = cast.client("manager").get(f"/bao-cao/{sent(cast).pk}/duyet/")
    assert "Đây là lần xem xét đầu nên không có bản trước" in words(page)
    assert (marks(page, "ins"), marks(page, "del")) == ([], [])


def test_a_version_nobody_decided_about_is_not_what_one_compares_with(cast):
    report = sent(cast)
    cast.client("specialist").post(
        f"/bao-cao/{report.pk}/rut-lai/", {"seen_version": report.version}
    )
    rewrite(cast, report, MENDED)
    send_again(cast, report)
    page = cast.client("manager").get(f"/bao-cao/{report.pk}/duyet/")
    assert "Đây là lần xem xét đầu" in words(page)


def test_a_link_opens_the_form_at_its_sentence_without_a_script(cast):
    report = sent(cast)
    key = key_at(report, "causes")
    page = cast.client("manager").get(f"/bao-cao/{report.pk}/duyet/").content.decode()
    assert f'href="{at(report, key)}#y-kien-cau-{key}"' in page
    assert page.count("<textarea") == 1  # the reason of a return alone
    opened = cast.client("manager").get(at(report, key)).content.decode()
    assert f'id="y-kien-{key}-text"' in opened
    assert opened.count("<textarea") == 2


def test_a_script_gets_the_sentence_alone_and_then_the_decisions(cast):
    report = sent(cast)
    key, client = key_at(report, "causes"), cast.client("manager")
    opened = client.get(at(report, key), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in opened
    assert opened.count("<textarea") == 1
    form = typed(SAID, whole="Lý do đang gõ dở.")
    saved = client.post(at(report, key), form, headers={"HX-Request": "true"})
    page = saved.content.decode()
    assert (saved.status_code, "X-Form-Done" in saved.headers) == (200, True)
    assert f'id="cau-{key}" hx-swap-oob="true"' in page
    assert 'id="quyet-dinh" hx-swap-oob="true"' in page
    assert "Lý do đang gõ dở.</textarea>" in page
    # The decision on this very page is that of the report as it is now.
    assert f'name="seen_version" value="{now(report).version}"' in page


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("", "Ghi ý kiến rồi mới lưu."),
        ("  \u200b ", "Ghi ý kiến rồi mới lưu."),
        ("x" * 20000, "2000"),
        ("Đọc \u202engược lại", "ở chỗ đánh dấu □: “□ngược”; hãy gõ lại những chỗ này."),
        ("Tốt \U0001f600", "Nội dung có biểu tượng cảm xúc"),
    ],
)
def test_a_remark_that_cannot_be_kept_comes_back_at_its_sentence(cast, text, stated):
    report = sent(cast)
    key = key_at(report, "causes")
    # With a script the longest one, without one the others.
    headers = {"HX-Request": "true"} if len(text) > 100 else {}
    page = cast.client("manager").post(at(report, key), typed(text), headers=headers)
    body = page.content.decode()
    assert page.status_code == 200
    assert stated in body[body.index(f'id="y-kien-cau-{key}"') :]
    assert Remark.objects.count() == 0


def test_what_word_leaves_between_the_letters_is_taken_out(cast):
    report = sent(cast)
    key = key_at(report, "causes")
    cast.client("manager").post(at(report, key), typed("Nêu\u200b rõ  ca\u0301c số."))
    assert Remark.objects.get().text == "Nêu rõ các số."


def test_a_sentence_that_is_not_there_is_said_and_the_words_come_back(cast):
    report = sent(cast)
    key = "causes-0123456789-1"
    for headers in ({}, {"HX-Request": "true"}):
        page = cast.client("manager").post(at(report, key), typed(SAID), headers=headers)
        assert NOT_THERE in page.content.decode()
        assert f"{SAID}</textarea>" in page.content.decode()
    assert Remark.objects.count() == 0


def test_a_report_that_moved_on_takes_no_remark_and_says_where_it_stands(cast):
    report = sent(cast)
    key = key_at(report, "causes")
    do(RETURN, now(report), by=cast.manager, at=BACK, notes=[(None, "Rút gọn.")])
    page = cast.client("manager").post(at(report, key), typed(SAID))
    assert "Ý kiến chưa được ghi. Chỉ ghi ý kiến khi báo cáo đang chờ chính mình xem xét." in (
        words(page)
    )
    assert "Báo cáo đã bị trả lại và đang được sửa." in words(page)
    assert f"{SAID}</textarea>" in page.content.decode()
    assert Remark.objects.count() == 0


def test_one_form_sent_twice_is_one_remark(cast):
    report = sent(cast)
    key, form = key_at(report, "causes"), typed(SAID)
    answers = [cast.client("manager").post(at(report, key), form) for _ in range(2)]
    assert [each.status_code for each in answers] == [302, 302]
    assert Remark.objects.count() == 1
    assert now(report).version == report.version + 1


def test_of_two_approvers_the_second_is_told_what_the_first_said(cast):
    appoint(cast.specialist_b, Role.MANAGER, cast.department)
    report = sent(cast)
    shown = {"seen_version": report.version}
    remark_at(report, by=cast.specialist_b)
    page = cast.client("manager").post(f"/bao-cao/{report.pk}/duyet/", shown)
    assert now(report).state == S.SUBMITTED
    assert "Ghi ý kiến tại một câu" in words(page)
    assert SAID in words(page)
    # Having read it they may approve all the same.
    form = {"seen_version": now(report).version}
    assert cast.client("manager").post(f"/bao-cao/{report.pk}/duyet/", form).status_code == 302
    late = cast.client("specialist_b").post(f"/bao-cao/{report.pk}/duyet/", form)
    assert "Lãnh đạo Sở duyệt" in words(late)
    # What is left to decide: an approved report may still be returned.
    assert ('id="duyet"' in late.content.decode(), 'id="tra-lai"' in late.content.decode()) == (
        False,
        True,
    )


def test_nobody_remarks_on_what_they_sent_up_themselves(cast):
    report = sent(cast, by=cast.manager)
    page = cast.client("manager").get(at(report, key_at(report, "causes")))
    assert page.status_code == 403
    assert "Người trình không tự duyệt báo cáo của mình" in page.content.decode()


def test_a_return_says_something_or_is_not_one(cast):
    report = sent(cast)
    form = {"seen_version": report.version, "whole": " "}
    page = cast.client("manager").post(f"/bao-cao/{report.pk}/tra-lai/", form)
    assert "Hãy ghi ít nhất một lý do" in words(page)
    assert now(report).state == S.SUBMITTED
    remark_at(report, by=cast.manager)
    page = cast.client("manager").get(f"/bao-cao/{report.pk}/tra-lai/")
    assert "Xem các ý kiến tại từng câu.</textarea>" in page.content.decode()
    assert f"3. Nguyên nhân của những hạn chế: {SAID}" in words(page)


def test_a_sentence_that_was_mended_or_dropped_keeps_its_remark(cast):
    remark = remarked_and_returned(cast)
    report, client = remark.report, cast.client("specialist")
    page, editor = f"/bao-cao/{report.pk}/", f"/bao-cao/{report.pk}/muc/{section(report).pk}/"
    rewrite(cast, report, "Một lời hoàn toàn khác hẳn về phương hướng nhiệm vụ.")
    for address in (page, editor):
        assert "câu này đã được sửa hoặc bỏ: Nội dung của đơn vị soạn thảo." in (
            words(client.get(address))
        )
    remove_section(
        section(report),
        by=cast.specialist,
        at=BACK,
        seen_version=section(report).version,
        note="Gộp vào mục trên.",
    )
    gone = client.get(page)
    assert "mục không còn trong báo cáo:" in words(gone)
    assert f'action="/bao-cao/y-kien/{remark.pk}/tra-loi/"' in gone.content.decode()
    assert answer(cast, remark, "Đã gộp mục.").status_code == 302
    assert list(RemarkReply.objects.values_list("text", flat=True)) == ["Đã gộp mục."]


def test_an_answer_without_a_page_load_comes_in_its_place(cast):
    remark = remarked_and_returned(cast)
    url = f"/bao-cao/y-kien/{remark.pk}/tra-loi/"
    client, script = cast.client("specialist"), {"HX-Request": "true"}
    empty = client.post(url, typed("", seen_version=remark.version), headers=script)
    assert "Ghi câu trả lời rồi mới lưu." in empty.content.decode()
    assert "<html" not in empty.content.decode()
    page = client.post(url, typed("Đã sửa.", seen_version=remark.version), headers=script)
    assert (page.status_code, "<html" in page.content.decode()) == (200, False)
    assert "Đã trả lời" in page.content.decode()
    # Something to add is added.
    form = typed("Bổ sung thêm số liệu.", seen_version=remark.version + 1)
    page = client.post(url, form, headers=script).content.decode()
    assert page.index("Đã sửa.") < page.index("Bổ sung thêm số liệu.")


def test_what_is_done_with_is_kept_at_the_foot(cast):
    remark = remarked(cast)
    form = {"seen_version": remark.version, "client_id": str(uuid.uuid4())}
    url = f"/bao-cao/y-kien/{remark.pk}/da-xong/"
    done = cast.client("manager").post(url, form, headers={"HX-Request": "true"})
    assert "Đã xong" in done.content.decode()
    page = words(cast.client("manager").get(f"/bao-cao/{remark.report_id}/duyet/"))
    assert "01 ý kiến đã xong" in page
    assert "Đã ghi 01 ý kiến tại bản này" not in page


def test_the_office_reads_its_own_remarks_alone_and_its_signature_settles_them(cast):
    report = presented(cast)
    own = remark_at(report, by=cast.office_examiner, text="Nêu rõ số liệu cấp xã.")
    assert own.of_province
    page = f"/bao-cao/{report.pk}/doc/"
    assert "Nêu rõ số liệu cấp xã." in words(cast.client("office_examiner").get(page))
    link = f'href="{page}"'
    assert link in cast.client("office_examiner").get(f"/bao-cao/{report.pk}/").content.decode()
    assert link not in cast.client("leader").get(f"/bao-cao/{report.pk}/").content.decode()
    assert list(remarks_for(report, cast.fresh("office_examiner"))) == ["causes"]
    assert list(remarks_for(report, cast.fresh("leader"))) == []
    sign(now(report), cast)
    assert Remark.objects.get().state == "settled"


def test_what_the_department_says_within_is_not_the_offices(cast):
    remark = remarked(cast)
    do(APPROVE, now(remark.report), by=cast.manager, at=BACK)
    Remark.objects.update(state="open")
    assert list(remarks_for(now(remark.report), cast.fresh("office_examiner"))) == []


def test_the_words_of_a_remark_stay_out_of_the_log(cast):
    remark = remarked_and_returned(cast)
    answer(cast, remark, "Lời trả lời của chuyên viên.")
    lines = Change.objects.values_list("note", "data")
    kept = [str(line) for line in lines]
    assert [line for line in kept if SAID in line or "Lời trả lời" in line] == []
    assert WORDS in str(Change.objects.of(remark).first().data)


def test_nothing_is_answered_before_the_report_is_back_with_its_writer(cast):
    remark = remarked(cast)
    assert answer(cast, remark, "Đã bổ sung.").status_code == 403
    assert not may(cast.specialist, "remark.answer", remark)
    assert RemarkReply.objects.count() == 0
