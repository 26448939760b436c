"""The tables of the report."""

from reports.models.outlines import Outline, OutlineSection
from reports.models.renderings import Rendering, Snapshot
from reports.models.reports import Report
from reports.models.sections import Section

__all__ = ["Outline", "OutlineSection", "Rendering", "Report", "Section", "Snapshot"]
