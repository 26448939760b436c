"""One of each object of the access table, in the demo province, where all work is done.

Runs beside a served portal: ``portal.manage("shell", "-c", SCRIPT)``; its last line is the objects
as JSON, by name, each with the keywords of its addresses.
"""

import json

from inspections.agencies.models import Agency, LegalKind
from tayninh_portal.models import User
from tests.access import scenario
from tests.fixtures.cast import Cast, make_agency, make_user

SCRIPT = "from tests.journeys.open_cases import build; build()"
# Who plays whom: A is Sở Xây dựng, in the charge of chuyenvien2, and B is Sở Y tế.
PEOPLE = {
    "admin": "quantri",
    "specialist": "chuyenvien2",
    "specialist_b": "chuyenvien3",
    "manager": "lanhdaoso",
    "operator": "trucduongday",
    "department_registrar": "vanthuso",
    "office_examiner": "vanphong",
    "province_registrar": "vanthutinh",
    "leader": "lanhdaotinh",
    "clerk_a": "daumoi.so-xay-dung",
    "head_a": "thutruong.so-xay-dung",
    "clerk_b": "daumoi.so-y-te",
    "head_b": "thutruong.so-y-te",
    "nobody": "khongchucvu",
}


def build() -> None:
    """Make the objects, and a person without a post."""
    make_user(PEOPLE["nobody"])
    people = {name: User.objects.get(username=username) for name, username in PEOPLE.items()}
    # The password that all demo accounts share.
    User.objects.filter(pk=people["nobody"].pk).update(password=people["clerk_a"].password)
    a, admin = Agency.objects.get(name="Sở Xây dựng"), people["admin"]
    unit = make_agency("Trung tâm Quy hoạch", LegalKind.SUBORDINATE, by=admin, parent=a)
    cast = Cast(
        province=Agency.objects.get(legal_kind=LegalKind.PROVINCE),
        department=Agency.objects.get(is_department=True),
        office=Agency.objects.get(name="Văn phòng UBND tỉnh"),
        a=a,
        a_unit=unit,
        b=Agency.objects.get(name="Sở Y tế"),
        district=Agency.objects.get(name="UBND huyện Gò Dầu"),
        commune=Agency.objects.filter(legal_kind=LegalKind.COMMUNE).first(),
        outside=Agency.objects.filter(legal_kind=LegalKind.OUTSIDE).first(),
        **people,
    )
    print(json.dumps(scenario.build(cast)))
