"""Who may do what to a report in which state, written by hand.

Columns, in this order (the people of the fixed cast):

    N signed in without a post        R văn thư Sở                 C cán bộ đầu mối of A
    S specialist, who sent it up      E Văn phòng UBND tỉnh        H thủ trưởng of A
    s another specialist              P văn thư UBND tỉnh          c cán bộ đầu mối of B
    M lãnh đạo Sở                     L lãnh đạo UBND tỉnh         h thủ trưởng of B
    O trực đường dây nóng                                          A quản trị

Cells:  o done   x not this person's work   s not while the report stands there
        w only the one who sent it up
"""

from __future__ import annotations

PEOPLE = (
    ("N", "nobody"),
    ("S", "specialist"),
    ("s", "specialist_b"),
    ("M", "manager"),
    ("O", "operator"),
    ("R", "department_registrar"),
    ("E", "office_examiner"),
    ("P", "province_registrar"),
    ("L", "leader"),
    ("C", "clerk_a"),
    ("H", "head_a"),
    ("c", "clerk_b"),
    ("h", "head_b"),
    ("A", "admin"),
)

# action | state | N S s M O R E P L C H c h A
TABLE = """
submit    | draft     | x o o o x x x x x x x x x x
submit    | returned  | x o o o x x x x x x x x x x
submit    | submitted | x s s s x x x x x x x x x x
submit    | approved  | x s s s x x x x x x x x x x
submit    | presented | x s s s x x x x x x x x x x
submit    | signed    | x s s s x x x x x x x x x x
submit    | issued    | x s s s x x x x x x x x x x
recall    | draft     | x s s s x x x x x x x x x x
recall    | returned  | x s s s x x x x x x x x x x
recall    | submitted | x o w w x x x x x x x x x x
recall    | approved  | x s s s x x x x x x x x x x
recall    | presented | x s s s x x x x x x x x x x
recall    | signed    | x s s s x x x x x x x x x x
recall    | issued    | x s s s x x x x x x x x x x
approve   | draft     | x x x s x x x x x x x x x x
approve   | returned  | x x x s x x x x x x x x x x
approve   | submitted | x x x o x x x x x x x x x x
approve   | approved  | x x x s x x x x x x x x x x
approve   | presented | x x x s x x x x x x x x x x
approve   | signed    | x x x s x x x x x x x x x x
approve   | issued    | x x x s x x x x x x x x x x
return    | draft     | x x x s x x x x x x x x x x
return    | returned  | x x x s x x x x x x x x x x
return    | submitted | x x x o x x x x x x x x x x
return    | approved  | x x x o x x x x x x x x x x
return    | presented | x x x s x x x x x x x x x x
return    | signed    | x x x s x x x x x x x x x x
return    | issued    | x x x s x x x x x x x x x x
present   | draft     | x x x x x s x x x x x x x x
present   | returned  | x x x x x s x x x x x x x x
present   | submitted | x x x x x s x x x x x x x x
present   | approved  | x x x x x o x x x x x x x x
present   | presented | x x x x x s x x x x x x x x
present   | signed    | x x x x x s x x x x x x x x
present   | issued    | x x x x x s x x x x x x x x
send_back | draft     | x x x x x x s x x x x x x x
send_back | returned  | x x x x x x s x x x x x x x
send_back | submitted | x x x x x x s x x x x x x x
send_back | approved  | x x x x x x s x x x x x x x
send_back | presented | x x x x x x o x x x x x x x
send_back | signed    | x x x x x x o x x x x x x x
send_back | issued    | x x x x x x s x x x x x x x
choose_signer | draft     | x x x x x x s x x x x x x x
choose_signer | returned  | x x x x x x s x x x x x x x
choose_signer | submitted | x x x x x x s x x x x x x x
choose_signer | approved  | x x x x x x s x x x x x x x
choose_signer | presented | x x x x x x o x x x x x x x
choose_signer | signed    | x x x x x x s x x x x x x x
choose_signer | issued    | x x x x x x s x x x x x x x
sign      | draft     | x x x x x x s s x x x x x x
sign      | returned  | x x x x x x s s x x x x x x
sign      | submitted | x x x x x x s s x x x x x x
sign      | approved  | x x x x x x s s x x x x x x
sign      | presented | x x x x x x o o x x x x x x
sign      | signed    | x x x x x x s s x x x x x x
sign      | issued    | x x x x x x s s x x x x x x
issue     | draft     | x x x x x x x s x x x x x x
issue     | returned  | x x x x x x x s x x x x x x
issue     | submitted | x x x x x x x s x x x x x x
issue     | approved  | x x x x x x x s x x x x x x
issue     | presented | x x x x x x x s x x x x x x
issue     | signed    | x x x x x x x o x x x x x x
issue     | issued    | x x x x x x x s x x x x x x
write     | draft     | x o o o x x x x x x x x x x
write     | returned  | x o o o x x x x x x x x x x
write     | submitted | x s s s x x x x x x x x x x
write     | approved  | x s s s x x x x x x x x x x
write     | presented | x s s s x x x x x x x x x x
write     | signed    | x s s s x x x x x x x x x x
write     | issued    | x s s s x x x x x x x x x x
update         | draft     | x o o o x x x x x x x x x x
update         | returned  | x o o o x x x x x x x x x x
update         | submitted | x s s s x x x x x x x x x x
update         | approved  | x s s s x x x x x x x x x x
update         | presented | x s s s x x x x x x x x x x
update         | signed    | x s s s x x x x x x x x x x
update         | issued    | x s s s x x x x x x x x x x
accept_warning | draft     | x o o o x x x x x x x x x x
accept_warning | returned  | x o o o x x x x x x x x x x
accept_warning | submitted | x s s s x x x x x x x x x x
accept_warning | approved  | x s s s x x x x x x x x x x
accept_warning | presented | x s s s x x x x x x x x x x
accept_warning | signed    | x s s s x x x x x x x x x x
accept_warning | issued    | x s s s x x x x x x x x x x
render    | draft     | x o o o x x x x x x x x x x
render    | returned  | x o o o x x x x x x x x x x
render    | submitted | x s s s x x x x x x x x x x
render    | approved  | x s s s x x x x x x x x x x
render    | presented | x s s s x x x x x x x x x x
render    | signed    | x s s s x x x x x x x x x x
render    | issued    | x s s s x x x x x x x x x x
"""
# What a person hears who holds the role, by where the report stands.
STANDS = {
    "draft": "Báo cáo còn là dự thảo.",
    "returned": "Báo cáo đã bị trả lại và đang được sửa.",
    "submitted": "Báo cáo đang chờ lãnh đạo Sở duyệt.",
    "approved": "Báo cáo đã được lãnh đạo Sở duyệt, chờ trình Ủy ban nhân dân tỉnh.",
    "presented": "Báo cáo đang ở Ủy ban nhân dân tỉnh, chờ ký.",
    "signed": "Báo cáo đã được ký, chờ văn thư cấp số.",
    "issued": "Báo cáo đã ban hành; chỉ có thể thay thế, đính chính hoặc thu hồi.",
}
NOT_A_DRAFT = "Báo cáo không còn là dự thảo nên không sửa được nội dung."
NOT_SENT_BY_HIM = "Chỉ người đã trình mới rút lại được báo cáo."
# What a person hears whose work it is not.
WORK_OF = {
    "submit": "Trình lãnh đạo Sở là việc của: ",
    "recall": "Rút lại báo cáo đã trình lãnh đạo Sở là việc của: ",
    "approve": "Duyệt báo cáo là việc của: ",
    "return": "Trả lại báo cáo cho người soạn là việc của: ",
    "present": "Trình Ủy ban nhân dân tỉnh là việc của: ",
    "send_back": "Trả lại báo cáo cho Sở Nội vụ là việc của: ",
    "choose_signer": "Đổi người ký dự kiến là việc của: ",
    "sign": "Ghi nhận chữ ký là việc của: ",
    "issue": "Cấp số và ban hành báo cáo là việc của: ",
    "write": "Soạn thảo báo cáo là việc của: ",
    "update": "Sửa thông tin chung của báo cáo là việc của: ",
    "accept_warning": "Chấp nhận cảnh báo của báo cáo là việc của: ",
    "render": "Kết xuất báo cáo ra PDF là việc của: ",
}


def rows() -> list[tuple[str, str, str]]:
    """(action, state, cells without blanks)."""
    found = []
    for line in TABLE.strip().splitlines():
        activity, state, cells = (piece.strip() for piece in line.split("|"))
        found.append((activity, state, cells.replace(" ", "")))
    return found
