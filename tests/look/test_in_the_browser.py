"""What static/js/portal.js does, in a real browser under the portal's own content policy."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse
from playwright.sync_api import expect

from tayninh_portal.views.components import State
from tests.inspections.visiting import draft
from tests.look.desk import Answer, open_desk

pytestmark = pytest.mark.browser

PAGE = """{% extends "base.html" %}{% load portal %}
{% block title %}Thử{% endblock %}{% block heading %}Thử{% endblock %}
{% block body %}
  <p>Có <a class="figure" data-panel data-panel-title="Lượt kiểm tra" href="/ho-so/">87</a>
  và <a class="figure" data-panel href="/khong-co/">03</a>.</p>
  {% include "components/_form.html" with submit="Ghi nhận" action="/gui/" %}
{% endblock %}"""


class NoteForm(forms.Form):
    """The form of the page."""

    note = forms.CharField(label="Ghi chú")
    kind = forms.ChoiceField(
        label="Hình thức", choices=[("a", "Đột xuất"), ("b", "Báo trước")], widget=forms.RadioSelect
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, initial=6)


def page_with(form, **context) -> str:
    """The test's page with ``form`` on it."""
    template = engines["django"].from_string(PAGE)
    return template.render({"form": form} | context, RequestFactory().get("/"))


@pytest.fixture
def desk():
    """The server, with a plain form on / and a wrong one on /sai/."""
    desk, server = open_desk()
    desk.pages["/"] = page_with(NoteForm())
    desk.pages["/sai/"] = page_with(NoteForm({}))
    desk.pages["/ho-so/"] = "<p>87 lượt kiểm tra</p>"
    desk.answers["/gui/"] = Answer(page_with(NoteForm()).replace("<h1>Thử", "<h1>Đã ghi"))
    yield desk
    server.shutdown()
    server.server_close()


@pytest.fixture
def browsed_url(desk):
    """The pages belong to the desk and not to a served portal."""
    return desk.url


def test_a_double_click_sends_once(desk, page):
    desk.answers["/gui/"].delay = 0.5
    page.goto("/")
    page.get_by_label("Ghi chú").fill("một lần")
    page.get_by_role("button", name="Ghi nhận").dblclick()
    expect(page.get_by_role("heading", name="Đã ghi")).to_be_visible()
    assert [(path, fields["note"]) for path, fields in desk.posts] == [("/gui/", "một lần")]


def test_a_download_holds_its_own_button_and_not_the_one_beside_it(desk, page):
    ways = "".join(f'<button name="what" value="{way}">{way}</button>' for way in ("pdf", "docx"))
    form = f'<form action="/tep/" method="post">{ways}</form>'
    desk.pages["/"] = page_with(NoteForm()).replace("<p>Có", f"{form}<p>Có")
    desk.answers["/tep/"] = Answer("", status=204)  # leaves the page where it is, as a file does
    page.goto("/")
    pdf, docx = (page.get_by_role("button", name=way, exact=True) for way in ("pdf", "docx"))
    with page.expect_response("**/tep/"):
        pdf.click()
    with page.expect_response("**/tep/"):
        docx.click()
    pdf.click(force=True)
    docx.click(force=True)
    expect(pdf).to_have_attribute("aria-disabled", "true")
    assert [fields["what"] for _, fields in desk.posts] == ["pdf", "docx"]


