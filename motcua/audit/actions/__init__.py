"""Writing the trail."""

from motcua.audit.actions.recording import forget, record, record_access

__all__ = ["forget", "record", "record_access"]
