"""Where a count goes wrong by one: last days, corrections, agencies born and closed."""

from datetime import date, timedelta

import pytest
import time_machine

from inspections.agencies.models import Agency, Succession
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.implementation.models import ImplementationFact
from inspections.plans.models import Plan
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from reports.figures.breaks import Basis, Break, breaks_between
from reports.figures.catalog import CATALOG, cell_key, compute, group_by, label_of, rows_for
from reports.figures.illustrative import ask_illustrative
from reports.figures.self_inspections import RoundAcross, ask_rounds_across
from reports.narrative.facts import gather
from reports.narrative.suggestions import suggestion
from reports.narrative.tables import annexes
from tayninh_portal.lib.together import read
from tayninh_portal.paper.runs import plain_text
from tests.fixtures.cast import make_agency, moment
from tests.reports.activities import Activity
from tests.reports.composition import accepted, violation
from tests.reports.ledger import FIRST, LAST, Maker
from tests.reports.planning import Foreseen

DAY = date(2019, 6, 3)
NEW_DAY = date(2025, 7, 1)
# What the rows of a set of figures are divided by, and a figure that counts them all.
DIVIDED = {
    "visits": ("visits.total", {"agency", "group", "month"}),
    "visited_agencies": ("visits.agencies", {"agency", "month"}),
    "group_agencies": ("agencies.total", {"agency", "group"}),
    "findings": (
        "violations.total",
        {"agency", "area", "category", "field", "group", "leader", "month", "person_kind"},
    ),
    "answered": ("handlings.total", {"agency", "category", "form", "group", "leader", "month"}),
    "remedies": ("remedies.due", {"agency", "category", "group", "month"}),
    "plan_lines": ("plans.total", {"agency", "group", "month"}),
    "notices": ("notices.issued", {"agency", "group", "month"}),
    "head_criticisms": ("head_criticisms.proposed", {"agency", "group", "month"}),
    "complaints": (
        "complaints.total",
        {"agency", "category", "channel", "class", "field", "group", "month", "state"},
    ),
    "due": ("self_inspections.total.due", {"agency", "group", "month"}),
    "submissions": ("self_inspections.held", {"agency", "month", "round"}),
    "own_violations": ("self_inspections.violations", {"agency", "category", "month", "round"}),
    "facts": ("implementation.directives", {"agency", "group", "month"}),
    "reporting_agencies": ("implementation.agencies", {"agency", "month"}),
}


def test_what_the_rows_of_figures_are_divided_by():
    bases = {figure.base.name: figure.base for figure in CATALOG.values() if figure.base}
    divided = {name: set(base.dimensions) for name, base in bases.items()}
    assert divided == {name: names for name, (_, names) in DIVIDED.items()}
    assert {CATALOG[key].base.name: key for key, _ in DIVIDED.values()} == {
        name: key for name, (key, _) in DIVIDED.items()
    }


def counted(key: str, rows) -> int:
    return sum(row.summed for row in rows) if CATALOG[key].kind == "sum" else len(rows)


@pytest.mark.parametrize("key", [key for key, names in DIVIDED.values() if names])
def test_whatever_rows_are_divided_by_the_cells_add_up_and_open_their_rows(cast, year, key):
    Maker(cast, 4).everything()
    total = compute(year, [key])[key]
    for dimension in CATALOG[key].base.dimensions:
        cells = group_by([key], (dimension,), year)
        assert sum(cell[key] for cell in cells.values()) == total, dimension
        for (value,), cell in cells.items():
            if value is None and key == "plans.total":
                # Surprises, of which a plan names no agency: their number alone.
                continue
            name = cell_key(key, **{dimension: value})
            assert counted(key, rows_for(name, year)) == cell[key], name
            assert label_of(name).startswith(CATALOG[key].label)


def test_facts_of_the_first_and_the_last_day_belong_to_the_period(maker, cast, year):
    for day in (FIRST - timedelta(1), FIRST, LAST, LAST + timedelta(1)):
        maker.activity(Activity(day, cast.a.pk, "meeting", quantity=3, people=10))
    keys = ["implementation.meetings", "implementation.people_reached"]
    assert list(compute(year, keys).values()) == [6, 20]
    assert [fact.day for fact in rows_for(keys[0], year)] == [FIRST, LAST]


