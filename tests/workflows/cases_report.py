"""The transitions of a report."""

from tayninh_portal.access import Role
from tayninh_portal.models import Appointment
from tests.fixtures.cast import appoint, moment
from tests.reports.issuing import presented, signed, signer
from tests.reports.workflow_story import approved, sent, written
from tests.workflows.case import Case

AT = moment(2020, 1, 14, 9)


def with_a_second(user: str, role: Role, place: str, make):
    """Somebody else holds the role as well."""

    def made(cast):
        appoint(getattr(cast, user), role, getattr(cast, place))
        return make(cast)

    return made


def to_sign(cast):
    signer(cast)
    return presented(cast)


def chairman() -> str:
    return str(Appointment.objects.get(user__full_name="Nguyễn Văn Mẫu").pk)


def signature(day: str) -> dict:
    return {"appointment": chairman, "standing": "head", "signed_on": day}


def memo(number: str) -> dict:
    return {"memo_number": number, "memo_date": "14/01/2020", "standing": "head"}


def issued(number: str) -> dict:
    return {"number": number, "issued_on": "14/01/2020"}


CASES = {
    "submit": Case(
        written,
        "specialist",
        "submitted",
        other="specialist_b",
        form={"note": "Kính trình."},
        other_form={"note": "Trình lãnh đạo Sở xem xét."},
        at=AT,
    ),
    "recall": Case(sent, "specialist", "draft", at=AT),
    "approve": Case(
        with_a_second("specialist_b", Role.MANAGER, "department", sent),
        "manager",
        "approved",
        other="specialist_b",
        at=AT,
    ),
    "present": Case(
        with_a_second("operator", Role.DEPARTMENT_REGISTRAR, "department", approved),
        "department_registrar",
        "presented",
        other="operator",
        form=memo("123/TTr-SNV"),
        other_form=memo("124/TTr-SNV"),
        at=AT,
    ),
    "sign": Case(
        to_sign,
        "office_examiner",
        "signed",
        other="province_registrar",
        form=signature("13/01/2020"),
        other_form=signature("14/01/2020"),
        at=AT,
    ),
    "choose_signer": Case(
        with_a_second("leader", Role.OFFICE_EXAMINER, "office", presented),
        "office_examiner",
        "presented",
        other="leader",
        form={"standing": "deputy"},
        other_form={"standing": "acting"},
        at=AT,
    ),
    "issue": Case(
        with_a_second("leader", Role.PROVINCE_REGISTRAR, "office", signed),
        "province_registrar",
        "issued",
        other="leader",
        form=issued("13"),
        other_form=issued("14"),
        pressed={"confirmed": "1"},
        at=AT,
    ),
    "return": Case(
        with_a_second("specialist_b", Role.MANAGER, "department", sent),
        "manager",
        "returned",
        other="specialist_b",
        form={"whole": "Rút gọn toàn báo cáo."},
        other_form={"whole": "Nêu rõ nguyên nhân."},
        at=AT,
    ),
    "send_back": Case(
        with_a_second("leader", Role.OFFICE_EXAMINER, "office", presented),
        "office_examiner",
        "returned",
        other="leader",
        form={"whole": "Rút gọn toàn báo cáo."},
        other_form={"whole": "Nêu rõ nguyên nhân."},
        at=AT,
    ),
}
