"""Screens of the papers about a visit: list, words, page, opening, replies."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.identities.actions import payload_of
from inspections.identities.models import IdentityReading
from inspections.result_papers import actions
from inspections.result_papers.addressing import Address, address_of, receives_as
from inspections.result_papers.forms import OpenForm, ReplyForm, WordsForm, WordsUpdateForm
from inspections.result_papers.lists import RESULT_PAPER_LIST
from inspections.result_papers.models import FINAL, PaperKind, PaperState, ResultPaper
from inspections.result_papers.paper import result_paper
from inspections.result_papers.proposal import proposed
from inspections.result_papers.sections import SECTIONS_OF, announced
from inspections.result_papers.workflow import RESULT_PAPERS, replies_of
from inspections.visits.models import Visit
from inspections.visits.workflow import VISITS
from tayninh_portal.access import DEPARTMENT, Role, holds, may, today
from tayninh_portal.drafts.middleware import done as answered
from tayninh_portal.forms import attempt
from tayninh_portal.handing_out import give_file, hand_out
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.paper.word.known import Source
from tayninh_portal.record_forms import carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before
from tayninh_portal.second_factor.again import require_again
from tayninh_portal.timeline import timeline_of

# Word of the address → what is drafted there.
KINDS = {"lich": PaperKind.COMING, "bao-cao": PaperKind.REPORT, "thong-bao": PaperKind.NOTICE}
# Kind → what its file is called.
FILES: dict[str, str] = {
    PaperKind.COMING: "thong-bao-lich-kiem-tra",
    PaperKind.REPORT: "bao-cao-to-truong",
    PaperKind.NOTICE: "thong-bao-ket-qua",
}


@require_safe
def result_paper_list(request: Request) -> HttpResponseBase:
    """The papers the person may see, the newest visits first."""
    return show(request, RESULT_PAPER_LIST, "result_papers/list.html")


@require_http_methods(["GET", "POST"])
def result_paper_create(request: Request, visit_pk: int, word: str) -> HttpResponse:
    """Edit what is proposed of the visit and keep it as a draft; a notice begins with the words of
    the report of the Tổ trưởng, where there is one."""
    user, kind = request.user, KINDS.get(word)
    if kind is None:
        raise Http404
    rows = VISITS.rows(user) if kind == PaperKind.COMING else Visit.objects.visible_to(user)
    visit = get_object_or_404(rows.select_related("agency", "team", "plan_line__plan"), pk=visit_pk)
    require(user, "result_paper.write", ResultPaper(visit=visit, kind=kind))
    start = _start(visit, kind) if request.method == "GET" else {}
    form = WordsForm(request.POST or None, initial=start, kind=kind)
    if request.method == "POST" and form.is_valid():
        do = lambda: actions.draft_paper(visit, by=user, kind=kind, **form.cleaned_data)  # noqa: E731
        if made := attempt(form, do):
            messages.success(request, "Đã lưu bản đang soạn.")
            return redirect("result-paper-detail", made[0].pk)
    context = {"form": form, "record": None, "heading": kind.label, "visit": visit}
    context["kind"] = kind
    return render(request, "result_papers/form.html", context)


def _start(visit: Visit, kind: PaperKind) -> dict[str, object]:
    """What the form of a new paper begins with; words that name somebody are not taken over, those
    of the notice it replaces are where they announce a visit that was moved."""
    if kind == PaperKind.COMING:
        before = actions.newest(visit, kind)
        return {**(payload_of(before.words) if before else announced(visit))}
    report = actions.newest(visit, PaperKind.REPORT) if kind == PaperKind.NOTICE else None
    taken = report if report and not (report.names_persons or report.is_outdated) else None
    return {**(payload_of(taken.words) if taken else proposed(visit))}


@require_safe
def result_paper_detail(request: Request, pk: int) -> HttpResponse:
    """What it is, its words for who may read them here, who got it, what came back."""
    paper = _visible(request, pk)
    shown = payload_of(paper.words) if _shows_words(request, paper) else None
    return render(request, "result_papers/detail.html", _context(request, paper, shown))


def _shows_words(request: Request, paper: ResultPaper) -> bool:
    """Words that name somebody are nowhere but in the answer to their opening; a receiver finds
    the others here once their body opened them."""
    if paper.names_persons or not may(request.user, "result_paper.open", paper):
        return False
    if not _only_receives(request):
        return True
    own = receives_as(request.user, paper, today())
    return not own or paper.receipts.filter(receiver__in=own, read_at__isnull=False).exists()


def _only_receives(request: Request) -> bool:
    return not holds(request.user, *DEPARTMENT, Role.DEPARTMENT_REGISTRAR)


def _context(
    request: Request, paper: ResultPaper, words: dict[str, str] | None
) -> dict[str, object]:
    user, day = request.user, today()
    inside = bool(holds(user, *DEPARTMENT))
    own = receives_as(user, paper, day) if paper.state == PaperState.ISSUED else []
    openings = IdentityReading.objects.filter(identity=paper.words_id).select_related("by")
    return {
        "record": paper,
        "inside": inside,
        "sees_visit": Visit.every.open_to(user).filter(pk=paper.visit_id).exists(),
        "is_coming": paper.kind == PaperKind.COMING,
        "is_notice": paper.kind != PaperKind.REPORT,
        "is_final": paper.state in FINAL,
        "sections": [(title, words.get(key, "")) for key, title in SECTIONS_OF[paper.kind].items()]
        if words is not None
        else None,
        "may_open": may(user, "result_paper.open", paper),
        "may_write": may(user, "result_paper.write", paper) if inside else None,
        "may_reply": may(user, "result_paper.reply", paper),
        "address": _address(paper),
        "receipts": list(paper.receipts.order_by("pk")) if inside else [],
        "to_receive": paper.receipts.filter(receiver__in=own, received_at=None).exists(),
        "replies": list(replies_of(user).filter(paper=paper)),
        "buttons": RESULT_PAPERS.buttons(user, paper, day),
        "openings": list(openings.order_by("-at")[:20]) if inside else [],
        "timeline": timeline_of(paper, PaperState) if inside else [],
    }


def _address(paper: ResultPaper) -> Address:
    if paper.addressee:
        return Address(paper.addressee, paper.above)
    return address_of(paper.visit, today(), paper.kind)


@require_http_methods(["GET", "POST"])
def result_paper_update(request: Request, pk: int) -> HttpResponse:
    """Edit its words while it may be changed."""
    user, paper = request.user, _visible(request, pk)
    if sent_before(paper, client_id_of(request), user):
        return redirect("result-paper-detail", pk)
    require(user, "result_paper.write", None if is_stale(request, paper) else paper)
    start = {**payload_of(paper.words), "names_persons": paper.names_persons}
    sent = request.POST or None
    form = WordsUpdateForm(sent, record=paper, user=user, initial=start, kind=paper.kind)
    do = lambda: actions.edit_paper(paper, by=user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, "Đã lưu nội dung.")
        return redirect("result-paper-detail", pk)
    heading = f"Sửa nội dung: {paper.get_kind_display()}"
    context = {"form": form, "record": paper, "heading": heading, "visit": paper.visit}
    context["kind"] = paper.kind
    return render(request, "result_papers/form.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def result_paper_open(request: Request, pk: int) -> HttpResponse:
    """Open a paper: on the screen, as a file, as it was signed; where it names persons for a
    purpose, on record. A receiver's first opening is noted."""
    user, paper = request.user, _visible(request, pk)
    require(user, "result_paper.open", paper)
    if paper.names_persons:
        require_again(request)
    form = OpenForm(request.POST or None)
    received = request.POST.get("what") == "received"
    if received or not paper.names_persons:
        del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        if received:
            actions.receive(paper, by=user, reads=False)
            return redirect("result-paper-detail", pk)
        if form.cleaned_data["what"] == "file" and paper.file is None:
            raise Http404
        opened = attempt(
            form,
            lambda: actions.open_words(paper, by=user, reason=form.cleaned_data.get("reason", "")),
        )
        if opened is not None:
            actions.receive(paper, by=user, reads=True)
            return _opened(request, paper, opened, form.cleaned_data["what"])
    context = {"record": paper, "form": form}
    return render(request, "result_papers/open.html", context)


