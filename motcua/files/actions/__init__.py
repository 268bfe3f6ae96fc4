"""Everything that changes a stored file."""

from motcua.files.actions.deleting import delete, delete_unreferenced, erase, expire, sweep_orphans
from motcua.files.actions.joining import NothingToJoin, PartsNotReady, join_now, join_to_pdf
from motcua.files.actions.receiving import keep, receive
from motcua.files.actions.refusals import FileRefused
from motcua.files.actions.scanning import scan

__all__ = [
    "FileRefused",
    "NothingToJoin",
    "PartsNotReady",
    "delete",
    "delete_unreferenced",
    "erase",
    "expire",
    "join_now",
    "join_to_pdf",
    "keep",
    "receive",
    "scan",
    "sweep_orphans",
]
