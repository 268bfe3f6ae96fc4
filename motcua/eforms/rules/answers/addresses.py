"""Checking addresses, old ones with districts included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.eforms.rules.answers.unfit import Unfit
from motcua.kit.wording import _, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from motcua.eforms.rules.answers.places import AddressResolver, Candidate
    from motcua.eforms.rules.definition import AddressQuestion

LONGEST_DETAIL = 300
MOST_CANDIDATES = 10
Value = dict[str, str | bool]
_RETYPE_OR_CHOOSE = _(
    "Không tìm thấy “{typed}”. Hãy gõ tên xã, phường kèm tên tỉnh, hoặc chọn trong danh sách."
)
_CLEAR_OR_RETYPE = _(
    "Không tìm thấy “{typed}”. Nếu xã, phường đã chọn là đúng, hãy xóa phần gõ này; "
    "nếu không, hãy gõ tên xã, phường kèm tên tỉnh."
)


def check_address(
    question: AddressQuestion, raw: Mapping[str, str], resolver: AddressResolver
) -> Value:
    """Codes and names of province and commune of today, the own words, and what was typed if it was
    read.

    Where a text or a former code may mean several communes, the finding carries them to choose
    from.
    """
    if raw["abroad"] and question.abroad:
        return _abroad(question, raw)
    chosen = _commune(question, raw, resolver)
    detail = _detail(question, raw)
    value: Value = {
        "province": chosen.province.code,
        "province_name": chosen.province.name,
        "commune": chosen.commune.code,
        "commune_name": chosen.commune.name,
        "detail": detail or chosen.detail[:LONGEST_DETAIL],
    }
    typed = raw["search"] or _still_meant(raw, chosen, resolver) or chosen.became_of
    return {**value, "typed": typed[:LONGEST_DETAIL]} if typed else value


def _still_meant(raw: Mapping[str, str], chosen: Candidate, resolver: AddressResolver) -> str:
    """What was typed earlier, unless another commune has been chosen since."""
    typed = raw["typed"]
    if not typed:
        return ""
    meant = {one.commune.code for one in resolver.read(typed, chosen.province.code)}
    return typed if chosen.commune.code in meant else ""


def _abroad(question: AddressQuestion, raw: Mapping[str, str]) -> Value:
    detail = _detail(question, raw)
    if not detail:
        message = _("Hãy điền địa chỉ ở nước ngoài của “{label}”, kèm tên nước.")
        raise Unfit(parts={"detail": sentence(message, label=question.label)})
    return {"abroad": True, "detail": detail}


def _detail(question: AddressQuestion, raw: Mapping[str, str]) -> str:
    detail = raw["detail"]
    if len(detail) > LONGEST_DETAIL:
        message = _("Phần số nhà, thôn, làng của “{label}” chỉ nhận tối đa {most} ký tự.")
        raise Unfit(parts={"detail": sentence(message, label=question.label, most=LONGEST_DETAIL)})
    if question.detail_required and not detail:
        message = _("Hãy điền số nhà, đường hoặc thôn, làng, tổ dân phố của “{label}”.")
        raise Unfit(parts={"detail": sentence(message, label=question.label)})
    return detail


def _commune(
    question: AddressQuestion, raw: Mapping[str, str], resolver: AddressResolver
) -> Candidate:
    if raw["search"]:
        return _read(question, raw, resolver)
    if not raw["commune"]:
        raise Unfit(
            parts={
                "commune": sentence(_("Hãy chọn xã, phường của “{label}”."), label=question.label)
            }
        )
    found = resolver.commune(raw["commune"])
    if not found:
        message = _("Không có xã, phường đã chọn ở “{label}”. Hãy chọn lại.")
        raise Unfit(parts={"commune": sentence(message, label=question.label)})
    one = _only(question, found, found[0].became_of)
    if raw["province"] and one.province.code != raw["province"] and not one.became_of:
        message = _(
            "{commune} thuộc {province}, không thuộc tỉnh đã chọn ở “{label}”. Hãy chọn lại."
        )
        raise Unfit(
            parts={
                "commune": sentence(
                    message,
                    label=question.label,
                    commune=one.commune.name,
                    province=one.province.name,
                )
            }
        )
    return one


def _read(
    question: AddressQuestion, raw: Mapping[str, str], resolver: AddressResolver
) -> Candidate:
    found = resolver.read(raw["search"], raw["province"]) or resolver.read(raw["search"])
    if not found:
        message = _CLEAR_OR_RETYPE if raw["commune"] else _RETYPE_OR_CHOOSE
        raise Unfit(parts={"search": sentence(message, typed=raw["search"][:60])})
    if raw["commune"]:
        for candidate in found:
            if candidate.commune.code == raw["commune"]:
                return candidate
        message = _("Xã, phường đã chọn khác với “{typed}” đã gõ. Hãy xóa phần gõ hoặc chọn lại.")
        raise Unfit(
            parts={"search": sentence(message, typed=raw["search"][:60])},
            candidates=found[:MOST_CANDIDATES],
        )
    return _only(question, found, raw["search"])


def _only(question: AddressQuestion, found: Sequence[Candidate], typed: str) -> Candidate:
    if len(found) == 1:
        return found[0]
    message = _("“{typed}” có thể là nhiều nơi. Hãy chọn một nơi trong danh sách dưới đây.")
    raise Unfit(
        parts={"commune": sentence(message, typed=typed[:60], label=question.label)},
        candidates=found[:MOST_CANDIDATES],
    )