@pytest.mark.parametrize(
    ("state", "reported_in", "counted"),
    [
        ("confirmed", "", 1),
        ("draft", "", 0),
        ("draft", "accepted", 1),
        ("draft", "certified", 0),
        ("returned", "accepted", 0),
        ("withdrawn", "", 0),
    ],
)
def test_a_fact_counts_once_it_is_confirmed(maker, cast, year, state, reported_in, counted):
    maker.activity(Activity(DAY, cast.a.pk, "directive", state=state, reported_in=reported_in))
    assert compute(year, ["implementation.directives"]) == {"implementation.directives": counted}


def test_a_number_of_people_that_was_not_counted_is_no_zero_in_the_list(maker, cast, year):
    maker.activity(Activity(DAY, cast.a.pk, "meeting", people=None))
    maker.activity(Activity(DAY, cast.a.pk, "meeting", people=0))
    maker.activity(Activity(DAY, cast.b.pk, "training", people=40))
    rows = rows_for("implementation.people_reached", year)
    assert [row.summed for row in rows] == [0, 40]


def test_a_corrected_fact_counts_as_it_stands_now(maker, cast, year):
    fact = maker.activity(Activity(DAY, cast.a.pk, "post", quantity=2))
    fact.quantity = 5
    fact.save()
    assert compute(year, ["implementation.posts"]) == {"implementation.posts": 5}


CLOCKS = {
    # due, answered, state, handled → how the clock was kept
    "on_time": (DAY, DAY, "answered", None),
    "late": (DAY, DAY + timedelta(1), "answered", None),
    "overdue": (LAST, None, "received", None),
    "running": (LAST + timedelta(1), None, "received", None),
    "no_clock": (None, None, "received", None),
}


@pytest.mark.parametrize("clock", CLOCKS)
def test_each_complaint_kept_its_clock_in_one_way(maker, year, clock):
    due, answered, state, handled = CLOCKS[clock]
    maker.complaint(day=FIRST, due=due, answered=answered, state=state, handled=handled)
    numbers = compute(year)
    assert {name: numbers[f"complaints.{name}"] for name in CLOCKS} == {
        name: int(name == clock) for name in CLOCKS
    }


def test_one_still_open_past_its_last_day_is_not_on_time(maker, year):
    maker.complaint(day=FIRST, due=DAY, answered=DAY, state="answered")
    maker.complaint(day=FIRST, due=DAY)
    numbers = compute(year)
    assert (numbers["complaints.on_time"], numbers["complaints.due"]) == (1, 2)


def test_an_answer_after_the_cut_off_was_not_there_yet(maker, year):
    maker.complaint(day=FIRST, due=DAY, answered=LAST + timedelta(1), state="answered")
    keys = ["complaints.late", "complaints.overdue"]
    assert list(compute(year, keys).values()) == [0, 1]
    assert list(compute(year, keys, cutoff=LAST + timedelta(1)).values()) == [1, 0]


def test_what_another_body_is_to_answer_has_the_clock_of_passing_on(maker, year):
    fields = {"kind": "rules_other", "due": LAST, "forward_due_on": DAY}
    maker.complaint(day=FIRST, state="passed_on", handled=DAY + timedelta(1), **fields)
    assert compute(year, ["complaints.late"]) == {"complaints.late": 1}


def test_nobody_is_late_while_he_still_has_the_day(maker, year):
    maker.complaint(day=FIRST, due=DAY)
    with time_machine.travel(moment(2019, 6, 3, 23, 59), tick=False):
        assert compute(year, ["complaints.overdue"]) == {"complaints.overdue": 0}
    with time_machine.travel(moment(2019, 6, 4, 0, 1), tick=False):
        assert compute(year, ["complaints.overdue"]) == {"complaints.overdue": 1}


def test_a_complaint_closed_after_the_cut_off_was_still_open(maker, year):
    maker.complaint(day=FIRST, state="closed", handled=LAST + timedelta(1))
    numbers = compute(year)
    assert (numbers["complaints.open"], numbers["complaints.closed"]) == (1, 0)
    assert len(rows_for(cell_key("complaints.total", state="open"), year)) == 1


