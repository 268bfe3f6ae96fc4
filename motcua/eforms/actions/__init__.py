"""Changes: publishing a form."""

from motcua.eforms.actions.publishing import FlawedDefinition, publish

__all__ = ["FlawedDefinition", "publish"]
