"""Every way of losing what was typed, on four forms: it is there again, for its writer alone.

Whoever sits down next at that browser finds nothing to read: not on a page, and not in what the
browser keeps.
"""

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browser import VIEWPORTS
from tests.journeys import unsent
from tests.journeys.steps.drafts import clear_desk, delete_newest
from tests.journeys.steps.frame import action, headed
from tests.services import chromium

pytestmark = pytest.mark.browser

SECRET = "Nguyễn Văn Minh Họa, 0900 123 456"
KEPT = "Đã lưu nháp lúc"
OFFLINE = "Mất kết nối tới cổng. Nội dung được giữ trên máy này, chỉ bạn mở được."
# What this browser keeps beyond its pages, as one text of bytes.
STORED = """async () => {
  const text = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
  const open = (name) => new Promise((done) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => {
      const { result } = asked;
      if (!result.objectStoreNames.length) return done([]);
      const all = result.transaction(result.objectStoreNames[0]).objectStore(
        result.objectStoreNames[0]).getAll();
      all.onsuccess = () => { result.close(); done(all.result); };
    };
  });
  let rows = 0;
  for (const { name } of await indexedDB.databases()) {
    for (const row of await open(name)) {
      rows += 1;
      for (const value of Object.values(row)) {
        text.push(value.byteLength === undefined ? String(value) : new TextDecoder().decode(value));
      }
    }
  }
  return { rows, text: text.join(" ") };
}"""


class Kind(NamedTuple):
    """A form, who writes in it, one of its boxes, its button, and who sits down next."""

    name: str
    writer: str
    box: str
    button: str
    next_one: str


KINDS = (
    Kind("visit", "chuyenvien1", "Địa điểm", "Lưu nháp", "chuyenvien2"),
    Kind("complaint", "trucduongday", "Nội dung phản ánh", "Tiếp nhận phản ánh", "lanhdaoso"),
    Kind("submission", "daumoi.so-y-te", "Kiến nghị, đề xuất", "Lưu bản nháp", "thutruong.so-y-te"),
    Kind("section", "chuyenvien1", "Nội dung của mục", "Lưu nội dung mục", "chuyenvien2"),
)


@pytest.fixture(scope="session")
def paths(shared_portal) -> dict[str, str]:
    """Addresses of the forms."""
    return json.loads(shared_portal.manage("shell", "-c", unsent.SCRIPT).stdout.splitlines()[-1])


@pytest.fixture(params=KINDS, ids=[kind.name for kind in KINDS])
def kind(request) -> Kind:
    """One form after the other."""
    return request.param


def write(page: Page, kind: Kind, path: str, words: str = SECRET) -> None:
    """Open the form and type."""
    page.goto(path)
    page.get_by_label(kind.box).fill(words)


def note(page: Page):
    """What the form says of its draft."""
    return page.locator("[data-saved-note]")


def find_again(page: Page, kind: Kind, words: str = SECRET) -> None:
    """The draft is offered beside its form, and is in it again by one click."""
    offer = page.get_by_role("region", name="Bản nháp chưa gửi")
    expect(offer).to_contain_text(words)
    expect(page.get_by_label(kind.box)).not_to_have_value(words)
    offer.get_by_role("button", name="Điền lại bản nháp").click()
    expect(page.get_by_label(kind.box)).to_have_value(words)
    let_go(page)


def let_go(page: Page) -> None:
    """Delete the draft, so that the next test at this screen begins without it."""
    expect(note(page)).to_contain_text(KEPT)
    page.goto("/ban-nhap/")
    delete_newest(page)


def end_session(page: Page) -> None:
    """The browser still shows a session that the portal no longer knows."""
    [mine] = [c for c in page.context.cookies() if c["name"] == "portal_session"]
    page.context.add_cookies([mine | {"value": "0" * 32}])


def nothing_to_read(page: Page, rows: int) -> None:
    """Neither on the page nor in the stores; so many drafts lie in this browser, sealed."""
    stored = page.evaluate(STORED)
    assert stored["rows"] == rows
    readable = stored["text"] + page.content()
    assert [part for part in SECRET.split(", ") if part in readable] == []


def test_the_session_is_over(at_screen, sign_in, paths, kind, browser_problems):
    browser_problems.expect("status of 401")
    page = at_screen(kind.writer)
    write(page, kind, paths[kind.name], "Một nửa")
    expect(note(page)).to_contain_text(KEPT)
    end_session(page)
    page.get_by_label(kind.box).fill(SECRET)
    expect(note(page)).to_contain_text("Phiên làm việc đã hết hạn.")
    page.get_by_role("main").get_by_role("button", name=kind.button).last.click()
    headed(page, "Đăng nhập")
    expect(page.get_by_text("Phiên làm việc đã hết hạn, hãy đăng nhập lại")).to_be_visible()
    nothing_to_read(page, rows=1)
    form_fill_sign_in(page, kind.writer)
    page.wait_for_url(f"**{paths[kind.name]}")
    expect(page.get_by_text("Cổng vừa nhận 1 bản nháp")).to_be_visible()
    find_again(page, kind)


