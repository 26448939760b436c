"""The page “Kiểm tra báo cáo” as somebody has it open who gives reasons on it."""

from __future__ import annotations

import re

from django.urls import reverse

from reports.freezing.acceptances import findings_of
from reports.narrative.models import Report

REASON = "Sở đã đôn đốc hai lần, cơ quan chưa trả lời."
OTHER = "Một lý do khác hẳn lý do trước."
OVERDUE = "1 cơ quan quá hạn chưa gửi kết quả tự kiểm tra: UBND huyện Gò Dầu."
TWO_OVERDUE = "2 cơ quan quá hạn chưa gửi kết quả tự kiểm tra: Sở Y tế; UBND huyện Gò Dầu."


def missing(report: Report):
    """The warning about the agencies that sent nothing."""
    (problem,) = [each for each in findings_of(report).warnings if each.check == "due_accounted"]
    return problem


def page_of(report: Report) -> str:
    """Where the checks are."""
    return reverse("report-checks", args=[report.pk])


class Screen:
    """The page as one person has it open: what its form holds until they load it again."""

    def __init__(self, client, report):
        self.client, self.url = client, page_of(report)
        self.load()

    def load(self):
        """Open the page."""
        self.answer = self.client.get(self.url)
        self.form = self.answer.context["form"]
        self.lines = self.answer.context["shown"].asked
        return self

    def name_of(self, text: str) -> str:
        """The box beside the warning that says so."""
        (line,) = [line for line in self.lines if line.problem.text == text]
        return line.name

    def press(self, reasons: dict[str, str], **more: str):
        """Type reasons by sentence into what stands in the boxes, and press the button."""
        typed = {self.name_of(text): reason for text, reason in reasons.items()}
        self.answer = self.client.post(self.url, {**self.form.data, **typed, **more}, follow=True)
        return self.answer


def said(answer) -> list[str]:
    """The messages on top of a page."""
    return [str(message) for message in answer.context["messages"]]


def section_of(answer, heading: str) -> str:
    """The words of one part of the page."""
    found = re.search(rf"<h2[^>]*>{heading}.*?</section>", answer.content.decode(), re.S)
    return " ".join(re.sub(r"<[^>]*>", " ", found[0]).split()) if found else ""
