"""What the words of the catalogue are called where figures are explained to people."""

from __future__ import annotations

KINDS = {"count": "đếm", "sum": "cộng", "ratio": "tỷ lệ"}
# What a figure can be broken down by.
DIMENSIONS = {
    "agency": "cơ quan",
    "area": "nội dung theo Quyết định 1847",
    "category": "loại hành vi",
    "class": "phân loại",
    "field": "lĩnh vực",
    "form": "hình thức xử lý",
    "group": "nhóm cơ quan",
    "leader": "chức vụ lãnh đạo, quản lý",
    "month": "tháng",
    "person_kind": "đối tượng vi phạm",
    "round": "đợt tự kiểm tra",
    "channel": "nơi tiếp nhận",
    "state": "trạng thái",
}