def form_fill_sign_in(page: Page, username: str) -> None:
    """Sign in on the page that is there, which knows where one came from."""
    from demo.people import PASSWORD

    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def test_the_network_is_gone(at_screen, paths, kind, browser_problems):
    browser_problems.expect("ERR_INTERNET_DISCONNECTED")
    page = at_screen(kind.writer)
    page.goto(paths[kind.name])
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_label(kind.box).fill(SECRET)
    page.get_by_role("main").get_by_role("button", name=kind.button).last.click()
    expect(note(page)).to_have_text(OFFLINE)
    assert page.url.endswith(paths[kind.name])
    nothing_to_read(page, rows=1)
    page.context.set_offline(False)
    expect(note(page)).to_contain_text(KEPT)
    assert page.evaluate(STORED)["rows"] == 0
    elsewhere = at_screen(kind.writer)
    elsewhere.goto(paths[kind.name])
    find_again(elsewhere, kind)


@pytest.fixture
def office_pc(chromium_browser, browsed_url, browser_problems, tmp_path):
    """``office_pc()``: the browser of one PC, with the profile it had when it was last closed."""

    def office_pc():
        context = chromium_browser.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium.find(),
            args=list(chromium.FLAGS),
            base_url=browsed_url,
            viewport=VIEWPORTS["1366x768"],
        )
        browser_problems.watch(context)
        return context

    return office_pc


def in_the_profile(folder: Path, words: str) -> list[str]:
    """The files of a browser's profile in which the words can be read."""
    forms = [words.encode(), words.encode("utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


def test_the_browser_is_closed(
    office_pc, at_screen, sign_in, paths, kind, browser_problems, tmp_path
):
    browser_problems.expect("status of 401")
    context = office_pc()
    page = context.new_page()
    sign_in(page, kind.writer)
    write(page, kind, paths[kind.name], "Một nửa")
    expect(note(page)).to_contain_text(KEPT)
    end_session(page)
    page.get_by_label(kind.box).fill(SECRET)
    expect(note(page)).to_contain_text("chỉ bạn mở được")
    context.close()
    assert in_the_profile(tmp_path / "profile", "ban-nhap") != []
    for part in SECRET.split(", "):
        assert in_the_profile(tmp_path / "profile", part) == []
    context = office_pc()
    page = context.new_page()
    sign_in(page, kind.writer)
    expect(page.get_by_text("Cổng vừa nhận 1 bản nháp")).to_be_visible()
    page.goto(paths[kind.name])
    find_again(page, kind)
    context.close()


def test_back_is_pressed(at_screen, paths, kind):
    page = at_screen(kind.writer)
    write(page, kind, paths[kind.name])
    # Before the draft saves itself: leaving saves it.
    page.on("dialog", lambda dialog: dialog.accept())
    page.go_back()
    page.wait_for_load_state()
    page.goto(paths[kind.name])
    find_again(page, kind)


def test_another_person_signs_in_at_the_same_browser(
    at_screen, sign_in, paths, kind, browser_problems
):
    browser_problems.expect("status of 401")
    browser_problems.expect("status of 403")
    browser_problems.expect("status of 404")
    page = at_screen(kind.writer)
    page.goto(paths[kind.name])
    page.wait_for_load_state("networkidle")
    end_session(page)
    page.get_by_label(kind.box).fill(SECRET)
    expect(note(page)).to_contain_text("chỉ bạn mở được")
    sign_in(page, kind.next_one)
    for path in ("/", "/ban-nhap/", paths[kind.name]):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text("Bản nháp chưa gửi")).to_have_count(0)
        expect(page.get_by_text("Cổng vừa nhận")).to_have_count(0)
        nothing_to_read(page, rows=1)
    clear_desk(page)
    sign_out(page)
    headed(page, "Đăng nhập")
    sign_in(page, kind.writer)
    expect(page.get_by_text("Cổng vừa nhận 1 bản nháp")).to_be_visible()
    page.goto(paths[kind.name])
    find_again(page, kind)


def sign_out(page: Page) -> None:
    """From the menu of the person."""
    page.get_by_role("button", name="Tài khoản của tôi").click()
    page.get_by_role("button", name="Đăng xuất").click()


def test_signing_out_asks_and_leaves_nothing_behind(at_screen, sign_in, paths, kind):
    page = at_screen(kind.writer)
    clear_desk(page)
    write(page, kind, paths[kind.name])
    sign_out(page)
    headed(page, "Đăng xuất")
    expect(page.get_by_text("Bạn có 01 bản nháp chưa gửi")).to_be_visible()
    action(page, "Đăng xuất")
    headed(page, "Đăng nhập")
    for _ in range(3):
        page.go_back()
        page.wait_for_load_state("networkidle")
        nothing_to_read(page, rows=0)
    sign_in(page, kind.writer)
    page.goto(paths[kind.name])
    find_again(page, kind)
