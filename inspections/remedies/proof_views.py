"""Screens of the proofs of a remedy: add files, take one back, open one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from inspections.remedies.forms import ProofForm
from inspections.remedies.models import Proof
from inspections.remedies.proofs import add_proofs, open_proof, remove_proof
from inspections.remedies.workflow import REMEDIES
from tayninh_portal.handing_out import give_file
from tayninh_portal.http import Request
from tayninh_portal.lib.dates import count2
from tayninh_portal.records import require


@require_http_methods(["GET", "POST"])
def remedy_prove(request: Request, pk: int) -> HttpResponse:
    """Add files. What is sound is kept, whatever is wrong with the rest is said of each."""
    remedy = get_object_or_404(REMEDIES.rows(request.user), pk=pk)
    require(request.user, "remedy.prove", remedy)
    form = ProofForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept, refused = add_proofs(remedy, form.cleaned_data["uploads"], by=request.user)
        if kept:
            messages.success(request, f"Đã lưu {count2(len(kept))} tệp minh chứng.")
        if not refused:
            return redirect("remedy-detail", pk)
        form.add_error("uploads", refused)
    return render(request, "remedies/prove.html", {"remedy": remedy, "form": form})


@require_POST
def proof_remove(request: Request, pk: int) -> HttpResponse:
    """Take a file back; a second click finds it gone."""
    proof = _visible(request, pk)
    if remove_proof(proof, by=request.user):
        messages.success(request, "Đã gỡ tệp minh chứng.")
    return redirect("remedy-detail", proof.remedy_id)


@require_POST
def proof_file(request: Request, pk: int) -> HttpResponse:
    """The bytes as they came, for saving. A POST, because the opening is recorded."""
    proof = _visible(request, pk)
    return give_file(proof.file, open_proof(proof, by=request.user))


def _visible(request: Request, pk: int) -> Proof:
    """A proof of a remedy the person may see, with the remedy as its rules read it, or 404."""
    rows = REMEDIES.rows(request.user)
    proof = get_object_or_404(Proof.objects.select_related("file"), pk=pk, remedy__in=rows)
    proof.remedy = rows.get(pk=proof.remedy_id)
    return proof
