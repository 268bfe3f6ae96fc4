from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_steps_become_routes")]

    operations = [migrations.DeleteModel(name="RouteStep")]
