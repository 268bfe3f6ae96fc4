"""The life of one dossier up to today, lived through the actions at the moments of its story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.models import ProcedureCase, ServiceOffer
from motcua.demo.loading import answers
from motcua.demo.loading.scans import scan_of
from motcua.dossiers.actions.drafts import documents, drafting, submission
from motcua.dossiers.actions.handling import decision, holding, processing, reception, returning
from motcua.dossiers.actions.waiting import (
    extending,
    items,
    obligations,
    stopping,
    supplement,
    withdrawal,
)
from motcua.dossiers.enums import (
    Decision,
    FiledAs,
    ItemKind,
    ObligationState,
    ReturnWay,
    StopReason,
)
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries.asking.reasons import in_use
from motcua.dossiers.queries.clocks import route
from motcua.dossiers.queries.drafts import pages
from motcua.dossiers.queries.drafts.documents import slots_of
from motcua.kit.clock import local_date
from motcua.kit.worktime import add_working_days, add_working_minutes, working_minutes_between
from motcua.places.queries.calendar import working_calendar

if TYPE_CHECKING:
    from random import Random

    from motcua.demo.loading.answers import Invented
    from motcua.demo.loading.cast import Crew

SHORTEST_WORK = 30  # working minutes, where the limit is already near when the work begins


class Turn(StrEnum):
    """What is special about a dossier."""

    PLAIN = "PLAIN"
    SUPPLEMENT = "SUPPLEMENT"
    SUPPLEMENT_OPEN = "SUPPLEMENT_OPEN"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    DENIED = "DENIED"
    UNTAKEN = "UNTAKEN"
    STUCK = "STUCK"
    OBLIGATION = "OBLIGATION"
    OBLIGATION_OPEN = "OBLIGATION_OPEN"
    SUSPENDED = "SUSPENDED"
    TERMINATED = "TERMINATED"
    WITHDRAWN = "WITHDRAWN"
    WITHDRAWAL_ASKED = "WITHDRAWAL_ASKED"
    APOLOGISED = "APOLOGISED"


OWING = (Turn.OBLIGATION, Turn.OBLIGATION_OPEN)


@dataclass(frozen=True, kw_only=True)
class Story:
    """One dossier: what, who, through whom, when, how fast (1 is the last minute of the limit)."""

    offer: ServiceOffer
    who: Invented
    filer: User | Position
    as_company: bool
    filed_at: datetime
    pace: float
    turn: Turn


class _NotYet(Exception):
    """The next thing lies in the future; the dossier stands where it stands."""


class Life:
    """Lives one story."""

    def __init__(self, story: Story, crew: Crew, random: Random, *, today: datetime) -> None:
        self.story, self.crew, self.random, self.today = story, crew, random, today
        self.agency = story.offer.agency
        self.calendar = working_calendar(self.agency)
        self.at = story.filed_at

    def live(self) -> Dossier:
        """Everything that has happened by today."""
        dossier = self._file()
        try:
            self._receive(dossier)
            self._work(dossier)
            self._return(dossier)
        except _NotYet:
            pass
        return dossier

    # ── the moments ─────────────────────────────────────────────────────────────────────────

    def _until(self, moment: datetime) -> datetime:
        if moment >= self.today:
            raise _NotYet
        self.at = moment
        return moment

    def _after(self, minutes: float) -> datetime:
        """So many working minutes later."""
        return self._until(add_working_minutes(self.at, max(1, round(minutes)), self.calendar))

    # ── filing ──────────────────────────────────────────────────────────────────────────────

    def _file(self) -> Dossier:
        story = self.story
        at_counter = isinstance(story.filer, Position)
        case = ProcedureCase.objects.select_related("version").get(
            version__procedure=story.offer.procedure_id, version__is_current=True, is_default=True
        )
        beginning = drafting.Beginning(
            filed_as=FiledAs.ORGANISATION if story.as_company else FiledAs.SELF,
            owner=None if isinstance(story.filer, Position) else story.filer,
            filer_position=story.filer if isinstance(story.filer, Position) else None,
        )
        draft = drafting.begin(offer=story.offer, case=case, beginning=beginning, now=self.at)
        if not at_counter and self.random.random() < 0.25:
            drafting.choose(draft_id=draft.pk, return_way=ReturnWay.COUNTER, now=self.at)
        self._answer(draft)
        self._attach(draft, every=False)
        dossier = submission.submit(draft_id=draft.pk, by=story.filer, now=self.at)
        submission.follow_up(dossier_id=dossier.pk, now=self.at)
        return dossier

    def _answer(self, draft: Draft) -> None:
        filler = answers.Filler(self.story.who, self.random, local_date(self.at))
        for section in draft.form_version.definition["sections"]:
            saved = drafting.save_section(
                draft_id=draft.pk,
                section=section["key"],
                raw=filler.page(section),
                seen_revision=0,
                now=self.at,
            )
            if saved.checked.errors:
                raise ValueError(f"{draft.form_version}: {saved.checked.errors}")

    def _answer_again(self, draft: Draft) -> None:
        filler = answers.Filler(self.story.who, self.random, local_date(self.at))
        asked = pages.marked_questions(draft)
        for section in draft.form_version.definition["sections"]:
            if section["key"] in asked:
                raw = filler.page(section)
                drafting.save_section(
                    draft_id=draft.pk,
                    section=section["key"],
                    raw={key: raw[key] for key in asked[section["key"]] if key in raw},
                    seen_revision=1,
                    now=self.at,
                )

    def _attach(self, draft: Draft, *, every: bool) -> None:
        for slot in slots_of(draft):
            paper = slot.required_document
            if every or paper.is_required:
                documents.add_document(
                    draft=draft,
                    required_document_id=paper.pk,
                    upload=scan_of(paper.name),
                    by=self.story.filer,
                    now=self.at,
                )

    # ── the desk ────────────────────────────────────────────────────────────────────────────

    def _receive(self, dossier: Dossier) -> None:
        counter = self.crew.of(self.agency, Role.COUNTER)
        is_late = self.random.random() < 0.04
        at = self._after(self.random.randint(500, 900) if is_late else self.random.randint(10, 300))
        if self.story.turn == Turn.NOT_ACCEPTED:
            reason = self._say("refusal_reasons")
            reception.refuse(dossier_id=dossier.pk, reason=reason, by=counter, now=at)
            raise _NotYet
        if self.story.turn == Turn.WITHDRAWN:
            self._withdraw(dossier, at)
        reception.accept(dossier_id=dossier.pk, by=counter, now=at)

    def _work(self, dossier: Dossier) -> None:
        """Each step at its share of the time that the limit gives."""
        steps = route.steps_of(dossier)
        for number, step in enumerate(steps, start=1):
            officer = self.crew.of(self.agency, step.role)
            if self.story.turn == Turn.UNTAKEN:
                raise _NotYet
            share = self._share(dossier, left=len(steps) - number + 1)
            at = self._after(share * 0.3)
            holding.take(dossier_id=dossier.pk, by=officer, now=at)
            if number == 1 and self._interrupt(dossier, officer):
                share = self._share(dossier, left=len(steps))
            if self.story.turn == Turn.STUCK:
                raise _NotYet
            at = self._after(share * 0.7)
            if step.role == Role.HEAD:
                self._decide(dossier, officer, at)
            else:
                processing.forward(dossier_id=dossier.pk, by=officer, now=at)

    def _share(self, dossier: Dossier, *, left: int) -> float:
        """The working minutes of one of the steps left, at the pace of the story."""
        dossier.refresh_from_db(fields=["due_at"])
        minutes = (
            working_minutes_between(self.at, dossier.due_at, self.calendar) if dossier.due_at else 0
        )
        return max(SHORTEST_WORK, minutes * self.story.pace) / left

    def _interrupt(self, dossier: Dossier, officer: Position) -> bool:
        """What keeps the first step from going on; answers whether the clock stood still."""
        turn = self.story.turn
        if turn in (Turn.SUPPLEMENT, Turn.SUPPLEMENT_OPEN):
            self._mend(dossier, officer)
        elif turn in OWING:
            self._owe(dossier, officer)
        elif turn in (Turn.SUSPENDED, Turn.TERMINATED):
            self._stop(dossier)
        elif turn == Turn.APOLOGISED:
            self._apologise(dossier)
        elif turn == Turn.WITHDRAWAL_ASKED:
            self._withdraw(dossier, self._after(self.random.randint(20, 200)))
        else:
            return False
        return True

    def _owe(self, dossier: Dossier, officer: Position) -> None:
        at, said = self._after(self.random.randint(200, 900)), answers.samples()["obligation"]
        amounts = [
            obligations.Amount(name, self.random.randint(least, most) * 1000)
            for name, least, most in said["amounts"]
        ]
        notice = obligations.Notice(
            number=f"{dossier.pk}/TB-TCS",
            issued_by=said["issued_by"],
            issued_on=local_date(at),
            due_on=local_date(at + timedelta(days=30)),
            amounts=amounts,
        )
        obligations.ask(dossier_id=dossier.pk, notice=notice, by=officer, now=at)
        if self.story.turn == Turn.OBLIGATION_OPEN:
            raise _NotYet
        at = self._after(self.random.randint(500, 2500))
        proof = obligations.Proof(state=ObligationState.FULFILLED, note=said["proof"])
        obligations.settle(dossier_id=dossier.pk, proof=proof, by=officer, now=at)

    def _apologise(self, dossier: Dossier) -> None:
        """Halfway to the limit the head sees that it cannot be kept."""
        dossier.refresh_from_db(fields=["due_at"])
        if dossier.due_at is None:
            return
        at = self._after(working_minutes_between(self.at, dossier.due_at, self.calendar) * 0.5)
        new_due = add_working_days(dossier.due_at, self.random.randint(3, 7), self.calendar)
        extending.apologise(
            dossier_id=dossier.pk,
            new_date=local_date(new_due),
            reason=self._say("delays"),
            by=self.crew.of(self.agency, Role.HEAD),
            now=at,
        )

    def _stop(self, dossier: Dossier) -> None:
        at, said = self._after(self.random.randint(60, 600)), answers.samples()["stops"]
        head = self.crew.of(self.agency, Role.HEAD)
        chosen = self.random.choice(said)
        grounds = stopping.Grounds(
            kind=StopReason(chosen["kind"]),
            reason=chosen["reason"],
            legal_basis=chosen["legal_basis"],
        )
        act = stopping.stop if self.story.turn == Turn.SUSPENDED else stopping.terminate
        act(dossier_id=dossier.pk, grounds=grounds, by=head, now=at)
        raise _NotYet

    def _withdraw(self, dossier: Dossier, at: datetime) -> None:
        reason = self._say("withdrawal_reasons")
        withdrawal.ask(dossier_id=dossier.pk, reason=reason, by=self.story.filer, now=at)
        raise _NotYet

    def _mend(self, dossier: Dossier, officer: Position) -> None:
        at = self._after(self.random.randint(20, 200))
        asked = supplement.ask(
            dossier_id=dossier.pk,
            items=[self._item(dossier, officer)],
            answer_by=local_date(at + timedelta(days=15)),
            sentence=str(answers.samples()["supplement_note"]),
            by=officer,
            now=at,
        )
        if self.story.turn == Turn.SUPPLEMENT_OPEN:
            raise _NotYet
        at = self._until(at + timedelta(hours=self.random.randint(5, 130)))
        draft = Draft.objects.get(supplement=asked)
        self._answer_again(draft)
        self._attach(draft, every=True)
        supplement.answer(draft_id=draft.pk, by=self.story.filer, now=at)

    def _item(self, dossier: Dossier, officer: Position) -> items.Ask:
        """A paper where the dossier has one, else the first answer."""
        papers = dossier.case.required_documents.filter(is_note=False)
        paper = papers.order_by("-is_required", "position").first()
        if paper is not None:
            why = self._why(officer, ItemKind.DOCUMENT)
            return items.Ask(required_document_id=paper.pk, **why)
        section = dossier.form_version.definition["sections"][0]
        why = self._why(officer, ItemKind.QUESTION)
        return items.Ask(section=section["key"], question=section["questions"][0]["key"], **why)

    def _why(self, officer: Position, kind: str) -> dict[str, Any]:
        """A coded reason with the sentence that belongs to it."""
        code, sentence = self.random.choice(answers.samples()["supplement_reasons"][kind])
        known = {one.code: one.pk for one in in_use(officer.agency_id, on=local_date(self.at))}
        return {"reason_id": known[code], "reason": sentence}

    def _decide(self, dossier: Dossier, head: Position, at: datetime) -> None:
        is_denied = self.story.turn == Turn.DENIED
        kind = dossier.version.results.order_by("position").first()
        outcome = decision.Outcome(
            decision=Decision.REFUSED if is_denied else Decision.GRANTED,
            title=kind.name if kind and not is_denied else "Văn bản trả lời",
            number=f"{dossier.pk}/{at.year}",
            body=self._say("denials") if is_denied else str(answers.samples()["result_body"]),
            reason=self._say("denials") if is_denied else "",
        )
        decision.decide(dossier_id=dossier.pk, outcome=outcome, by=head, now=at)

    def _return(self, dossier: Dossier) -> None:
        dossier.refresh_from_db(fields=["return_way"])
        if dossier.return_way == ReturnWay.ONLINE and isinstance(self.story.filer, User):
            at = self._until(self.at + timedelta(minutes=self.random.randint(20, 4000)))
            returning.collect_online(dossier_id=dossier.pk, by=self.story.filer, now=at)
            return
        at = self._after(self.random.randint(60, 2500))
        taker = returning.Taker(name=self.story.who.name, identity=self.story.who.identity)
        counter = self.crew.of(dossier.returning_agency, Role.COUNTER)
        returning.return_at_counter(dossier_id=dossier.pk, taker=taker, by=counter, now=at)

    def _say(self, what: str) -> str:
        return str(self.random.choice(answers.samples()[what]))
