"""Units, agencies, calendar."""

from motcua.places.models.agency import Agency, Division
from motcua.places.models.calendar import CalendarDay, Closure, WorkingWindow
from motcua.places.models.province import ProvinceProfile
from motcua.places.models.unit import AdministrativeUnit, UnitSuccession

__all__ = [
    "AdministrativeUnit",
    "Agency",
    "CalendarDay",
    "Closure",
    "Division",
    "ProvinceProfile",
    "UnitSuccession",
    "WorkingWindow",
]
