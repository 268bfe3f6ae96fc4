"""Templates that are translated once, when they are compiled, and not each time they are drawn.

A page says a hundred sentences that never change. Each language has compiled templates of its own
in which they stand as plain text, and `get_language()` as its code; only what counts (ngettext) is
asked for while drawing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.backends.base import BaseEngine
from django.template.backends.jinja2 import Jinja2
from django.utils import translation
from jinja2 import Environment, Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from motcua.kit.wording import active_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.template.backends.jinja2 import Template as DjangoTemplate
    from jinja2.environment import TemplateModule
    from jinja2.runtime import Context

_ASKED: dict[str, Callable[..., str]] = {
    "_": translation.gettext,
    "gettext": translation.gettext,
    "pgettext": translation.pgettext,
}
_OF_A_DICT = frozenset(dir(dict))


class SpokenTemplates(BaseEngine):
    """A Jinja2 engine for each language; a template is taken in the language of the moment."""

    app_dirname = "jinja2"

    def __init__(self, params: Mapping[str, Any]) -> None:
        super().__init__({key: value for key, value in params.items() if key != "OPTIONS"})
        self._engines = {
            language: Jinja2({**params, "OPTIONS": {**params["OPTIONS"], "language": language}})
            for language, _name in settings.LANGUAGES
        }

    def get_template(self, template_name: str) -> DjangoTemplate:
        return self._engines[active_language()].get_template(template_name)

    def from_string(self, template_code: str) -> DjangoTemplate:
        return self._engines[active_language()].from_string(template_code)


class _SharedModule(Template):
    """A template whose macros are made once for all that import them: in this house a template has
    no globals but those of the environment, so looking for more at every import finds none.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class SpokenEnvironment(Environment):
    """An environment whose templates speak one language."""

    template_class = _SharedModule

    def __init__(self, *, language: str, **options: Any) -> None:
        super().__init__(**options)
        self.language = language

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja2 does, but what is no method of a dict is at once its key, or undefined."""
        if type(obj) is dict and attribute not in _OF_A_DICT:
            if attribute in obj:
                return obj[attribute]
            return self.undefined(obj=obj, name=attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        with translation.override(self.language):
            spoken: nodes.Template = _Speaker(self.language).visit(parsed)
        return spoken


class _Speaker(NodeTransformer):
    """Puts the translation where a constant sentence is asked for; its values are still put in
    while drawing, and escaped as Jinja2's newstyle gettext does.
    """

    def __init__(self, language: str) -> None:
        self._language = language

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja2's name for it
        self.generic_visit(node)
        asked = node.node.name if isinstance(node.node, nodes.Name) else ""
        if asked == "get_language":
            return nodes.Const(self._language, lineno=node.lineno)
        words = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
        if asked not in _ASKED or len(words) < len(node.args):
            return node
        sentence = Markup(_ASKED[asked](*words))  # noqa: S704 - our own words, as for newstyle
        if not node.kwargs:
            return nodes.Const(sentence % {}, lineno=node.lineno)
        values = [
            nodes.Pair(nodes.Const(keyword.key), keyword.value, lineno=keyword.lineno)
            for keyword in node.kwargs
        ]
        return nodes.Mod(
            nodes.Const(sentence, lineno=node.lineno),
            nodes.Dict(values, lineno=node.lineno),
            lineno=node.lineno,
        )
