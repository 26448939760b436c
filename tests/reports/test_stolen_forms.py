"""A stolen session of the administrator, with forms made by hand: imports, drafts, kept filters,
lists and their files, what others are told and have made.

Beside ``test_stolen_administrator``, which tries the posts and the registry. An accomplice holds
both posts that one person gives.
"""

import csv
import json
import uuid
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from inspections.agencies.models import Agency
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.imports.models import ImportBatch, ImportState
from inspections.visits.models import Visit
from reports.figures.catalog import compute
from reports.issuing.renderings import request_rendering
from tayninh_portal import jobs
from tayninh_portal.access import Role
from tayninh_portal.drafts.store import browser_key, save_draft, writer_tag
from tayninh_portal.listing import registered
from tayninh_portal.models import Draft, Job, Notice, SavedFilter
from tayninh_portal.saved_filters import keeping, save_filter
from tests.fixtures.cast import appoint, make_user
from tests.inspections.complaint_story import NAME, PHONE, RECEIVED_AT, handed
from tests.inspections.importing import (
    FINDING,
    VISIT,
    complaints_file,
    preview,
    upload,
    visits_file,
)
from tests.inspections.visiting import draft, violation
from tests.reports.workflow_story import sent, written

FOUND = "Lê Thị Bị Nêu"
STEPS = ("confirm", "stop", "retry", "discard")
# Who → the lists they may open.
OPEN_TO = {
    "admin": {
        "account-list",
        "agency-list",
        "area-list",
        "category-list",
        "field-list",
        "law-list",
        "measure-list",
        "proposal-list",
        "sign-in-list",
        "sign-in-own",
    },
    "nobody": {
        "agency-list",
        "cited-document-list",
        "complaint-list",
        "handling-list",
        "head-criticism-list",
        "implementation-list",
        "other-plan-list",
        "plan-coverage",
        "plan-list",
        "planned-visit-list",
        "proposal-list",
        "remedy-list",
        "report-list",
        "report-request-list",
        "result-paper-list",
        "round-list",
        "sign-in-own",
        "team-list",
        "visit-list",
    },
}


@pytest.fixture
def accomplice(cast):
    """An account the thief made, with the posts one person gives."""
    cast.nobody = make_user("tnh-099")
    appoint(cast.nobody, Role.OFFICE_EXAMINER, cast.office)
    appoint(cast.nobody, Role.DEPARTMENT_REGISTRAR, cast.department)
    return cast.nobody


def lists():
    """Every list of the portal that stands on a page of its own."""
    reverse("home")  # its modules are read with the addresses
    return {name: row for name, row in registered().items() if not row.of_a_record}


def both(cast):
    """The two browsers of the thief."""
    return cast.client("admin"), cast.client("nobody")


# --- imports -------------------------------------------------------------------------------------


def test_no_workbook_is_taken_in_and_no_closed_period_counts_one(cast, year, accomplice):
    """The attack: workbooks of both kinds, of 2019 and of a body of others, sent by hand."""
    sent(cast)
    books = {
        "visit": visits_file(cast, [VISIT], [FINDING]),
        "complaint": complaints_file(cast),
    }
    before = compute(year), Visit.objects.count(), Complaint.objects.count()
    for client in both(cast):
        for noun, data in books.items():
            sent_by_hand = {"client_id": str(uuid.uuid4()), "upload": upload(data)}
            answer = client.post(reverse(f"{noun}-import"), sent_by_hand)
            assert answer.status_code == 403
            assert client.get(reverse(f"{noun}-import-template")).status_code == 403
    jobs.run_waiting()
    assert not ImportBatch.objects.exists()
    assert (compute(year), Visit.objects.count(), Complaint.objects.count()) == before


