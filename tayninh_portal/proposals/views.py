"""Screens of the proposals: what waits for a second person, and what became of it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tayninh_portal.access import may, today
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.models import Proposal, ProposalState
from tayninh_portal.proposals.kinds import kind_of
from tayninh_portal.proposals.lists import PROPOSAL_LIST
from tayninh_portal.proposals.workflow import CONFIRM, PROPOSALS
from tayninh_portal.record_forms import RecordForm, client_id_of
from tayninh_portal.records import sent_before
from tayninh_portal.timeline import timeline_of
from tayninh_portal.transition_pages import admit, press


@require_safe
def proposal_list(request: Request) -> HttpResponseBase:
    """Proposals the person may see, the newest first."""
    return show(request, PROPOSAL_LIST, "proposals/list.html")


@require_safe
def proposal_detail(request: Request, pk: int) -> HttpResponse:
    """What is asked for, by whom, about whom, and what can be done with it."""
    proposal = get_object_or_404(PROPOSALS.rows(request.user), pk=pk)
    kind = kind_of(proposal)
    # What was done on the server bears the name of whom it let in, who may not open the account.
    opens = proposal.created_by_id == request.user.pk and may(request.user, kind.permission)
    context = {
        "proposal": proposal,
        "kind": kind,
        "own": proposal.created_by_id == request.user.pk,
        "about_url": kind.url(proposal) if opens else "",
        "buttons": PROPOSALS.buttons(request.user, proposal, today()),
        "timeline": timeline_of(proposal, ProposalState),
    }
    return render(request, "proposals/detail.html", context)


@never_cache
@require_POST
def proposal_confirm(request: Request, pk: int) -> HttpResponse:
    """Confirm it; what the act hands to the second person is shown in this answer alone."""
    user = request.user
    proposal = get_object_or_404(PROPOSALS.rows(user), pk=pk)
    url = PROPOSALS.record_url(proposal)
    if sent_before(proposal, client_id_of(request), user):
        return redirect(url)
    admit(request, PROPOSALS, CONFIRM, proposal)
    form = RecordForm(request.POST, record=proposal, user=user)
    done: list[Proposal] = []
    words = PROPOSALS.words_of(CONFIRM, proposal)
    assert words is not None
    answer = press(
        request,
        form,
        lambda: done.extend(PROPOSALS.perform(CONFIRM, [proposal], form.act())),
        done=words.done,
        url=url,
    )
    if done and done[0].handed:
        context = {"proposal": done[0], "account": done[0].account, "link": done[0].handed}
        return render(request, kind_of(proposal).hands, context)
    return answer
