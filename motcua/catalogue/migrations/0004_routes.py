import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_blank_forms"),
    ]

    operations = [
        migrations.CreateModel(
            name="RouteVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("definition", models.JSONField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "quy trình nội bộ",
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="procedurecase",
            name="route_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="catalogue.routeversion",
            ),
        ),
    ]
