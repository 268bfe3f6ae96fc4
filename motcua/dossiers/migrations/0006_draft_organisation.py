import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_users_parties_positions"),
        ("dossiers", "0005_lapsed_supplements"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.party",
            ),
        ),
    ]
