from django.db import migrations

PIN = """
UPDATE dossiers_dossier AS dossier SET route_version_id = kept.route_version_id
FROM catalogue_procedurecase AS kept
WHERE kept.id = dossier.case_id AND kept.route_version_id IS NOT NULL
  AND dossier.accepted_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    """Dossiers under way keep the route that their case follows today."""

    dependencies = [("dossiers", "0013_pinned_routes")]

    operations = [migrations.RunSQL(PIN, migrations.RunSQL.noop)]
