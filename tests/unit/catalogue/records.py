"""Procedure records as a file would bring them."""

from __future__ import annotations

from typing import Any


def record(**changes: Any) -> dict[str, Any]:
    """A whole record of birth registration; keyword arguments replace keys, None
    takes them away.
    """
    whole: dict[str, Any] = {
        "code": "1.001193",
        "name": "Thủ tục đăng ký khai sinh",
        "source_url": "https://example.gov.vn/1",
        "decision_no": "1872/QĐ-BTP",
        "levels": ["Cấp xã"],
        "kind": "TTHC không được luật giao cho địa phương quy định",
        "field": "Hộ tịch",
        "promulgated_by": "Bộ Tư pháp",
        "subjects": ["Công dân Việt Nam", "Người nước ngoài"],
        "executing_agencies": ["Ủy ban nhân dân cấp xã"],
        "competent_authority": "Ủy ban nhân dân cấp xã",
        "authorized_agency": "",
        "coordinating_agencies": "",
        "receiving_address": "Bộ phận một cửa",
        "steps": "Bước 1: Nộp hồ sơ tại xã.\nBước 2: Nhận kết quả.",
        "methods": [
            {
                "method": method,
                "time_value": 1,
                "time_unit": None,
                "fees": [{"amount": 8000, "currency": "VND", "note": "Lệ phí cấp bản sao"}],
                "note": "Mức lệ phí do Hội đồng nhân dân tỉnh quy định.",
            }
            for method in ("ONLINE", "POSTAL", "DIRECT")
        ],
        "document_groups": [
            {
                "case": "Giấy tờ phải nộp",
                "items": [
                    {
                        "name": "- Tờ khai theo mẫu;",
                        "form_files": ["Tờ khai.docx"],
                        "original": 1,
                        "copy": 0,
                    },
                    {"name": "Giấy chứng sinh.", "form_files": [], "original": 1, "copy": 0},
                ],
            },
            {
                "case": "Giấy tờ phải xuất trình",
                "items": [{"name": "Thẻ căn cước", "form_files": [], "original": 1, "copy": 0}],
            },
            {
                "case": "Lưu ý",
                "items": [
                    {"name": "Nhận kết quả trực tiếp", "form_files": [], "original": 0, "copy": 0}
                ],
            },
        ],
        "results": [{"name": "Giấy khai sinh", "code": "KQ.G15.000031"}],
        "requirements": "",
        "legal_basis": ["60/2014/QH13"],
    }
    changed = whole | changes
    return {key: value for key, value in changed.items() if value is not None}
