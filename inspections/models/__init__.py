"""The tables of the records, one file a noun."""

from inspections.models.agencies import Agency, AgencyName, Succession
from inspections.models.catalogues import Category, Field, HandlingForm
from inspections.models.cited_documents import CitedDocument, DocumentLink
from inspections.models.complaints import Complaint
from inspections.models.findings import Finding
from inspections.models.handlings import Handling
from inspections.models.handovers import Handover, HandoverItem
from inspections.models.identities import Identity, IdentityReading
from inspections.models.implementation import ImplementationFact
from inspections.models.imports import ImportBatch
from inspections.models.people import Assignment
from inspections.models.remedies import Remedy
from inspections.models.rounds import DueAgency, Round
from inspections.models.submissions import Submission, SubmissionCount
from inspections.models.visits import Visit, VisitMember

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
    "HandlingForm",
    "Handover",
    "HandoverItem",
    "Identity",
    "IdentityReading",
    "ImplementationFact",
    "ImportBatch",
    "Remedy",
    "Round",
    "Submission",
    "SubmissionCount",
    "Succession",
    "Visit",
    "VisitMember",
]
