"""What happens after the transaction: messages that need the code, drafts that grow old."""

from __future__ import annotations

from motcua.dossiers.actions.drafts.submission import follow_up
from motcua.dossiers.actions.upkeep import alerting, digesting, due_times, recalculating
from motcua.dossiers.actions.upkeep.aging import delete_old_drafts, warn_of_old_drafts
from motcua.dossiers.actions.waiting import reminding
from motcua.kit import clock
from motcua.kit.jobs import job, periodic


@job("dossiers.after_submission")
def after_submission(dossier_id: int) -> None:
    """Tell the applicant that the system has the dossier, and join each paper's photographs for
    the officer.
    """
    follow_up(dossier_id=dossier_id, now=clock.now())


@periodic("0 8 * * *")
@job("dossiers.remind_supplements")
def remind_supplements() -> None:
    """Remind applicants whose time for a supplement is running out."""
    reminding.remind(now=clock.now())


@periodic("45 6 * * *")
@job("dossiers.digest")
def digest() -> None:
    """Before the offices open: ask for the morning mails of every agency that works today."""
    digesting.begin(now=clock.now())


@job("dossiers.digest_agency")
def digest_agency(agency_id: int) -> None:
    """Mail each officer of an agency what waits for him, once a day."""
    digesting.send(agency_id=agency_id, now=clock.now())


@periodic("30 7,10,14,16 * * *")
@job("dossiers.alert")
def alert() -> None:
    """Four times a working day: ask for the alerts of every agency that works today."""
    alerting.begin(now=clock.now())


@job("dossiers.alert_agency")
def alert_agency(agency_id: int) -> None:
    """Tell holders and heads of an agency, once each, what is due soon or late now."""
    alerting.send(agency_id=agency_id, now=clock.now())


@periodic("15 3 * * *")
@job("dossiers.age_drafts")
def age_drafts() -> None:
    """Warn owners a week before their drafts go, then delete what is old."""
    now = clock.now()
    warn_of_old_drafts(now=now)
    delete_old_drafts(now=now)


@periodic("50 1 * * *")
@job("dossiers.check_due_times")
def check_due_times() -> int:
    """Compare stored due times with the computed ones; differences go to the log and the trail."""
    return due_times.check(now=clock.now())


@job("dossiers.compute_change")
def compute_change(change_id: int) -> int:
    """Find what a proposed change of the calendar would move."""
    return recalculating.compute(change_id=change_id)


@job("dossiers.apply_change")
def apply_change(change_id: int) -> int:
    """Move the promises that a confirmed change of the calendar moves."""
    return recalculating.apply(change_id=change_id, now=clock.now())
