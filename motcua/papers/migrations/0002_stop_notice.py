from django.db import migrations, models

LETTERS = [
    ("receipt", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    ("supplement_request", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    ("refusal", "Phiếu từ chối tiếp nhận, giải quyết hồ sơ"),
    ("apology", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    ("stop_notice", "Thông báo dừng giải quyết hồ sơ"),
    ("sent_copy", "Bản sao hồ sơ đã gửi"),
    ("result", "Văn bản kết quả giải quyết"),
    ("handover", "Phiếu bàn giao kết quả"),
]


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_papers_and_number_books")]

    operations = [
        migrations.AlterField(
            model_name=model,
            name="letter",
            field=models.CharField(choices=LETTERS, max_length=24),
        )
        for model in ("numberbook", "paper")
    ]
