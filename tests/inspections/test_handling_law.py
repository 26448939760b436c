"""What an agency may decide: the law of the day handling starts, and what a paper must say."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from inspections.catalogues.models import PersonKind
from inspections.handlings.law import law_problems
from inspections.handlings.models import Handling
from tayninh_portal.models import Change
from tests.fixtures.cast import moment
from tests.inspections.answering import TODAY, finding, form, handling

PAPER = {"decision_number": "15/QĐ-SXD", "decision_date": TODAY, "signer": "Giám đốc"}


K = PersonKind
OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("kind", "leader", "code", "act", "starts", "reason", "wrong"),
    [
        # Until 30/6/2025 a công chức could lose a pay step; from the next day no more.
        (K.CIVIL_SERVANT, False, "salary_cut", OLD, OLD, "", set()),
        (K.CIVIL_SERVANT, False, "salary_cut", NEW, NEW, "", {"form"}),
        # A case under way keeps the law of the day it started, which is the day that is asked.
        (K.CIVIL_SERVANT, True, "demotion", OLD, OLD, "", set()),
        # Acted under the old law, started under the new one: chosen with a reason, or not at all.
        (K.CIVIL_SERVANT, False, "salary_cut", OLD, NEW, "", {"law_reason"}),
        (K.CIVIL_SERVANT, False, "salary_cut", OLD, NEW, "Nhẹ hơn cảnh cáo.", set()),
        (K.CIVIL_SERVANT, False, "salary_cut", NEW, NEW, "Nhẹ hơn.", {"form"}),
        (K.CIVIL_SERVANT, False, "remind_oral", OLD, NEW, "Nhẹ hơn.", {"law_reason"}),
        # By kind of person.
        (K.CIVIL_SERVANT, False, "reprimand", NEW, NEW, "", set()),
        (K.CIVIL_SERVANT, False, "recall", NEW, NEW, "", {"form"}),
        (K.OFFICIAL, False, "recall", NEW, NEW, "", set()),
        (K.OFFICIAL, False, "dismissal", NEW, NEW, "", {"form"}),
        (K.PUBLIC_EMPLOYEE, False, "dismissal", NEW, NEW, "", set()),
        (K.PUBLIC_EMPLOYEE, False, "salary_cut", OLD, OLD, "", {"form"}),
        (K.CONTRACT, False, "reprimand", NEW, NEW, "", {"form"}),
        (K.COMMUNE_PART_TIME, False, "criticism", NEW, NEW, "", set()),
        # A post is taken from whoever holds one.
        (K.CIVIL_SERVANT, False, "removal", NEW, NEW, "", {"form"}),
        (K.CIVIL_SERVANT, True, "removal", NEW, NEW, "", set()),
        (K.PUBLIC_EMPLOYEE, False, "removal", NEW, NEW, "", {"form"}),
        (K.OFFICIAL, False, "removal", NEW, NEW, "", set()),
        # “Xử lý theo thẩm quyền” is what the Tổ says, not what the agency decided.
        (K.CIVIL_SERVANT, False, "by_authority", NEW, NEW, "", {"form"}),
    ],
)
def test_the_law_of_the_day_handling_starts(cast, kind, leader, code, act, starts, reason, wrong):
    about = finding(cast, day=act, person_kind=kind, is_leader=leader, recommended_handling=None)
    drafted = Handling(
        finding=about,
        form=form(code),
        starts_on=starts,
        law_reason=reason,
        decision_number="15/QĐ",
        decision_date=starts,
        signer="Giám đốc",
    )
    assert set(law_problems(drafted)) == wrong


def test_a_unit_is_never_disciplined(cast):
    about = finding(cast, unit=True)
    with pytest.raises(ValidationError) as refused:
        handling(cast, about, form=form("reprimand"), **PAPER)
    assert refused.value.message_dict == {"form": ["“Khiển trách” không áp dụng cho đơn vị."]}
    assert handling(cast, about, form=form("criticism")).form.name == "Phê bình"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"form": "reprimand"}, {"decision_number": "Kỷ luật phải có số và ngày quyết định."}),
        (
            {"form": "remind_written"},
            {"decision_number": "Nhắc nhở bằng văn bản phải có số và ngày văn bản."},
        ),
        (
            {"form": "reprimand", **PAPER, "signer": ""},
            {"signer": "Ghi chức vụ người ký văn bản."},
        ),
        (
            {**PAPER, "decision_date": None},
            {"__all__": "Số và ngày của quyết định, văn bản phải có cả hai hoặc để trống cả hai."},
        ),
        (
            {"starts_on": date(2019, 7, 4)},
            {"starts_on": "Ngày bắt đầu xử lý không được trước ngày kiểm tra."},
        ),
        (
            {"starts_on": date(2019, 7, 20)},
            {"starts_on": "Ngày bắt đầu xử lý chưa đến; chỉ ghi việc đã làm."},
        ),
        (
            {**PAPER, "decision_date": date(2019, 7, 18)},
            {"decision_date": "Văn bản không được ký trước ngày bắt đầu xử lý."},
        ),
        (
            {**PAPER, "decision_date": date(2019, 7, 20)},
            {"decision_date": "Ngày văn bản chưa đến; chỉ ghi việc đã làm."},
        ),
    ],
)
def test_what_a_result_must_say(cast, changes, wrong):
    changes = {**changes, "form": form(changes.get("form", "remind_oral"))}
    with pytest.raises(ValidationError) as refused:
        handling(cast, **changes)
    assert refused.value.message_dict == {name: [text] for name, text in wrong.items()}
    assert Handling.objects.count() == 0


def test_the_database_keeps_discipline_to_its_decision_and_one_result_to_a_finding(cast):
    made = handling(cast)
    for changes in ({"is_discipline": True}, {"decision_number": "15/QĐ"}, {"confirmed_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Handling.objects.filter(pk=made.pk).update(**changes)
    other = handling(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handling.objects.filter(pk=other.pk).update(finding=made.finding)


def test_the_number_is_written_as_the_decree_writes_it(cast):
    made = handling(cast, form=form("reprimand"), **{**PAPER, "decision_number": "Số 5 / QĐ-SXD"})
    assert (made.decision_number, made.is_discipline) == ("05/QĐ-SXD", True)


def test_why_a_law_favours_a_person_is_not_in_the_log(cast):
    about = finding(cast, day=OLD)
    made = handling(
        cast,
        about,
        form=form("salary_cut"),
        starts_on=NEW,
        at=moment(2025, 7, 2),
        law_reason="Nuôi con nhỏ.",
        **{**PAPER, "decision_date": NEW},
    )
    line = Change.objects.of(made).get()
    assert (made.law_reason, "law_reason" in line.data) == ("Nuôi con nhỏ.", False)
