"""Every page of every role: no barrier, no sideways scrolling, no English, no dead link.

The pages are those of the access table: one of each object, whatever a person of a role gets.
"""

import json
import re
from hashlib import sha256

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.access.table import PARTS, PEOPLE, rows
from tests.fixtures.browser import VIEWPORTS
from tests.journeys import open_cases
from tests.journeys.crawl import Page, crawl

pytestmark = [pytest.mark.browser, pytest.mark.pdf]

# One person for each role, one without any and one not signed in.
ROLES = [name for _, name in PEOPLE if not name.endswith("_b")]
# Pages of the accounts, which the table leaves to tests of their own.
ACCOUNTS = {
    "visitor": ["account_login", "account_reset_password", "account_reset_password_done"],
    "specialist": [
        "account_change_password",
        "account_logout",
        "mfa_add_webauthn",
        "mfa_activate_totp",
    ],
}
# What Django, its packages and careless templates say when nobody translated it.
ENGLISH = re.compile(
    r"\b(Submit|Select|Delete|Search|Save|Cancel|Next|Previous|Page|Error|Home|Yes|No|None|True|"
    r"False|null|undefined|required|This field|Enter a|Ensure|Sign (In|Out)|Password|Username|"
    r"Loading|of \d+|January|Monday|a\.m\.|p\.m\.)\b"
)
SERIOUS = ("serious", "critical")
# How far the page can be scrolled beyond what stands on it.
BELOW = """document.documentElement.scrollHeight
    - Math.max(innerHeight, document.body.getBoundingClientRect().bottom + scrollY)"""
PHONE, DESK = VIEWPORTS["390x844"], VIEWPORTS["1366x768"]
# Scripts that listen to the size of the window have heard of a new one by then.
NEXT_FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
RUN = "axe.run({resultTypes: ['violations'], preload: false})"
# Three quarters of axe's time are contrast, text by text. What is painted alike all the way up, by
# class and computed style, is one text: of a list with hundreds of rows the first is measured. What
# of them does not count for the rule (hidden, switched off) never stands for the others.
ONE_OF_EACH = """() => {
    const rule = axe._audit.rules.find((rule) => rule.id === "color-contrast");
    const counts = rule.matches;
    let known, numbers, measured;
    const number = (element) => {
        if (!known.has(element)) {
            const style = getComputedStyle(element);
            const above = element.parentElement ? number(element.parentElement) : 0;
            const painted = [above, element.tagName, element.className, style.color,
                style.backgroundColor, style.backgroundImage, style.opacity, style.position,
                style.fontSize, style.fontWeight, style.textShadow, style.filter].join();
            if (!numbers.has(painted)) numbers.set(painted, numbers.size + 1);
            known.set(element, numbers.get(painted));
        }
        return known.get(element);
    };
    const run = axe.run;
    axe.run = (...how) => {
        [known, numbers, measured] = [new Map(), new Map(), new Set()];
        return run(...how);
    };
    rule.matches = (element, ...rest) => {
        if (!counts(element, ...rest) || measured.has(number(element))) return false;
        measured.add(number(element));
        return true;
    };
}"""


@pytest.fixture(scope="session")
def objects(shared_portal):
    """One of each object of the access table, in the portal of this process."""
    done = shared_portal.manage("shell", "--verbosity", "0", "-c", open_cases.SCRIPT)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="session")
def first_look(run_dir):
    """``first_look(page)``: whether no process of this run has looked at such a page yet.

    For axe, pages of the same elements are the same: many pages ask a reason before an action, and
    most roles see the same records. Who takes the first look is the one that fails.
    """
    looked_at = run_dir / "looked-at"
    looked_at.mkdir(exist_ok=True)

    def first_look(page: Page) -> bool:
        made_of = sha256(repr(sorted(page.kinds)).encode()).hexdigest()
        try:
            (looked_at / made_of).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return first_look


