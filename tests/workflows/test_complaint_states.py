"""What is said of a complaint where a transition cannot be done: by hand, as it is read."""

import copy

import pytest
import time_machine

from inspections.complaints.workflow import COMPLAINTS
from tests.inspections.complaint_story import in_state
from tests.workflows.test_four_ways import CASES

LABELS = {
    "received": "“Mới tiếp nhận”",
    "classified": "“Đã phân loại”",
    "handed_on": "“Đã giao xử lý”",
    "answered": "“Đã trả lời”",
    "passed_on": "“Đã chuyển cơ quan có thẩm quyền”",
    "closed": "“Đã kết thúc”",
    "merged": "“Đã gộp (trùng)”",
}
# Where each can be done, in the order a complaint goes.
DONE_IN = {
    "classify": ("received", "classified"),
    "hand_on": ("classified", "handed_on"),
    "pass_on": ("classified", "handed_on"),
    "reply": ("handed_on",),
    "answer": ("classified", "handed_on"),
    "close": ("classified", "handed_on", "answered"),
    "merge": ("received", "classified", "handed_on", "answered"),
    "reopen": ("answered", "passed_on", "closed", "merged"),
    "reserve": ("received", "classified", "handed_on", "answered"),
}
# The case's complaint is neither refused nor answered.
ANSWER_FIRST = "Ghi kết quả trả lời người phản ánh trước khi kết thúc."
BEFORE = {("close", "classified"): ANSWER_FIRST, ("close", "handed_on"): ANSWER_FIRST}


@pytest.mark.parametrize("name", DONE_IN)
def test_the_refusal_names_the_states_it_can_be_done_in_and_the_one_it_is_in(cast, name):
    case = CASES["complaint", name]
    with time_machine.travel(case.at, tick=False):
        complaint, user = case.make(cast), getattr(cast, case.who)
        said = {}
        for state in LABELS:
            standing = copy.copy(complaint)
            standing.state = state
            verdict = COMPLAINTS.verdict(user, COMPLAINTS[name], standing, case.at.date())
            said[state] = verdict.reason
    names = ", ".join(LABELS[state] for state in DONE_IN[name])
    assert said == {
        state: BEFORE.get((name, state), "")
        if state in DONE_IN[name]
        else f"Chỉ làm được khi phản ánh ở trạng thái {names}; phản ánh này đang ở {label}."
        for state, label in LABELS.items()
    }


# What is to be done next, by state: the one button of the Sở that stands out.
NEXT = {
    "received": ["Phân loại"],
    "classified": ["Giao cơ quan xử lý"],
    "handed_on": ["Ghi kết quả trả lời"],
    "answered": ["Kết thúc"],
    "passed_on": [],
    "closed": [],
    "merged": [],
}


@pytest.mark.parametrize("state", NEXT)
def test_what_is_to_be_done_next_stands_out(cast, state):
    case = CASES["complaint", "classify"]
    with time_machine.travel(case.at, tick=False):
        complaint, day = in_state(cast, state), case.at.date()
        buttons = COMPLAINTS.buttons(cast.fresh("manager"), complaint, day)
    shown = [button for button in buttons if button.verdict and button.words.style == "primary"]
    assert [button.words.button for button in shown] == NEXT[state]