def test_the_agencies_of_a_period_are_those_of_its_last_day(maker, cast, year):
    keys = ["agencies.total", "agencies.not_visited"]
    before = compute(year, keys)
    make_agency("Sở mới", "provincial_body", "provincial", by=cast.admin, starts_on=LAST)
    make_agency(
        "Sở sau", "provincial_body", "provincial", by=cast.admin, starts_on=LAST + timedelta(1)
    )
    make_agency(
        "Sở cũ", "provincial_body", "provincial", by=cast.admin, ends_on=LAST - timedelta(1)
    )
    assert compute(year, keys) == {key: number + 1 for key, number in before.items()}


def test_an_agency_not_visited_bears_its_name_of_the_last_day(maker, cast, year):
    cast.b.names.create(name="Sở Y tế và Dân số", starts_on=LAST)
    cast.b.names.create(name="Sở Sức khỏe", starts_on=LAST + timedelta(1))
    names = [agency.agency_name for agency in rows_for("agencies.not_visited", year)]
    assert "Sở Y tế và Dân số" in names
    assert len(names) == 5


def test_a_visit_to_a_unit_is_none_to_the_body_above_it(maker, year):
    before = compute(year, ["agencies.visited"])["agencies.visited"]
    maker.visit(day=DAY, place=1)
    assert compute(year, ["agencies.visited"])["agencies.visited"] == before
    maker.visit(day=DAY, place=0)
    assert compute(year, ["agencies.visited"])["agencies.visited"] == before + 1


def test_head_counts_add_up_where_roll_and_present_were_counted(maker, year):
    maker.visit(day=DAY, place=0, heads={"on_roll": 20, "present": 18, "absent_excused": 2})
    maker.visit(day=DAY, place=2, heads={"on_roll": 9, "absent_excused": 4})
    maker.visit(day=DAY, place=3, heads={"present": 7})
    keys = [f"headcounts.{name}" for name in ("visits", "on_roll", "present", "absent_excused")]
    assert list(compute(year, keys).values()) == [1, 20, 18, 2]


def test_head_counts_that_contradict_each_other_are_told_with_what_the_team_says_of_them(
    maker, year
):
    fits = {"on_roll": 20, "present": 18, "absent_excused": 2}
    maker.visit(day=DAY, place=0, heads=fits, kinds={"leave": 1, "study": 1})
    maker.visit(day=DAY, place=0, heads={"on_roll": 9, "absent_excused": 4})
    maker.visit(day=DAY, place=2, heads=fits | {"present": 17}, headcount_note="Một người mới đến.")
    maker.visit(day=DAY, place=3, heads=fits, kinds={"leave": 3}, headcount_note="Ghi thừa.")
    maker.visit(day=DAY, place=3, heads={}, kinds={"leave": 1}, headcount_note="Không đếm.")
    maker.visit(day=DAY, place=3, heads={"on_roll": 5, "present": 4}, state="draft")
    assert compute(year, ["headcounts.uneven"]) == {"headcounts.uneven": 3}
    facts = gather(year)
    assert [(line.on_roll, line.present, line.absent, line.note) for line in facts.uneven] == [
        (20, 17, 2, "Một người mới đến."),
        (20, 18, 2, "Ghi thừa."),
        (None, None, 0, "Không đếm."),
    ]
    (visited,) = [annex for annex in annexes(facts) if "kiểm tra công vụ" in annex.title]
    told = [[plain_text(cell) for cell in each] for each in visited.blocks[-1].rows]
    assert [line[2:] for line in told][::2] == [
        ["20", "17", "2", "Một người mới đến."],
        ["–", "–", "0", "Không đếm."],
    ]
    said = suggestion("inspections", facts)
    assert (
        "Có {headcounts.uneven} lượt kiểm tra số người có mặt, vắng mặt ghi nhận không khớp" in said
    )


