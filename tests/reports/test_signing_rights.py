"""Who signs by what right: what is printed follows from post and standing on the day."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from reports.issuing.actions.signing import possible_signers, signing_of
from reports.issuing.models import Signing, Standing
from reports.issuing.signing_rights import name_without_titles, standings_of
from reports.narrative.models import Report, ReportState
from tayninh_portal.access import Role
from tayninh_portal.errors import Conflict, Refused
from tests.fixtures.cast import moment
from tests.reports.composition import make_report
from tests.reports.issuing import SIGNED, presented, sign, signer

S = Standing
GRANT = {
    "grant_number": "45/GUQ-UBND",
    "grant_date": date(2020, 1, 2),
    "grant_until": date(2020, 12, 31),
}
DIRECTOR = "Giám đốc Sở Nội vụ"


@pytest.mark.parametrize(
    ("role", "title", "standings"),
    [
        (Role.LEADER, "Chủ tịch", (S.HEAD,)),
        (Role.LEADER, "CHỦ TỊCH  UBND tỉnh", (S.HEAD,)),
        (Role.LEADER, "Phó Chủ tịch Thường trực", (S.DEPUTY,)),
        (Role.LEADER, "Quyền Chủ tịch UBND tỉnh", (S.ACTING,)),
        (Role.LEADER, "Q. Chủ tịch", (S.ACTING,)),
        (Role.MANAGER, "Giám đốc", (S.BY_ORDER, S.BY_GRANT)),
        (Role.MANAGER, "Phó Giám đốc", ()),
        (Role.LEADER, "Lãnh đạo UBND tỉnh", ()),
        (Role.AGENCY_HEAD, "Chủ tịch", ()),
        (Role.LEADER, "Giám đốc", ()),
    ],
)
def test_the_post_says_how_its_holder_may_sign(role, title, standings):
    assert standings_of(role, title) == standings


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("PGS.TS. Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("ThS Nguyễn Thị Mẫu", "Nguyễn Thị Mẫu"),
        ("Chủ tịch UBND tỉnh (minh họa)", "Chủ tịch UBND tỉnh (minh họa)"),
    ],
)
def test_academic_titles_are_not_printed(name, printed):
    assert name_without_titles(name) == printed


@pytest.mark.parametrize(
    ("title", "standing", "grant", "lines"),
    [
        ("Chủ tịch", S.HEAD, {}, "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"),
        (
            "Phó Chủ tịch",
            S.DEPUTY,
            {},
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        ),
        ("Quyền Chủ tịch", S.ACTING, {}, "TM. ỦY BAN NHÂN DÂN\nQ. CHỦ TỊCH"),
        (DIRECTOR, S.BY_ORDER, {}, "TL. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ"),
        (DIRECTOR, S.BY_GRANT, GRANT, "TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ"),
    ],
)
def test_the_lines_above_the_name_follow_from_the_standing(cast, title, standing, grant, lines):
    report = presented(cast, standing=standing)
    post = signer(cast, title, "TS. Nguyễn Văn Mẫu")
    row = sign(report, cast, appointment=post, standing=standing, **grant)
    assert (row.authority, row.signer) == (lines, "Nguyễn Văn Mẫu")
    now = Report.objects.get(pk=report.pk)
    assert (now.state, row.snapshot) == (ReportState.SIGNED, now.presented_snapshot)
    assert signing_of(now) == row


def refused_fields(report, cast, **fields):
    """What is refused, by field; that nothing changed is looked at here."""
    with pytest.raises(ValidationError) as refusal:
        sign(report, cast, **fields)
    now = Report.objects.get(pk=report.pk)
    assert (now.state, now.version, Signing.objects.count()) == (
        ReportState.PRESENTED,
        report.version,
        0,
    )
    return {name: texts[0] for name, texts in refusal.value.message_dict.items()}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 1, 14), "Ngày ký không được sau hôm nay."),
        (
            date(2020, 1, 7),
            "Ngày ký không được trước ngày chốt nội dung trình ký (08/01/2020).",
        ),
    ],
)
def test_it_is_signed_between_the_freeze_and_today(cast, day, said):
    assert refused_fields(presented(cast), cast, signed_on=day) == {"signed_on": said}


def test_it_may_be_signed_on_the_very_day_of_the_freeze_and_today(cast):
    report = presented(cast)
    assert sign(report, cast, signed_on=date(2020, 1, 8), at=moment(2020, 1, 13)).pk
    other = presented(cast, 2018)
    assert sign(other, cast, signed_on=date(2020, 1, 13), at=moment(2020, 1, 13, 0, 5)).pk


@pytest.mark.parametrize(
    ("days", "held"),
    [
        ({"starts_on": date(2020, 1, 14)}, "từ 14/01/2020"),
        ({"ends_on": date(2020, 1, 12)}, "từ 01/01/2010 đến hết 12/01/2020"),
    ],
)
def test_the_signer_holds_the_post_on_that_day(cast, days, held):
    post = signer(cast, "Phó Chủ tịch", **days)
    report = presented(cast, standing=S.DEPUTY)
    found = refused_fields(report, cast, appointment=post, standing=S.DEPUTY)
    assert found == {
        "appointment": f"Nguyễn Văn Mẫu (Phó Chủ tịch) giữ chức vụ này {held}, không phải vào "
        "ngày ký 13/01/2020."
    }


def test_a_post_signs_in_its_own_standing_alone(cast):
    report = presented(cast)
    deputy, director = signer(cast, "Phó Chủ tịch"), signer(cast, DIRECTOR)
    assert refused_fields(report, cast, appointment=deputy, standing=S.HEAD) == {
        "standing": "Quyền hạn này là của Chủ tịch; Nguyễn Văn Mẫu (Phó Chủ tịch) ký với quyền "
        "hạn KT."
    }
    assert refused_fields(report, cast, appointment=director, standing=S.DEPUTY) == {
        "standing": "Quyền hạn này là của Phó Chủ tịch; Nguyễn Văn Mẫu (Giám đốc Sở Nội vụ) ký "
        "với quyền hạn TL. hoặc TUQ."
    }
    nobody = cast.leader.appointments.get()
    assert list(refused_fields(report, cast, appointment=nobody)) == ["appointment"]


@pytest.mark.parametrize(
    ("grant", "fields"),
    [
        ({}, ["grant_number", "grant_date", "grant_until"]),
        (GRANT | {"grant_number": " "}, ["grant_number"]),
        (GRANT | {"grant_date": date(2020, 1, 14)}, ["grant_date"]),
        (GRANT | {"grant_until": date(2020, 1, 12)}, ["grant_until"]),
    ],
)
def test_a_grant_is_named_and_in_time(cast, grant, fields):
    given = {"appointment": signer(cast, DIRECTOR), "standing": S.BY_GRANT, **grant}
    report = presented(cast, standing=S.BY_GRANT)
    assert sorted(refused_fields(report, cast, **given)) == sorted(fields)


def test_a_grant_is_in_time_on_its_first_and_its_last_day(cast):
    day = date(2020, 1, 13)
    grant = {"grant_number": "1/GUQ", "grant_date": day, "grant_until": day}
    given = {"appointment": signer(cast, DIRECTOR), "standing": S.BY_GRANT, **grant}
    assert sign(presented(cast, standing=S.BY_GRANT), cast, **given).grant_until == day


def test_no_grant_is_named_where_none_is_needed(cast):
    assert sorted(refused_fields(presented(cast), cast, **GRANT)) == sorted(GRANT)


def test_the_second_click_gives_the_same_row_and_the_slower_person_is_told(cast):
    report, post = presented(cast), signer(cast)
    form = {"appointment": post, "client_id": uuid4()}
    first = sign(report, cast, **form)
    assert sign(report, cast, **form) == first
    with pytest.raises(Conflict):
        sign(report, cast, appointment=post, by=cast.province_registrar)
    assert Signing.objects.count() == 1


def test_only_what_is_with_the_province_is_signed_and_only_by_its_officers(cast):
    with pytest.raises(Refused, match="còn là dự thảo"):
        sign(make_report(cast, year=2018), cast)
    report = presented(cast)
    for name in ("specialist", "manager", "department_registrar", "leader", "admin"):
        with pytest.raises(Refused, match="Ghi nhận chữ ký là việc của"):
            sign(report, cast, by=getattr(cast, name))
    assert Signing.objects.count() == 0


def test_the_choice_holds_those_who_signed_or_could_have(cast):
    report = presented(cast)
    signer(cast, "Phó Chủ tịch", "Trần Văn Hai", ends_on=date(2020, 1, 7))
    left_later = signer(cast, "Phó Chủ tịch", "Trần Văn Ba", ends_on=date(2020, 1, 8))
    signer(cast, "Phó Chủ tịch", "Trần Văn Bốn", starts_on=date(2020, 1, 14))
    director, head = signer(cast, DIRECTOR), signer(cast)
    assert possible_signers(report, at=SIGNED) == [head, left_later, director]


def test_a_name_the_paper_cannot_print_signs_nothing(cast):
    report = presented(cast)
    with pytest.raises(ValidationError) as error:
        sign(report, cast, appointment=signer(cast, name="Nguyễn 文 Mẫu"))
    (said,) = error.value.message_dict["appointment"]
    assert said.startswith("Phông chữ của văn bản không có ký tự 文")
    assert Signing.objects.count() == 0
