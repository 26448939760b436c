"""What is recommended of a whole visit is proved with several files: each is sent by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tayninh_portal.lib.dates import short_date
from tests.journeys.steps.frame import action, stated
from tests.journeys.steps.visits import conclude, log_visit
from tests.uploads.corpus import picture

pytestmark = pytest.mark.browser


def test_one_that_is_no_picture_keeps_no_other_back(at_screen):
    page = at_screen("chuyenvien1")
    log_visit(page, "Sở Công Thương")
    action(page, "Thêm kiến nghị")
    page.get_by_label("Người đứng đầu").check()
    page.get_by_label("Nội dung kiến nghị").fill("Phân công người trực Bộ phận Một cửa.")
    due = timezone.localdate() + timedelta(days=10)
    page.get_by_label("Hạn thực hiện").fill(short_date(due))
    action(page, "Lưu kiến nghị")
    stated(page, "Đã ghi kiến nghị.")
    conclude(page)

    page = at_screen("daumoi.so-cong-thuong")
    page.goto(f"{reverse('remedy-list')}?state=open")
    page.get_by_role("link", name="Kiến nghị đối với người đứng đầu").click()
    page.get_by_role("link", name="Thêm tệp minh chứng").click()
    sent = [
        {"name": name, "mimeType": "image/png", "buffer": data}
        for name, data in (
            ("phong-1.png", picture("PNG")),
            ("thu.png", b"khong phai anh"),
            ("phong-2.jpg", picture("JPEG")),
        )
    ]
    page.get_by_label("Tệp minh chứng").set_input_files(sent)
    page.get_by_role("button", name="Gửi tệp").click()
    expect(page.locator("[data-sent-files] li")).to_have_text(
        [
            "Đã lưu: phong-1.png",
            "thu.png: Loại tệp không được nhận. Chỉ nhận PDF, ảnh JPEG, ảnh PNG; đổi tên tệp "
            "không đổi được loại.",
            "Đã lưu: phong-2.jpg",
            "Đã lưu 2/3 tệp; chọn lại những tệp chưa lưu rồi gửi.",
        ]
    )
    page.get_by_role("link", name="Quay lại").click()
    kept = page.locator(".proofs > li")
    expect(kept).to_have_count(2)
    assert all("minh-chung-" in words for words in kept.all_inner_texts())
