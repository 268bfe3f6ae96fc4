"""An officer's lists over many dossiers: python -m bench.inside.desk COUNT

Fills a copy of the database with dossiers by SQL alone, most of them long settled, and asks every
list, near its head and deep inside.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bench.inside.answering import answer, start, timed

start()

from django.conf import settings  # noqa: E402 - Django stands now
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from bench.inside import world  # noqa: E402
from motcua.accounts.enums import Role  # noqa: E402
from motcua.accounts.models import Position  # noqa: E402
from motcua.dossiers.queries.lists.inbox import inbox_of, views_for  # noqa: E402
from motcua.kit import clock  # noqa: E402

if TYPE_CHECKING:
    from motcua.catalogue.models import ServiceOffer

TIMES = 40
# One dossier in fifteen is open; the busy agency holds one in sixty of all, as in a real province.
FILL = """
CREATE TEMPORARY TABLE made AS
SELECT number, nextval(pg_get_serial_sequence('dossiers_dossier', 'id')) AS id,
       CASE WHEN number %% 60 = 0 THEN %(busy)s ELSE others[1 + number %% cardinality(others)] END
           AS agency,
       CASE WHEN number %% 15 > 0 THEN 10 ELSE (ARRAY[1, 4, 4, 5, 2, 9])[1 + number / 15 %% 6] END
           AS status,
       now() - make_interval(mins => number %% 1500000) - interval '1 hour' AS sent
FROM generate_series(0, %(count)s - 1) AS number,
     (SELECT array_agg(id ORDER BY id) AS others FROM places_agency WHERE id <> %(busy)s) AS known;

INSERT INTO dossiers_dossier (id, code, key, draft_key, status, substate, procedure_id, version_id,
    case_id, form_version_id, offer_id, receiving_agency_id, responsible_agency_id,
    holder_agency_id, matter, channel, origin, external_code, return_way, language, regime,
    submitted_at, reception_due_at, accepted_at, due_at, decision, decided_at, returned_at,
    pin_generation, lookup_failures)
SELECT id, 'H21-990101-' || lpad(number::text, 8, '0'), gen_random_uuid(), gen_random_uuid(),
       status, '', %(procedure)s, %(version)s, %(case)s, %(form)s, %(offer)s, agency, agency,
       agency, 'Thủ tục đo tốc độ', 'ONLINE', 'HERE', '', 'ONLINE', 'vi', '', sent,
       sent + interval '8 hours', CASE WHEN status > 1 THEN sent + interval '1 hour' END,
       CASE WHEN status IN (2, 4, 9, 10) THEN sent + make_interval(days => 1 + number %% 30) END,
       CASE WHEN status > 8 THEN 'GRANTED' ELSE '' END,
       CASE WHEN status > 8 THEN sent + interval '2 hours' END,
       CASE WHEN status = 10 THEN sent + interval '3 hours' END, 0, 0
FROM made;

INSERT INTO dossiers_applicant (dossier_id, kind, name, folded_name, sort_key, identity_kind,
    identity_number, tax_code, phone, email, address, filed_as, filer_id, filer_name, filer_email)
SELECT id, 'PERSON', 'Người Đo ' || number, 'nguoi do ' || number, '', '', '', '', '', '', '',
       'SELF', %(filer)s, '', ''
FROM made;

INSERT INTO dossiers_assignment (dossier_id, step, name, role, agency_id, arrived_at, outcome, note)
SELECT id, 1, 'Thẩm định', 'SPECIALIST', agency, sent, '', '' FROM made WHERE status IN (2, 4, 5);

DROP TABLE made;
"""


def fill(count: int, offer: ServiceOffer, *, filer: int) -> None:
    """So many dossiers, and statistics that know them."""
    case = offer.procedure.versions.get(is_current=True).cases.get()
    values = {
        "count": count,
        "busy": offer.agency_id,
        "procedure": offer.procedure_id,
        "version": case.version_id,
        "case": case.pk,
        "form": case.form_version_id,
        "offer": offer.pk,
        "filer": filer,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        for statement in FILL.split(";\n"):
            if statement.strip():
                cursor.execute(statement, values)
        for table in ("dossier", "applicant", "assignment"):
            cursor.execute(f"VACUUM ANALYZE dossiers_{table}")


def lists(position: Position) -> dict[str, dict[str, float]]:
    """Every list as a page, and the next pages of it as a query."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = world.session_of(position.user)
    found = {}
    for view in views_for(position):
        address = f"/mot-cua/?muc={view.key}"
        assert client.get(address).status_code == 200, address
        found[f"{position.role} {view.key}"] = timed(lambda to=address: client.get(to), times=TIMES)  # type: ignore[misc]
        deep = ""
        for _page in range(20):
            deep = inbox_of(position, view, at=clock.now(), after=deep).following or deep
        there = f"{address}&sau={deep}"
        if deep:
            key = f"{position.role} {view.key}, 1,000 deeper"
            found[key] = timed(lambda to=there: client.get(to), times=TIMES)  # type: ignore[misc]
    return found


def main(count: int) -> None:
    """Fill and ask as the counter, as a specialist and as the head."""
    offer = world.offered(1)
    fill(count, offer, filer=world.citizen(1).pk)
    found: dict[str, dict[str, float]] = {}
    for role in (Role.COUNTER, Role.SPECIALIST, Role.HEAD):
        position = Position.objects.filter(role=role, agency=offer.agency).select_related("user")
        found |= lists(position[0])
    answer(found)


if __name__ == "__main__":
    main(int(sys.argv[1]))
