"""What a dossier's life leaves behind."""

from motcua.dossiers.models.alert import AlertSetting, DueAlert
from motcua.dossiers.models.assignment import Assignment
from motcua.dossiers.models.change import CalendarChange, MovedDue
from motcua.dossiers.models.dossier import Applicant, CodeCounter, Dossier
from motcua.dossiers.models.draft import Draft, DraftAnswer, DraftDocument
from motcua.dossiers.models.extension import Extension
from motcua.dossiers.models.message import DossierMessage, MessageFile
from motcua.dossiers.models.note import InternalNote
from motcua.dossiers.models.obligation import Obligation, ObligationLine
from motcua.dossiers.models.reason import SupplementReason
from motcua.dossiers.models.result import DossierPaper, HandOver, Result
from motcua.dossiers.models.submission import DocumentFile, DossierDocument, Submission
from motcua.dossiers.models.supplement import (
    ProposedItem,
    Supplement,
    SupplementItem,
    SupplementProposal,
)
from motcua.dossiers.models.timeline import Pause, TimelineEntry

__all__ = [
    "AlertSetting",
    "Applicant",
    "Assignment",
    "CalendarChange",
    "CodeCounter",
    "DocumentFile",
    "Dossier",
    "DossierDocument",
    "DossierMessage",
    "DossierPaper",
    "Draft",
    "DraftAnswer",
    "DraftDocument",
    "DueAlert",
    "Extension",
    "HandOver",
    "InternalNote",
    "MessageFile",
    "MovedDue",
    "Obligation",
    "ObligationLine",
    "Pause",
    "ProposedItem",
    "Result",
    "Submission",
    "Supplement",
    "SupplementItem",
    "SupplementProposal",
    "SupplementReason",
    "TimelineEntry",
]
