"""The agency's form: blank is not zero, a wrong form keeps what was typed, two people at once."""

import re

import pytest
from django.urls import reverse

from inspections.submissions.models import Submission
from inspections.submissions.parts import missing_for_certification
from tayninh_portal.models import Change
from tests.inspections.round_story import category, drafted, in_state, typed


def update(submission):
    return reverse("submission-update", args=[submission.pk])


def stored(submission) -> dict[str, int]:
    return {row.category.code: row.count for row in submission.counts.all()}


def test_blank_is_not_zero(cast):
    submission = drafted(cast, counts={})
    client = cast.client("clerk_a")
    client.post(update(submission), typed(submission, count_late="0", count_dress=""))
    submission = Submission.objects.get()
    assert stored(submission) == {"late": 0}
    assert submission.violations == 0
    page = client.get(update(submission)).content.decode()
    assert 'name="count_late" value="0"' in page
    assert 'name="count_dress" value' not in page
    client.post(update(submission), typed(submission, count_late=""))
    submission = Submission.objects.get()
    assert (stored(submission), submission.violations) == ({}, None)


def test_an_empty_form_can_be_saved(cast):
    submission = drafted(cast)
    data = {"seen_version": submission.version}
    assert cast.client("clerk_a").post(update(submission), data).status_code == 302
    submission = Submission.objects.get()
    assert (submission.held, submission.inspections_held, stored(submission)) == ("", None, {})


def test_a_thousand_is_read_the_vietnamese_way(cast):
    submission = drafted(cast)
    cast.client("clerk_a").post(update(submission), typed(submission, count_late="1.250"))
    assert stored(Submission.objects.get()) == {"late": 1250}


@pytest.mark.parametrize("wrong", ["-1", "2,5", "hai", "10.00", "12000", "1e3", "٣"])
def test_a_wrong_number_comes_back_with_what_was_typed_and_nothing_is_saved(cast, wrong):
    submission = drafted(cast)
    data = typed(submission, count_dress=wrong, shortcomings="Đang gõ dở")
    response = cast.client("clerk_a").post(update(submission), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert f'value="{wrong}"' in page
    assert "Đang gõ dở" in page
    assert 'id="id_count_dress_error"' in page
    assert 'href="#id_count_dress"' in page
    after = Submission.objects.get()
    assert (after.version, after.shortcomings, stored(after)) == (2, "", {"late": 2})


def test_a_plan_needs_number_and_date(cast):
    submission = drafted(cast)
    data = typed(submission, plan_number="12/KH-SXD")
    page = cast.client("clerk_a").post(update(submission), data).content.decode()
    assert "Ghi cả số và ngày của kế hoạch, hoặc để trống cả hai." in page
    data |= {"plan_date": "31/02/2019"}
    page = cast.client("clerk_a").post(update(submission), data).content.decode()
    assert "không có trên lịch" in page
    assert 'value="31/02/2019"' in page
    data |= {"plan_date": "15/3/2019"}
    assert cast.client("clerk_a").post(update(submission), data).status_code == 302


def test_the_second_of_two_people_is_told_and_loses_nothing(cast):
    submission = drafted(cast)
    clerk, head = cast.client("clerk_a"), cast.client("head_a")
    seen = submission.version
    clerk.post(update(submission), typed(submission, count_late="5", shortcomings="Của đầu mối"))
    data = typed(submission, count_late="7", proposals="Của thủ trưởng")
    response = head.post(update(submission), data)
    page = response.content.decode()
    assert "đã được người khác sửa sau khi bạn mở" in page
    assert "Của thủ trưởng" in page
    assert 'name="count_late" value="7"' in page
    assert response.context["form"].lost.texts == (
        ("Hạn chế, nguyên nhân", "Của đầu mối", "–"),
        ("Kiến nghị, đề xuất", "–", "Của thủ trưởng"),
        ("Đi muộn", "5", "7"),
    )
    assert "Của đầu mối" in page
    now = Submission.objects.get()
    assert (now.version, stored(now)) == (seen + 1, {"late": 5})
    assert f'name="seen_version" value="{seen + 1}"' in page
    head.post(update(submission), data | {"seen_version": seen + 1})
    now = Submission.objects.get()
    assert (now.proposals, stored(now)) == ("Của thủ trưởng", {"late": 7})


def test_saving_the_same_twice_leaves_one_line(cast):
    submission = drafted(cast)
    client = cast.client("clerk_a")
    data = typed(submission, proposals="Tập huấn")
    assert [client.post(update(submission), data).status_code for _ in range(2)] == [302, 302]
    assert Change.objects.of(submission).count() == 3


def test_what_is_typed_while_the_head_sends_it_stays_on_the_screen(cast):
    submission = drafted(cast)
    data = typed(submission, proposals="Đang gõ thì thủ trưởng gửi")
    cast.client("head_a").post(
        reverse("submission-certify", args=[submission.pk]), {"seen_version": submission.version}
    )
    page = cast.client("clerk_a").post(update(submission), data).content.decode()
    assert "Đang gõ thì thủ trưởng gửi" in page
    assert "chỉ sửa được khi Sở Nội vụ trả lại" in page
    assert Submission.objects.get().proposals == ""


def test_the_timeline_tells_saves_in_a_row_once(cast):
    submission = drafted(cast)
    client = cast.client("clerk_a")
    for words in ("Một", "Hai", "Ba"):
        submission.refresh_from_db()
        client.post(update(submission), typed(submission, proposals=words))
    page = client.get(reverse("submission-detail", args=[submission.pk])).content.decode()
    assert page.count("<strong>Lưu kết quả</strong>") == 1
    assert page.count("<strong>Bắt đầu nhập kết quả</strong>") == 1


def test_what_people_wrote_is_not_in_the_log(cast):
    submission = drafted(cast, shortcomings="Ông Nguyễn Văn A đi muộn")
    assert [
        "shortcomings" in line.data or "Nguyễn Văn A" in str(line.data)
        for line in Change.objects.of(submission)
    ] == [False, False]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"held": ""}, ["held"]),
        ({"held": "", "counts": {}}, ["held", "nothing_found"]),
        ({"held": "", "counts": {}, "nothing_found": True}, ["held"]),
        ({"inspections_held": None}, ["inspections_held"]),
        ({"inspections_held": 0}, ["inspections_held"]),
        ({"counts": {}}, ["nothing_found"]),
        ({"counts": {"late": 0}}, ["nothing_found"]),
        ({"counts": {}, "nothing_found": True}, []),
        ({"counts": {"late": 0}, "nothing_found": True}, []),
        ({"nothing_found": True}, ["nothing_found"]),
        (
            {"held": "not_held"},
            ["not_held_reason", "inspections_held", "nothing_found"],
        ),
        ({"held": "not_held", "inspections_held": None, "counts": {}}, ["not_held_reason"]),
        (
            {
                "held": "not_held",
                "inspections_held": None,
                "counts": {},
                "not_held_reason": "Mới thành lập từ 01/12/2019",
            },
            [],
        ),
    ],
)
def test_what_is_missing_is_named_and_never_hinders_saving(cast, changes, fields):
    if "counts" in changes:
        changes = changes | {"counts": {category(c): n for c, n in changes["counts"].items()}}
    submission = drafted(cast, **changes)
    assert [item.field for item in missing_for_certification(submission)] == fields
    certify = reverse("submission-certify", args=[submission.pk])
    page = cast.client("head_a").get(certify).content.decode()
    for item in missing_for_certification(submission):
        assert item.text in page
    answer = cast.client("head_a").post(certify, {"seen_version": submission.version})
    assert answer.status_code == (403 if fields else 302)
    assert Submission.objects.get().state == ("draft" if fields else "certified")


