"""The accused subtracts everything they can open, and learns how many there are in a year.

One complaint about the specialist, reserved for the manager, is told anew in world after world:
received in another month, about another agency, of another class, in another state, by another
clock. Whatever the specialist opens reads the same to the letter in all of them, so that no pair of
pages, periods, files, annexes and reports has a difference that says more; and where there is none
at all, only what stands over the whole reported period reads otherwise.
"""

import csv
import re
from datetime import date, datetime, time
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from inspections.catalogues.models import Category, Field
from inspections.complaints.models import Complaint
from reports.figures.catalog import CATALOG
from reports.freezing import freezes
from reports.narrative.facts import gather
from tayninh_portal.lib.canonical import canonical_bytes
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.content import plain_text
from tests.fixtures.cast import ZONE, moment
from tests.reports.composition import a_year, drafted, make_report
from tests.reports.freezing import FROZEN
from tests.reports.ledger import Maker

# On one database: that both count alike is said by the recounts of test_figures_count.
pytestmark = [pytest.mark.sqlite, pytest.mark.first, pytest.mark.slow]
TOLD = "calendar-2019"
PERIODS = (
    TOLD,
    "2019",
    "2019-h1",
    "2019-q1",
    "2019-m06",
    "2019-m12",
    "2019-01-01..2019-12-30",
    "2019-03-05..2019-03-05",
    "2018-12-15..2020-01-31",
    "calendar-2020",
)
CELLS = (
    *(f"class={kind}" for kind in ("", "conduct", "rules_other", "undivided")),
    *(f"state={state}" for state in ("open", "closed", "passed_on", "undivided")),
    *(f"category={code}" for code in ("", "late", "undivided")),
    *(f"field={code}" for code in ("", "undivided")),
    *(f"group={group}" for group in ("provincial", "other", "undivided")),
    *(f"month={month}" for month in ("2019-03", "2019-06", "2019-12", "undivided")),
    "class=conduct,state=open",
    "class=undivided,state=undivided",
)
# What a figure moved since the period before is opened over these.
EXPLAINED = (TOLD, "2019-h1", "2019-m06", "2018-12-15..2020-01-31", "calendar-2020")
WHOLES = ("complaints.total", "complaints.divided", "complaints.undivided", "complaints.handled")


def at(day: date) -> dict:
    return {"received_on": day, "received_at": datetime.combine(day, time(9), ZONE)}


def worlds(cast) -> dict[str, dict]:
    """What the reserved complaint is in each world, as columns."""
    late = Category.objects.get(code="late")
    nothing = dict.fromkeys(
        ("category", "field", "answer_due_on", "answered_on", "handled_on", "letter_date"), None
    )
    nothing |= {"letter_number": "", "classification": "", "state": "received"}
    return {
        "new in March": nothing | at(date(2019, 3, 5)) | {"subject_agency": cast.department},
        "late in June": nothing
        | at(date(2019, 6, 6))
        | {
            "subject_agency": cast.a,
            "classification": "conduct",
            "category": late,
            "field": Field.objects.first(),
            "state": "closed",
            "answer_due_on": date(2019, 6, 20),
            "answered_on": date(2019, 7, 1),
            "handled_on": date(2019, 7, 2),
        },
        "passed on after the year": nothing
        | at(date(2019, 12, 31))
        | {
            "subject_agency": cast.commune,
            "classification": "rules_other",
            "state": "passed_on",
            "handled_on": date(2020, 1, 5),
            "letter_number": "15/SNV",
            "letter_date": date(2020, 1, 5),
        },
        "none": nothing | at(date(2017, 5, 5)) | {"subject_agency": cast.department},
    }


@pytest.fixture
def story(cast):
    """2019 with a report over it, and the complaint; the report as it is."""
    with time_machine.travel(moment(2020, 1, 20), tick=False):
        maker = Maker(cast)
        a_year(maker)
        report = make_report(cast)
        made = maker.complaint(
            day=date(2019, 3, 5), reserved_for=cast.manager, subject_user=cast.specialist
        )
        yield report, Complaint.objects.filter(pk=made.pk)


def plain(page) -> str:
    """What a page says, without what is drawn by lot for each."""
    text = b"".join(page) if page.streaming else page.content
    said = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text.decode())
    said = re.sub(r'(csrf|hx-headers)[^>]*"', "", said)
    said = re.sub(r"chot/\d+/", "chot/N/", said)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "U", said)


def figure(key: str, **asked: str) -> str:
    return f"{reverse('figure-detail', args=[key])}?{urlencode(asked)}"


def explained(key: str, **asked: str) -> str:
    return f"{reverse('figure-explain', args=[key])}?{urlencode(asked)}"


