"""Answers that carry a stored file. The caller has already decided that this person may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from motcua.files.models import StoredFile, contents
from motcua.files.queries import rendering
from motcua.files.queries.files import NotReady, open_content
from motcua.files.rules.limits import PDF

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

Disposition = Literal["inline", "attachment"]

_NOTHING_MAY_RUN = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


def response(
    file: StoredFile, *, disposition: Disposition, request: HttpRequest
) -> HttpResponseBase:
    """The file itself: by nginx when it stands in front (X-Accel-Redirect), else streamed.

    Raises NotReady. Browsers may keep it for the person but ask each time whether it still holds.
    """
    if not file.is_ready:
        raise NotReady
    etag = quote_etag(file.stored_sha256)
    answer = get_conditional_response(request, etag=etag) or _whole(file, disposition)
    is_shown_pdf = file.media_type == PDF and disposition == "inline"
    return _guarded(answer, etag=etag, is_shown_pdf=is_shown_pdf)


def page_response(
    file: StoredFile, *, page: int, width: int, request: HttpRequest
) -> HttpResponseBase:
    """A page of the file as a picture; raises NotReady and what rendering.page_image raises."""
    if not file.is_ready:
        raise NotReady
    etag = quote_etag(f"{file.stored_sha256}-{page}-{width}")
    answer = get_conditional_response(request, etag=etag)
    if not isinstance(answer, HttpResponseNotModified):
        answer = HttpResponse(rendering.page_image(file, page, width), content_type="image/jpeg")
    return _guarded(answer, etag=etag, is_shown_pdf=False)


def _whole(file: StoredFile, disposition: Disposition) -> HttpResponseBase:
    answer: HttpResponseBase
    if _behind_nginx():
        answer = _by_nginx(file)
    else:
        answer = FileResponse(open_content(file))
        answer["Content-Length"] = str(file.size)
    answer["Content-Type"] = file.media_type
    answer["Content-Disposition"] = str(
        content_disposition_header(disposition == "attachment", file.download_name)
    )
    return answer


def _behind_nginx() -> bool:
    return bool(settings.MOTCUA_X_ACCEL) and contents.is_on_disk()


def _by_nginx(file: StoredFile) -> HttpResponse:
    answer = HttpResponse()
    answer["X-Accel-Redirect"] = quote(f"{settings.MOTCUA_X_ACCEL.rstrip('/')}/{file.storage_name}")
    return answer


def _guarded(answer: HttpResponseBase, *, etag: str, is_shown_pdf: bool) -> HttpResponseBase:
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Frame-Options"] = "SAMEORIGIN"
    # Browsers start no PDF viewer in a sandbox; a PDF cannot run as a page, so it needs none.
    answer["Content-Security-Policy"] = (
        _NOTHING_MAY_RUN if is_shown_pdf else f"{_NOTHING_MAY_RUN}; sandbox"
    )
    return answer
