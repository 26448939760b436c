"""How a form stands on the screen: labels, help, errors, and the summary of them."""

import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from tayninh_portal.templatetags.portal import problems


class CountForm(forms.Form):
    """A form with a rule over two fields."""

    present = forms.IntegerField(
        label="Có mặt",
        help_text="Không tính người nghỉ phép.",
        error_messages={"invalid": "Nhập số nguyên."},
    )
    kind = forms.ChoiceField(
        label="Hình thức", choices=[("a", "Đột xuất"), ("b", "Báo trước")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Ghi chú", required=False)
    again = forms.BooleanField(label="Cần kiểm tra lại", required=False)
    minutes = forms.FileField(label="Biên bản", required=False)
    client_id = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"invalid": "Tải lại trang rồi gửi lần nữa."}
    )

    def clean(self):
        if self.cleaned_data.get("present") == 236:
            raise ValidationError("Tổng số là 236, khác với 263 trong danh sách.")


@pytest.fixture
def show(render):
    """A whole form by its component, white space folded."""

    def show(form, **context) -> str:
        source = '{% include "components/_form.html" %}'
        context = {"submit": "Ghi nhận lượt kiểm tra", "csrf_token": "abc"} | context
        return " ".join(render(source, form=form, **context).split())

    return show


def tag(html: str, pattern: str) -> str:
    """The one tag that matches."""
    found = re.findall(pattern, html)
    assert len(found) == 1, found
    return found[0]


def test_a_fresh_form_shows_no_error(show):
    page = show(CountForm())
    assert "error-summary" not in page and "is-invalid" not in page


def test_the_form_posts_with_a_token_and_leaves_checking_to_the_server(show):
    assert tag(show(CountForm()), r"<form[^>]*>") == (
        '<form class="portal-form" method="post" novalidate data-guard '
        'enctype="multipart/form-data">'
    )
    assert 'name="csrfmiddlewaretoken" value="abc"' in show(CountForm())


def test_the_button_bears_the_deed(show):
    assert '<button class="btn btn-primary" type="submit">Ghi nhận lượt kiểm tra</button>' in show(
        CountForm()
    )


def test_only_optional_fields_are_marked(show):
    page = show(CountForm())
    assert re.findall(r">([^<>]+)<span class=\"form-optional\">", page) == ["Ghi chú ", "Biên bản "]
    assert "*" not in page


def test_help_and_error_are_tied_to_their_field(show):
    page = show(CountForm({"present": "x"}))
    field = tag(page, r"<input[^>]* id=\"id_present\"[^>]*>")
    assert 'aria-describedby="id_present_helptext id_present_error"' in field
    assert 'aria-invalid="true"' in field
    assert page.index('id="id_present_helptext"') < page.index('id="id_present_error"')
    assert page.index('id="id_present_error"') < page.index('id="id_present"')


def test_a_group_of_choices_is_named_by_its_legend(show):
    page = show(CountForm({}))
    assert re.search(r'<legend class="form-label">Hình thức\s*</legend>', page)
    assert '<fieldset aria-describedby="id_kind_error">' in page


def test_a_file_has_a_label_of_its_own(show):
    assert '<label class="form-label" for="id_minutes">' in show(CountForm())


def test_what_was_typed_comes_back(show):
    page = show(CountForm({"present": "x", "note": "đã nhắc <b>"}))
    assert 'value="x"' in page
    assert 'value="đã nhắc &lt;b&gt;"' in page


def test_the_summary_leads_to_every_wrong_field():
    assert problems(CountForm({"present": "x", "client_id": "nope"})) == [
        ("id_present", "Có mặt", "Nhập số nguyên."),
        ("id_kind_0", "Hình thức", "Hãy chọn một mục."),
        ("", "", "Tải lại trang rồi gửi lần nữa."),
    ]


def test_the_summary_names_the_rule_over_several_fields_first(show):
    page = show(CountForm({"present": "236"}))
    assert "Có 03 chỗ cần sửa" in page
    assert re.findall(r"<li>(.*?)</li>", page)[0] == "Tổng số là 236, khác với 263 trong danh sách."
    assert page.count("error-summary") == 2  # the class and the hook of the script, once each


def test_a_layout_of_its_own_keeps_one_form_and_one_summary(show):
    form = CountForm({})
    form.helper = FormHelper()
    form.helper.layout = Layout(Fieldset("Số người", "present"), "kind", "note")
    page = show(form)
    assert page.count("<form") == 1
    assert page.count("csrfmiddlewaretoken") == 1
    assert page.count('class="error-summary"') == 1
    assert "<legend>Số người</legend>" in page
    assert form.helper.form_tag is True  # the form's own helper is left as it was


def test_rows_have_one_summary_with_their_numbers(render):
    rows = forms.formset_factory(CountForm, extra=2)(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "2",
            "form-0-present": "236",
            "form-1-present": "x",
        }
    )
    page = render("{% load portal %}{% form_body rows %}", rows=rows)
    assert page.count('class="error-summary"') == 1
    assert problems(rows)[0] == ("", "Dòng 1", "Tổng số là 236, khác với 263 trong danh sách.")
    assert ("id_form-1-present", "Dòng 2, Có mặt", "Nhập số nguyên.") in problems(rows)


def test_a_deed_without_return_says_what_happens_to_what(render):
    page = render(
        '{% include "components/_confirm.html" with submit="Hủy lượt kiểm tra" danger=True %}',
        what="Lượt kiểm tra tại Sở Y tế",
        consequence="Lượt này không được tính vào số liệu.",
        csrf_token="abc",
    )
    assert "<strong>Lượt kiểm tra tại Sở Y tế</strong>" in page
    assert "<p>Lượt này không được tính vào số liệu.</p>" in page
    assert '<button class="btn btn-danger" type="submit">Hủy lượt kiểm tra</button>' in page
