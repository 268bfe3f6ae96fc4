"""Someone who signs in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users; an e-mail address is kept in lower case."""

    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> User:
        """A user who can sign in when an address and a password are given."""
        user = self.model(email=self.normalise(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """For repair only; the officers' desk never needs it."""
        return self.create_user(email, password, is_superuser=True, **fields)

    @staticmethod
    def normalise(email: str | None) -> str | None:
        """Lower case without blanks; nothing stays nothing."""
        return (email or "").strip().lower() or None

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of an address, however it is typed."""
        return self.get(email=self.normalise(username))


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in; not the same as the Party he acts for. Counter-made users may lack
    an address.
    """

    email = models.EmailField(_("Thư điện tử"), max_length=254, null=True, blank=True, unique=True)
    name = models.CharField(_("Họ và tên"), max_length=200, blank=True)
    language = models.CharField(_("Ngôn ngữ"), max_length=5, default="vi")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("người dùng")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="user_email_lower",
                condition=models.Q(email__isnull=True) | models.Q(email=Lower("email")),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"#{self.pk}"
