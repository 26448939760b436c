"""A passkey in a real browser, with an authenticator Chromium plays: set up, used, taken away."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from demo.people import PASSWORD
from tests.journeys.steps.frame import action, headed, stated

pytestmark = pytest.mark.browser

ME = "/nguoi-dung/toi/"
FACTORS = "/tai-khoan/lop-thu-hai/"
# Of the shared portal; who signs in here elsewhere would be asked for the passkey.
HOLDER = "vanthuso"


@pytest.fixture
def browsed_url(shared_portal) -> str:
    """By its name: no browser makes a passkey for an address of numbers."""
    return shared_portal.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def device(page):
    """A telephone or PC with a finger on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


def sign_out(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/tai-khoan/dang-nhap/")


def password(page: Page) -> None:
    """Type it and come to the question for the second factor."""
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(HOLDER)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("heading", name="Xác nhận lớp bảo vệ thứ hai")).to_be_visible()


def test_a_passkey_is_set_up_signs_in_alone_and_after_the_password(page, device, sign_in):
    sign_in(page, HOLDER)
    page.goto(ME)
    action(page, "Lớp bảo vệ thứ hai")
    action(page, "Thêm khóa truy cập")
    page.get_by_label("Tên của khóa").fill("Máy tính phòng 204")
    action(page, "Tạo khóa truy cập")
    stated(page, "Đã thêm khóa truy cập.")
    expect(page.locator("main ol code")).to_have_count(10)

    # By itself, with the finger on it.
    sign_out(page)
    action(page, "Đăng nhập bằng khóa truy cập")
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)
    page.goto(FACTORS)
    expect(page.get_by_role("rowheader", name="Máy tính phòng 204")).to_be_visible()

    # After the password; the password alone opens nothing.
    sign_out(page)
    password(page)
    page.goto(ME)
    headed(page, "Xác nhận lớp bảo vệ thứ hai")
    action(page, "Dùng khóa truy cập")
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)

    page.goto(FACTORS)
    page.get_by_role("link", name="Bỏ khóa Máy tính phòng 204").click()
    action(page, "Bỏ khóa")
    stated(page, "Đã bỏ khóa truy cập.")
    sign_out(page)
    sign_in(page, HOLDER)
    assert urlsplit(page.url).path == "/"