def test_anothers_workbook_is_neither_read_nor_moved(cast, accomplice):
    """The attack: a workbook that waits, and one whose errors quote its cells, by their numbers."""
    named = FINDING | {"Họ tên người vi phạm": FOUND}
    faulty = preview(cast, visits_file(cast, [VISIT], [named | {"Loại vi phạm": FOUND}]))
    waiting = preview(cast, visits_file(cast, [VISIT], [named]))
    assert (faulty.state, waiting.state) == (ImportState.FAULTY, ImportState.CHECKED)
    for client in both(cast):
        for batch in (faulty, waiting):
            for noun in ("visit", "complaint"):
                there = reverse(f"{noun}-import-detail", args=[batch.pk])
                asked = [client.get(there), client.get(there, headers={"HX-Request": "true"})]
                asked.append(client.get(reverse(f"{noun}-import-errors", args=[batch.pk])))
                for step in STEPS:
                    asked.append(client.post(reverse(f"{noun}-import-{step}", args=[batch.pk])))
                assert {answer.status_code for answer in asked} == {404}
                assert all(FOUND not in read(answer) for answer in asked)
    jobs.run_waiting()
    states = ImportBatch.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [ImportState.FAULTY, ImportState.CHECKED]
    assert not Finding.objects.exists()


# --- drafts --------------------------------------------------------------------------------------


def test_anothers_draft_is_not_read_claimed_or_written_over_by_its_key(cast, accomplice):
    key, form = uuid.uuid4(), reverse("complaint-create")
    box = {"name": "caller_name", "label": "Họ tên", "values": [NAME], "choice": None}
    text = json.dumps({"page": form, "title": NAME, "boxes": [box], "files": []})
    row = save_draft(by=cast.operator, key=key, path=form, text=text)
    other = text.replace(NAME, "Kẻ trộm")
    for who in ("admin", "nobody"):
        client, writer = cast.client(who), writer_tag(getattr(cast, who))
        stated = client.get(reverse("draft-state"), {"form": form}).json()
        assert (stated["drafts"], stated["key"]) == ({form: []}, browser_key(getattr(cast, who)))
        assert stated["key"] != browser_key(cast.operator)
        for name in ("draft-detail", "draft-delete"):
            assert client.get(reverse(name, args=[key])).status_code == 404
        assert client.post(reverse("draft-delete", args=[key])).status_code == 404
        typed = {"key": key, "form": form, "sheet": other}
        for tag, code in ((writer_tag(cast.operator), 409), (writer, 200)):
            answer = client.post(reverse("draft-save"), typed | {"writer": tag})
            assert answer.status_code == code
            assert NAME not in answer.content.decode()
        # A form of one's own that leads on and names the key takes no other's draft along.
        own = {"mail_pace": "at_once", "draft_key": key}
        client.post(reverse("notice-settings"), own)
        assert NAME not in read(client.get(reverse("draft-list")))
    kept = Draft.objects.get(pk=row.pk)
    assert (kept.payload, kept.sent_at, kept.user) == (row.payload, None, cast.operator)


# --- kept filters, lists, files, search ----------------------------------------------------------


def test_anothers_filter_is_not_seen_kept_over_or_deleted(cast, accomplice):
    given = {"list_name": "complaint-list", "name": NAME}
    row, _ = save_filter(by=cast.operator, query="q=kin", **given)
    for client in both(cast):
        assert client.post(reverse("filter-delete", args=[row.pk])).status_code == 404
        # The same name, with everything a form could say about whose it is.
        forged = given | {"query": "q=x", "user": cast.operator.pk, "pk": row.pk, "id": row.pk}
        client.post(reverse("filter-save"), forged | {"name": "Của kẻ trộm"})
        for name in lists():
            assert NAME not in read(client.get(reverse(name))), name
    row.refresh_from_db()
    assert (row.user, row.query) == (cast.operator, "q=kin")
    kept = SavedFilter.objects.exclude(pk=row.pk).values_list("user__username", "list_name")
    assert list(kept) == [("tnh-099", "complaint-list")]


def test_a_filter_is_kept_of_no_list_one_may_not_open(cast):
    client = cast.client("admin")
    for name in (*lists(), "round-detail"):
        typed = {"list_name": name, "name": "x", "query": "q=x", "record": 1}
        client.post(reverse("filter-save"), typed)
    kept = SavedFilter.objects.values_list("list_name", flat=True)
    assert list(kept) == ["agency-list"]
    assert keeping("agency-list")