def addresses(cast) -> list[str]:
    """What the specialist can open that stands still."""
    keys = [key for key in CATALOG if key.startswith("complaints.")]
    agencies = [f"agency={agency.pk}" for agency in (cast.department, cast.a, cast.commune)]
    found = [figure(key, ky=period) for key in keys for period in (TOLD, "2019-m03")]
    found += [
        figure(f"{key}@{cell}", ky=TOLD)
        for key in ("complaints.total", "complaints.handled")
        for cell in (*CELLS, *agencies)
    ]
    for period in PERIODS:
        ky = urlencode({"ky": period})
        found += [f"{reverse(name)}?{ky}" for name in ("figure-list", "dashboard")]
        found += [f"{reverse('figure-list')}?{ky}&xuat=csv"]
        found += [figure("complaints.total", ky=period), figure("complaints.handled", ky=period)]
    found += [explained("complaints.total", ky=period) for period in EXPLAINED]
    found += [explained(key, ky=TOLD) for key in (*WHOLES[1:], "complaints.rate")]
    found += [explained(f"complaints.total@{agencies[0]}", ky=TOLD)]
    for tail in ({"xuat": "csv"}, {"chot": "2020-01-04"}):
        found += [figure(key, ky=TOLD, **tail) for key in WHOLES]
    found += ["/", reverse("complaint-list"), f"{reverse('complaint-list')}?xuat=csv"]
    found += [f"/tim-kiem/?q={text}" for text in ("phan+anh", "Noi+vu", "Phuoc+Dong")]
    return found


def of_report(report, freeze) -> list[str]:
    """What they can open of the report with its frozen numbers."""
    frozen = [
        reverse("frozen-figure", args=[report.pk, freeze.pk, key])
        for key in (*WHOLES, *(f"complaints.total@{cell}" for cell in CELLS))
    ]
    frozen += [reverse("frozen-explain", args=[report.pk, freeze.pk, key]) for key in WHOLES]
    pages = (
        "report-detail",
        "report-checks",
        "report-check-sheet",
        "report-changes",
        "report-compare",
    )
    return [*frozen, *(reverse(name, args=[report.pk]) for name in pages)]


def everything_read(cast, report) -> dict[str, str]:
    """Address → what stands there for the specialist, before and after the numbers are frozen."""
    client = cast.client("specialist")
    found = {address: plain(client.get(address)) for address in addresses(cast)}
    for name, page in (("draft", "report-detail"), ("draft's sheet", "report-check-sheet")):
        found[name] = plain(client.get(reverse(page, args=[report.pk])))
    with transaction.atomic():
        read = freezes.read_report(report, at=FROZEN)
        freeze, snapshot = freezes.store(read, by=cast.specialist, at=FROZEN)
        found["paper and annexes"] = canonical_bytes(snapshot.content).decode()
        for address in of_report(report, freeze):
            page = client.get(address)
            assert page.status_code == 200, address
            found[plain_address(address)] = plain(page)
        transaction.set_rollback(True)
    return found


def plain_address(address: str) -> str:
    return re.sub(r"chot/\d+/", "chot/N/", address)


def test_whatever_the_case_is_everything_reads_the_same(cast, story):
    report, complaint = story
    told = {}
    for name, fields in worlds(cast).items():
        complaint.update(**fields)
        told[name] = everything_read(cast, report)
    first, *others, none = told.values()
    for world in others:
        assert [address for address in first if world[address] != first[address]] == []
    # What tells that there is one at all: the whole reported period, and what stands beside it.
    differing = {address for address in first if none[address] != first[address]}
    whole = {
        address
        for address in first
        if f"ky={TOLD}" in address or "ky=calendar-2020" in address or "ky=" not in address
    }
    assert differing <= whole
    assert figure("complaints.total", ky=TOLD) in differing
    assert explained("complaints.total", ky=TOLD) in differing
    assert explained("complaints.divided", ky=TOLD) not in differing
    assert figure("complaints.divided", ky=TOLD) not in differing
    assert figure("complaints.handled", ky=TOLD) not in differing
    assert not differing & {"/", reverse("complaint-list")}
    assert not [address for address in differing if address.startswith(reverse("dashboard"))]


def test_the_number_of_the_row_is_all_that_changes(cast, story):
    """In the files of the catalogue, number by number."""
    _, complaint = story
    client = cast.client("specialist")

    def numbers(period: str) -> dict[str, str]:
        page = client.get(reverse("figure-list"), {"ky": period, "xuat": "csv"})
        return {line[1]: ",".join(line[4:7]) for line in csv.reader(plain(page).splitlines())}

    changed = {}
    with_one = {period: numbers(period) for period in PERIODS}
    complaint.update(**worlds(cast)["none"])
    for period in PERIODS:
        without = numbers(period)
        for key, said in with_one[period].items():
            if without[key] != said:
                changed[period, key] = (without[key], said)
    assert changed == {
        (TOLD, "complaints.total"): ("2,0,2", "3,0,3"),
        (TOLD, "complaints.undivided"): ("0,0,0", "1,0,1"),
        # The year before stands beside the next one.
        ("calendar-2020", "complaints.total"): ("0,2,-2", "0,3,-3"),
        ("calendar-2020", "complaints.undivided"): ("0,0,0", "0,1,-1"),
    }