def test_an_agency_that_has_not_sent_is_overdue_from_the_day_after(maker, cast, year):
    round_ = maker.round()
    maker.due(round_, cast.a, "provincial")
    maker.due(round_, cast.b, "provincial", accepted())
    key = "self_inspections.total.overdue"
    for day, overdue in ((round_.due_on, 0), (round_.due_on + timedelta(1), 1)):
        with time_machine.travel(moment(day.year, day.month, day.day), tick=False):
            assert compute(year, [key]) == {key: overdue}


def test_a_break_is_a_day_with_days_of_the_period_on_both_sides(cast):
    cast.district.ends_on = cast.commune.ends_on = date(2025, 6, 30)
    cast.district.save()
    cast.commune.save()
    make_agency("UBND xã mới", "commune", "commune", by=cast.admin, starts_on=date(2025, 7, 1))
    (found,) = breaks_between(date(2025, 1, 1), date(2025, 12, 31))
    assert (found.day, found.ended, found.gone) == (
        date(2025, 7, 1),
        {"district": 1, "commune": 1},
        ("district",),
    )
    assert found.sentence == (
        "Từ ngày 01/7/2025, 01 cơ quan thuộc nhóm “Huyện, thị xã, thành phố” và 01 cơ quan thuộc "
        "nhóm “Xã, phường, thị trấn” đã chấm dứt hoạt động do sắp xếp. Nhóm “Huyện, "
        "thị xã, thành phố” không còn cơ quan nào từ ngày này. Số liệu theo nhóm trước và từ ngày "
        "01/7/2025 được tính trên hai danh mục cơ quan khác nhau, không so sánh được với nhau."
    )
    assert breaks_between(date(2025, 6, 30), date(2025, 7, 1)) == (found,)
    assert breaks_between(date(2025, 7, 1), date(2025, 12, 31)) == ()
    assert breaks_between(date(2025, 1, 1), date(2025, 6, 30)) == ()


@pytest.mark.parametrize(
    ("basis", "cited"),
    [
        ("Nghị quyết số 1/NQ-HĐND ngày 02/01/2025.", ("Nghị quyết số 1/NQ-HĐND ngày 02/01/2025",)),
        ("Theo Quyết định 7/QĐ-UBND của UBND tỉnh;", ("Quyết định 7/QĐ-UBND của UBND tỉnh",)),
        ("Luật Tổ chức chính quyền địa phương 2025", ("Luật Tổ chức chính quyền địa phương 2025",)),
        ("Sắp xếp đầu năm 2025, chưa có quyết định", ()),
        ("Nghị quyết số {visits.total}", ()),
        ("", ()),
    ],
)
def test_a_break_names_the_documents_its_successions_stand_on(cast, basis, cited):
    """Each once, with the group that was taken over; a basis that names none is not cited."""
    new = make_agency("UBND xã mới", "commune", "commune", by=cast.admin, starts_on=NEW_DAY)
    other = make_agency("UBND xã cũ", "commune", "commune", by=cast.admin)
    for old in (cast.commune, other):
        old.ends_on = NEW_DAY - timedelta(1)
        old.save()
        Succession.objects.create(predecessor=old, successor=new, on=NEW_DAY, basis=basis)
    cast.district.ends_on = NEW_DAY - timedelta(1)
    cast.district.save()
    (found,) = breaks_between(date(2025, 1, 1), date(2025, 12, 31))
    assert found.bases == tuple(Basis("commune", each) for each in cited)
    assert (found.documents_of("commune"), found.documents_of("district")) == (cited, ())


def test_a_group_is_not_gone_while_one_of_it_stands_on(cast):
    cast.district.ends_on = date(2025, 6, 30)
    cast.district.save()
    make_agency("UBND huyện Bến Cầu", "district", "district", by=cast.admin)
    other = make_agency("UBND huyện Tân Biên", "district", "district", by=cast.admin)
    other.ends_on = date(2025, 12, 30)
    other.save()
    first, second = breaks_between(date(2025, 1, 1), date(2025, 12, 31))
    assert (first.day, first.gone, second.day, second.gone) == (
        date(2025, 7, 1),
        (),
        date(2025, 12, 31),
        (),
    )
    Agency.objects.filter(name="UBND huyện Bến Cầu").update(ends_on=date(2025, 12, 30))
    first, second = breaks_between(date(2025, 1, 1), date(2025, 12, 31))
    # The day before the last of them ended they still stood.
    assert (first.gone, second.gone, second.ended) == ((), ("district",), {"district": 2})


