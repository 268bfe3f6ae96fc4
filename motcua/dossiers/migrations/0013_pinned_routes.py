import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_users_parties_positions"),
        ("catalogue", "0006_steps_gone"),
        ("dossiers", "0012_coded_reasons"),
        ("places", "0001_units_agencies_calendar"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="timelineentry",
            name="timeline_moment_known",
        ),
        migrations.AddField(
            model_name="dossier",
            name="route_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.routeversion",
            ),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Đang thực hiện"),
                    ("FORWARDED", "Đã chuyển bước tiếp theo"),
                    ("SENT_BACK", "Đã trả lại bước trước"),
                    ("HANDED_OVER", "Đã bàn giao cho người khác"),
                    ("FINISHED", "Đã hoàn thành"),
                    ("CANCELLED", "Đã hủy bước"),
                    ("MERGED", "Cùng một người làm bước này"),
                    ("RECALLED", "Người chuyển đã rút lại"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="timelineentry",
            name="moment",
            field=models.CharField(
                choices=[
                    ("SUBMIT", "Gửi hồ sơ"),
                    ("ACCEPT", "Tiếp nhận hồ sơ"),
                    ("REFUSE_RECEPTION", "Không tiếp nhận hồ sơ"),
                    ("FORWARD_AGENCY", "Chuyển đến cơ quan có thẩm quyền"),
                    ("BEGIN", "Bắt đầu xử lý"),
                    ("FORWARD_STEP", "Chuyển bước xử lý"),
                    ("SEND_BACK", "Trả lại bước trước"),
                    ("RECALL", "Rút lại để xử lý tiếp"),
                    ("HAND_OVER", "Bàn giao người xử lý"),
                    ("ASK_SUPPLEMENT", "Yêu cầu bổ sung hồ sơ"),
                    ("SUPPLEMENT", "Bổ sung hồ sơ"),
                    ("LAPSE_SUPPLEMENT", "Không tiếp nhận do quá hạn bổ sung"),
                    ("ASK_PAYMENT", "Yêu cầu thực hiện nghĩa vụ tài chính"),
                    ("PAYMENT", "Hoàn thành nghĩa vụ tài chính"),
                    ("STOP", "Tạm dừng xử lý"),
                    ("RESUME", "Tiếp tục xử lý"),
                    ("TERMINATE", "Dừng hẳn việc xử lý"),
                    ("ASK_WITHDRAWAL", "Xin rút hồ sơ"),
                    ("DECLINE_WITHDRAWAL", "Không đồng ý cho rút hồ sơ"),
                    ("WITHDRAW", "Rút hồ sơ"),
                    ("EXTEND", "Xin lỗi và hẹn lại ngày trả"),
                    ("LENGTHEN", "Kéo dài thời hạn theo quy định"),
                    ("DECIDE", "Có kết quả giải quyết"),
                    ("RETURN_RESULT", "Trả kết quả"),
                    ("UNDO_ACCEPT", "Hủy thao tác tiếp nhận"),
                    ("UNDO_REFUSAL", "Hủy thao tác không tiếp nhận"),
                    ("UNDO_RETURN", "Hủy thao tác trả kết quả"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="timelineentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "moment__in",
                        [
                            "SUBMIT",
                            "ACCEPT",
                            "REFUSE_RECEPTION",
                            "FORWARD_AGENCY",
                            "BEGIN",
                            "FORWARD_STEP",
                            "SEND_BACK",
                            "RECALL",
                            "HAND_OVER",
                            "ASK_SUPPLEMENT",
                            "SUPPLEMENT",
                            "LAPSE_SUPPLEMENT",
                            "ASK_PAYMENT",
                            "PAYMENT",
                            "STOP",
                            "RESUME",
                            "TERMINATE",
                            "ASK_WITHDRAWAL",
                            "DECLINE_WITHDRAWAL",
                            "WITHDRAW",
                            "EXTEND",
                            "LENGTHEN",
                            "DECIDE",
                            "RETURN_RESULT",
                            "UNDO_ACCEPT",
                            "UNDO_REFUSAL",
                            "UNDO_RETURN",
                        ],
                    )
                ),
                name="timeline_moment_known",
            ),
        ),
    ]
