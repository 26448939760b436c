"""A year of inspections, from the plan to the last re-check, against a ledger in plain Python."""

import re

import pytest
import time_machine
from django.urls import reverse

from inspections.result_papers.models import ResultPaper
from inspections.visits.models import Visit
from reports.figures.catalog import compute
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.sealing.records import check_log, check_records
from tests.inspection_year import ledger
from tests.inspection_year.kinds import LAST_DAY, on
from tests.inspection_year.papers import pdf_words
from tests.inspection_year.playing import at, play
from tests.inspection_year.story import ANSWERS, STORY

pytestmark = [pytest.mark.once, pytest.mark.pdf, pytest.mark.first]

ABOUT = ("visits.", "agencies.", "violations.", "unit_findings.", "headcounts.", "handlings.")
ABOUT += ("remedies.", "head_criticisms.", "plans.", "notices.")
PERIODS = [
    (on(1, 1), on(12, 31)),
    (on(1, 1), on(3, 31)),
    (on(4, 1), on(6, 30)),
    (on(4, 1), on(4, 30)),
    (on(7, 1), on(9, 30)),
]
PEOPLE = (*ledger.INSIDE, *ledger.PROVINCE, *ledger.HOUSES)
BESIDE = ("department_registrar", "operator", "admin", "nobody")


@pytest.fixture
def world(cast, settings, tmp_path):
    """The year, played to its last day, on which the clock then stands."""
    settings.FILES_DIR = tmp_path
    made = play(cast)
    with time_machine.travel(at(LAST_DAY), tick=False):
        yield made


def test_a_year_agrees_with_its_ledger(world):
    """One story, read in five ways: it is played once."""
    check_figures()
    check_lists(world)
    check_files(world)
    check_papers(world)
    check_pages(world)
    check_surprises(world)
    assert [said for check in (check_log, check_records) for said in check() if said] == []


def check_figures() -> None:
    for first, last in PERIODS:
        found = compute(parse_period(f"{first}..{last}"))
        counted = {key: number for key, number in found.items() if key.startswith(ABOUT)}
        assert counted == ledger.figures(first, last), (first, last)


def check_lists(world) -> None:
    found = {who: {name: rows(world, who, name) for name in ledger.lists(who)} for who in PEOPLE}
    assert found == {who: ledger.lists(who) for who in PEOPLE}


def rows(world, who: str, name: str) -> int:
    """How many rows a list shows a person."""
    answer = world.cast.client(who).get(reverse(name))
    assert answer.status_code == 200, (who, name)
    return answer.context["page"].paginator.count


def check_files(world) -> None:
    found, told = {}, {}
    for s in ledger.HELD:
        for who in filter(None, ("manager", ANSWERS.get(s.agency))):
            found[s.key, who] = parts_of(world, who, s)
            told[s.key, who] = ledger.dossier(s, who)
    assert found == told


def parts_of(world, who: str, s) -> dict[str, int]:
    """How many papers stand under each heading of a visit's file."""
    url = reverse("visit-dossier", args=[world.visits[s.key].pk])
    parts = world.cast.client(who).get(url).context["parts"]
    return {part: len(papers) for part, papers in parts}


def check_papers(world) -> None:
    """Biên bản as they were signed, notices as they were opened by who got them."""
    missing = {}
    for s in ledger.HELD:
        drawn = world.minutes.get(s.key, [])
        assert len(drawn) == (1 + bool(s.corrected) if s.minutes else 0), s.key
        for number, (words, heads) in enumerate(zip(drawn, (s.heads, s.corrected), strict=False)):
            missing[s.key, number] = lacking(words, ledger.minutes_say(s, heads))
        assert (s.key in world.notices) == bool(s.paper.notice), s.key
        if s.paper.notice:
            missing[s.key, "notice"] = lacking(world.notices[s.key], ledger.notice_says(s))
    assert {key: said for key, said in missing.items() if said} == {}
    [stranger] = [s for s in ledger.HELD if any(row.body for row in s.found)]
    both = world.notices[stranger.key] + world.minutes[stranger.key][0]
    assert "Thái độ giao tiếp" not in both
    assert "có mặt 15 người" in world.minutes["corrected"][1]
    assert "Trần Văn Mẫu" in world.minutes["call at a"][0]
    assert not [key for key, words in world.notices.items() if "Trần Văn Mẫu" in words]
    made = ResultPaper.objects.get(visit=world.visits["call at a"].pk, kind="notice")
    assert "có mặt 37/40 người" in pdf_words(world, "head_a", made)


def lacking(words: str, said: list[str]) -> list[str]:
    """What a paper does not say of what it has to."""
    return [part for part in said if part.lower() not in words.lower()]


def check_pages(world) -> None:
    """A visit's page shows the Sở all its papers, the agency its own, both what is asked."""
    for s in ledger.HELD:
        for who in filter(None, ("manager", ANSWERS.get(s.agency))):
            shown = page(world, who, reverse("visit-detail", args=[world.visits[s.key].pk]))
            own_minutes = s.minutes and ledger.dossier(s, who).get("Biên bản")
            assert shown.count('href="/kiem-tra/bien-ban/') == (own_minutes or 0), (s.key, who)
            papers = len(set(re.findall(r'href="/kiem-tra/ket-qua/[0-9]+/"', shown)))
            assert papers == ledger.papers_of(who, s), (s.key, who)
            assert [said for said in ledger.advised(s) if said not in shown] == [], (s.key, who)


def page(world, who: str, url: str) -> str:
    answer = world.cast.client(who).get(url)
    assert answer.status_code == 200, (who, url)
    return " ".join(answer.content.decode().split())


def check_surprises(world) -> None:
    """Of a surprise still to come, or that was dropped, nothing is said to anybody but its team and
    the leaders; a plan says its own numbers."""
    told = {who: surprises_told(world, who) for who in (*PEOPLE, *BESIDE)}
    meant = [s for s in ledger.MEANT if not s.announced]
    assert told == {
        who: {s.key for s in meant if s in ledger.meant_for(who)} for who in (*PEOPLE, *BESIDE)
    }
    announced, surprises = ledger.planned_numbers()
    plan = page(world, "leader", reverse("plan-detail", args=[world.lines[0].plan_id]))
    assert f"{announced:02} lượt báo trước, {surprises:02} lượt đột xuất" in plan


def surprises_told(world, who: str) -> set[str]:
    """Which surprises any of the pages one comes by leads a person to."""
    client = world.cast.client(who)
    meant = [s for s in STORY if s in ledger.MEANT and not s.announced]
    addresses = ["/", "/kiem-tra/", "/kiem-tra/lich/", "/kiem-tra/lich/danh-sach/"]
    addresses += ["/kiem-tra/lich/?thang=2026-12", "/kiem-tra/lich/?thang=2026-09"]
    addresses += [reverse("plan-detail", args=[world.lines[0].plan_id]), reverse("plan-coverage")]
    addresses += [reverse("agency-detail", args=[world.agency(s.agency).pk]) for s in meant]
    addresses += [reverse("team-list"), reverse("search") + "?q=xay+dung"]
    shown = "".join(client.get(url, follow=True).content.decode() for url in addresses)
    found = set()
    for s in meant:
        visit = Visit.every.get(pk=world.visits[s.key].pk)
        url = reverse("visit-detail", args=[visit.pk])
        opens = client.get(url).status_code == 200
        assert (url in shown) <= opens, (who, s.key)
        if opens:
            found.add(s.key)
    return found