def _opened(request: Request, paper: ResultPaper, words: dict[str, str], what: str) -> HttpResponse:
    """What somebody asked to see."""
    if what == "words":
        if not paper.names_persons:
            return redirect("result-paper-detail", paper.pk)
        page = render(request, "result_papers/detail.html", _context(request, paper, words))
        return answered(page)
    if what == "file" and paper.file:
        return give_file(paper.file, actions.open_signed(paper, by=request.user))
    document = result_paper(paper, words, _address(paper), at=timezone.now())
    name = FILES[paper.kind]
    return hand_out(request, document, f"{name}-{paper.pk}", Source(f"{name}:{paper.pk}"), what)


@require_http_methods(["GET", "POST"])
def reply_create(request: Request, pk: int) -> HttpResponse:
    """Send a paper of the agency about the notice."""
    user, paper = request.user, _visible(request, pk)
    require(user, "result_paper.reply", paper)
    form = ReplyForm(request.POST or None, request.FILES or None, paper=paper)
    if request.method == "POST":
        if form.is_valid():
            made = attempt(form, lambda: actions.send_reply(paper, by=user, **form.cleaned_data))
            if made:
                messages.success(request, "Đã gửi Sở Nội vụ.")
                return redirect("result-paper-detail", pk)
        form.ask_for_the_file_again()
    return render(request, "result_papers/reply.html", {"form": form, "record": paper})


@require_POST
def reply_file(request: Request, pk: int) -> HttpResponse:
    """The bytes as they came, for saving. A POST, because the opening is recorded."""
    reply = get_object_or_404(replies_of(request.user), pk=pk)
    if reply.file is None:
        raise Http404
    return give_file(reply.file, actions.open_reply_file(reply, by=request.user))


def _visible(request: Request, pk: int) -> ResultPaper:
    return get_object_or_404(RESULT_PAPERS.rows(request.user), pk=pk)
