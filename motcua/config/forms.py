"""Django's forms drawn by the same components as every other page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import EmailValidator
from django.forms import Field
from django.forms.renderers import BaseRenderer, Jinja2
from django.template import engines
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError
    from django.forms import BoundField
    from django.forms.utils import ErrorList


class ComponentRenderer(BaseRenderer):
    """Forms come from templates/components/form; a bare widget keeps Django's own template."""

    form_template_name = "components/form/form.html"
    field_template_name = "components/form/field.html"

    @cached_property
    def _widgets(self) -> Jinja2:
        return Jinja2()

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("django/"):
            return self._widgets.get_template(template_name)
        return engines["jinja2"].get_template(template_name)


def error_pairs(form: Any) -> list[tuple[str, str]]:
    """(id of the control, sentence) of every mistake in a form, in the order of its fields."""
    general: ErrorList = form.non_field_errors()
    pairs = [("", str(sentence)) for sentence in general]
    for name in form.fields:
        bound = form[name]
        pairs += [(bound.auto_id, sentence) for sentence in field_errors(bound)]
    return pairs


def field_errors(bound: BoundField) -> list[str]:
    """The mistakes of one field; that it is empty is said with its name, for a list of several."""
    return [_sentence(bound, error) for error in bound.errors.as_data()]


def _sentence(bound: BoundField, error: ValidationError) -> str:
    said = str(error.messages[0])
    if said == str(EmailValidator.message):
        shape = _("“%(label)s” phải có dạng ten@vidu.vn, không dấu và không có khoảng trắng.")
        return shape % {"label": bound.label}
    if error.code != "required" or said != str(Field.default_error_messages["required"]):
        return said
    return _("Hãy điền “%(label)s”.") % {"label": bound.label}


def control_attrs(widget: Any) -> dict[str, str]:
    """The attributes of a widget that its component does not set itself."""
    own = {
        "placeholder",
        "style",
        "id",
        "name",
        "value",
        "type",
        "required",
        "size",
        "rows",
        "cols",
        "class",
        "aria-describedby",
        "aria-invalid",
    }
    return {key: value for key, value in widget.attrs.items() if key not in own}
