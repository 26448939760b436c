"""Gathers the models of the rooms for Django; nobody imports from here."""

from inspections.agencies.models import Agency, AgencyName, Succession
from inspections.catalogues.models import Area, Category, Field, HandlingMeasure, Law
from inspections.cited_documents.models import CitedDocument, DocumentLink
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from inspections.handovers.models import Handover, HandoverItem
from inspections.head_criticisms.models import HeadCriticism
from inspections.identities.models import Identity, IdentityReading
from inspections.implementation.models import ImplementationFact
from inspections.imports.models import ImportBatch
from inspections.likenesses.models import Likeness, NameDigest
from inspections.minutes.models import Minutes, MinutesPage
from inspections.people.models import Assignment
from inspections.plans.models import OtherPlan, Plan, PlanLine, Settlement
from inspections.rechecks.models import Recheck
from inspections.recommendations.models import Recommendation
from inspections.remedies.models import Proof, Remedy
from inspections.report_requests.models import ReportRequest
from inspections.result_papers.models import Receipt, Reply, ResultPaper
from inspections.rounds.models import DueAgency, Round
from inspections.statements.models import Statement
from inspections.submissions.models import Submission, SubmissionCount
from inspections.teams.models import Team, TeamMember
from inspections.visits.models import Visit, VisitMember
from inspections.visits.owned import VisitAbsence, VisitComplaint

__all__ = [
    "Agency",
    "AgencyName",
    "Area",
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
    "HeadCriticism",
    "Identity",
    "IdentityReading",
    "ImplementationFact",
    "ImportBatch",
    "Law",
    "Likeness",
    "Minutes",
    "MinutesPage",
    "NameDigest",
    "OtherPlan",
    "Plan",
    "PlanLine",
    "Proof",
    "Receipt",
    "Recheck",
    "Recommendation",
    "Remedy",
    "Reply",
    "ReportRequest",
    "ResultPaper",
    "Round",
    "Settlement",
    "Statement",
    "Submission",
    "SubmissionCount",
    "Succession",
    "Team",
    "TeamMember",
    "Visit",
    "VisitAbsence",
    "VisitComplaint",
    "VisitMember",
]
