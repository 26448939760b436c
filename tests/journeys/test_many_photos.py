"""Forty photos of a biên bản, more than one request may hold: told where they are chosen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.steps.frame import action, headed, stated
from tests.journeys.steps.visits import log_visit
from tests.uploads.corpus import picture

pytestmark = pytest.mark.browser

TOO_MANY = (
    "Bạn chọn 40 tệp; mỗi lần gửi tối đa 20 tệp. Gửi phần còn lại bằng “Bổ sung trang đã ký”."
)
TOO_HEAVY = (
    "Các tệp nặng 72 MB; mỗi lần gửi tối đa 60 MB. Chọn bớt tệp. Gửi phần còn lại bằng “Bổ sung "
    "trang đã ký”."
)
ONE_TOO_HEAVY = (
    "Tệp thứ 2 nặng 21 MB; mỗi tệp tối đa 20 MB. Chụp, quét lại ở độ phân giải thấp hơn hoặc tách "
    "thành nhiều tệp."
)


def photos(folder, *megabytes):
    """Files that weigh so much and take no room."""
    made = []
    for at, each in enumerate(megabytes, 1):
        path = folder / f"trang-{at}.jpg"
        with path.open("wb") as file:
            file.truncate(each * 1024**2)
        made.append(path)
    return made


def test_forty_photos_of_twelve_megabytes_are_told_before_they_are_sent(at_screen, tmp_path):
    page = at_screen("chuyenvien1")
    log_visit(page, "Sở Tư pháp")
    page.get_by_role("button", name="Lập biên bản").click()
    headed(page, "Soạn biên bản")
    page.get_by_label("Đại diện cơ quan").fill("Đại diện minh họa, Chánh Văn phòng")
    page.get_by_label("Thư ký").fill("Thư ký minh họa, chuyên viên")
    action(page, "Lưu")
    stated(page, "Đã lưu nội dung biên bản.")
    action(page, "Ghi biên bản đã ký")
    expect(page.locator("#id_upload_helptext")).to_contain_text(
        "mỗi tệp tối đa 20 MB, mỗi lần tối đa 20 tệp, 60 MB). Nhiều hơn thì gửi làm nhiều lần"
    )

    sent = []
    page.on("request", lambda one: one.is_navigation_request() and sent.append(one.method))
    number, chosen = page.get_by_label("Số biên bản"), page.get_by_label("Bản đã ký")
    number.fill("41")
    said = page.locator("#id_upload_error")
    for sizes, sentence in (
        ([12] * 40, TOO_MANY),
        ([12] * 6, TOO_HEAVY),
        ([1, 21], ONE_TOO_HEAVY),
    ):
        chosen.set_input_files(photos(tmp_path, *sizes))
        expect(said).to_have_text(sentence)
        page.locator("main").get_by_role("button", name="Ghi biên bản đã ký").click()
        expect(said).to_have_text(sentence)
        expect(chosen).to_be_focused()
    expect(page.locator("[data-file-name]")).to_have_text("2 tệp, 22 MB")
    assert sent == []
    expect(number).to_have_value("41")

    fitting = tmp_path / "trang-ky.png"
    fitting.write_bytes(picture("PNG"))
    chosen.set_input_files(fitting)
    expect(said).to_have_text("")
    page.locator("main").get_by_role("button", name="Ghi biên bản đã ký").click()
    expect(page.locator(".field-error").first).to_be_visible()
    assert sent == ["POST"]
