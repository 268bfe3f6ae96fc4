"""What the catalogue stores."""

from motcua.catalogue.models.blank_form import BlankForm
from motcua.catalogue.models.case import (
    FeeLine,
    ProcedureCase,
    RequiredDocument,
    TimeLimit,
)
from motcua.catalogue.models.offer import OfferDeparture, OfferDepartureDay, ServiceOffer
from motcua.catalogue.models.procedure import (
    FormerCode,
    Procedure,
    ProcedureVersion,
    ResultKind,
    Sector,
)
from motcua.catalogue.models.route import RouteVersion
from motcua.catalogue.models.search import (
    LifeEvent,
    LifeEventProcedure,
    SearchEdition,
    SearchEntry,
    SearchTerm,
    Synonym,
)

__all__ = [
    "BlankForm",
    "FeeLine",
    "FormerCode",
    "LifeEvent",
    "LifeEventProcedure",
    "OfferDeparture",
    "OfferDepartureDay",
    "Procedure",
    "ProcedureCase",
    "ProcedureVersion",
    "RequiredDocument",
    "ResultKind",
    "RouteVersion",
    "SearchEdition",
    "SearchEntry",
    "SearchTerm",
    "Sector",
    "ServiceOffer",
    "Synonym",
    "TimeLimit",
]
