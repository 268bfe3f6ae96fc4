"""A user in a role at an agency, from – to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission, Role
from motcua.accounts.models.user import User
from motcua.accounts.rules.roles import ROLE_PERMISSIONS
from motcua.places.models import Agency, Division

if TYPE_CHECKING:
    from datetime import date


class Position(models.Model):
    """A user in a role at an agency; a delegation is a position with the one it stands in for."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="positions")
    role = models.CharField(max_length=20, choices=Role)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="positions")
    division = models.ForeignKey(
        Division, null=True, blank=True, on_delete=models.PROTECT, related_name="positions"
    )
    title = models.CharField(_("Chức danh"), max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    stands_in_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )

    class Meta:
        verbose_name = _("vị trí công tác")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="position_role_known", condition=models.Q(role__in=Role.values)
            ),
            models.CheckConstraint(
                name="position_dates",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"

    def holds_on(self, day: date) -> bool:
        """Whether the position has begun and not ended on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def serves_on(self, day: date) -> bool:
        """Whether it is held on a day by somebody who may still sign in."""
        return self.holds_on(day) and self.user.is_active

    @property
    def permissions(self) -> frozenset[Permission]:
        """What this position may do."""
        return ROLE_PERMISSIONS.get(self.role, frozenset())

    def may(self, permission: Permission) -> bool:
        """Whether this position may do it."""
        return permission in self.permissions
