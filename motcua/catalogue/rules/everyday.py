"""Words that people put around what they want; they must not decide what is found."""

from __future__ import annotations

# Written forms, each also as typed without diacritics. "giấy" and "đăng ký" are not here: they tell cases apart.
NOISE = frozenset(
    "làm lam xin muốn muon cần can cách cach tôi toi em anh chị chi mình minh giúp giup hỏi hoi về ve việc viec "
    "thủ thu tục tuc hồ ho sơ so gì gi đâu dau nào nao thế the như nhu phải phai được duoc không khong ko k bị bi "
    "của cua cho để de nhanh nhất nhat online mạng mang ở o tại tai nhà này nay thì thi là la và va với voi bao "
    "nhiêu nhieu lâu lau tiền hết het nộp nop ai khi những nhung các cac một mot cái cai mẫu mau đơn don tờ to "
    "khai trong bằng bang trên tren dưới duoi qua từ tu nhờ nho ạ a à nhé nhe vậy vay mới moi hay do".split()
)
# Of these, the ones that are words of procedures as well once something stands beside them.
_MEANINGFUL = frozenset(
    "nhà the thẻ so ho sơ hồ mẫu mau khai tờ to bằng bang dưới duoi tiền nhất can thu tục nay mang bao lau "
    "moi mới do tu từ thi minh dau don đơn mot một bi nao hay o chi".split()
)
ALWAYS_NOISE = NOISE - _MEANINGFUL
PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "thu tuc hanh chinh",
        "thu tuc",
        "lam the nao",
        "nhu the nao",
        "the nao",
        "o dau",
        "can gi",
        "can giay to gi",
        "can nhung gi",
        "bao nhieu tien",
        "mat bao lau",
        "bao lau",
        "dich vu cong",
        "truc tuyen",
        "huong dan",
        "ho so gom nhung gi",
        "ho so",
        "mau don",
        "to khai",
    )
)
