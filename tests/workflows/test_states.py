"""In which state each transition can be done, whose work it is, and what is said where it cannot.

Written by hand, as a lawyer would read it; "" where it can be done. A record is put before the
workflow in every state it may have, by the person who may carry the transition out.
"""

import copy
from datetime import date

import pytest
import time_machine

from tayninh_portal.workflow import workflows
from tests.workflows.test_four_ways import CASES

FLOWS = {flow.noun.replace("-", "_"): flow for flow in workflows()}

ONLY_CONFIRMED = "Chỉ nội dung đã xác nhận mới cần mở lại."
NOT_REPORTED = "Cơ quan chưa báo cáo khắc phục."
REMEDIED = "Nội dung này đã được xác nhận là đã khắc phục."
REMEDY = {
    "report": {"open": "", "reported": "", "returned": "", "confirmed": REMEDIED},
    "confirm": {
        "open": NOT_REPORTED,
        "reported": "",
        "returned": NOT_REPORTED,
        "confirmed": REMEDIED,
    },
    "return": {
        "open": NOT_REPORTED,
        "reported": "",
        "returned": NOT_REPORTED,
        "confirmed": REMEDIED,
    },
    "extend": {
        "open": "",
        "reported": "Cơ quan đã báo cáo khắc phục; chỉ gia hạn được khi báo cáo bị trả lại.",
        "returned": "",
        "confirmed": REMEDIED,
    },
    "reopen": {
        "open": ONLY_CONFIRMED,
        "reported": ONLY_CONFIRMED,
        "returned": ONLY_CONFIRMED,
        "confirmed": "",
    },
}

CONCLUDED = "Lượt kiểm tra đã kết thúc; muốn sửa, lãnh đạo Sở phải mở lại để đính chính."
CANCELLED = "Lượt kiểm tra đã hủy."
ONLY_CONCLUDED = "Chỉ mở lại được lượt kiểm tra đã kết thúc."
NOT_BEGUN = "Lượt kiểm tra này chưa bắt đầu."
BEGUN = "Lượt kiểm tra đã bắt đầu."
NOT_HELD = "Lượt kiểm tra này không tiến hành."
TO_COME_ONLY = {
    "planned": "",
    "dropped": NOT_HELD,
    "draft": BEGUN,
    "concluded": CONCLUDED,
    "cancelled": CANCELLED,
}
BEFORE = {"planned": NOT_BEGUN, "dropped": NOT_HELD}
VISIT = {
    **dict.fromkeys(("start", "reschedule", "drop"), TO_COME_ONLY),
    "conclude": BEFORE | {"draft": "", "concluded": CONCLUDED, "cancelled": CANCELLED},
    "cancel": BEFORE | {"draft": "", "concluded": CONCLUDED, "cancelled": CANCELLED},
    "reopen": BEFORE | {"draft": ONLY_CONCLUDED, "concluded": "", "cancelled": ONLY_CONCLUDED},
}

IS_CONFIRMED = "Đề nghị này đã được xác nhận."
IS_REFUSED = "Đề nghị này không được xác nhận."
IS_WITHDRAWN = "Đề nghị này đã được rút."
IS_EXPIRED = "Đề nghị này đã hết hạn xác nhận."
OF_THE_SERVER = "Việc này đã được thực hiện từ máy chủ."
OPEN_ONLY = {
    "requested": "",
    "confirmed": IS_CONFIRMED,
    "refused": IS_REFUSED,
    "withdrawn": IS_WITHDRAWN,
    "expired": IS_EXPIRED,
    "server": OF_THE_SERVER,
}
PROPOSAL = {"confirm": OPEN_ONLY, "refuse": OPEN_ONLY, "withdraw": OPEN_ONLY}

ONLY_CLOSED = "Chỉ đợt đã khóa mới cần mở lại."
ROUND = {
    "open": {
        "draft": "",
        "open": "Đợt này đang nhận kết quả.",
        "closed": "Đợt này đã khóa; lãnh đạo Sở mở lại bằng “Mở lại đợt”.",
    },
    "close": {
        "draft": "Đợt này chưa mở nên chưa có gì để khóa.",
        "open": "",
        "closed": "Đợt này đã khóa.",
    },
    "reopen": {"draft": ONLY_CLOSED, "open": ONLY_CLOSED, "closed": ""},
}

