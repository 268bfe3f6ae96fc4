"""A dossier, whom it is for and the numbering of its code."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import IdentityKind, PartyKind
from motcua.accounts.models import Party, Position, User
from motcua.catalogue.models import (
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    RouteVersion,
    ServiceOffer,
)
from motcua.dossiers.enums import (
    OPEN,
    Channel,
    Decision,
    FiledAs,
    Origin,
    ReturnWay,
    Status,
    SubState,
)
from motcua.eforms.models import FormVersion
from motcua.places.models import Agency

RETURNED_BY = Case(
    When(channel=Channel.COUNTER, then=F("receiving_agency")), default=F("responsible_agency")
)
"""Where a result is handed over: at the counter where the dossier was filed, else at the agency
that settles it. As `Dossier.returning_agency`, for the database.
"""


class Dossier(models.Model):
    """A sent dossier. Status, step (the open Assignment) and decision are three different things.

    `due_at` is a cache of `rules.deadlines` over the timeline, for sorting; a paused dossier has
    none and keeps
    what remained. The code is for people; everything in the house refers to the row.
    """

    code = models.CharField(max_length=60, unique=True, null=True)  # noqa: DJ001 - drawn last, unique when it is
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    draft_key = models.UUIDField(unique=True)
    status = models.PositiveSmallIntegerField(choices=Status, default=Status.SUBMITTED)
    substate = models.CharField(max_length=20, choices=SubState, blank=True, default="")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(ProcedureCase, on_delete=models.PROTECT, related_name="+")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    route_version = models.ForeignKey(
        RouteVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The route in force when it was accepted; none is the usual one."""
    offer = models.ForeignKey(ServiceOffer, on_delete=models.PROTECT, related_name="+")
    receiving_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    responsible_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    holder_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=500)
    channel = models.CharField(max_length=8, choices=Channel)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.HERE)
    external_code = models.CharField(max_length=80, blank=True)
    return_way = models.CharField(max_length=8, choices=ReturnWay, default=ReturnWay.ONLINE)
    language = models.CharField(max_length=5, default="vi")
    regime = models.CharField(max_length=20, blank=True)
    submitted_at = models.DateTimeField()
    reception_due_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    remaining_minutes = models.PositiveIntegerField(null=True, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    pin_generation = models.PositiveSmallIntegerField(default=0)
    lookup_failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("hồ sơ")
        indexes: ClassVar = [
            models.Index(
                name="dossier_inbox",
                fields=["holder_agency", "status", "due_at", "id"],
                condition=Q(status__in=OPEN),
            ),
            models.Index(
                name="dossier_to_receive",
                fields=["holder_agency", "reception_due_at", "id"],
                condition=Q(status=1),
            ),
            models.Index(
                name="dossier_for_others",
                fields=["receiving_agency", "reception_due_at", "id"],
                condition=Q(status__in=[1, 5], channel=Channel.COUNTER),
            ),
            models.Index(
                name="dossier_due",
                fields=["holder_agency", "due_at", "id"],
                condition=Q(status__in=[2, 4]),
            ),
            models.Index(
                RETURNED_BY,
                "decided_at",
                "id",
                name="dossier_to_return",
                condition=Q(status=9),
            ),
            models.Index(
                name="dossier_withdrawal_asked",
                fields=["holder_agency", "submitted_at", "id"],
                condition=Q(substate=SubState.WITHDRAWAL_ASKED),
            ),
            models.Index(name="dossier_archive", fields=["holder_agency", "-submitted_at", "-id"]),
            models.Index(
                name="dossier_external",
                fields=["origin", "external_code"],
                condition=~Q(external_code=""),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="dossier_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="dossier_substate_known", condition=Q(substate__in=SubState.values)
            ),
            models.CheckConstraint(
                name="dossier_decided_has_decision",
                condition=Q(
                    status__in=[9, 10], decision__in=Decision.values, decided_at__isnull=False
                )
                | (~Q(status__in=[9, 10]) & Q(decision="", decided_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="dossier_returned_has_date",
                condition=Q(status=10, returned_at__isnull=False)
                | (~Q(status=10) & Q(returned_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="dossier_running_has_due",
                condition=~Q(status__in=[2, 4])
                | Q(accepted_at__isnull=False, due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_paused_has_no_due",
                condition=~Q(status__in=[5, 6, 8]) | Q(due_at__isnull=True),
            ),
            models.CheckConstraint(
                name="dossier_substate_fits_status",
                condition=(Q(substate=SubState.NONE) & ~Q(status=8))
                | Q(substate=SubState.WAITING_PREPAYMENT, status=1)
                | Q(substate=SubState.WITHDRAWAL_ASKED, status__in=[2, 4, 5, 6, 8])
                | Q(substate__in=[SubState.SUSPENDED, SubState.TERMINATED], status=8),
            ),
            models.CheckConstraint(
                name="dossier_accepted_after_submission",
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__gte=F("submitted_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.code or f"#{self.pk}"

    @property
    def status_name(self) -> str:
        """The status as a word, for the components."""
        return Status(self.status).name

    @property
    def returning_agency(self) -> Agency:
        """Where the result is handed over: at the counter where it was filed, else at the agency
        that settles it, which another may have received it for.
        """
        at_counter = self.channel == Channel.COUNTER
        return self.receiving_agency if at_counter else self.responsible_agency

    def is_received_by(self, agency_id: int) -> bool:
        """Whether an agency's counter receives it: where it lies, and where it was filed at a
        counter for an agency elsewhere.
        """
        filed_there = self.channel == Channel.COUNTER and agency_id == self.receiving_agency_id
        return filed_there or agency_id == self.holder_agency_id

    @property
    def waits_to_be_taken(self) -> bool:
        """Decided, and its owner takes the result online."""
        return self.status == Status.DECIDED and self.return_way == ReturnWay.ONLINE

    @property
    def is_ended(self) -> bool:
        """Stopped for good: the status alone does not say it."""
        return self.substate == SubState.TERMINATED

    @property
    def is_over(self) -> bool:
        """Nobody works on it any more."""
        over = (Status.NOT_ACCEPTED, Status.WITHDRAWN, Status.DECIDED, Status.RETURNED)
        return self.status in over or self.is_ended

    @property
    def status_words(self) -> str | None:
        """What the tag says where the sub-state says more than the status; else nothing."""
        telling = (SubState.TERMINATED, SubState.SUSPENDED, SubState.WITHDRAWAL_ASKED)
        return str(SubState(self.substate).label) if self.substate in telling else None


class Applicant(models.Model):
    """Whom a dossier is for and who filed it, as they were when it was sent."""

    dossier = models.OneToOneField(
        Dossier, on_delete=models.CASCADE, primary_key=True, related_name="applicant"
    )
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=PartyKind, default=PartyKind.PERSON)
    name = models.CharField(max_length=300)
    folded_name = models.CharField(max_length=300, db_index=True)
    sort_key = models.CharField(max_length=900, blank=True)
    identity_kind = models.CharField(max_length=20, choices=IdentityKind, blank=True)
    identity_number = models.CharField(max_length=20, blank=True)
    tax_code = models.CharField(max_length=14, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    address = models.CharField(max_length=500, blank=True)
    filed_as = models.CharField(max_length=14, choices=FiledAs)
    filer = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    filer_position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    filer_name = models.CharField(max_length=300, blank=True)
    filer_email = models.EmailField(max_length=254, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("người nộp hồ sơ")
        indexes: ClassVar = [
            models.Index(
                name="applicant_identity",
                fields=["identity_number"],
                condition=~Q(identity_number=""),
            ),
            models.Index(name="applicant_tax_code", fields=["tax_code"], condition=~Q(tax_code="")),
            models.Index(name="applicant_filer", fields=["filer", "-dossier"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="applicant_has_filer",
                condition=Q(filer__isnull=False) | Q(filer_position__isnull=False),
            ),
            models.CheckConstraint(name="applicant_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class CodeCounter(models.Model):
    """The last number an agency gave on a day; its row is locked from the draw of a code until
    commit.
    """

    agency_code = models.CharField(max_length=35)
    on = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("bộ đếm mã hồ sơ")
        constraints: ClassVar = [
            models.UniqueConstraint(name="code_counter_once", fields=["agency_code", "on"])
        ]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.on}: {self.last}"
