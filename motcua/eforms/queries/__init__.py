"""Questions about published forms and about addresses typed into them."""

from motcua.eforms.queries.forms import definition_of, newest

__all__ = ["definition_of", "newest"]
