"""A page of a file as a picture, for viewing papers in place without opening the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.files.queries.files import content_of
from motcua.files.rules import pages
from motcua.kit.errors import NotThere, Refusal

if TYPE_CHECKING:
    from motcua.files.models import StoredFile

WIDTHS = range(100, 1801)
"""Asked-for widths in pixels are drawn into these bounds."""


class NotDrawable(Refusal):
    """The page could not be drawn within its bounds of time and memory."""

    message = _("Không hiển thị được trang này. Hãy tải tệp về để xem.")
    status = 422


def page_image(file: StoredFile, page: int, width: int) -> bytes:
    """Page `page` (from 1) of a file as JPEG, `width` pixels wide; a picture has one page.

    Raises NotThere for a page that the file has not, NotReady and NotDrawable.
    """
    if not 1 <= page <= (file.pages or 1):
        raise NotThere
    bounded = min(max(width, WIDTHS.start), WIDTHS.stop - 1)
    content = content_of(file)
    try:
        return pages.draw(content, is_picture=file.is_picture, page=page, width=bounded)
    except pages.DrawingFailed as error:
        raise NotDrawable from error
