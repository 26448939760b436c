"""Every transition, four ways: one form twice, a second window, two people, a stale form.

What is to come of each is written here by hand: a second click is done and said once; anything
else is a lost race, told on the form with both texts (a button has no place for that: 409), and
nothing is written a second time. The cases of a noun stand in ``cases_<noun>.py``.
"""

import uuid
from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from tayninh_portal.models import Change
from tayninh_portal.workflow import workflows
from tests.inspections.answering import NOW

NOUNS = sorted(
    path.stem.removeprefix("cases_") for path in Path(__file__).parent.glob("cases_*.py")
)
CASES = {
    (noun, name): case
    for noun in NOUNS
    for name, case in import_module(f"tests.workflows.cases_{noun}").CASES.items()
}
OTHERS = {key: case for key, case in CASES.items() if case.other}
every_case = pytest.mark.parametrize("key", CASES, ids=" ".join)


@pytest.fixture(autouse=True)
def _clock(request):
    key = request.node.callspec.params["key"] if hasattr(request.node, "callspec") else None
    with time_machine.travel(CASES[key].at if key else NOW, tick=False):
        yield


def test_every_transition_with_a_page_has_its_case():
    pages = {
        (flow.noun.replace("-", "_"), transition.name)
        for flow in workflows()
        for transition in flow.transitions
        if any(transition.name in (key, *key[:1]) for key in flow.words)
    }
    assert set(CASES) == pages


def url_of(key, record) -> str:
    noun, name = key
    return reverse(f"{noun.replace('_', '-')}-{name.replace('_', '-')}", args=[record.pk])


def sent(case, record, form=None) -> dict:
    """A form as a browser sends it, shown with ``record`` as it stands."""
    hidden = {"seen_version": record.version, "client_id": str(uuid.uuid4())}
    typed = case.form if form is None else form
    return hidden | case.pressed | {name: typed_value(value) for name, value in typed.items()}


def typed_value(value):
    """What is typed; a function where it is a row that is only there when the test runs."""
    return value() if callable(value) else value


def stored(record):
    return type(record)._default_manager.get(pk=record.pk)


def first(cast, key):
    """The record, its address and the form that was carried out."""
    case = CASES[key]
    record = case.make(cast)
    url, form = url_of(key, record), sent(case, record)
    answer = cast.client(case.who).post(url, form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert stored(record).state == case.after
    return record, url, form


def lines(record) -> int:
    return Change.objects.of(record).count()


@every_case
def test_one_form_sent_twice_is_done_and_said_once(cast, key):
    record, url, form = first(cast, key)
    before = lines(record)
    client = cast.client(CASES[key].who)
    answer = client.post(url, form)
    assert (answer.status_code, lines(record)) == (302, before)
    assert list(client.get(answer["Location"]).context["messages"]) == []


def lost(answer, case, before, record) -> None:
    """The second text came too late: it is shown, and nothing was written."""
    assert lines(record) == before
    if case.button:
        assert answer.status_code == 409
        return
    assert answer.status_code == 200
    form = answer.context["form"]
    assert form.lost is not None
    typed = {name: typed_value(value) for name, value in case.other_form.items()}
    assert {name: form[name].value() for name in typed} == typed
    assert "Đang lưu" in answer.content.decode() or not form.lost.texts


@every_case
def test_ones_own_second_window_loses_and_keeps_its_text(cast, key):
    case = CASES[key]
    record, url, _ = first(cast, key)
    before = lines(record)
    answer = cast.client(case.who).post(url, sent(case, record, case.other_form))
    lost(answer, case, before, record)
    if case.button:
        assert answer.context["heading"] == "Hồ sơ đã thay đổi"
    else:
        assert answer.context["form"].lost.by_self


@pytest.mark.parametrize("key", OTHERS, ids=" ".join)
def test_the_second_of_two_people_loses_and_keeps_their_text(cast, key):
    case = CASES[key]
    record, url, _ = first(cast, key)
    before = lines(record)
    answer = cast.client(case.other).post(url, sent(case, record, case.other_form))
    lost(answer, case, before, record)
    if case.button:
        assert answer.context["heading"] == "Có người đã xử lý trước"
    else:
        assert not answer.context["form"].lost.by_self


@every_case
def test_a_form_on_an_older_version_is_stale(cast, key):
    """Something else was done to the record since the form was shown."""
    case = CASES[key]
    record = case.make(cast)
    form = sent(case, record, case.other_form)
    touched = type(record)._default_manager.filter(pk=record.pk)
    assert touched.update(version=record.version + 1) == 1
    before = lines(record)
    answer = cast.client(case.who).post(url_of(key, record), form)
    lost(answer, case, before, record)
    assert stored(record).state == record.state
