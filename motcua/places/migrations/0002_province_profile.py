from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0001_units_agencies_calendar")]

    operations = [
        migrations.CreateModel(
            name="ProvinceProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="Ví dụ: Tỉnh Gia Lai", max_length=100, verbose_name="Tên tỉnh")),
                ("portal_name", models.CharField(max_length=150, verbose_name="Tên cổng")),
                ("office", models.CharField(max_length=250, verbose_name="Cơ quan quản lý cổng")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="Địa chỉ")),
                ("hotline", models.CharField(blank=True, max_length=40, verbose_name="Điện thoại hỗ trợ")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="Thư điện tử")),
                ("unit_code", models.CharField(blank=True, max_length=10, verbose_name="Mã tỉnh")),
            ],
            options={
                "verbose_name": "hồ sơ của tỉnh",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="province_only_one")],
            },
        ),
    ]
