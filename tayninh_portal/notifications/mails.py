"""Mails: bundled, claimed, sent at most once, and shown to a person where nobody can know.

The order for one mail, each step committed before the next:

1. claim it (a conditional UPDATE: of two workers one gets it)
2. offer it to the server; a failure here is tried again later
3. note that it is handed over, once the server is ready and before it has a word of it
4. hand it over and wait for the answer; note the answer

A worker that dies before 3 leaves a mail that is tried again, one that dies after it a mail that
is unclear: it is never sent again by itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.workdays import is_working_day
from tayninh_portal.models import Job, Mail, Notice, User
from tayninh_portal.models.jobs import JobState
from tayninh_portal.models.notices import FOR_A_PERSON, IN_HAND, MailKind, MailState
from tayninh_portal.models.users import MailPace
from tayninh_portal.notifications.calendar import BACK, tell_of
from tayninh_portal.notifications.letters import letter_of
from tayninh_portal.notifications.notifying import SEND
from tayninh_portal.notifications.transport import Line, NotTaken, Unclear, open_line

log = structlog.get_logger(__name__)

MORNING = "news.morning"
# The hour of Tây Ninh from which the morning of a working day is told.
MORNING_FROM = time(7)
# A server that is away is asked again by all after so long, by one mail later with each try.
AGAIN = timedelta(minutes=5)
LATEST_AGAIN = timedelta(hours=1)
# What could not be sent by then is a person's to decide.
GIVE_UP_AFTER = timedelta(days=2)
NOBODY_ANSWERED = "Đã giao thư cho máy chủ thư nhưng không nhận được trả lời."
DIED_IN_BETWEEN = "Máy xử lý dừng sau khi giao thư, trước khi ghi được trả lời."
RESTORED = "Thư còn chờ khi sao lưu; sau đó có thể đã được gửi."
NOTHING_LEFT = "Không còn nội dung nào người nhận được xem."
LOCKED = "Tài khoản đã khóa."


class Taken(Exception):
    """Another worker has the mail, or a person decided about it: this one lets go of it."""


def post(user: User, kind: MailKind, *, by: User | None, address: str = "") -> Mail:
    """Have one mail sent now, to ``address`` if that is no longer the account's. Call it inside the
    transaction of what it tells."""
    mail = _new(user, kind, timezone.now())
    mail.address = address
    mail.save(force_insert=True)
    jobs.enqueue(SEND, key=f"{SEND}-{mail.message_id}", payload={}, by=by)
    return mail


@jobs.handler(SEND)
def send_now(job: Job, beat: Callable[[int], None]) -> None:
    """Bundle what goes at once, and send every mail that waits."""
    beat(0)
    bundle(timezone.now(), MailPace.AT_ONCE)
    send_waiting(job, beat)


@jobs.handler(MORNING)
def tell_in_the_morning(job: Job, beat: Callable[[int], None]) -> None:
    """What the calendar says of the day, then the digests; safe to run twice."""
    now = timezone.now()
    tell_of(timezone.localdate(now), now)
    beat(50)
    bundle(now, MailPace.AT_ONCE, MailPace.MORNING)
    send_waiting(job, beat)


@jobs.regularly
def ask_for_what_is_due(now: datetime) -> None:
    """Once a working day the morning; whenever something waits that nobody sends, a round."""
    settle(now)
    here = timezone.localtime(now)
    if here.time() >= MORNING_FROM and is_working_day(here.date()):
        jobs.enqueue(MORNING, key=f"{MORNING}-{here.date()}", payload={}, by=None)
    if Job.objects.filter(kind=SEND, state__in=(JobState.QUEUED, JobState.RUNNING)).exists():
        return
    fresh = Notice.objects.to_mail(now - BACK, MailPace.AT_ONCE)
    if Mail.objects.due(now).exists() or fresh.exists():
        jobs.enqueue(SEND, key=f"{SEND}-{now:%Y%m%d%H%M%S}", payload={}, by=None)


def bundle(now: datetime, *paces: MailPace) -> None:
    """One mail a person for everything they are to be mailed; each notice stands in one mail."""
    rows = Notice.objects.to_mail(now - BACK, *paces)
    for user in User.objects.filter(pk__in=rows.order_by().values("user")).order_by("pk"):
        with transaction.atomic():
            mail = _new(user, MailKind.NEWS, now)
            mail.save(force_insert=True)
            if not rows.filter(user=user).update(mail=mail):
                mail.delete()  # another worker was faster


def send_waiting(job: Job, beat: Callable[[int], None]) -> None:
    """Send what waits, over one connection, until nothing is left or the server is away."""
    settle(timezone.now())
    with closing(open_line()) as line:
        while (mail := _claim_next(job)) is not None:
            beat(50)
            if not _send(mail, line):
                now = timezone.now()
                Mail.objects.due(now).update(not_before=now + AGAIN)
                log.warning("mail.server_away")
                return


def settle(now: datetime) -> None:
    """Put back what a dead worker had not handed over, and say of the rest that it is unclear."""
    left = Mail.objects.abandoned(now)
    left.filter(state=MailState.CLAIMED).update(state=MailState.WAITING, claim=None)
    left.filter(state=MailState.HANDING).update(
        state=MailState.UNCLEAR, settled_at=now, reason=DIED_IN_BETWEEN
    )


def doubt(now: datetime) -> None:
    """After a restore: whatever waited at the minute of the backup may have gone out since, and a
    person decides about it."""
    bundle(now, *MailPace)
    left = Mail.objects.filter(state__in=(MailState.WAITING, *IN_HAND))
    left.update(state=MailState.UNCLEAR, settled_at=now, reason=RESTORED)


def decide(mail: Mail, *, by: User, again: bool, at: datetime | None = None) -> None:
    """What a person decided about a mail that is unclear or was refused: send it, or leave it.

    It keeps its Message-ID: a server that has it already can tell. Raises ``Conflict`` where
    somebody decided before, or the answer came after all.
    """
    at = at or timezone.now()
    state = MailState.WAITING if again else MailState.LEFT
    forgotten = {} if again else {"address": ""}
    with transaction.atomic():
        decided = Mail.objects.filter(pk=mail.pk, state__in=FOR_A_PERSON).update(
            state=state, claim=None, not_before=at, asked_at=at, attempts=0,
            settled_at=None if again else at, reason="", decided_by=by, decided_at=at, **forgotten,
        )  # fmt: skip
        if not decided:
            raise Conflict()
        if again:
            jobs.enqueue(SEND, key=f"{SEND}-{uuid.uuid4()}", payload={}, by=by)


def _new(user: User, kind: MailKind, now: datetime) -> Mail:
    host = urlsplit(settings.BASE_URL).hostname
    message_id = f"<{uuid.uuid4().hex}@{host}>"
    return Mail(user=user, kind=kind, message_id=message_id, asked_at=now, not_before=now)


def _claim_next(job: Job) -> Mail | None:
    """The next mail that waits, now ours alone."""
    while True:
        mail = Mail.objects.due(timezone.now()).select_related("user").first()
        if mail is None:
            return None
        claimed = Mail.objects.filter(pk=mail.pk, state=MailState.WAITING).update(
            state=MailState.CLAIMED, job=job, claim=job.claim, attempts=F("attempts") + 1
        )
        if claimed:
            mail.claim, mail.attempts = job.claim, mail.attempts + 1
            return mail


def _send(mail: Mail, line: Line) -> bool:
    """Send one; False where the server takes no more now."""
    now = timezone.now()
    mine = Mail.objects.filter(pk=mail.pk, claim=mail.claim)
    in_hand = mine.filter(state=MailState.CLAIMED)
    # The truth may come after others gave the mail up for unclear.
    handed = mine.filter(state__in=(MailState.HANDING, MailState.UNCLEAR))

    def hand() -> None:
        if not in_hand.update(state=MailState.HANDING):
            raise Taken

    try:
        letter = letter_of(mail, now)
        if letter is None or not mail.user.is_active:
            reason = LOCKED if not mail.user.is_active else NOTHING_LEFT
            _end(in_hand, MailState.LEFT, reason)
            return True
        line.deliver(mail.goes_to, letter, hand)
    except NotTaken as problem:
        _not_taken(mail, mine, problem)
        return not problem.away
    except Unclear:
        _end(handed, MailState.UNCLEAR, NOBODY_ANSWERED)
        log.warning("mail.unclear", mail=mail.pk)
        return False
    except Taken:
        log.warning("mail.taken", mail=mail.pk)
        return True
    except ValueError:
        _end(in_hand, MailState.REFUSED, "Địa chỉ thư của tài khoản chưa đúng.")
        return True
    _end(handed, MailState.SENT)
    return True


def _not_taken(mail: Mail, mine: QuerySet[Mail], problem: NotTaken) -> None:
    now = timezone.now()
    mine = mine.exclude(state=MailState.SENT)
    if problem.for_good or now - mail.asked_at > GIVE_UP_AFTER:
        _end(mine, MailState.REFUSED, problem.reason)
        log.warning("mail.refused", mail=mail.pk)
        return
    later = now + min(AGAIN * 2 ** min(mail.attempts - 1, 10), LATEST_AGAIN)
    mine.update(state=MailState.WAITING, claim=None, not_before=later, reason=problem.reason)


def _end(mine: QuerySet[Mail], state: MailState, reason: str = "") -> None:
    # Who may still have to be told again is not forgotten.
    forgotten = {} if state in FOR_A_PERSON else {"address": ""}
    mine.update(state=state, settled_at=timezone.now(), reason=reason, **forgotten)
