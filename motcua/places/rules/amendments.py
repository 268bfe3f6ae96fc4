"""What changed in the units of today after the data of the vietnamadminunits package was made.

Each row is dropped again once the package knows it; a test compares with the list of 2026.
"""

from __future__ import annotations

# Đồng Nai became a city under the central government in 2026 (Nghị quyết 30/2026/QH16).
RENAMED = {
    ("PROVINCE", "75"): "Thành phố Đồng Nai",
    ("COMMUNE", "25270"): "Phường Lộc Ninh",
    ("COMMUNE", "25357"): "Phường Tân Khai",
    ("COMMUNE", "25363"): "Phường Đồng Phú",
    ("COMMUNE", "26116"): "Phường Tân Phú",
    ("COMMUNE", "26170"): "Phường Trị An",
    ("COMMUNE", "26248"): "Phường Trảng Bom",
    ("COMMUNE", "26326"): "Phường Dầu Giây",
    ("COMMUNE", "26368"): "Phường Long Thành",
    ("COMMUNE", "26425"): "Phường Xuân Lộc",
    ("COMMUNE", "26485"): "Phường Nhơn Trạch",
}

# Xã Ba Chẽ (Quảng Ninh) bears another code in the list of 2026.
RECODED = {("COMMUNE", "06970"): "06978"}
