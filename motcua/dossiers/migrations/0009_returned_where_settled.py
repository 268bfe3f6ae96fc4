from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_received_for_others")]

    operations = [
        migrations.RemoveIndex(model_name="dossier", name="dossier_to_return"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                models.Case(
                    models.When(channel="COUNTER", then=models.F("receiving_agency")),
                    default=models.F("responsible_agency"),
                ),
                "decided_at",
                "id",
                condition=models.Q(("status", 9)),
                name="dossier_to_return",
            ),
        ),
    ]
