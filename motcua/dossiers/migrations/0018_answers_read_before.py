"""Answers that came before anybody kept whether they were read are not new."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0017_read_answers"),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE dossiers_supplement SET read_at = answered_at WHERE answered_at IS NOT NULL",
            migrations.RunSQL.noop,
        ),
    ]
