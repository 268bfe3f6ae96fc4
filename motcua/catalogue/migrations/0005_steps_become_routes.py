import hashlib
import json
from itertools import groupby

from django.db import migrations
from django.utils import timezone

# A dossier points at its route for ever: what was published may not be rewritten, by anyone.
FREEZE = """
CREATE FUNCTION catalogue_route_version_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published route version never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER route_version_frozen BEFORE UPDATE ON catalogue_routeversion
    FOR EACH ROW EXECUTE FUNCTION catalogue_route_version_is_frozen();
"""
THAW = """
DROP TRIGGER route_version_frozen ON catalogue_routeversion;
DROP FUNCTION catalogue_route_version_is_frozen();
"""
USUAL_ROLES = ["COUNTER", "SPECIALIST", "HEAD", "COUNTER"]


def convert(apps, schema_editor):
    """Steps that were rows become a definition; what was the usual route stays without one."""
    RouteStep = apps.get_model("catalogue", "RouteStep")
    RouteVersion = apps.get_model("catalogue", "RouteVersion")
    ProcedureCase = apps.get_model("catalogue", "ProcedureCase")
    rows = RouteStep.objects.order_by("case_id", "position").iterator()
    for case_id, steps in groupby(rows, key=lambda step: step.case_id):
        steps = list(steps)
        hours = [step.allowance_hours for step in steps]
        if [step.role for step in steps] == USUAL_ROLES and hours == [4, None, None, 4]:
            continue
        definition = {"schema": 1, "steps": [_step(step) for step in steps]}
        text = json.dumps(definition, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        version, _made = RouteVersion.objects.get_or_create(
            digest=hashlib.sha256(text.encode()).hexdigest(),
            defaults={"definition": definition, "published_at": timezone.now()},
        )
        ProcedureCase.objects.filter(pk=case_id).update(route_version=version)


def _step(step):
    superior = step.agency_scope == "SUPERIOR"
    found = {
        "key": f"buoc-{step.position}",
        "name": {"vi": step.name},
        "role": step.role,
        "agency": "RESPONSIBLE" if superior else step.agency_scope,
    }
    if step.allowance_hours:
        found["allowance_hours"] = step.allowance_hours
    return found


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_routes")]

    operations = [
        migrations.RunPython(convert, migrations.RunPython.noop),
        migrations.RunSQL(FREEZE, THAW),
    ]
