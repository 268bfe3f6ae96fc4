"""Users, parties, mandates and positions."""

from motcua.accounts.models.party import Mandate, Party
from motcua.accounts.models.position import Position
from motcua.accounts.models.user import User

__all__ = ["Mandate", "Party", "Position", "User"]
