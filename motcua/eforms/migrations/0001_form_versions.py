from django.db import migrations, models

# A dossier points at its version for ever: what was published may not be rewritten, by anyone.
FREEZE = """
CREATE FUNCTION eforms_form_version_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published form version never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER form_version_frozen BEFORE UPDATE ON eforms_formversion
    FOR EACH ROW EXECUTE FUNCTION eforms_form_version_is_frozen();
"""
THAW = """
DROP TRIGGER form_version_frozen ON eforms_formversion;
DROP FUNCTION eforms_form_version_is_frozen();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FormVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("number", models.PositiveIntegerField()),
                ("definition", models.JSONField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "phiên bản tờ khai",
                "ordering": ["key", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "number"), name="form_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="form_version_from_one"
                    ),
                ],
            },
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
