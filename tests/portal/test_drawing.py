"""What is drawn without a template is what Django's templates and tags draw."""

import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import Context, Template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse

from tayninh_portal.drawing import Widgets, record_url

CHOICES = [("", "Tất cả"), ("a", "A & B"), ("Nhóm", [("c", '"C"'), (4, "<d>")])]
AWKWARD = '"><script>&amp;'
WIDGETS = [
    forms.TextInput({"class": "form-control", "data-x": AWKWARD, "required": True, "min": False}),
    forms.NumberInput({"min": 0}),
    forms.HiddenInput(),
    forms.CheckboxInput(),
    forms.DateInput(),
    forms.TimeInput(),
    forms.EmailInput(),
    forms.Select(choices=CHOICES),
    forms.SelectMultiple(choices=CHOICES),
    forms.Textarea(),
    forms.RadioSelect(choices=CHOICES),
]


def bare(html: str) -> str:
    """Without the room between tags, which Django's templates leave and ours do not."""
    return re.sub(r">\s+<", "><", html.strip())


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", [None, "", "a", AWKWARD, 4])
def test_a_box_is_drawn_as_django_draws_it(widget, value):
    ours = widget.render("ten", value, {"id": "id_ten"}, renderer=Widgets())
    theirs = widget.render("ten", value, {"id": "id_ten"}, renderer=TemplatesSetting())
    assert bare(ours) == bare(theirs)


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_an_address_is_the_one_django_finds():
    assert drawn("{% url 'home' %}") == reverse("home")
    assert drawn("{% url 'visit-detail' 7 %}") == reverse("visit-detail", args=[7])
    assert drawn("{% url 'visit-detail' pk=7 %}") == reverse("visit-detail", args=[7])
    assert drawn("{% url name as there %}[{{ there }}]", name="home") == f"[{reverse('home')}]"
    assert drawn("{% url 'nowhere' as there %}[{{ there }}]") == "[]"
    assert record_url("visit-detail", 12) == reverse("visit-detail", args=[12])
    with pytest.raises(NoReverseMatch):
        drawn("{% url 'nowhere' %}")
    with pytest.raises(NoReverseMatch):
        drawn("{% url 'home' 7 %}")


def test_a_file_has_the_address_django_gives_it():
    assert drawn("{% static 'css/frame.css' %}") == static("css/frame.css")


def test_a_fragment_is_drawn_with_what_is_handed_to_it_and_no_more_afterwards():
    source = "{% include 'components/_empty.html' with title=title text='Không' url='' %}{{ text }}"
    page = drawn(source, title="Chưa có <gì>", text="sau", label="")
    assert '<h2 class="h3">Chưa có &lt;gì&gt;</h2>' in page
    assert page.endswith("sau")
    chosen = drawn("{% include name with title='T' text='x' url='' only %}",
                   name="components/_empty.html", label="")  # fmt: skip
    assert '<h2 class="h3">T</h2>' in chosen
