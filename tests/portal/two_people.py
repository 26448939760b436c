"""The second of two people: confirms, refuses and withdraws as a browser does."""

import uuid
from typing import Any

from django.urls import reverse

from tayninh_portal.models import Proposal


def press(cast: Any, who: str, name: str, proposal: Proposal, **typed: object) -> Any:
    """``who`` presses a button of ``proposal`` as it stands; gives the answer."""
    stored = Proposal.objects.get(pk=proposal.pk)
    sent = {"seen_version": stored.version, "client_id": str(uuid.uuid4()), **typed}
    return cast.client(who).post(reverse(f"proposal-{name}", args=[proposal.pk]), sent)


def confirm(cast: Any, who: str = "manager") -> Proposal:
    """``who`` confirms the one proposal that waits; gives it as it stands then."""
    waiting = Proposal.objects.get(state="requested")
    answer = press(cast, who, "confirm", waiting)
    assert answer.status_code in (200, 302), answer.content.decode()
    return Proposal.objects.get(pk=waiting.pk)
