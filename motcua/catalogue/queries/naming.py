"""Which procedure a code leads to, whether it is the present one or a former one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.catalogue.models import FormerCode, Procedure
from motcua.catalogue.rules.codes import canonical, is_code
from motcua.kit.errors import NotThere
from motcua.kit.wording import _, sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def present_codes(codes: Collection[str]) -> Mapping[str, str]:
    """The present code of each code that is known, by the code asked for."""
    present = Procedure.objects.filter(code__in=codes).values_list("code", "code")
    former = FormerCode.objects.filter(code__in=codes).values_list("code", "procedure__code")
    return dict(present) | dict(former)


def present_code(code: str) -> str:
    """The code that a former or localised one leads to; "" when it leads nowhere."""
    if not is_code(code):
        return ""
    asked = list(dict.fromkeys((canonical(code), code)))
    known = present_codes(asked)
    return next((known[one] for one in asked if one in known), "")


def known(code: str) -> Procedure:
    """The procedure that a code leads to. Raises NotThere."""
    procedure = Procedure.objects.filter(code=present_code(code)).first()
    if procedure is None:
        raise NotThere(sentence(_("Danh mục không có thủ tục {code}."), code=code[:60]))
    return procedure
