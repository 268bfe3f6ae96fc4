from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_extensions")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("channel", "COUNTER"), ("status__in", [1, 5])),
                fields=["receiving_agency", "reception_due_at", "id"],
                name="dossier_for_others",
            ),
        ),
    ]
