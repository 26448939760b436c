"""The net under the templates: ``tests/fixtures/templates.py``."""

import pytest

from tests.fixtures.templates import UndefinedVariable

CONTEXT = {"dictionary": {}, "number": 3, "nothing": None}


@pytest.mark.parametrize(
    "source",
    [
        "{{ missing }}",
        "{% if missing %}{% endif %}",
        "{% for each in missing %}{% endfor %}",
        "{{ missing|default:'' }}",
        "{{ dictionary.missing }}",
        "{{ number.missing }}",
        "{% if number.missing %}{% endif %}",
        "{{ nothing.missing }}",
    ],
)
def test_an_undefined_variable_in_a_page_fails(render, source):
    with pytest.raises(UndefinedVariable, match=r"page\.html"):
        render(source, **CONTEXT)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ number }}", "3"),
        ("{% if dictionary.missing %}a{% else %}b{% endif %}", "b"),
        ("{% if nothing.missing %}a{% else %}b{% endif %}", "b"),
        ("{{ dictionary.missing|default:'c' }}", "c"),
        ("{% for each in dictionary %}{{ forloop.counter }}{% empty %}d{% endfor %}", "d"),
        ("{% if True %}{{ 'e' }}{% endif %}", "e"),
    ],
)
def test_what_may_be_absent_may_be_asked_for(render, source, text):
    assert render(source, **CONTEXT) == text


def test_a_fragment_may_leave_out_its_parameters(render):
    source = "{% if missing %}a{% endif %}{{ missing|default:'b' }}"
    assert render(source, name="visits/_row.html") == "b"
    with pytest.raises(UndefinedVariable):
        render("{{ missing }}", name="visits/_row.html")


def test_a_template_of_a_third_party_is_left_alone(render):
    assert render("{{ missing }}", name="/elsewhere/page.html") == ""


def test_a_variable_is_resolved_once(render):
    calls = []
    render("{{ count }}", count=lambda: calls.append(1))
    assert calls == [1]
