"""Words that people put around what they want; they must not decide what is found."""

from __future__ import annotations

_NOISE = """
làm lam xin muốn muon cần cách cach tôi toi em anh chị mình giúp giup hỏi hoi về ve việc viec
thủ tuc gì gi đâu nào thế như nhu phải phai được duoc không khong ko k bị của cua cho để de
nhanh nhat online mạng ở tại tai này thì là la và va với voi nhiêu nhieu lâu hết het nộp nop ai
khi những nhung các cac cái cai trong trên tren qua nhờ nho ạ a à nhé nhe vậy vay
"""
_PHRASES = """
thu tuc hanh chinh
thu tuc
lam the nao
nhu the nao
the nao
o dau
can gi
can giay to gi
can nhung gi
bao nhieu tien
mat bao lau
bao lau
dich vu cong
truc tuyen
huong dan
ho so gom nhung gi
ho so
mau don
to khai
"""
# Written forms, each also as typed without diacritics, unless it would then be another word
# ("thẻ" and "thế"). "giấy" and "đăng ký" are not here: they tell cases apart.
ALWAYS_NOISE = frozenset(_NOISE.split())
PHRASES = tuple(tuple(line.split()) for line in _PHRASES.strip().splitlines())
