from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_procedures_offers_search")]

    operations = [
        migrations.RemoveConstraint(model_name="procedure", name="procedure_replaced_by_another"),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("life", "REPLACED"), ("replaced_by__isnull", False)),
                    models.Q(
                        models.Q(("life", "REPLACED"), _negated=True), ("replaced_by__isnull", True)
                    ),
                    models.Q(("ended_on__isnull", False), ("life__in", ["ANNOUNCED", "IN_FORCE"])),
                    _connector="OR",
                ),
                name="procedure_replaced_by_another",
            ),
        ),
    ]
