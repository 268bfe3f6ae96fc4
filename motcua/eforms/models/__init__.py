"""What forms store: their published versions."""

from motcua.eforms.models.form_version import FormVersion

__all__ = ["FormVersion"]