@pytest.fixture
def screen(open_page, sign_in):
    """``screen(person)``: the page of a person of the table, or of a visitor."""

    def screen(person: str):
        page = open_page()
        if person != "visitor":
            sign_in(page, open_cases.PEOPLE[person])
        return page

    return screen


def addresses(person: str, objects) -> list[str]:
    """All that ``person`` may get."""
    column = [name for _, name in PEOPLE].index(person)
    found = [reverse(name) for name in ACCOUNTS.get(person, ())]
    for part in PARTS:
        for name, thing, method, cells in rows(part):
            if method == "GET" and cells[column] == "o":
                found.append(reverse(name, kwargs=objects[thing]))
    return found


def load_axe(page) -> None:
    """Bring axe into the page that is open."""
    page.evaluate(Axe().axe_script)
    page.evaluate(ONE_OF_EACH)


def barriers(page) -> list[str]:
    """What keeps somebody out, by axe, at the size the page has now."""
    return [
        f"{found['id']}: {found['nodes'][0]['html']}"
        for found in page.evaluate(RUN)["violations"]
        if found["impact"] in SERIOUS
    ]


def wrong_at(page, wide: int) -> list[str]:
    """What is wrong with the page on a screen so wide."""
    wrong = barriers(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width != wide:
        wrong.append(f"rộng {width} px")
    below = page.evaluate(BELOW)
    if below > 1:
        wrong.append(f"{below} px trống dưới trang")
    return wrong


@pytest.mark.first
@pytest.mark.parametrize("person", ROLES)
def test_every_page_is_open_to_all_senses_and_fits_every_screen(
    person, objects, first_look, screen, shared_portal
):
    page, wrong, pages = screen(person), [], 0
    for address in addresses(person, objects):
        answer = page.request.get(shared_portal.url + address)
        assert answer.status == 200, address
        if "text/html" not in answer.headers["content-type"]:
            continue  # a file
        html = answer.text()
        if not html.lstrip().startswith("<!doctype html>"):
            continue  # a fragment
        pages += 1
        parts = Page(html)
        wrong += [f"{address}: {words}" for words in english(parts)]
        if len(parts.headings) != 1 or not all(
            [parts.title.split("–")[0].strip(), *parts.headings]
        ):
            wrong.append(f"{address}: tên {parts.title!r}, đầu đề {parts.headings}")
        if not first_look(parts):
            continue
        # The phone first: what is folded there opens by itself on the desk, never the other way.
        page.set_viewport_size(PHONE)
        page.goto(address)
        load_axe(page)
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            page.evaluate(NEXT_FRAME)
            where = f"{address} ({size['width']})"
            wrong += [f"{where}: {words}" for words in wrong_at(page, size["width"])]
    assert pages
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_net_catches_one_pale_text_among_many_rows(page):
    rows = "<tr><td>Rõ<td><b>Đậm</b>" * 40
    pale = "<tr><td>Rõ<td><b style='color: #ddd'>Nhạt</b>"
    page.set_content(
        f"<html lang=vi><title>Bảng</title><main><h1>Bảng</h1><table>{rows}{pale}{rows}</table>"
    )
    load_axe(page)
    assert barriers(page) == ['color-contrast: <b style="color: #ddd">Nhạt</b>']


def test_the_net_catches_what_nobody_translated():
    page = Page("<h1>Xin chào</h1><button>Submit</button><input placeholder='Search'><p>Nội dung")
    assert english(page) == ["Submit", "Search"]


def english(page: Page) -> list[str]:
    """The words of the page that are not Vietnamese."""
    return [words for words in page.words if ENGLISH.search(words)]


@pytest.mark.parametrize(
    "person", ["specialist", "manager", "operator", "leader", "clerk_a", "head_a", "admin"]
)
def test_no_link_leads_to_an_error(person, objects, screen, shared_portal):
    reached = list(crawl(screen(person).request, "/", shared_portal.url))
    assert len(reached) > 20
