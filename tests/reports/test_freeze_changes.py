"""What changed since a freeze: marks, figures, rows, sentences."""

from __future__ import annotations

from datetime import date

import pytest

from inspections.agencies.models import AgencyName
from inspections.catalogues.models import Category
from inspections.findings.models import Finding
from reports.freezing import freezes
from reports.freezing.block_diff import differences
from reports.freezing.changes import Since, changes_since, corrected_since
from reports.freezing.frozen import facts_of, frozen_count, frozen_rows
from reports.freezing.models import Freeze, SentenceTaken
from reports.freezing.sentences import changed_sentences, take_sentence
from tayninh_portal import records
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.paper.wording import deserialize
from tests.fixtures.cast import moment
from tests.reports.composition import a_reported_year, violation
from tests.reports.freezing import FROZEN, frozen

LATER = moment(2020, 1, 9)


@pytest.fixture
def report(cast, maker):
    return a_reported_year(maker)


def amend(record, changes, by):
    return records.amend(record, changes, by=by, at=LATER, seen_version=record.version)


def cells(freeze, key):
    return [[value for _, value in row.cells] for row in frozen_rows(freeze, key)]


def test_a_corrected_record_changes_neither_list_nor_number_and_is_marked(cast, report):
    freeze, _ = frozen(cast, report)
    before = cells(freeze, "violations.total")
    finding = Finding.objects.filter(category__code="late").get()
    amend(finding, {"category": Category.objects.get(code="no_badge")}, cast.specialist)
    rows = list(frozen_rows(freeze, "violations.total"))
    assert cells(freeze, "violations.total") == before
    assert frozen_count(freeze, "violations.total@category=late") == 1
    marked = [row for row in rows if row.record_id == finding.pk]
    assert corrected_since(rows) == {marked[0].pk: Since(1, 2, is_correction=True)}
    changes = changes_since(freeze, report)
    assert changes.figures == ()
    found = dict(changes.rows)["findings"]
    assert [(c.what, c.old.version, c.new.version) for c in found] == [("Đã sửa", 1, 2)]


def test_a_late_record_stays_outside_and_is_told_as_new(cast, maker, report):
    freeze, _ = frozen(cast, report)
    maker.visit(day=date(2019, 12, 31), place=0, found=[violation()])
    assert frozen_count(freeze, "visits.total") == 3
    changes = changes_since(freeze, report)
    numbers = {change.key: (change.old, change.new, change.signed) for change in changes.figures}
    assert numbers["visits.total"] == (3, 4, "+1")
    assert numbers["violations.total"] == (3, 4, "+1")
    assert [c.what for c in dict(changes.rows)["visits"]] == ["Mới được tính"]


def test_a_withdrawn_finding_stays_in_the_frozen_list_and_is_told_as_gone(cast, report):
    freeze, _ = frozen(cast, report)
    finding = Finding.objects.filter(category__code="late").get()
    amend(finding, {"withdrawn_at": LATER, "withdrawn_reason": "Ghi nhầm"}, cast.specialist)
    assert frozen_count(freeze, "violations.total@category=late") == 1
    gone = [c.what for c in dict(changes_since(freeze, report).rows)["findings"]]
    assert gone == ["Không còn được tính"]


def test_new_names_of_agency_and_category_touch_no_freeze(cast, report):
    freeze, _ = frozen(cast, report)
    names = cells(freeze, "violations.total")
    Category.objects.filter(code="late").update(name="Tên khác của loại")
    AgencyName.objects.filter(agency=cast.a).update(name="Sở tên khác")
    amend(cast.a, {"name": "Sở tên khác"}, cast.admin)
    assert cells(freeze, "violations.total") == names
    again = facts_of(freeze)
    assert "Tên khác của loại" not in {line.name for line in again.violations}
    assert {"Sở tên khác"}.isdisjoint({name for line in again.visited for name in line.names})


def test_the_last_and_the_first_minute_of_the_year_are_frozen_on_their_sides(cast, maker):
    maker.complaint(day=date(2019, 12, 31))
    maker.complaint(day=date(2020, 1, 1))
    maker.visit(day=date(2019, 12, 31), place=0)
    maker.visit(day=date(2020, 1, 1), place=0)
    freeze, _ = frozen(cast)
    assert frozen_count(freeze, "complaints.total") == 1
    assert frozen_count(freeze, "visits.total") == 1


