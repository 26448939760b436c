"""The shelf itself: what every workflow keeps to, and what carrying out a transition costs."""

import inspect
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.handlings.models import Handling
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from tayninh_portal import records
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tayninh_portal.record_forms import RecordForm
from tayninh_portal.records import Act
from tayninh_portal.workflow import workflows
from tests.doing import do
from tests.house.sources import ROOT
from tests.inspections.answering import DUE, NOW, TODAY, finding, handling, remedy, reported

FLOW = remedy_flow.REMEDIES
EVERY = [(flow, transition) for flow in workflows() for transition in flow.transitions]
# What a view makes of an answer before the action: bytes on the disk of a file, the figures read
# in one state, the reasons of the whole report and of its sections together.
HANDED_BY_THE_VIEW = {
    ("handling", "update"): {"upload": "kept"},
    ("minutes", "sign"): {"upload": "kept", "manner": "digital"},
    ("minutes", "add_pages"): {"upload": "kept"},
    ("report", "submit"): {"figures": "readings"},
    ("report", "return"): {"whole": "notes"},
    ("report", "send_back"): {"whole": "notes"},
}
# What a form takes to be read for its other answers, and hands on to nobody.
READ_ALONE = {("report", "issue"): {"upload"}}


@pytest.mark.parametrize(
    ("flow", "transition"), EVERY, ids=lambda it: getattr(it, "name", None) or it.noun
)
def test_the_form_asks_what_the_action_takes(flow, transition):
    asked = set(transition.form.base_fields) - set(RecordForm.base_fields)
    asked -= READ_ALONE.get((flow.noun, transition.name), set())
    handed = HANDED_BY_THE_VIEW.get((flow.noun, transition.name), {})
    asked = {handed.get(name, name) for name in asked}
    parameters = list(inspect.signature(transition.action).parameters.values())
    named = {p.name for p in parameters if p.kind == inspect.Parameter.KEYWORD_ONLY}
    takes_any = any(p.kind == inspect.Parameter.VAR_KEYWORD for p in parameters)
    required = {
        p.name
        for p in parameters
        if p.kind == inspect.Parameter.KEYWORD_ONLY and p.default is inspect.Parameter.empty
    }
    assert required <= asked
    assert takes_any or asked <= named


@pytest.mark.parametrize("flow", workflows(), ids=lambda flow: flow.noun)
def test_words_and_sentences_name_what_the_table_has(flow):
    names = {transition.name for transition in flow.transitions}
    states = {str(value) for value, _ in flow.model._meta.get_field("state").choices}
    for table in (flow.words, flow.closed):
        for key in table:
            name, state = key if isinstance(key, tuple) else (key, key)
            assert name in names | states, key
            assert state in names | states, key
    for transition in flow.transitions:
        assert {*transition.sources, *transition.targets} <= states


def test_the_diagrams_of_the_docs_are_those_of_the_tables(tmp_path):
    written = tmp_path / "workflows.md"
    call_command("workflows", output=written)
    assert written.read_text() == (ROOT / "docs" / "workflows.md").read_text()


def test_what_fails_leaves_the_callers_record_as_it_was(cast):
    made = remedy(cast)
    before = dict(made.__dict__)
    other = Remedy.objects.get(pk=made.pk)
    do(remedy_flow.REPORT, other, by=cast.head_a, at=NOW, done_on=TODAY, text="Đã gắn.")
    with pytest.raises(Conflict):
        do(remedy_flow.REPORT, made, by=cast.clerk_a, at=NOW, done_on=TODAY, text="Đã sơn.")
    assert made.__dict__ == before
    assert (other.state, other.text) == ("open", "")


def test_many_go_together_or_not_at_all(cast):
    rows = [reported(cast), remedy(cast)]
    with pytest.raises(Refused, match="Cơ quan chưa báo cáo khắc phục"):
        remedy_flow.REMEDIES.perform(remedy_flow.CONFIRM, rows, Act(cast.manager, NOW))
    assert {row.state for row in Remedy.objects.all()} == {"reported", "open"}


def test_the_same_form_is_done_whoever_asks_and_anothers_is_not(cast):
    made, once = remedy(cast), "0b7c2f8e-8d0f-4b53-9b1e-6f1f5e0d7c11"
    remedy(cast)
    given = {"at": NOW, "client_id": once, "seen_version": 1, "done_on": TODAY, "text": "Đã gắn."}
    first = do(remedy_flow.REPORT, made, by=cast.clerk_a, **given)
    again = do(remedy_flow.REPORT, first, by=cast.clerk_a, **given)
    assert (again.version, Change.objects.of(made).count()) == (2, 2)
    with pytest.raises(Conflict):
        do(remedy_flow.REPORT, first, by=cast.head_a, **given)


def test_who_holds_no_role_any_more_is_refused_even_what_they_did_before(cast):
    made, once = remedy(cast), "0b7c2f8e-8d0f-4b53-9b1e-6f1f5e0d7c12"
    given = {"by": cast.clerk_a, "client_id": once, "done_on": TODAY, "text": "Đã gắn."}
    done = do(remedy_flow.REPORT, made, at=NOW, **given)
    cast.clerk_a.appointments.update(ends_on=TODAY)
    with pytest.raises(Refused) as refused:
        do(remedy_flow.REPORT, done, at=NOW + timedelta(days=1), **given)
    assert refused.value.of_role


