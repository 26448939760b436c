"""What the checks find, as one person sees it: where it is, the rows behind it, what mends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from reports.checks.accepted import AcceptedWarning
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import Control, Remedy
from reports.figures.addresses import figure_address
from reports.freezing.composition import Composition
from reports.freezing.links import frozen_address
from reports.narrative.models import Report
from tayninh_portal.access import may
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.models import User
from tayninh_portal.paper.content import Figure
from tayninh_portal.paper.form import ND30_2020, heading_mark


@dataclass(frozen=True)
class ProblemPlace:
    """Where a problem is: the heading as it prints, and where its words are.

    Without a heading it is about the whole report.
    """

    heading: str
    url: str


WHOLE = ProblemPlace("Toàn báo cáo", "")


@dataclass(frozen=True)
class ShownProblem:
    """A problem on the screen. ``figure_url``: the records of its number; ``remedies``: label and
    address of each control the person may use; ``acceptance``: who stands by it, ``before``: who
    did when its numbers were others. ``name`` is that of the box for its reason, ``number`` its
    place among the boxes.
    """

    problem: CheckProblem
    place: ProblemPlace
    figure_url: str
    remedies: tuple[tuple[str, str], ...]
    acceptance: AcceptedWarning | None = None
    before: AcceptedWarning | None = None
    name: str = ""
    number: int = 0

    @property
    def anchor(self) -> str:
        """Its place on the page of the checks."""
        return f"van-de-{self.problem.fingerprint[:12]}"


@dataclass(frozen=True)
class ShownChecks:
    """The page of the checks: ``changed`` are open warnings whose reason was given before the
    numbers changed, ``anew`` what numbers frozen anew would bring (errors have no box), ``lapsed``
    acceptances that nothing open goes back to."""

    errors: tuple[ShownProblem, ...]
    changed: tuple[ShownProblem, ...]
    warnings: tuple[ShownProblem, ...]
    anew: tuple[ShownProblem, ...]
    notes: tuple[ShownProblem, ...]
    accepted: tuple[ShownProblem, ...]
    lapsed: tuple[AcceptedWarning, ...]

    @property
    def asked(self) -> tuple[ShownProblem, ...]:
        """The warnings that wait for a reason, as they stand on the page."""
        return tuple(each for each in (*self.changed, *self.warnings, *self.anew) if each.name)


def shown_checks(
    report: Report, user: User, composition: Composition, *renewed: Composition
) -> ShownChecks:
    """What stands on the page of the checks; ``renewed`` with numbers counted anew, if any."""
    is_frozen = composition.freeze is not None
    found, show = composition.findings, Shower(report, user, composition, is_frozen=is_frozen)
    known = {problem.fingerprint for problem in found.problems}
    stands = {problem.fingerprint for each in renewed for problem in each.findings.problems}
    opened = list(map(show, found.warnings))
    anew = [
        Shower(report, user, each, is_frozen=is_frozen)(problem)
        for each in renewed
        for problem in each.findings.open
        if problem.fingerprint not in known
    ]
    changed = [each for each in opened if each.before]
    new = [each for each in opened if not each.before]
    boxes = iter(_with_boxes([*changed, *new, *anew]))
    stands |= {each.before.fingerprint for each in (*opened, *anew) if each.before}
    return ShownChecks(
        errors=tuple(map(show, found.errors)),
        changed=tuple(next(boxes) for _ in changed),
        warnings=tuple(next(boxes) for _ in new),
        anew=tuple(boxes),
        notes=tuple(map(show, found.notes)),
        accepted=tuple(show(problem) for problem, _ in found.accepted),
        lapsed=tuple(each for each in found.lapsed if each.fingerprint not in stands),
    )


def _with_boxes(lines: Sequence[ShownProblem]) -> list[ShownProblem]:
    """Each warning with a box named by what it is about, so that words typed for it find it again
    when its numbers change; the second of two about the same has a name of its own."""
    taken: Counter[str] = Counter()
    named, number = [], 0
    for line in lines:
        if line.problem.level == Level.WARNING:
            stem = sha256_hex(line.problem.identity)[:12]
            taken[stem] += 1
            number += 1
            line = replace(line, name=f"reason-{stem}-{taken[stem]}", number=number)
        named.append(line)
    return named


class Shower:
    """Shows the problems of one composition to one person; ``is_frozen``: period and cut-off stand
    fast, whatever numbers these are."""

    def __init__(
        self, report: Report, user: User, composition: Composition, *, is_frozen: bool
    ) -> None:
        self.found = composition.findings
        self.may_write = bool(may(user, "report.write", report))
        self.particulars = reverse("report-update", args=[report.pk])
        if is_frozen or not self.may_write:
            self.particulars = ""
        self.address = figure_address(report.period, user, report.cutoff_on)
        if composition.freeze:
            self.address = frozen_address(composition.freeze, user)
        page = reverse("report-detail", args=[report.pk])
        self.places = {"": WHOLE}
        for section in composition.sections:
            mark = heading_mark(section.level, section.number, ND30_2020)
            url = f"{page}#muc-{section.code}"
            if self.may_write:
                url = reverse("section-update", args=[report.pk, section.pk])
            self.places[section.code] = ProblemPlace(f"{mark} {section.heading}", url)

    def __call__(self, problem: CheckProblem) -> ShownProblem:
        """The problem with its place, the rows behind it, the controls that mend it and whoever
        stands or stood by it."""
        ways = ((each.label, self._way(problem, each)) for each in problem.remedies)
        return ShownProblem(
            problem,
            self.places.get(problem.section, WHOLE),
            self._rows(problem.figure) if problem.figure else "",
            tuple((label, url) for label, url in ways if url),
            dict(self.found.accepted).get(problem),
            self.found.before(problem),
        )

    def _rows(self, figure: str) -> str:
        return self.address(Figure(figure, None, "–"))

    def _way(self, problem: CheckProblem, remedy: Remedy) -> str:
        """Its address; "" for what the person may not open or change."""
        match remedy.control:
            case Control.SECTION:
                return self.places.get(problem.section, WHOLE).url if self.may_write else ""
            case Control.PARTICULARS:
                return self.particulars
            case Control.FIGURE:
                return self._rows(remedy.target)
            case Control.REPLACEMENT:
                return reverse("report-replace", args=[remedy.target])
            case Control.ROUND:
                query = f"?{remedy.query}" if remedy.query else ""
                return f"{reverse('round-detail', args=[remedy.target])}{query}#danh-sach"