NOT_SENT = "Cơ quan chưa gửi kết quả này."
SENT_BACK = "Kết quả này đã trả lại, đang chờ cơ quan gửi lại."
ACCEPTED = "Kết quả này đã được chấp nhận."
ONLY_ACCEPTED = "Chỉ kết quả đã chấp nhận mới cần mở lại."
SUBMISSION = {
    "certify": {
        "draft": "",
        "certified": "Kết quả đã được thủ trưởng xác nhận và gửi; chỉ sửa được khi Sở Nội vụ trả "
        "lại.",
        "returned": "",
        "accepted": "Kết quả đã được chấp nhận; muốn sửa, cơ quan đề nghị lãnh đạo Sở Nội vụ mở "
        "lại.",
    },
    "accept": {"draft": NOT_SENT, "certified": "", "returned": SENT_BACK, "accepted": ACCEPTED},
    "return": {"draft": NOT_SENT, "certified": "", "returned": SENT_BACK, "accepted": ACCEPTED},
    "reopen": {
        "draft": ONLY_ACCEPTED,
        "certified": ONLY_ACCEPTED,
        "returned": ONLY_ACCEPTED,
        "accepted": "",
    },
}

ASK_THE_LEADER = "Kết quả đã được xác nhận; muốn sửa, lãnh đạo Sở Nội vụ mở lại."
CONFIRMED = "Kết quả này đã được xác nhận."
RETURNED = "Kết quả này đã trả lại, đang chờ cơ quan sửa."
WITHDRAWN = "Kết quả này đã rút."
NOT_CONFIRMED = "Chỉ kết quả đã xác nhận mới cần mở lại."


def written_by_an_agency(new: str) -> dict:
    """The same of what an agency did about a finding and of what it did to carry out the plan."""
    return {
        "confirm": {new: "", "returned": RETURNED, "confirmed": CONFIRMED, "withdrawn": WITHDRAWN},
        "return": {new: "", "returned": RETURNED, "confirmed": CONFIRMED, "withdrawn": WITHDRAWN},
        "update": {new: "", "returned": "", "confirmed": ASK_THE_LEADER, "withdrawn": WITHDRAWN},
        "withdraw": {new: "", "returned": "", "confirmed": ASK_THE_LEADER, "withdrawn": WITHDRAWN},
        "reopen": {
            new: NOT_CONFIRMED,
            "returned": NOT_CONFIRMED,
            "confirmed": "",
            "withdrawn": NOT_CONFIRMED,
        },
    }


IS_SETTLED = "Ý kiến này đã được ghi là xong."
UNSETTLED = {"open": "", "answered": "", "settled": IS_SETTLED}
REMARK = {"answer": UNSETTLED, "settle": UNSETTLED}

UNPRESENTED = "Kế hoạch chưa trình ký."
IS_ISSUED = "Kế hoạch đã ban hành."
ONLY_PRESENTED = {"draft": UNPRESENTED, "presented": "", "issued": IS_ISSUED}
PLAN = {
    "present": {"draft": "", "presented": "Kế hoạch đã trình ký.", "issued": IS_ISSUED},
    "return": ONLY_PRESENTED,
    "issue": ONLY_PRESENTED,
}

GONE = "Đề nghị này đã rút."
HEAD_CRITICISM = {
    name: {"proposed": "", "decided": "", "withdrawn": GONE} for name in ("decide", "withdraw")
}

MINUTES = {
    "sign": {"draft": "", "signed": "Biên bản đã ký; mở bản đã ký để xem."},
    "add_pages": {"draft": "Biên bản chưa ký.", "signed": ""},
}

# In whatever state a paper cannot take a step it says where it stands.
PAPER = {
    "writing": "Báo cáo đang soạn.",
    "sent": "Báo cáo đã gửi lãnh đạo Sở.",
    "accepted": "Lãnh đạo Sở đã nhận báo cáo này.",
    "draft": "Thông báo đang soạn.",
    "presented": "Thông báo đang chờ lãnh đạo Sở duyệt.",
    "returned": "Thông báo bị trả lại, đang được sửa.",
    "approved": "Thông báo đã được duyệt, đang chờ văn thư ghi số.",
    "issued": "Thông báo đã ban hành.",
}
RESULT_PAPER = {
    "send": PAPER | {"writing": ""},
    "accept": PAPER | {"sent": ""},
    "present": PAPER | {"draft": "", "returned": ""},
    "return": PAPER | {"sent": "", "presented": "", "approved": ""},
    "approve": PAPER | {"presented": ""},
    "issue": PAPER | {"approved": ""},
}