@pytest.mark.parametrize("who", ["admin", "nobody"])
def test_no_list_file_or_search_finds_a_row_by_a_name(cast, accomplice, who):
    """The attack: each list asked for a caller and for somebody found, as page, part and file; a
    condition nobody offers is not heard."""
    handed(cast)
    violation(cast, draft(cast), person={"name": FOUND})
    client, opened = cast.client(who), set()
    for name, listing in lists().items():
        there, asked = reverse(name), [{"caller__payload": NAME, "person": FOUND, "q": PHONE}]
        if "q" in listing.filter.base_filters and listing.file:
            asked += [{"q": words, "xuat": "csv"} for words in (NAME, FOUND, PHONE)]
        pages = [client.get(there, headers={"HX-Request": "true"})]
        pages += [client.get(there, query) for query in asked]
        texts = [read(page) for page in pages]
        for words in (NAME, FOUND, PHONE):
            # Its own question a page may repeat.
            shown = [text for text in (texts[0], *texts[2:]) if words in text]
            assert shown == [], name
        if pages[0].status_code == 200:
            opened.add(name)
            assert [len(list(csv.reader(text.splitlines()))) for text in texts[2:]] in (
                [],
                [1, 1, 1],
            ), name
    assert opened == OPEN_TO[who]
    for words in (NAME, FOUND, PHONE):
        found = client.get(reverse("search"), {"q": words}).context["hits"]
        assert found == []


def read(answer) -> str:
    """The words of a page, or of a file that is streamed."""
    page = b"".join(answer) if answer.streaming else answer.content
    return page.decode(errors="replace")


# --- what others are told, and what is made for them ---------------------------------------------


def test_notices_and_jobs_of_others_stay_theirs(cast):
    """The attack: every number of a notice, and of the job that puts a report on paper."""
    report = written(cast)
    with time_machine.travel(RECEIVED_AT, tick=False):
        handed(cast)
    client, told = cast.client("admin"), Notice.objects.exclude(user=cast.admin)
    unread = told.filter(read_at=None).count()
    assert unread > 0
    for pk in told.values_list("pk", flat=True):
        assert client.post(reverse("notice-open", args=[pk])).status_code == 404
    client.post(reverse("notice-read"))
    assert told.filter(read_at=None).count() == unread
    request_rendering(report, by=cast.specialist)
    assert Job.objects.exists()
    for pk in Job.objects.values_list("pk", flat=True):
        args = [report.pk, pk]
        for answer in (
            client.get(reverse("report-job", args=args), headers={"HX-Request": "true"}),
            client.post(reverse("report-job-retry", args=args)),
        ):
            assert answer.status_code in (403, 404)


@pytest.mark.parametrize("ends_on", [None, date(2019, 12, 31)])
def test_no_number_tells_of_a_complaint_that_is_reserved(cast, ends_on):
    """The attack: lock a leader or end a body, without sending it, and read what would be left."""
    reserved = handed(cast, subject_agency=cast.department, reserved_for=cast.leader)
    row = Complaint.objects.filter(pk=reserved.pk)
    Agency.objects.filter(pk=cast.a.pk).update(ends_on=ends_on)
    post = cast.leader.appointments.get()
    pages = [
        reverse("home"),
        reverse("agency-open-work" if ends_on else "agency-close", args=[cast.a.pk]),
        reverse("account-lock", args=[cast.leader.pk]),
        reverse("appointment-end", args=[post.pk]),
        reverse("account-detail", args=[cast.leader.pk]),
    ]
    client = cast.client("admin")
    opened = [said(client.get(page)) for page in pages]
    row.update(state="closed", handled_on=date(2019, 7, 9))
    assert [said(client.get(page)) for page in pages] == opened


def said(answer) -> str:
    """What a page says, without what it says anew each time."""
    assert answer.status_code == 200
    anew = ("CSRFToken", "csrfmiddlewaretoken", "client_id")
    lines = answer.content.decode().splitlines()
    return "\n".join(line for line in lines if not any(mark in line for mark in anew))