@pytest.mark.parametrize(("counts", "closed"), [({}, True), ({"late": 2}, False)])
def test_the_heads_button_is_grey_with_its_reason_while_something_is_missing(cast, counts, closed):
    submission = drafted(cast, counts={category(c): n for c, n in counts.items()})
    for name in ("submission-detail", "submission-certify"):
        page = cast.client("head_a").get(reverse(name, args=[submission.pk])).content.decode()
        assert ('aria-disabled="true"' in page) == closed
        assert ("Kết quả chưa đủ; xem các chỗ còn thiếu nêu trên trang này." in page) == closed


def test_nothing_can_be_edited_once_it_was_certified(cast):
    submission = in_state(cast, "certified")
    response = cast.client("clerk_a").post(
        update(submission), typed(submission, count_late="0", nothing_found="on")
    )
    assert "chỉ sửa được khi Sở Nội vụ trả lại" in response.content.decode()
    assert stored(Submission.objects.get()) == {"late": 2}


def parts(cast, submission) -> list[str]:
    page = cast.client("clerk_a").get(update(submission)).content.decode()
    listed = page[page.index("form-parts") : page.index("</ol>", page.index("form-parts"))]
    return [" ".join(re.sub(r"<[^>]*>", " ", item).split()) for item in listed.split("<li>")[1:]]


ONLY_ZEROS = "Chưa có kết quả: ghi số vụ việc theo loại, hoặc đánh dấu không phát sinh vi phạm."
NOT_TYPED = (
    "Chưa nhập kết quả nào: ghi số vụ việc theo loại, hoặc đánh dấu không phát sinh vi phạm."
)


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"counts": {}, "held": ""}, f"{NOT_TYPED} Còn thiếu"),
        ({"counts": {}}, f"{NOT_TYPED} Còn thiếu"),
        ({"counts": {"late": 0}}, f"{ONLY_ZEROS} Còn thiếu"),
        ({"counts": {"late": 1}}, "Đủ"),
        ({"counts": {"late": 1}, "held": ""}, "Đủ"),
        ({"counts": {}, "nothing_found": True}, "Đủ"),
        ({"counts": {}, "held": "not_held", "inspections_held": None}, "Không phải ghi"),
    ],
)
def test_part_3_is_complete_only_where_something_was_typed_or_ticked(cast, changes, shown):
    counts = {category(code): count for code, count in changes["counts"].items()}
    submission = drafted(cast, **(changes | {"counts": counts}))
    assert parts(cast, submission)[2] == f"3. Kết quả theo loại vi phạm {shown}"
