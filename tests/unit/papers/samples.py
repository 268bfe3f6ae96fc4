"""One full sample of each paper's content, as the conductor would pass it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

RECEIVED = datetime(2026, 9, 14, 2, 20, tzinfo=UTC)  # 09:20 in Viet Nam
DUE = datetime(2026, 9, 28, 9, 30, tzinfo=UTC)
NEW_DUE = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)

_HEAD = {
    "parent_agency": "UBND tỉnh Gia Lai",
    "agency": "Trung tâm Phục vụ hành chính công tỉnh",
    "place": "Gia Lai",
    "code": "H21.16-260914-0011",
}
_APPLICANT = {
    "applicant": "H’Nguyễn Thị Khánh Ly",
    "address": "Làng Plei Ốp, phường Pleiku, tỉnh Gia Lai",
    "phone": "0905 123 456",
    "email": "khanhly@example.test",
    "matter": "Cấp Phiếu xác nhận thông tin hộ tịch",
}

CONTENTS: dict[str, dict[str, Any]] = {
    "receipt": {
        **_HEAD,
        **_APPLICANT,
        "filer": "Rơ Châm Hùng",
        "identity": "064123456789",
        "papers": [
            {"name": "Tờ khai theo mẫu", "original": 1, "certified": 0, "copy": 0},
            {"name": "Giấy chứng sinh", "original": 0, "certified": 2, "copy": 3},
        ],
        "sets": 1,
        "time_limit": "10 ngày làm việc",
        "received_at": RECEIVED,
        "due_at": DUE,
        "return_channel": "Nhận bản điện tử trên Cổng dịch vụ công",
        "pin": "K7MX4R2W",
        "receiver": "Trần Văn Ước",
    },
    "supplement_request": {
        **_HEAD,
        **_APPLICANT,
        "items": [
            {"name": "Giấy chứng sinh", "note": "Ảnh chụp bị mờ, đề nghị chụp lại rõ bốn góc"},
            {"name": "Ngày sinh của mẹ", "note": "Không khớp với giấy tờ tuỳ thân"},
        ],
        "reason": "Thông tin trong tờ khai và giấy tờ kèm theo chưa thống nhất",
        "answer_by": DUE,
        "website": "http://localhost:8000/ho-so/",
        "officer": "Trần Văn Ước",
        "officer_phone": "0269 3 824 404",
    },
    "refusal": {
        **_HEAD,
        **_APPLICANT,
        "reason": "Thửa đất đang có tranh chấp do Toà án nhân dân khu vực 1 thụ lý.",
        "legal_basis": "Điều 19 Nghị định 118/2025/NĐ-CP",
        "contact": "Trần Văn Ước, 0269 3 824 404",
        "officer": "Trần Văn Ước",
    },
    "apology": {
        **_HEAD,
        **_APPLICANT,
        "received_at": RECEIVED,
        "due_at": DUE,
        "new_due_at": NEW_DUE,
        "reason": "Chờ kết quả xác minh thực địa do mưa lũ",
        "extends": True,
        "signer_title": "Giám đốc",
        "signer": "Phạm Thị Quỳnh Như",
    },
    "stop_notice": {
        **_HEAD,
        **_APPLICANT,
        "received_at": RECEIVED,
        "stopped_at": DUE,
        "reason": "Thửa đất đang có tranh chấp do Toà án nhân dân khu vực 1 thụ lý.",
        "legal_basis": "Thông báo thụ lý số 12/TB-TLVA ngày 20/09/2026",
        "is_final": False,
        "contact": "Bộ phận một cửa, 0269 3 824 404",
        "signer_title": "Giám đốc",
        "signer": "Phạm Thị Quỳnh Như",
    },
    "sent_copy": {
        **_HEAD,
        **_APPLICANT,
        "procedure_code": "1.001193",
        "sent_at": RECEIVED,
        "filer": "Rơ Châm Hùng",
        "sections": [
            {
                "title": "Người được khai sinh",
                "answers": [
                    {"label": "Họ và tên", "value": "Rơ Châm Khôi Nguyên"},
                    {"label": "Nơi sinh", "value": ""},
                ],
            },
            {"title": "Cam đoan", "answers": []},
        ],
        "files": [
            {
                "paper": "Giấy chứng sinh",
                "file_name": "giấy chứng sinh (mặt trước).jpg",
                "size": 1_250_000,
                "sha256": "a3f5" * 16,
            }
        ],
    },
    "result": {
        **_HEAD,
        "number": "",
        "title": "Quyết định",
        "subject": "Về việc công nhận hộ nghèo năm 2026",
        "bases": [
            "Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;",
            "Căn cứ Nghị định 07/2021/NĐ-CP;",
        ],
        "paragraphs": [
            "Điều 1. Công nhận hộ gia đình bà H’Nguyễn Thị Khánh Ly là hộ nghèo năm 2026.",
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        ],
        "recipients": ["Như Điều 1;", "Lưu: VT."],
        "signer_title": "Chủ tịch",
        "signer": "Phạm Thị Quỳnh Như",
    },
    "handover": {
        **_HEAD,
        **_APPLICANT,
        "items": [{"name": "Giấy khai sinh", "count": 1, "note": "Bản chính"}],
        "receiver": "Rơ Châm Hùng",
        "receiver_identity": "064123456789",
        "relation": "Chồng",
        "handed_at": NEW_DUE,
        "officer": "Trần Văn Ước",
    },
}
