"""What follows when a file of a sent dossier turns out to be unsafe."""

from __future__ import annotations

from motcua.dossiers.actions.letters import telling
from motcua.dossiers.models import DocumentFile
from motcua.dossiers.queries.clocks import route
from motcua.dossiers.queries.reach.locking import lock
from motcua.files.actions.scanning import ScanFinished
from motcua.kit.outcomes import handles


@handles(ScanFinished)
def tell_of_refused_file(scan: ScanFinished) -> None:
    """Tell applicant and officer of a refused file; a draft shows it on its own page."""
    if scan.is_clean:
        return
    parts = DocumentFile.objects.filter(stored_file=scan.file_id).select_related(
        "document__submission", "stored_file"
    )
    for part in parts:
        dossier = lock(part.document.submission.dossier_id)
        step = route.open_assignment(dossier)
        telling.tell_file_refused(
            dossier,
            step.holder if step else None,
            paper=part.document.title,
            file=part.stored_file.name,
            now=scan.at,
        )