def test_what_is_required_is_no_blank_and_no_nothing(cast):
    made = remedy(cast)
    for done_on, text, names in ((None, "Đã gắn.", {"done_on"}), (TODAY, " \n", {"text"})):
        with pytest.raises(ValidationError) as refused:
            do(remedy_flow.REPORT, made, by=cast.clerk_a, at=NOW, done_on=done_on, text=text)
        assert set(refused.value.message_dict) == names


def test_a_transition_that_the_table_does_not_have_is_an_error():
    with pytest.raises(KeyError, match="nothing"):
        FLOW["nothing"]


@pytest.mark.parametrize(
    ("who", "state", "expected"),
    [
        ("clerk_a", "open", ["report"]),
        ("clerk_a", "reported", ["report"]),
        # What agencies alone do is not shown grey to another agency.
        ("clerk_b", "open", []),
        ("specialist", "open", []),
        ("specialist", "reported", ["confirm", "return"]),
        ("specialist_b", "reported", ["confirm: no", "return: no"]),
        ("manager", "open", ["extend"]),
        ("manager", "reported", ["confirm", "return"]),
        ("leader", "reported", []),
    ],
)
def test_a_page_offers_what_can_be_done_now_and_grey_what_others_of_the_so_do(
    cast, who, state, expected
):
    row = remedy(cast) if state == "open" else reported(cast)
    offered = FLOW.buttons(cast.fresh(who), row, TODAY)
    assert [f"{b.name}{'' if b.verdict else ': no'}" for b in offered] == expected


def test_a_button_says_what_it_does_in_this_state_and_asks_at_once_where_it_asks_nothing(cast):
    row, clerk, manager = reported(cast), cast.fresh("clerk_a"), cast.fresh("manager")
    (change,) = FLOW.buttons(clerk, row, TODAY)
    assert (change.words.button, change.form) == ("Sửa báo cáo", None)
    confirm, back = FLOW.buttons(manager, row, TODAY)
    assert (confirm.words.button, back.form) == ("Xác nhận đã khắc phục", None)
    # Several such forms stand on one page: none gives its fields an id.
    assert ("seen_version" in str(confirm.form), "id=" in str(confirm.form)) == (True, False)
    assert replace(FLOW, words={}).buttons(manager, row, TODAY) == []


def test_what_no_sentence_says_is_said_in_general(cast):
    row = remedy(cast)
    verdict = replace(FLOW, closed={}).verdict(cast.manager, remedy_flow.CONFIRM, row, TODAY)
    label = remedy_flow.CONFIRM.label
    assert verdict.reason == f"“{label}” không làm được ở trạng thái hiện nay."


def test_whom_each_record_waits_for_as_it_stands(cast):
    asked, answered = remedy(cast), reported(cast)
    assert FLOW.people([asked, answered], TODAY) == {
        asked.pk: {cast.clerk_a.pk, cast.head_a.pk},
        answered.pk: {cast.specialist.pk},
    }
    for who, states, rows in (
        ("clerk_a", ("open", "returned"), [asked]),
        ("specialist", ("reported",), [answered]),
        ("specialist", ("open",), []),
        ("specialist", (), []),
    ):
        waiting = FLOW.waiting(cast.fresh(who), TODAY, *states)
        assert list(Remedy.objects.filter(waiting)) == rows, (who, states)


def test_a_broken_constraint_is_told_in_the_words_of_its_model(cast):
    made = reported(cast)
    with pytest.raises(ValidationError) as stated:
        records.amend_many([made], act=Act(cast.manager, NOW), label="Sửa", done_on=None)
    assert stated.value.messages == ["Báo cáo khắc phục phải có ngày khắc phục xong."]
    first = handling(cast)
    second = Handling(finding=first.finding, form=first.form, starts_on=TODAY)
    with pytest.raises(ValidationError) as stated:
        records.create_many([second], by=cast.clerk_a, at=NOW, label="Ghi")
    assert stated.value.messages == [
        "Nội dung này đã có kết quả xử lý; sửa kết quả đó thay cho ghi kết quả thứ hai."
    ]


@pytest.mark.parametrize("rows", [1, 20])
def test_writing_many_costs_as_much_as_one(cast, rows):
    about = finding(cast, unit=True)
    first = Remedy.objects.select_related("visit").get(finding=about)
    others = []
    for _ in range(rows - 1):
        twin = records.create(_like(about), by=cast.specialist, at=NOW)[0]
        others.append(Remedy(visit=twin.visit, agency=twin.agency, finding=twin, due_on=DUE))
    made = records.create_many(others, by=cast.specialist, at=NOW, label="Yêu cầu khắc phục")
    with CaptureQueriesContext(connection) as queries:
        records.transit(
            [first, *made],
            remedy_flow.REPORT,
            Act(cast.clerk_a, NOW),
            done_on=TODAY,
            text=lambda row: f"Đã gắn {row.pk}",
            reported_on=TODAY,
        )
    assert len(queries) == 4
    assert Remedy.objects.filter(state="reported").count() == rows


def _like(about):
    copied = {
        field.name: getattr(about, field.name)
        for field in about._meta.concrete_fields
        if field.name not in ("id", "client_id", "version", "created_at", "created_by")
    }
    return type(about)(**copied)
