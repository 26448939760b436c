"""The year of the demo, played through HTTP, tells each person exactly what the table says.

Played is what ``load_demo --day 15/01/2027`` tells: the year 2026 with its report, the first month
of the next one, and what then lies on the desks; and what ``besides.py`` adds. What the demo tells
of the years before (the registry, the report of 2019) is there as it always is.
"""

import re
from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from demo.clock import moment
from demo.story import tell_up_to
from tayninh_portal.lib.workdays import is_working_day
from tayninh_portal.models import Mail, Notice, User
from tayninh_portal.models.notices import MailState, NoticeKind
from tests.year.besides import besides, on
from tests.year.forms import Days, Forms
from tests.year.table import COUNTS, DAYS, GROUPS

# A minute of processor: script/test leaves it out, script/test --all plays it on both databases.
pytestmark = [pytest.mark.first, pytest.mark.once, pytest.mark.both_databases]

FIRST, LAST = date(2025, 12, 15), date(2027, 1, 15)
NAMES = {
    "dueagency": "round",
    "implementationfact": "fact",
    "resultpaper": "paper",
    "user": "account",
}
UNIT = "don-vi-su-nghiep-thuoc-ubnd-tinh-so-"
# Heads and one specialist are mailed in the morning, all others at once. The demo's administrator
# has no address, nor has the Chủ tịch here: they are told in the portal alone.
IN_THE_MORNING = re.compile(r"chuyenvien2|thutruong\..*")
WITHOUT_ADDRESS = ("quantri", "lanhdaotinh")


def people_of(token: str) -> list[str]:
    """The accounts one name of the table stands for."""
    if token in GROUPS_BY_NAME:
        return [name for one in GROUPS_BY_NAME[token].split() for name in people_of(one)]
    holder, _, agency = token.rpartition(":")
    if not re.match(r"(so|xa|phuong|don-vi|thanh-tra|van-phong)-", agency):
        return [agency]
    agency = agency.replace("don-vi-", UNIT)
    held = {"c": ["daumoi"], "h": ["thutruong"], "": ["daumoi", "thutruong"]}[holder]
    return [f"{post}.{agency}" for post in held]


GROUPS_BY_NAME = {f"[{name}]": tokens for name, tokens in GROUPS.items()}


def cells(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def expected_days() -> list[str]:
    found = []
    for day, noun, what in cells(DAYS):
        kind, tokens = what.split(": ")
        people = sorted(name for token in tokens.split() for name in people_of(token))
        found.append(f"{on(day).isoformat()} {noun} {kind}: {' '.join(people)}")
    return sorted(found)


def expected_counts() -> Counter:
    found: Counter = Counter()
    for noun, kind, tokens in cells(COUNTS):
        for token in tokens.split():
            name, _, number = token.partition("=")
            for person in people_of(name):
                found[noun, kind, person] += int(number or 1)
    return found


COUNTED = {(noun, kind) for noun, kind, _ in cells(COUNTS)}


def stated() -> tuple[list[str], Counter]:
    """Every notice there is, as the two parts of the table write it."""
    acts: dict[tuple, list[str]] = {}
    counts: Counter = Counter()
    for notice in Notice.objects.select_related("user").order_by("at", "pk"):
        noun = notice.record_type.split(".")[1]
        name, person = NAMES.get(noun, noun), notice.user.username
        if (name, notice.kind) in COUNTED:
            counts[name, notice.kind, person] += 1
            continue
        # What one act tells has one kind and one step; a round asks many agencies at once.
        of = 0 if name == "round" else notice.record_id
        key = (timezone.localdate(notice.at), name, notice.kind, of, notice.step, notice.at)
        acts.setdefault(key, []).append(person)
    lines = [
        f"{day.isoformat()} {name} {kind}: {' '.join(sorted(people))}"
        for (day, name, kind, *_), people in acts.items()
    ]
    return sorted(lines), counts


def address_of(username: str) -> str:
    return f"{username}@tay-ninh.example"


@pytest.fixture
def days(demo, letters, monkeypatch) -> Days:
    """The year, played to its end."""
    for user in User.objects.all():
        if IN_THE_MORNING.fullmatch(user.username):
            User.objects.filter(pk=user.pk).update(mail_pace="morning")
    User.objects.filter(username__in=WITHOUT_ADDRESS).update(email="")
    days = Days(moment(FIRST, 0), letters)
    forms = Forms(days)
    forms.take_over(monkeypatch, since=moment(FIRST, 0))
    days.besides = besides(forms)
    with connection.execute_wrapper(days.by_forms_alone):
        tell_up_to(LAST)
        days.go_on(moment(LAST, 19))
    assert days.besides == []
    return days


def test_each_person_is_told_and_mailed_exactly_what_the_table_says(days):
    lines, counts = stated()
    assert lines == expected_days()
    assert counts == expected_counts()
    nobody_is_mailed_twice_or_what_is_another_ones(days)
    a_digest_goes_in_the_morning_of_a_working_day(days)


def nobody_is_mailed_twice_or_what_is_another_ones(days):
    """Each notice of who has an address stands in one mail, to its person alone."""
    titles = Counter()
    for _, letter in days.mails:
        for kind in re.findall(r"^- ([^:]+): ", letter.get_content(), re.MULTILINE):
            titles[letter["To"], kind] += 1
    last_morning = moment(LAST, 8)
    wanted = Counter(
        (address_of(notice.user.username), str(NoticeKind(notice.kind).label))
        for notice in Notice.objects.select_related("user")
        if notice.user.username not in WITHOUT_ADDRESS
        and not (notice.at > last_morning and notice.user.mail_pace == "morning")
    )
    assert titles == wanted
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SENT}
    assert Mail.objects.count() == len({letter["Message-ID"] for _, letter in days.mails})


def a_digest_goes_in_the_morning_of_a_working_day(days):
    """One a day; what is told on 31/12 arrives on the first working day of the new year."""
    names = User.objects.filter(mail_pace="morning").values_list("username", flat=True)
    addresses = {address_of(name) for name in names}
    digests = Counter((day, mail["To"]) for day, mail in days.mails if mail["To"] in addresses)
    assert set(digests.values()) == {1}
    assert all(is_working_day(day) for day, _ in digests)
    told = [day for day, to in sorted(digests) if to == address_of("chuyenvien2")]
    assert [day for day in told if on("30/12") < day < on("6/1/2027")] == [on("4/1/2027")]
