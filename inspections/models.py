"""Gathers the models of the rooms for Django; nobody imports from here."""

from inspections.agencies.models import Agency, AgencyName, Succession
from inspections.catalogues.models import Category, Field, HandlingMeasure
from inspections.cited_documents.models import CitedDocument, DocumentLink
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from inspections.handovers.models import Handover, HandoverItem
from inspections.identities.models import Identity, IdentityReading
from inspections.implementation.models import ImplementationFact
from inspections.imports.models import ImportBatch
from inspections.people.models import Assignment
from inspections.remedies.models import Remedy
from inspections.report_requests.models import ReportRequest
from inspections.rounds.models import DueAgency, Round
from inspections.submissions.models import Submission, SubmissionCount
from inspections.visits.models import Visit, VisitMember

__all__ = [
    "Agency",
    "AgencyName",
    "Assignment",
    "Category",
    "CitedDocument",
    "Complaint",
    "DocumentLink",
    "DueAgency",
    "Field",
    "Finding",
    "Handling",
    "HandlingMeasure",
    "Handover",
    "HandoverItem",
    "Identity",
    "IdentityReading",
    "ImplementationFact",
    "ImportBatch",
    "Remedy",
    "ReportRequest",
    "Round",
    "Submission",
    "SubmissionCount",
    "Succession",
    "Visit",
    "VisitMember",
]