TABLE = {
    "head_criticism": HEAD_CRITICISM,
    "minutes": MINUTES,
    "plan": PLAN,
    "result_paper": RESULT_PAPER,
    "proposal": PROPOSAL,
    "remark": REMARK,
    "remedy": REMEDY,
    "visit": VISIT,
    "round": ROUND,
    "submission": SUBMISSION,
    "handling": written_by_an_agency("entered"),
    "implementation": written_by_an_agency("draft"),
}
LINES = {(noun, name): states for noun, table in TABLE.items() for name, states in table.items()}


def test_no_transition_and_no_state_is_left_out():
    # Read in tests/inspections/test_complaint_access.py and tests/reports/workflow_table.py.
    elsewhere = ("complaint", "report")
    assert set(LINES) == {key for key in CASES if key[0] not in elsewhere}
    for (noun, _), states in LINES.items():
        assert set(states) == set(dict(FLOWS[noun].model._meta.get_field("state").choices))


@pytest.mark.parametrize("key", LINES, ids=" ".join)
def test_a_transition_is_done_in_these_states_and_elsewhere_it_is_said_why_not(cast, key):
    case, flow = CASES[key], FLOWS[key[0]]
    with time_machine.travel(case.at, tick=False):
        record, user = case.make(cast), getattr(cast, case.who)
        said = {}
        for state in LINES[key]:
            standing = copy.copy(record)
            standing.state = state
            said[state] = flow.verdict(user, flow[key[1]], standing, case.at.date()).reason
    assert said == LINES[key]