def test_the_sentences_a_late_record_would_change_are_shown_and_taken_one_by_one(
    cast, maker, report
):
    frozen(cast, report)
    assert changed_sentences(report) == []
    maker.visit(day=date(2019, 6, 3), place=0, found=[violation()])
    found = changed_sentences(report)
    assert found
    assert {sentence.is_taken for sentence in found} == {False}
    first = found[0]
    assert all(old != new for old, new in first.difference.lines)
    asked = {
        "section": first.section,
        "old": first.difference.old,
        "new": first.difference.new,
    }
    taken = take_sentence(report, by=cast.specialist, at=LATER, **asked)
    assert take_sentence(report, by=cast.specialist_b, at=LATER, **asked) == taken
    assert SentenceTaken.objects.count() == 1
    after = changed_sentences(report)
    assert [sentence.is_taken for sentence in after] == [True] + [False] * (len(found) - 1)
    for sentence in after[1:]:
        take_sentence(
            report,
            by=cast.specialist,
            section=sentence.section,
            old=sentence.difference.old,
            new=sentence.difference.new,
        )
    assert all(sentence.is_taken for sentence in changed_sentences(report))
    frozen(cast, report)
    assert changed_sentences(report) == []


def test_a_sentence_that_changed_again_or_never_was_is_not_taken(cast, maker, report):
    frozen(cast, report)
    maker.visit(day=date(2019, 6, 3), place=0)
    sentence = changed_sentences(report)[0]
    asked = {
        "section": sentence.section,
        "old": sentence.difference.old,
        "new": sentence.difference.new,
    }
    maker.visit(day=date(2019, 6, 4), place=0)
    with pytest.raises(Conflict):
        take_sentence(report, by=cast.specialist, **asked)
    with pytest.raises(Refused):
        take_sentence(report, by=cast.office_examiner, **asked)
    assert SentenceTaken.objects.count() == 0


def test_one_visit_more_changes_its_row_of_an_annex_and_no_other(cast, maker, report):
    frozen(cast, report)
    maker.visit(day=date(2019, 6, 3), place=1)
    tables = [s.difference for s in changed_sentences(report) if s.difference.place[:6] == "annex:"]
    visited = [d for d in tables if "kiểm tra công vụ" in d.heading.lower()]
    months, agencies = ([old for old, _ in found.lines] for found in visited)
    assert months == ["Tháng 6/2019 · 0 · 0", "Cộng · 3 · 3"]
    assert agencies == ["", "Cộng · 3 · 1 · 3 · 1"]


def test_words_told_from_an_old_freeze_keep_its_numbers(cast, maker, report):
    freeze, snapshot = frozen(cast, report)
    maker.visit(day=date(2019, 6, 3), place=0)
    state = freezes.read_report(report, at=LATER, freeze=freeze)
    again, newer = freezes.store(state, by=cast.specialist, at=LATER)
    assert (again, newer.freeze, Freeze.objects.count()) == (freeze, freeze, 1)
    assert newer.content["figures"] == snapshot.content["figures"]
    assert differences(deserialize(snapshot.content), deserialize(newer.content)) == []


def test_a_cut_off_set_after_the_freeze_waits_for_the_next(cast, maker, report):
    freeze, _ = frozen(cast, report)
    report = amend(report, {"cutoff_on": date(2020, 1, 6)}, cast.specialist)
    stated = deserialize(freezes.read_report(report, freeze=freeze).content)
    assert "06/01/2020" not in "".join(run.text for run in stated.opening.runs)
    changed = [s for s in changed_sentences(report) if s.section == "opening"]
    assert [
        ("06/01/2020" in old, "06/01/2020" in new)
        for s in changed
        for old, new in s.difference.lines
    ] == [(False, True)]


def test_the_minute_of_the_freeze_is_the_minute_it_was_read(cast, report):
    freeze, snapshot = frozen(cast, report)
    assert (freeze.at, snapshot.at, deserialize(snapshot.content).at) == (FROZEN,) * 3
