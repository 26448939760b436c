"""Reading what went up in order to decide: the whole text with what changed, the remarks at its
sentences, the figures beside last year's, the warnings with their reasons, and the decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from reports.documents.annual import code_of
from reports.freezing.models import Snapshot
from reports.issuing.actions.returning import SEE_REMARKS
from reports.issuing.comparison import comparison_of
from reports.issuing.forms.issues import SignForm
from reports.issuing.forms.transitions import ApproveForm, ReasonForm
from reports.issuing.letters import offered_to
from reports.issuing.marked import MarkedPlace, MarkedSentence, marked
from reports.issuing.views.paper import addresses_in
from reports.issuing.warnings import accepted_in
from reports.issuing.workflow import APPROVE, REPORTS, RETURN, SEND_BACK, SIGN, WORDS
from reports.narrative.models import AT_PROVINCE, Report
from reports.remarks.actions import make_remark, snapshot_before
from reports.remarks.forms import RemarkForm
from reports.remarks.showing import ShownRemark, ask_remarks, ask_settled, by_place, elsewhere
from reports.remarks.workflow import may_remark
from tayninh_portal.access import may, today
from tayninh_portal.drafts.middleware import done
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.together import read_together
from tayninh_portal.models import Change, User
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.records import require
from tayninh_portal.transition_pages import transition_page

READING = "reports/remarks/read.html"


@dataclass(frozen=True)
class Opened:
    """The sentence somebody is writing at (its key), and the form they write in."""

    key: str
    form: RemarkForm


@never_cache
@require_http_methods(["GET", "POST"])
def report_approve(request: Request, pk: int) -> HttpResponse:
    """A leader of the Sở reads what went up, and approves it."""

    def more(report: Report) -> dict[str, object]:
        return shown_to(report, request.user)

    return transition_page(request, REPORTS, APPROVE, pk, template=READING, more=more)


@never_cache
@require_safe
def report_read(request: Request, pk: int) -> HttpResponse:
    """Read it and remark on it, for whoever has it before them."""
    report = get_object_or_404(REPORTS.rows(request.user), pk=pk)
    require(request.user, "remark.create", report)
    return _page(request, report)


@never_cache
@require_http_methods(["GET", "POST"])
def remark_create(request: Request, pk: int, key: str) -> HttpResponse:
    """A remark at one sentence: its form there on the page; for htmx the form alone, and what it
    leads to."""
    user = request.user
    require(user, "remark.create")
    report = get_object_or_404(REPORTS.rows(user), pk=pk)
    if request.method == "GET" or snapshot_before(report) is None:
        require(user, "remark.create", report)
    form = RemarkForm(request.POST or None, auto_id=f"y-kien-{key}-%s")
    if form.is_valid():
        made = attempt(form, lambda: make_remark(report, by=user, key=key, **form.cleaned_data))
        if made is not None:
            if not request.htmx:
                return redirect(f"{_address(report, user)}#cau-{key}")
            report = get_object_or_404(REPORTS.rows(user), pk=pk)
            return done(_page(request, report, key=key))
    return _page(request, report, key=key, opened=Opened(key, form))


def _address(report: Report, user: User) -> str:
    """The page this person decides on."""
    name = "report-read" if report.state in AT_PROVINCE else "report-approve"
    return reverse(name, args=[report.pk])


def _page(
    request: Request, report: Report, *, key: str = "", opened: Opened | None = None
) -> HttpResponse:
    """The page; for htmx one sentence of it, and the decisions where a remark was made."""
    typed = request.POST.get("whole", "")
    context = shown_to(report, request.user, opened, typed)
    sentence = _sentence_at(context["places"], key)
    if key and sentence is None and request.method == "GET":
        raise Http404
    form = opened.form if opened and opened.form.is_bound else None
    context |= {"record": report, "form": form, "key": key, "sentence": sentence}
    context |= {"refresh": opened is None, "astray": bool(opened) and sentence is None}
    part = "reports/remarks/_at_sentence.html"
    return render(request, part if request.htmx else READING, context)


def _sentence_at(places: Sequence[MarkedPlace], key: str) -> MarkedSentence | None:
    """The sentence of that key; None where the version has it no more, or never had."""
    sentences = (each for place in places for block in place.blocks for each in block.sentences)
    return next((each for each in sentences if each.sentence and each.sentence.key == key), None)


def shown_to(
    report: Report, user: User, opened: Opened | None = None, typed: str = ""
) -> dict[str, Any]:
    """What the page shows of the version before the person; ``opened`` is the remark being
    written. Where the person has decisions to take, their forms, with the reason ``typed``."""
    snapshot = snapshot_before(report)
    if snapshot is None:
        raise Http404
    stated = deserialize(snapshot.content)
    old = _read_last(report, snapshot)
    asked, settled = ask_remarks(report, user), ask_settled(report, user)
    with one_state():
        compared = comparison_of(report, snapshot.freeze, user)
        read_together(*asked.rows, *settled.rows)
    deciding, found = may_remark(user, report), asked.answer()
    remarks = by_place(found, report, user, stated, deciding=deciding)
    own = any(remark.of_province == (report.state in AT_PROVINCE) for remark, _ in found)
    reason = typed or (SEE_REMARKS if own else "")
    address = addresses_in(stated, report, user, snapshot.freeze)
    fresh, earlier = _by_version(remarks, snapshot)
    places = marked(stated, deserialize(old.content) if old else None, address, fresh)
    return {
        "stated": stated,
        "snapshot": snapshot,
        "code": code_of(snapshot.content),
        "old": old,
        "places": places,
        "changes": sum(place.changes for place in places),
        "written": [each for found in fresh.values() for each in found],
        "earlier": earlier,
        "settled": settled.answer(),
        "compared": compared,
        "warnings": accepted_in(stated),
        "may_remark": deciding,
        "letters": offered_to(user, report),
        "may_read_sheet": may(user, "report.read_sheet"),
        "opened": opened or Opened("", RemarkForm(auto_id=False)),
        "astray": False,
        **_decisions(report, user, deciding=deciding, reason=reason),
    }


def _read_last(report: Report, now: Snapshot) -> Snapshot | None:
    """The version somebody decided about before this one: returned, sent back or approved."""
    column = "presented_snapshot_id" if report.state in AT_PROVINCE else "submitted_snapshot_id"
    decided = [SEND_BACK.name]
    if report.state not in AT_PROVINCE:
        decided += [RETURN.name, APPROVE.name]
    lines = Change.objects.of(report).filter(action__in=decided).values_list("data", flat=True)
    seen = [data.get(column) for data in lines]
    read = [pk for pk in seen if pk and pk != now.pk]
    return report.snapshots.filter(pk=read[-1]).first() if read else None


def _by_version(
    remarks: Any, snapshot: Snapshot
) -> tuple[dict[str, list[ShownRemark]], list[ShownRemark]]:
    """Those made on this version by the key of their sentence, and those of earlier ones."""
    fresh: dict[str, list[ShownRemark]] = defaultdict(list)
    earlier = []
    for shown in elsewhere(remarks, ()):
        if shown.remark.snapshot_id == snapshot.pk:
            fresh[shown.key].append(shown)
        else:
            earlier.append(shown)
    return dict(fresh), earlier


def _decisions(report: Report, user: User, *, deciding: bool, reason: str) -> dict[str, object]:
    """The forms of what the person may decide about the report as it stands, None for the rest.

    Who remarks on what went up is who may approve it (``remark_rule``).
    """
    back = SEND_BACK if report.state in AT_PROVINCE else RETURN
    approving: ApproveForm | None = None
    if deciding and report.state in APPROVE.sources:
        approving = ApproveForm(record=report, user=user, auto_id="duyet-%s")
    returning: ReasonForm | None = None
    if REPORTS.verdict(user, back, report, today()):
        start = {"whole": reason}
        returning = ReasonForm(record=report, user=user, auto_id="tra-lai-%s", initial=start)
    signing: SignForm | None = None
    if REPORTS.verdict(user, SIGN, report, today()):
        signing = SignForm(record=report, user=user, auto_id="ky-%s")
    return {
        "approving": approving,
        "approve_words": WORDS["approve"],
        "returning": returning,
        "return_words": WORDS[back.name],
        "return_url": REPORTS.url(back, report),
        "signing": signing,
        "sign_words": WORDS["sign"],
    }