def test_a_group_is_gone_until_the_next_of_it_begins(cast):
    cast.district.ends_on = date(2025, 6, 30)
    cast.district.save()
    starts = {"starts_on": date(2025, 7, 2)}
    make_agency("UBND huyện Bến Cầu", "district", "district", by=cast.admin, **starts)
    (found,) = breaks_between(date(2025, 1, 1), date(2025, 12, 31))
    assert found.gone == ("district",)
    # One that has but that day still stands on it.
    Agency.objects.filter(name="UBND huyện Bến Cầu").update(
        starts_on=date(2025, 6, 1), ends_on=date(2025, 7, 1)
    )
    first, second = breaks_between(date(2025, 1, 1), date(2025, 12, 31))
    assert (first.gone, second.gone) == ((), ("district",))


def test_the_end_of_what_stands_in_no_group_is_no_break(cast):
    cast.a_unit.ends_on = date(2025, 6, 30)
    cast.a_unit.save()
    assert breaks_between(date(2025, 1, 1), date(2025, 12, 31)) == ()


def test_a_break_calls_a_group_as_on_the_last_day_before_it():
    said = [Break(date(2025, 7, day), {"commune": 1}, ()).sentence for day in (1, 2)]
    assert [sentence.partition(" đã chấm dứt")[0] for sentence in said] == [
        "Từ ngày 01/7/2025, 01 cơ quan thuộc nhóm “Xã, phường, thị trấn”",
        "Từ ngày 02/7/2025, 01 cơ quan thuộc nhóm “Xã, phường”",
    ]


def test_one_invented_record_of_any_kind_is_known(maker, cast, year):
    maker.visit(day=DAY, place=0, found=[violation()])
    maker.complaint(day=DAY)
    maker.activity(Activity(DAY, cast.a.pk, "directive"))
    maker.due(maker.round(), cast.a, "provincial", accepted())
    assert read(ask_illustrative(year)) is False
    for model in (Visit, Finding, Complaint, Submission, ImplementationFact):
        model.objects.update(is_illustrative=True)
        assert read(ask_illustrative(year)) is True, model
        model.objects.update(is_illustrative=False)


def test_a_line_of_a_plan_is_invented_when_its_plan_is(maker, year):
    maker.line(Foreseen(2019, 6, group="commune"))
    assert read(ask_illustrative(year)) is False
    Plan.objects.update(is_illustrative=True)
    assert read(ask_illustrative(year)) is True


def test_a_round_that_was_sent_out_and_ends_after_the_period_reaches_over_its_end(maker, year):
    states = ("draft", "open", "closed")
    _, *over = [maker.round(ends=LAST + timedelta(1), state=state) for state in states]
    maker.round(ends=LAST)
    maker.round(ends=LAST + timedelta(365))
    across = read(ask_rounds_across(year))
    assert across == tuple(
        RoundAcross(f"Đợt minh họa {number}", LAST - timedelta(363), LAST + timedelta(1), round_.pk)
        for number, round_ in zip((2, 3), over, strict=True)
    )


def test_a_figure_of_one_group_is_broken_down_over_its_own_rows(maker, year):
    maker.visit(day=date(2019, 3, 4), place=0, found=[violation(leader=True), violation()])
    maker.visit(day=date(2019, 5, 6), place=4)
    months = group_by(["visits.commune", "visits.total"], ("month",), year)
    assert months == {
        ("2019-03",): {"visits.commune": 0, "visits.total": 1},
        ("2019-05",): {"visits.commune": 1, "visits.total": 1},
    }
    leaders = group_by(["violations.total"], ("leader",), year)
    assert leaders == {("yes",): {"violations.total": 1}, ("no",): {"violations.total": 1}}
    maker.visit(day=DAY, place=0, found=[violation()])
    leaders = group_by(["violations.total"], ("leader",), year)
    assert leaders == {("yes",): {"violations.total": 1}, ("no",): {"violations.total": 2}}