SPECIALIST = "Chuyên viên Sở Nội vụ, thành viên Tổ kiểm tra"
MANAGER = "Lãnh đạo Sở Nội vụ, Tổ trưởng Tổ kiểm tra"
DEPARTMENT = f"{SPECIALIST}; {MANAGER}"
OPERATOR = "Cán bộ trực đường dây nóng"
LEADER = "Lãnh đạo UBND tỉnh"
HEAD = "Thủ trưởng cơ quan"
AGENCY = f"Cán bộ đầu mối; {HEAD}"
SECONDS = f"{MANAGER}; Quản trị"
PROVINCE_REGISTRAR = "Văn thư UBND tỉnh"
REGISTRAR = "Văn thư Sở Nội vụ"
EXAMINER = "Chuyên viên Văn phòng UBND tỉnh"
WORK_ON_IT = f"{DEPARTMENT}; {OPERATOR}; {LEADER}"
# What a transition is called in a refusal, and whose work it is.
WHOSE = {
    "head_criticism": {
        "decide": (
            "Ghi kết quả đề nghị phê bình người đứng đầu",
            f"{MANAGER}; {PROVINCE_REGISTRAR}; {LEADER}; {AGENCY}",
        ),
        "withdraw": ("Rút đề nghị phê bình người đứng đầu", DEPARTMENT),
    },
    "complaint": {
        "classify": ("Phân loại phản ánh, kiến nghị", WORK_ON_IT),
        "hand_on": ("Chuyển phản ánh, kiến nghị", WORK_ON_IT),
        "pass_on": ("Chuyển phản ánh, kiến nghị", WORK_ON_IT),
        "reply": ("Báo cáo kết quả xử lý phản ánh được giao", AGENCY),
        "answer": ("Ghi kết quả trả lời", WORK_ON_IT),
        "close": ("Kết thúc phản ánh, kiến nghị", WORK_ON_IT),
        "merge": ("Gộp phản ánh trùng", f"{MANAGER}; {OPERATOR}"),
        "reopen": ("Mở lại phản ánh, kiến nghị", f"{MANAGER}; {LEADER}"),
        "reserve": (
            "Đổi đối tượng, chế độ bảo mật của phản ánh",
            f"{MANAGER}; {OPERATOR}; {LEADER}",
        ),
    },
    "proposal": {
        "confirm": ("Xác nhận đề nghị của người khác", SECONDS),
        "refuse": ("Từ chối đề nghị của người khác", SECONDS),
        "withdraw": ("Rút đề nghị của mình", SECONDS),
    },
    "minutes": {
        "sign": ("Ghi biên bản đã ký", DEPARTMENT),
        "add_pages": ("Ghi biên bản đã ký", DEPARTMENT),
    },
    "plan": {
        "present": ("Trình kế hoạch kiểm tra", MANAGER),
        "return": ("Lấy lại kế hoạch kiểm tra đã trình", MANAGER),
        "issue": ("Ghi số kế hoạch kiểm tra", f"{MANAGER}; {PROVINCE_REGISTRAR}"),
    },
    "result_paper": {
        "send": ("Gửi báo cáo của Tổ trưởng", DEPARTMENT),
        "accept": ("Nhận báo cáo của Tổ trưởng", MANAGER),
        "present": ("Trình thông báo kết quả kiểm tra", DEPARTMENT),
        "return": ("Trả lại văn bản kết quả kiểm tra", MANAGER),
        "approve": ("Duyệt thông báo kết quả kiểm tra", MANAGER),
        "issue": ("Ghi số thông báo kết quả kiểm tra", REGISTRAR),
    },
    "remark": {
        "answer": ("Trả lời ý kiến tại câu của báo cáo", DEPARTMENT),
        "settle": ("Ghi ý kiến tại câu của báo cáo là đã xong", f"{MANAGER}; {EXAMINER}"),
    },
    "remedy": {
        "report": ("Báo cáo khắc phục", AGENCY),
        "confirm": ("Xác nhận đã khắc phục", DEPARTMENT),
        "return": ("Trả lại báo cáo khắc phục", DEPARTMENT),
        "extend": ("Gia hạn khắc phục", MANAGER),
        "reopen": ("Mở lại nội dung đã khắc phục", DEPARTMENT),
    },
    "visit": {
        "start": ("Bắt đầu lượt kiểm tra", DEPARTMENT),
        "reschedule": ("Đổi lịch kiểm tra", MANAGER),
        "drop": ("Bỏ lượt kiểm tra khỏi lịch", MANAGER),
        "conclude": ("Kết thúc lượt kiểm tra", DEPARTMENT),
        "cancel": ("Hủy lượt kiểm tra", DEPARTMENT),
        "reopen": ("Mở lại lượt kiểm tra để đính chính", MANAGER),
    },
    "round": {
        "open": ("Mở đợt tự kiểm tra", DEPARTMENT),
        "close": ("Khóa đợt tự kiểm tra", DEPARTMENT),
        "reopen": ("Mở lại đợt tự kiểm tra đã khóa", MANAGER),
    },
    "submission": {
        "certify": ("Xác nhận và gửi kết quả tự kiểm tra", HEAD),
        "accept": ("Chấp nhận kết quả tự kiểm tra", DEPARTMENT),
        "return": ("Trả lại kết quả tự kiểm tra", DEPARTMENT),
        "reopen": ("Mở lại kết quả đã chấp nhận", MANAGER),
    },
    "handling": {
        "confirm": ("Xác nhận kết quả xử lý", DEPARTMENT),
        "return": ("Trả lại kết quả xử lý", DEPARTMENT),
        "update": ("Sửa kết quả xử lý", AGENCY),
        "withdraw": ("Rút kết quả xử lý", AGENCY),
        "reopen": ("Mở lại kết quả xử lý đã xác nhận", MANAGER),
    },
    "implementation": {
        "confirm": ("Xác nhận kết quả triển khai", DEPARTMENT),
        "return": ("Trả lại kết quả triển khai", DEPARTMENT),
        "update": ("Sửa kết quả triển khai", f"{DEPARTMENT}; {AGENCY}"),
        "withdraw": ("Rút kết quả triển khai", f"{DEPARTMENT}; {AGENCY}"),
        "reopen": ("Mở lại kết quả triển khai đã xác nhận", MANAGER),
    },
}


def test_nobodys_work_is_left_out():
    # A report's stands in tests/reports/workflow_table.py.
    stated = {(noun, name) for noun, table in WHOSE.items() for name in table}
    assert stated == {key for key in CASES if key[0] != "report"}


@pytest.mark.parametrize("noun", WHOSE)
def test_who_holds_no_post_is_told_whose_work_it_is(cast, noun):
    flow = FLOWS[noun]
    row = flow.model(state=flow.transitions[0].sources[0])
    said = {
        name: flow.verdict(cast.nobody, flow[name], row, date(2019, 7, 20)).reason
        for name in WHOSE[noun]
    }
    assert said == {
        name: f"{action} là việc của: {who}." for name, (action, who) in WHOSE[noun].items()
    }
