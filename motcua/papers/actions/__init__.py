"""Everything that changes a paper or a number book."""

from motcua.papers.actions.issuing import AlreadyRevoked, issue, replace, revoke
from motcua.papers.actions.numbering import reserve
from motcua.papers.actions.rendering import PaperRevoked, ensure_rendered

__all__ = [
    "AlreadyRevoked",
    "PaperRevoked",
    "ensure_rendered",
    "issue",
    "replace",
    "reserve",
    "revoke",
]
