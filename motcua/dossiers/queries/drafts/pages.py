"""The pages of a draft, in order, as a face draws them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from motcua.dossiers.models import DraftAnswer, Submission
from motcua.dossiers.queries.drafts import forms
from motcua.dossiers.queries.drafts.marked import examples_of, items_of, why
from motcua.dossiers.queries.drafts.profile import profile_of
from motcua.dossiers.rules.opening import WHOLE, asked_now, depends_on_locked, opened
from motcua.eforms.queries.places import CountryResolver
from motcua.eforms.rules.answers.checking import Checked, check_section
from motcua.eforms.rules.answers.raw import tidy_values
from motcua.eforms.rules.pages.buttons import press, pressed_button
from motcua.eforms.rules.pages.drawing import Held, Page, Typed, draw
from motcua.eforms.rules.pages.reading import read_section, shown_again
from motcua.eforms.rules.prefill import prefill
from motcua.eforms.rules.scene import visible_sections
from motcua.eforms.rules.summary import answer_text
from motcua.kit.errors import NotThere
from motcua.places.queries import province

if TYPE_CHECKING:
    from datetime import date

    from motcua.dossiers.models import Draft
    from motcua.eforms.rules.definition import Question
    from motcua.eforms.rules.pages.buttons import Pressed
    from motcua.eforms.rules.pages.reading import Posted


@dataclass(frozen=True, slots=True)
class Place:
    """A page among the others: `number` of `count`; the keys of its neighbours, "" at the ends."""

    key: str
    title: str
    number: int
    count: int
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why a question of a page must be mended; `example` is the item that has a picture of it."""

    label: str
    reason: str
    example: int | None = None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A page of a draft with what it holds; `set_aside` is what other devices had typed."""

    place: Place
    page: Page
    revision: int
    set_aside: tuple[tuple[str, str], ...] = ()
    reasons: tuple[Why, ...] = ()


def sections_of(draft: Draft, answers: Mapping[str, Any]) -> list[str]:
    """The pages that are asked; of a supplement draft only those with open questions."""
    shown = [s.key for s in visible_sections(forms.definition_of(draft.form_version_id), answers)]
    if draft.supplement_id is None:
        return shown
    definition = forms.definition_of(draft.form_version_id)
    asked = asked_now(definition, open_questions(draft), answers)
    return [key for key in shown if key in asked]


def marked_questions(draft: Draft) -> dict[str, dict[str, str]]:
    """Of a supplement draft: section → question → reason why it must be mended."""
    marked: dict[str, dict[str, str]] = {}
    for item in items_of(draft):
        if item.question:
            marked.setdefault(item.section, {})[item.question] = why(item)
    return marked


def open_questions(draft: Draft) -> dict[str, dict[str, str]]:
    """The same with what a new answer to a marked question may bring up, without a reason."""
    definition = forms.definition_of(draft.form_version_id)
    return opened(definition, marked_questions(draft), _sent_last(draft))


def saved_anew(draft: Draft, revisions: Mapping[str, int]) -> frozenset[str]:
    """Of a supplement draft, the pages that were saved in it; it begins with those sent last, each
    at its first revision.
    """
    sent = _sent_last(draft)
    return frozenset(key for key, revision in revisions.items() if revision > 1 or key not in sent)


def place_of(draft: Draft, section: str, answers: Mapping[str, Any]) -> Place:
    """Where a page stands. Raises NotThere for one that is not asked."""
    keys = sections_of(draft, answers)
    if section not in keys:
        raise NotThere
    at = keys.index(section)
    title = str(forms.definition_of(draft.form_version_id).by_key[section].title)
    return Place(
        key=section,
        title=title,
        number=at + 1,
        count=len(keys),
        previous=keys[at - 1] if at else "",
        following=keys[at + 1] if at + 1 < len(keys) else "",
    )


def open_page(draft: Draft, section: str, *, today: date, typed: Typed | None = None) -> DraftPage:
    """A page to draw: what was just typed, else what is kept, else what the profile knows."""
    rows = {row.section: row for row in draft.answers.all()}
    answers = {key: row.values for key, row in rows.items()}
    place = place_of(draft, section, answers)
    row = rows.get(section)
    held = typed or _held(draft, section, row, answers, today=today)
    definition = forms.definition_of(draft.form_version_id)
    page = draw(
        definition,
        section,
        held,
        answers=answers,
        resolver=CountryResolver(),
        home=province.profile().unit_code,
    )
    open_keys = open_questions(draft).get(section, {}) if draft.supplement_id else {}
    examples = examples_of(draft) if open_keys else {}
    questions = definition.by_key[section].by_key
    return DraftPage(
        place=place,
        page=_only(page, open_keys) if draft.supplement_id else page,
        revision=row.revision if row else 0,
        set_aside=_in_words(questions, row.set_aside if row else None),
        reasons=tuple(
            Why(
                str(questions[key].label) if key in questions else place.title,
                reason,
                examples.get((section, key)),
            )
            for key, reason in open_keys.items()
            if reason
        ),
    )


def read_page(draft: Draft, section: str, posted: Posted) -> Any:
    """What was typed on a page, as `drafting.save_section` takes it, bounded and fit to be kept.
    Raises NotThere.
    """
    found = forms.definition_of(draft.form_version_id).by_key.get(section)
    if found is None:
        raise NotThere
    raw = read_section(found, posted)
    if found.repeat:
        return [tidy_values(found.by_key, row) for row in raw]
    return tidy_values(found.by_key, raw)


def typed_again(raw: Any) -> Typed:
    """A page as it was typed, to be shown again before it is checked."""
    return Held(raw)


def with_errors(checked: Checked, more: Mapping[str, str]) -> Checked:
    """A checked page with further things to say, such as a file that could not be taken."""
    return replace(checked, errors={**checked.errors, **more}) if more else checked


def pressed(draft: Draft, section: str, posted: Posted) -> Pressed | None:
    """What a button inside the page did (add, drop, look up); None when the page was sent."""
    button = pressed_button(posted)
    if button is None:
        return None
    raw = read_page(draft, section, posted)
    found = forms.definition_of(draft.form_version_id).by_key[section]
    return press(found, raw, button, CountryResolver())


def _sent_last(draft: Draft) -> Mapping[str, Any]:
    last = Submission.objects.filter(dossier__supplements=draft.supplement_id).order_by("-number")
    answers: Mapping[str, Any] = last.values_list("answers", flat=True)[0]
    return answers


def _only(page: Page, keys: Mapping[str, str]) -> Page:
    """The page with nothing but the open questions; one that depends on an answer which stays is
    shown or left out by that answer alone.
    """
    if WHOLE in keys:
        return page
    items = tuple(
        replace(
            item,
            fields=tuple(
                replace(field, rule="", only_if="")
                if depends_on_locked(field.question, page.section, keys)
                else field
                for field in item.fields
                if field.question.key in keys
            ),
        )
        for item in page.items
    )
    return replace(page, items=items)


def _in_words(questions: Mapping[str, Question], kept: Any) -> tuple[tuple[str, str], ...]:
    """What other devices had typed, oldest first, question by question."""
    copies = kept if isinstance(kept, list) else []
    rows = [row for copy in copies for row in (copy if isinstance(copy, list) else [copy])]
    return tuple(
        (str(questions[key].label), answer_text(questions[key], value) or str(value))
        for row in rows
        if isinstance(row, Mapping)
        for key, value in row.items()
        if key in questions and value not in (None, "", [], {})
    )


def _held(
    draft: Draft,
    section: str,
    row: DraftAnswer | None,
    answers: Mapping[str, Any],
    *,
    today: date,
) -> Typed:
    definition = forms.definition_of(draft.form_version_id)
    if row is None:
        known = prefill(definition, profile_of(draft, on=today)).get(section)
        return Held(shown_again(definition.by_key[section], known))
    if row.typed is None:
        return Held(shown_again(definition.by_key[section], row.values))
    return check_section(
        definition, section, row.typed, answers=answers, resolver=CountryResolver(), today=today
    )
