"""Warnings that somebody stands by, beside those nobody has answered yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.checks.problems import CheckProblem, Identity, Level


@dataclass(frozen=True)
class AcceptedWarning:
    """What was accepted, why, by whom in which office, and on which day."""

    fingerprint: str
    identity: Identity
    text: str
    reason: str
    name: str
    title: str
    day: date


@dataclass(frozen=True)
class Findings:
    """Everything the checks found in one report, each problem answered or open.

    An acceptance counts while its warning is found, word for word. An error is never accepted,
    whatever rows there are.
    """

    problems: tuple[CheckProblem, ...]
    acceptances: tuple[AcceptedWarning, ...]

    @property
    def errors(self) -> tuple[CheckProblem, ...]:
        """What must be mended."""
        return tuple(each for each in self.problems if each.level == Level.ERROR)

    @property
    def accepted(self) -> tuple[tuple[CheckProblem, AcceptedWarning], ...]:
        """Warnings found now that somebody accepted, with the acceptance."""
        known = {each.fingerprint: each for each in self.acceptances}
        return tuple(
            (problem, known[problem.fingerprint])
            for problem in self.problems
            if problem.level == Level.WARNING and problem.fingerprint in known
        )

    @property
    def warnings(self) -> tuple[CheckProblem, ...]:
        """Warnings nobody has accepted."""
        answered = [problem for problem, _ in self.accepted]
        return tuple(
            each for each in self.problems if each.level == Level.WARNING and each not in answered
        )

    @property
    def notes(self) -> tuple[CheckProblem, ...]:
        """What is told to who writes, and asks for nothing."""
        return tuple(each for each in self.problems if each.level == Level.NOTE)

    @property
    def doubted(self) -> dict[str, list[tuple[str, str]]]:
        """Code of a section → the words of it that notes question, with what stands before them."""
        found: dict[str, list[tuple[str, str]]] = {}
        for each in self.notes:
            found.setdefault(each.section, []).append(each.words)
        return found

    @property
    def open(self) -> tuple[CheckProblem, ...]:
        """What keeps the report from going up."""
        return (*self.errors, *self.warnings)

    @property
    def lapsed(self) -> tuple[AcceptedWarning, ...]:
        """Acceptances of warnings that are no longer found, or say something else now."""
        standing = {problem.fingerprint for problem, _ in self.accepted}
        return tuple(each for each in self.acceptances if each.fingerprint not in standing)

    def before(self, problem: CheckProblem) -> AcceptedWarning | None:
        """The newest acceptance of the same matter, given when its sentence said something else; it
        counts for nothing until somebody gives its reason again. None for anything but a warning.
        """
        same = [each for each in self.lapsed if each.identity == problem.identity]
        return same[-1] if same and problem.level == Level.WARNING else None
