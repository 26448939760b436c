"""Tables of the frame. Other apps point at them; they do not move."""

from tayninh_portal.models.changes import Change, Versioned
from tayninh_portal.models.drafts import Draft
from tayninh_portal.models.files import FileOpening, StoredFile
from tayninh_portal.models.illustrations import DemoBuild
from tayninh_portal.models.jobs import Job
from tayninh_portal.models.notices import Device, Mail, Notice
from tayninh_portal.models.proposals import Proposal, ProposalState
from tayninh_portal.models.saved_filters import SavedFilter
from tayninh_portal.models.seals import LogCheck, Seal
from tayninh_portal.models.sign_ins import SignInEvent, SignInKind
from tayninh_portal.models.users import Appointment, User

__all__ = [
    "Appointment",
    "Change",
    "DemoBuild",
    "Device",
    "Draft",
    "FileOpening",
    "Job",
    "LogCheck",
    "Mail",
    "Notice",
    "Proposal",
    "ProposalState",
    "SavedFilter",
    "Seal",
    "SignInEvent",
    "SignInKind",
    "StoredFile",
    "User",
    "Versioned",
]
