"""The roles a post may be held in, and which belong together."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """What a post lets its holder do. The order is that of the screens."""

    SPECIALIST = "specialist", "Chuyên viên Sở Nội vụ, thành viên Tổ kiểm tra"
    MANAGER = "manager", "Lãnh đạo Sở Nội vụ, Tổ trưởng Tổ kiểm tra"
    OPERATOR = "operator", "Cán bộ trực đường dây nóng"
    DEPARTMENT_REGISTRAR = "department_registrar", "Văn thư Sở Nội vụ"
    OFFICE_EXAMINER = "office_examiner", "Chuyên viên Văn phòng UBND tỉnh"
    PROVINCE_REGISTRAR = "province_registrar", "Văn thư UBND tỉnh"
    LEADER = "leader", "Lãnh đạo UBND tỉnh"
    AGENCY_CLERK = "agency_clerk", "Cán bộ đầu mối"
    AGENCY_HEAD = "agency_head", "Thủ trưởng cơ quan"
    ADMINISTRATOR = "administrator", "Quản trị"


R = Role
# Roles that work on the records of the whole province.
DEPARTMENT = frozenset({R.SPECIALIST, R.MANAGER})
# Roles above the Sở: read what is concluded, change no record.
PROVINCE = frozenset({R.OFFICE_EXAMINER, R.PROVINCE_REGISTRAR, R.LEADER})
# Roles bound to the one agency of their post.
AGENCY = frozenset({R.AGENCY_CLERK, R.AGENCY_HEAD})
# Who is the second of two people where one may not act alone.
CONFIRMING = frozenset({R.MANAGER, R.ADMINISTRATOR})
REMARKING = frozenset({R.MANAGER, R.OFFICE_EXAMINER})