def test_leaving_with_something_typed_is_asked_about(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/")
    page.get_by_label("Ghi chú").press_sequentially("chưa gửi")
    page.goto("/sai/")
    assert asked == ["beforeunload"]


def test_leaving_an_untouched_form_is_not_asked_about(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/")
    page.get_by_label("Ghi chú").click()
    page.goto("/sai/")
    assert asked == []


def test_a_wrong_form_opens_at_its_summary_which_leads_to_the_fields(page):
    page.goto("/sai/")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Hình thức").click()
    expect(page.get_by_label("Đột xuất")).to_be_focused()


def test_a_figure_opens_its_records_beside_it(page):
    page.goto("/")
    page.get_by_role("link", name="87").click()
    panel = page.get_by_role("dialog", name="Lượt kiểm tra")
    expect(panel.get_by_text("87 lượt kiểm tra")).to_be_visible()
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("link", name="87")).to_be_focused()
    assert page.url.endswith("/")


def test_records_that_cannot_be_had_are_said_to_be_so(page, browser_problems):
    browser_problems.expect("404")
    page.goto("/")
    page.get_by_role("link", name="03").click()
    expect(page.get_by_text("Không tải được phần này.")).to_be_visible()


@pytest.mark.parametrize("query", ["", "?sai=1"])
def test_the_living_page_has_no_serious_barrier_and_fits(cast, desk, page, viewport, query):
    response = cast.client("admin").get(reverse("components") + query)
    desk.pages["/thanh-phan/"] = response.content.decode()
    desk.pages["/thanh-phan/ho-so/"] = "<p>87 lượt kiểm tra</p>"
    page.goto("/thanh-phan/")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == viewport["width"]


LONG_STATE = """{% extends "base.html" %}{% load portal %}
{% block title %}Thử{% endblock %}{% block heading %}Thử{% endblock %}
{% block state %}{% badge state %}{% endblock %}
{% block body %}
  <table class="table list">
    <tbody><tr><td data-label="Trạng thái">{% badge state %}</td></tr></tbody>
  </table>
{% endblock %}"""


def test_a_long_state_breaks_on_a_phone_and_leaves_the_page_its_width(desk, page):
    label = "Chờ lãnh đạo Sở xem lại vì cơ quan đã gửi kết quả khác với biên bản kiểm tra"
    template = engines["django"].from_string(LONG_STATE)
    state = State(label, "warning", "hourglass-split")
    desk.pages["/dai/"] = template.render({"state": state}, RequestFactory().get("/"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/dai/")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator(".list .state").bounding_box()["width"] < 390


ROWS = """(parts) => new Set([...document.querySelectorAll(parts)].map(
  (each) => Math.round(each.getBoundingClientRect().bottom))).size"""


def test_tabs_and_the_buttons_of_a_form_take_one_row_on_a_phone(cast, desk, page):
    client = cast.client("specialist")
    finding = reverse("finding-create", args=[draft(cast).pk])
    desk.pages["/to/"] = client.get(reverse("team-list")).content.decode()
    desk.pages["/them/"] = client.get(finding).content.decode()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/to/")
    assert page.locator(".switch a").count() == 8
    assert page.evaluate(ROWS, ".switch a") == 1
    # The row begins at the last one, where it is the current one.
    box = page.locator('.switch [aria-current="true"]').bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.goto("/them/")
    assert page.locator(".save-bar .btn").count() == 3
    assert page.evaluate(ROWS, ".save-bar .btn") == 1


@pytest.mark.parametrize("size", [(844, 390), (683, 384), (1366, 384)])
def test_no_bar_takes_a_place_of_its_own_on_a_low_screen(cast, desk, page, size):
    answer = cast.client("admin").get(reverse("components"))
    desk.pages["/thanh-phan/"] = answer.content.decode()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/thanh-phan/")
    stuck = page.evaluate(
        """[...document.querySelectorAll("body *")].filter((element) =>
          ["fixed", "sticky"].includes(getComputedStyle(element).position) &&
          element.checkVisibility({visibilityProperty: true})
        ).map((element) => element.className)"""
    )
    assert stuck == []


def test_the_conditions_of_a_list_are_folded_on_a_phone_and_in_sight_on_a_desk(
    cast, desk, page, viewport
):
    answer = cast.client("admin").get(reverse("components"), {"state": "open"})
    desk.pages["/thanh-phan/"] = answer.content.decode()
    page.goto("/thanh-phan/")
    fold, box = page.locator("details.fold"), page.locator("details.fold").get_by_label("Cơ quan")
    if viewport["width"] >= 768:
        expect(box).to_be_visible()
        expect(fold.locator("summary")).to_be_hidden()
        return
    expect(box).to_be_hidden()
    expect(fold.locator("summary")).to_have_text(re.compile(r"Lọc\s+đang dùng 01 điều kiện"))
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(box).to_be_visible()


@pytest.mark.parametrize(("width", "in_sight"), [(390, False), (1366, True)])
def test_the_conditions_fold_without_a_script_as_well(
    cast, desk, chromium_browser, width, in_sight
):
    desk.pages["/thanh-phan/"] = cast.client("admin").get(reverse("components")).content.decode()
    context = chromium_browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 768}
    )
    page = context.new_page()
    page.goto(f"{desk.url}/thanh-phan/")
    box = page.locator("details.fold").get_by_label("Cơ quan")
    expect(box).to_be_visible(visible=in_sight)
    if not in_sight:
        page.locator("details.fold > summary").click()
        expect(box).to_be_visible()
    context.close()


def test_more_opens_by_the_keyboard_and_closes_by_escape(cast, desk, page):
    desk.pages["/"] = cast.client("manager").get(reverse("home")).content.decode()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    agencies = page.locator(".phonenav").get_by_role("link", name="Cơ quan")
    expect(agencies).to_be_hidden()
    page.locator(".nav-more > summary").focus()
    page.keyboard.press("Enter")
    expect(agencies).to_be_visible()
    page.keyboard.press("Escape")
    expect(agencies).to_be_hidden()
    expect(page.locator(".nav-more > summary")).to_be_focused()


def test_a_long_list_is_narrowed_while_one_types_and_keeps_what_is_ticked(cast, desk, page):
    merge = cast.client("admin").get(reverse("agency-merge", args=[cast.b.pk]))
    desk.pages["/sap-nhap/"] = merge.content.decode()
    page.goto("/sap-nhap/")
    office = page.get_by_label(cast.office.name, exact=True)
    office.focus()
    page.keyboard.press("Space")
    page.get_by_label("Tìm cơ quan theo tên").fill("xay DUNG")
    expect(page.get_by_label(cast.a.name, exact=True)).to_be_visible()
    expect(office).to_be_visible()
    office.uncheck()
    page.get_by_label("Tìm cơ quan theo tên").fill("không có cơ quan này")
    expect(office).to_be_hidden()
    expect(page.get_by_text("Không có mục nào có những từ này.")).to_be_visible()


def test_the_faces_are_our_own(page):
    page.goto("/")
    page.evaluate("document.fonts.ready")
    used = page.evaluate(
        "[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)"
    )
    assert {re.sub('"', "", family) for family in used} == {"Be Vietnam Pro", "Portal Figures"}


@pytest.mark.parametrize("style", ["", "bold ", "italic ", "italic bold "])
def test_the_face_of_the_paper_is_there_for_machines_without_it(page, style):
    page.goto("/")
    faces = page.evaluate(
        "async (font) => (await document.fonts.load(font, 'Ủy ban số 13')).map((f) => f.status)",
        f"{style}16px Tinos",
    )
    assert faces == ["loaded", "loaded"]
