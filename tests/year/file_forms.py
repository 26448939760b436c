"""What the demo calls about the file of a visit, as the forms of the portal send it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.inspections import SCAN
from inspections.agencies.models import Agency
from inspections.findings.models import Finding
from inspections.minutes.models import Minutes
from inspections.result_papers.models import ResultPaper
from inspections.visits.forms import VisitUpdateForm
from inspections.visits.models import Visit
from tayninh_portal.models import User

FILE_WRITES = (
    "do",
    "add_recommendation",
    "draft_minutes",
    "draft_paper",
    "plan_visit",
    "receive",
    "record_rechecks",
    "send_reply",
    "update_minutes",
    "update_visit",
)
WORDS = {"coming": "lich", "report": "bao-cao", "notice": "thong-bao"}


class FileForms:
    """A part of ``forms.Forms``, which says how a form is sent."""

    send: Callable[..., None]
    days: Any

    def plan_visit(
        self, *, by: User, at: datetime, agency: Agency, starts_at: time, **asked: Any
    ) -> tuple[Visit, bool]:
        """A visit on the schedule of its team."""
        asked["is_surprise"] = "yes" if asked["is_surprise"] else "no"
        asked.setdefault("cause", "plan")
        asked |= {"agency": agency.name, "starts_at": starts_at}
        self.send(by, at, "visit-plan", **asked)
        return Visit.every.filter(pk__lt=0).latest("created_at"), True

    def update_visit(self, visit: Visit, *, by: User, at: datetime, **asked: Any) -> None:
        """The form of the visit as it is shown, with the head-counts typed."""
        self.days.go_on(at)
        stored = Visit.every.select_related("agency").get(pk=visit.pk)
        with self.days.standing():
            shown = VisitUpdateForm.of(stored, by).initial
        shown |= {"agency": stored.agency.name, "find": ""} | asked
        self.send(by, at, "visit-update", visit.pk, **shown)

    def add_recommendation(self, visit: Visit, *, by: User, at: datetime, **asked: Any) -> None:
        """On the visit's page."""
        self.send(by, at, "recommendation-create", visit.pk, **asked)

    def record_rechecks(
        self, visit: Visit, earlier: Visit, results: Mapping[Any, str], *, by: User, at: datetime
    ) -> None:
        """What was found of each thing of the earlier visit."""
        said = {
            f"{'finding' if isinstance(one, Finding) else 'recommendation'}-{one.pk}": result
            for one, result in results.items()
        }
        query = f"?lan={earlier.pk}"
        self.send(by, at, "recheck-record", visit.pk, query=query, seen="", **said)

    def draft_minutes(self, visit: Visit, *, by: User, at: datetime) -> Minutes:
        """The button on the visit's page."""
        self.send(by, at, "minutes-create", visit.pk)
        return Minutes.objects.latest("pk")

    def update_minutes(
        self, minutes: Minutes, *, by: User, at: datetime, words: Mapping[str, str], **asked: Any
    ) -> Minutes:
        """Its number and its words."""
        self.send(by, at, "minutes-update", minutes.pk, **asked, **words)
        return Minutes.objects.get(pk=minutes.pk)

    def signed(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The signed paper as it is scanned."""
        del asked["kept"], asked["digital"]
        scan = SimpleUploadedFile("ban-quet.png", SCAN.read_bytes(), "image/png")
        return asked | {"upload": scan, "manner": "paper"}

    def draft_paper(
        self, visit: Visit, *, by: User, at: datetime, kind: str, words: Mapping[str, str], **_: Any
    ) -> tuple[ResultPaper, bool]:
        """The words that are proposed."""
        self.send(by, at, "result-paper-create", visit.pk, WORDS[kind], **words)
        return ResultPaper.objects.latest("pk"), True

    def receive(self, paper: ResultPaper, *, by: User, at: datetime, reads: bool) -> None:
        """Opened on its page."""
        self.send(by, at, "result-paper-open", paper.pk, what="words" if reads else "received")

    def send_reply(self, paper: ResultPaper, *, by: User, at: datetime, **asked: Any) -> None:
        """What the agency answers."""
        self.send(by, at, "result-paper-reply", paper.pk, **asked)