def test_the_explanation_of_the_total_holds_it_in_the_one_row(cast, story):
    """In every breakdown the same row, between what is divided and the total."""
    page = cast.client("specialist").get(explained("complaints.total", ky="calendar-2020"))
    rows = re.findall(r"<tr>(.*?)</tr>", plain(page), re.S)
    said = [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows]
    assert said.count("Không phân tổ 0 1 −1") == 3
    assert said.count("Cộng 0 3 −3") == 3
    page = cast.client("specialist").get(explained("complaints.total", ky="2019-h1"))
    assert ("Không phân tổ" in plain(page), "chỉ được đếm trong tổng số" in plain(page)) == (
        False,
        True,
    )


def test_what_becomes_of_it_after_the_freeze_is_told_to_nobody_it_is_kept_from(cast, story):
    report, complaint = story
    read = freezes.read_report(report, at=FROZEN)
    freeze, _ = freezes.store(read, by=cast.specialist, at=FROZEN)
    client = cast.client("specialist")
    pages = of_report(report, freeze)
    before = [plain(client.get(address)) for address in pages]
    complaint.update(state="classified", classification="conduct", version=2)
    assert [plain(client.get(address)) for address in pages] == before


@pytest.mark.parametrize("name", ["figure-list", "dashboard"])
def test_the_note_stands_there_whether_anything_is_reserved_or_not(cast, story, name):
    _, complaint = story
    note = "Phản ánh giao riêng cho lãnh đạo xử lý chỉ được đếm"
    client = cast.client("specialist")
    addresses = [f"{reverse(name)}?ky={period}" for period in PERIODS]
    assert all(note in client.get(address).content.decode() for address in addresses)
    complaint.update(**worlds(cast)["none"])
    assert all(note in client.get(address).content.decode() for address in addresses)


def test_a_period_under_way_counts_none(cast):
    """Read every morning, a total would be a date of receipt."""
    maker = Maker(cast)
    with time_machine.travel(moment(2019, 12, 31), tick=False):
        make_report(cast)
        maker.complaint(day=date(2019, 3, 5), reserved_for=cast.manager)
        address = figure("complaints.total", ky=TOLD)
        assert cast.client("specialist").get(address).context["value"] == "0"
    with time_machine.travel(moment(2020, 1, 1), tick=False):
        assert cast.client("specialist").get(address).context["value"] == "1"


def test_a_report_that_told_another_year_does_not_count_them(cast):
    """15/12 to 14/12 and the calendar year differ by half a month on either side."""
    maker = Maker(cast)
    with time_machine.travel(moment(2020, 1, 20), tick=False):
        report = make_report(cast)
        maker.complaint(day=date(2019, 12, 20), reserved_for=cast.manager)
        client = cast.client("specialist")

        def totals() -> list[str]:
            pages = [client.get(figure("complaints.total", ky=ky)) for ky in (TOLD, "2019")]
            return [page.context["value"] for page in pages]

        assert totals() == ["1", "0"]
        address = reverse("report-update", args=[report.pk])
        asked = {
            "seen_version": report.version,
            "title": report.title,
            "year": 2019,
            "period_kind": "decree",
        }
        assert client.post(address, asked).status_code == 302
        assert totals() == ["0", "0"]
        again = asked | {"period_kind": "calendar", "seen_version": report.version + 1}
        assert client.post(address, again).status_code == 302
        assert totals() == ["0", "0"]


def told_of_complaints(cast, period: str) -> str:
    return plain_text(drafted("inspections", gather(parse_period(period)))[0].runs)


def test_the_report_says_how_many_are_not_divided_and_any_other_that_it_leaves_them_out(cast):
    maker = Maker(cast)
    kept = {"reserved_for": cast.manager}
    with time_machine.travel(moment(2020, 1, 20), tick=False):
        make_report(cast)
        none = "Sở Nội vụ không tiếp nhận phản ánh, kiến nghị nào của người dân về văn hóa công vụ"
        left_out = " (không kể trường hợp giao xử lý riêng)."
        assert told_of_complaints(cast, TOLD).endswith(f"{none}.")
        assert told_of_complaints(cast, "2019-h1").endswith(none + left_out)
        maker.complaint(day=date(2019, 3, 5), **kept)
        received = "Sở Nội vụ tiếp nhận {} phản ánh, kiến nghị của người dân{}"
        undivided = ", 01 trường hợp giao xử lý riêng, không phân tổ"
        assert told_of_complaints(cast, TOLD).endswith(received.format("01", undivided) + ".")
        assert told_of_complaints(cast, "2019-h1").endswith(none + left_out)
        maker.complaint(day=date(2019, 4, 5), state="closed", handled=date(2019, 4, 9))
        by = ", gồm: qua số điện thoại đường dây nóng 01 trường hợp"
        of = "; đã xử lý xong 01/01 trường hợp."
        told = received.format("02", by + undivided) + of
        assert told_of_complaints(cast, TOLD).endswith(told)
