"""The played year tells each person exactly what the hand-written table says, and mails it once."""

import re
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tayninh_portal.lib.workdays import is_working_day
from tayninh_portal.models import Mail, Notice, User
from tayninh_portal.models.notices import MailState, NoticeKind
from tayninh_portal.notifications.mails import ask_for_what_is_due
from tests.fixtures.cast import ZONE
from tests.portal.played_year import (
    IN_THE_MORNING,
    LAST,
    STATED,
    STORY,
    WITHOUT_ADDRESS,
    Step,
    on,
)
from tests.workflows.test_four_ways import sent

NAMES = {"dueagency": "round", "implementationfact": "fact", "user": "account"}


def travel(day: date, hour: int):
    return time_machine.travel(datetime.combine(day, time(hour), ZONE), tick=False)


def morning(day: date, letters) -> list:
    """As the worker's sweep does at half past seven; what goes out by mail."""
    with travel(day, 7):
        ask_for_what_is_due(timezone.now())
        return letters()


def carry_out(cast, step) -> None:
    if not isinstance(step, Step):
        step.do(cast)
        return
    record = step.record(cast)
    url = reverse(f"{step.noun}-{step.name.replace('_', '-')}", args=[record.pk])
    answer = cast.client(step.who).post(url, sent(step, record, step.typed))
    assert answer.status_code == 302, (step.day, url, answer.context and answer.context.get("form"))


def stated() -> list[str]:
    """Every notice there is, as the table writes it."""
    lines: dict[tuple, list[str]] = {}
    for notice in Notice.objects.select_related("user").order_by("at", "pk"):
        day = timezone.localdate(notice.at)
        noun = notice.record_type.split(".")[1]
        # What one act tells has one kind and one step.
        of = 0 if noun == "dueagency" else notice.record_id  # a round asks many agencies at once
        key = (day, NAMES.get(noun, noun), notice.kind, of, notice.step, notice.at)
        lines.setdefault(key, []).append(notice.user.username)
    return sorted(
        f"{day.isoformat()} {noun} {kind}: {' '.join(sorted(people))}"
        for (day, noun, kind, *_), people in lines.items()
    )


def expected() -> list[str]:
    rows = [[cell.strip() for cell in line.split("|")] for line in STATED.strip().splitlines()]
    return sorted(f"{on(day).isoformat()} {noun} {what}" for day, noun, what in rows)


@pytest.mark.first
def test_each_person_is_told_and_mailed_exactly_what_the_table_says(cast, letters):
    for user in User.objects.exclude(username__in=WITHOUT_ADDRESS):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.vn")
    User.objects.filter(username__in=IN_THE_MORNING).update(mail_pace="morning")
    story = list(STORY)
    mails = []
    day = story[0].day
    while day <= LAST:
        mails += [(day, letter) for letter in morning(day, letters)]
        while story and story[0].day == day:
            with travel(day, 10):
                carry_out(cast, story.pop(0))
                mails += [(day, letter) for letter in letters()]
        day += timedelta(days=1)
    assert story == []
    assert stated() == expected()

    # Each notice of who has an address stands in one mail, to its person alone.
    titles = Counter()
    for _, letter in mails:
        for kind in re.findall(r"^- ([^:]+): ", letter.get_content(), re.MULTILINE):
            titles[letter["To"], kind] += 1
    wanted = Counter(
        (f"{n.user.username}@example.vn", str(NoticeKind(n.kind).label))
        for n in Notice.objects.select_related("user")
        if n.user.username not in WITHOUT_ADDRESS
    )
    assert titles == wanted
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SENT}
    assert Mail.objects.count() == len({letter["Message-ID"] for _, letter in mails})

    # A digest goes on the morning of a working day, the first of the new year on 02/01/2020.
    digests = [(d, m) for d, m in mails if m["To"].split("@")[0] in IN_THE_MORNING]
    assert all(is_working_day(day) for day, _ in digests)
    per_day = Counter((day, letter["To"]) for day, letter in digests)
    assert set(per_day.values()) == {1}
    around = [d for d, m in digests if m["To"].startswith("specialist_b") and d >= on("30/12")]
    assert around[0] == on("2/1/2020")
