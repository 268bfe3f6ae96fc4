"""The form of a draft or dossier, parsed once per published version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from motcua.catalogue.models import ProcedureCase
from motcua.dossiers.queries.reach.contents import documents_of
from motcua.eforms.models import FormVersion
from motcua.eforms.rules.definition import FileQuestion
from motcua.eforms.rules.parsing import parse

if TYPE_CHECKING:
    from motcua.dossiers.models import Draft
    from motcua.eforms.rules.definition import Definition


@dataclass(frozen=True, slots=True)
class Kept:
    """The answers of a draft by section, the sections that hold something typed wrongly, and the
    revision of each.
    """

    answers: dict[str, Any]
    wrong: frozenset[str]
    revisions: dict[str, int]


@lru_cache(maxsize=256)
def _parsed(form_version_id: int) -> Definition:
    return parse(FormVersion.objects.values_list("definition", flat=True).get(pk=form_version_id))


def definition_of(form_version_id: int) -> Definition:
    """The parsed definition of a published form; published forms never change, so it is kept."""
    return _parsed(form_version_id)


@lru_cache(maxsize=256)
def asks_for_files(form_version_id: int) -> bool:
    """Whether any question of a published form is answered with files; most have none."""
    questions = _parsed(form_version_id).questions()
    return any(isinstance(question, FileQuestion) for _section, question in questions)


def answers_of(draft: Draft) -> dict[str, Any]:
    """All answers of a draft by section, canonical."""
    return {row.section: row.values for row in draft.answers.all()}


def kept_of(draft: Draft) -> Kept:
    """The same with what else is kept of each page."""
    rows = list(draft.answers.all())
    return Kept(
        answers={row.section: row.values for row in rows},
        wrong=frozenset(row.section for row in rows if row.typed is not None),
        revisions={row.section: row.revision for row in rows},
    )


def file_names(draft: Draft) -> dict[str, str]:
    """The files that questions of the form were answered with: key → name."""
    if not asks_for_files(draft.form_version_id):
        return {}
    files = [one.stored_file for one in documents_of(draft) if one.question]
    return {str(file.key): file.name for file in files}


def current_case(case: ProcedureCase) -> tuple[ProcedureCase, bool]:
    """The case of the procedure's current version that stands for this one, and whether it is the
    same: by its name, as settings are carried too. Numbers only tell the order of a version. Where
    the name is gone it is the default.
    """
    if case.version.is_current:
        return case, True
    cases = ProcedureCase.objects.filter(
        version__procedure=case.version.procedure_id, version__is_current=True
    )
    current = list(cases.select_related("version__procedure").order_by("-is_default", "number"))
    same = next((one for one in current if one.name == case.name), None)
    if same is not None or not current:
        return same or case, True
    return current[0], len(current) == 1 and not case.name
