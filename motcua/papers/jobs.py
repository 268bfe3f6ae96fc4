"""Jobs over papers; safe to run twice."""

from __future__ import annotations

from motcua.kit import clock
from motcua.kit.jobs import job
from motcua.papers import actions
from motcua.papers.models import Paper


@job("papers.render")
def render(*, token: str) -> None:
    """Number an issued paper and make its PDF; one that was revoked meanwhile stays unmade."""
    paper = Paper.objects.get(token=token)
    if paper.is_valid:
        actions.ensure_rendered(paper=paper, now=clock.now())
