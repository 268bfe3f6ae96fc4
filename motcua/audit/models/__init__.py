"""Events, accesses, subject keys and seals."""

from motcua.audit.models.event import Access, Event, Seal, SubjectKey

__all__ = ["Access", "Event", "Seal", "SubjectKey"]
