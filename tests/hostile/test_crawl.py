"""Nothing that is sent gives a 5xx, and nobody sees or changes what belongs to somebody else."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from django.contrib.auth import SESSION_KEY
from django.db.models import Model
from django.urls import Resolver404, resolve

from motcua.dossiers import models as dossiers
from tests.hostile import bodies
from tests.hostile.addresses import addresses
from tests.hostile.world import (
    INSIDERS,
    OUTSIDERS,
    SECRET_EMAIL,
    SECRET_NAME,
    SECRET_NUMBER,
    World,
)

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

pytestmark = pytest.mark.django_db

POSTS_OF_A_ROLE = 270
SECRETS = (SECRET_NAME, SECRET_NAME.replace("'", "&#39;"), SECRET_EMAIL, SECRET_NUMBER)
QUERIES = (
    "?q=%00",
    "?q=%ED%A0%80&sau=%00",
    "?trang=-1&sau=nan_1",
    "?sau=1e400_1",
    "?muc=%00&sau=1_99999999999999999999999",
    "?sau=99999999999_1&truoc=9",
    "?q=" + "x" * 5000,
    "?q='%20OR%201=1&linh-vuc=%00&co-quan=%FF&muc-do=9&doi-tuong=x",
    "?co-quan=%00&quay&ma=%00&rong=-1",
    "?next=//evil.example/&rong=99999",
    "?a&b=&=c&q[]=1&q[x]=2",
)
HARD_TO_REACH = {"desk:unlock", "desk:decide", "public:organisation-leave", "public:draft-send"}
METHODS = ("head", "put", "delete", "patch", "options", "trace")


class Crawler:
    """One person's browser that tries everything and remembers what broke."""

    def __init__(self, world: World, role: str) -> None:
        self.world, self.role = world, role
        self.client: Client = world.client(role)
        self.broken: list[str] = []
        self.leaks: list[str] = []
        self.posts = 0
        self.posted: set[str] = set()
        self.asked_for: set[str] = set()

    def get(self, path: str) -> HttpResponse:
        return self._watch("GET", path, self.client.get(path))

    def post(self, path: str, body: bodies.Body) -> HttpResponse:
        self.posts += 1
        self.posted.add(view_at(path))
        answer = self.client.generic("POST", path, body.content, body.content_type)
        return self._watch(f"POST {body.about}", path, answer)

    def ask(self, method: str, path: str) -> HttpResponse:
        return self._watch(method.upper(), path, getattr(self.client, method)(path))

    def takes_posts(self, path: str) -> bool:
        """Whether the view says that it is posted to; a view for every method says nothing."""
        answer = self.client.options(path)
        return answer.status_code == 405 and "POST" in answer.headers["Allow"]

    def stay_signed_in(self) -> None:
        person = self.world.person(self.role)
        if person is not None and SESSION_KEY not in self.client.session:
            self.client.force_login(person)

    def _watch(self, what: str, path: str, answer: Any) -> Any:
        page = _text(answer)
        if answer.status_code >= 500:
            self.broken.append(f"{what} {path[:120]}: {_why(answer)}")
        elif self.role in OUTSIDERS and not path.startswith("/demo/"):
            self.leaks += [f"{what} {path[:120]}" for secret in SECRETS if secret in page]
        return answer


def _why(answer: Any) -> str:
    error = getattr(answer, "exc_info", None)
    if not error:
        return str(answer.status_code)
    trace = error[2]
    places = []
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if "/motcua/" in name or not places:
            places.append(f"{name.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{error[0].__name__} {str(error[1])[:160]} at {places[-1]}"


def _text(answer: Any) -> str:
    if answer.streaming:
        return "" if answer.closed else b"".join(answer.streaming_content).decode("latin-1")
    return str(answer.content.decode("utf-8", "replace"))


def kept(world: World) -> dict[str, list[Any]]:
    """Every row about the owner's dossiers and drafts, as it stands; wrong PINs are counted on
    purpose.
    """
    drafts = [draft.pk for draft in world.drafts.values()]
    sent = [dossier.pk for dossier in world.dossiers.values()]
    found: dict[str, list[Any]] = {}
    for model in (dossiers.Draft, dossiers.DraftAnswer, dossiers.DraftDocument):
        own = {"pk__in" if model is dossiers.Draft else "draft__in": drafts}
        found[model.__name__] = _rows(model, own)
    for model in (
        dossiers.Dossier,
        dossiers.Applicant,
        dossiers.Submission,
        dossiers.TimelineEntry,
        dossiers.Assignment,
        dossiers.Result,
        dossiers.Supplement,
        dossiers.HandOver,
    ):
        own = {"pk__in" if model is dossiers.Dossier else "dossier__in": sent}
        found[model.__name__] = _rows(model, own)
    return found


def _rows(model: type[Model], own: dict[str, list[int]]) -> list[Any]:
    rows = list(model._default_manager.filter(**own).order_by("pk").values())
    for row in rows:
        row.pop("lookup_failures", None)
    return rows


def view_at(path: str) -> str:
    """The name of the view at an address; empty where there is none."""
    try:
        return resolve(unquote(path.partition("?")[0])).view_name
    except Resolver404:
        return ""


def posting_paths(crawler: Crawler, paths: list[str]) -> dict[str, str]:
    """An address of every view that is posted to, by the view's name; the first is a real one."""
    of_views: dict[str, str] = {}
    for path in paths:
        of_views.setdefault(view_at(path), path)
    return {view: path for view, path in of_views.items() if view and crawler.takes_posts(path)}


def forms_at(crawler: Crawler, paths: list[str]) -> list[bodies.Form]:
    """Every form that the pages at these addresses show, each once."""
    forms: dict[str, bodies.Form] = {}
    for path in paths:
        crawler.stay_signed_in()
        answer = crawler.get(path)
        if answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
            for form in bodies.forms_of(path, _text(answer)):
                forms.setdefault(f"{form.action} {sorted(form.fields)}", form)
    return list(forms.values())


def crawl(world: World, role: str) -> Crawler:
    """Look at every address, post once to every form and to every view that takes it, then at
    random until the measure is full.
    """
    chance = random.Random(f"2026 {role}")
    crawler = Crawler(world, role)
    paths = addresses(world, of_each=3, seed=7)
    own = forms_at(crawler, paths)
    for path in chance.sample(paths, 100):
        crawler.get(path + chance.choice(QUERIES))
        crawler.ask(chance.choice(METHODS), path)
    views = posting_paths(crawler, paths)
    crawler.asked_for = {*views, *(view_at(form.action) for form in own)}
    for path, body in (
        *((form.action, bodies.filled_in(form, chance)) for form in own),
        *((path, bodies.forged(chance)) for path in views.values()),
    ):
        crawler.stay_signed_in()
        crawler.post(path, body)
    while crawler.posts < POSTS_OF_A_ROLE:
        crawler.stay_signed_in()
        if own and chance.random() < 0.6:
            form = chance.choice(own)
            path, body = form.action, bodies.filled_in(form, chance)
        else:
            path, body = chance.choice(paths), bodies.forged(chance)
        crawler.post(path, body)
        if chance.random() < 0.1:
            crawler.post(path, body)
    return crawler


@pytest.mark.parametrize("role", INSIDERS)
def test_nothing_breaks_for_those_who_belong_here(world: World, role: str) -> None:
    crawler = crawl(world, role)

    assert not crawler.broken, "\n".join(sorted(set(crawler.broken)))
    assert crawler.asked_for <= crawler.posted
    assert crawler.posted >= HARD_TO_REACH


@pytest.mark.parametrize("role", OUTSIDERS)
def test_nothing_breaks_leaks_or_changes_for_those_who_do_not(world: World, role: str) -> None:
    before = kept(world)

    crawler = crawl(world, role)

    assert not crawler.broken, "\n".join(sorted(set(crawler.broken)))
    assert not crawler.leaks, "\n".join(sorted(set(crawler.leaks)))
    assert kept(world) == before


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/nop/{ready}/trang/copies/", "copies.number"),
        ("/nop/{everything}/trang/family/", "family.children-0.full_name"),
        ("/tai-khoan/ca-nhan/", "name"),
        ("/tra-cuu/", "code"),
        ("/tai-khoan/dang-nhap/", "login"),
        ("/tai-khoan/dang-nhap/", "password"),
        ("/mot-cua/ho-so/{submitted}/khong-tiep-nhan/", "reason"),
    ],
)
def test_ten_megabytes_in_one_field_are_answered_by_the_page_itself(
    world: World, path: str, name: str
) -> None:
    known = {key: draft.key for key, draft in world.drafts.items()}
    known["submitted"] = world.dossiers["submitted"].code
    client = world.client("counter" if path.startswith("/mot-cua/") else "owner")

    answer = client.post(path.format(**known), {name: "x" * 10_000_000})

    assert answer.status_code in {200, 302, 422}


def test_ten_megabytes_beside_a_good_answer_do_not_lose_it(world: World) -> None:
    key = world.drafts["everything"].key
    typed = {"person.full_name": "Rơ Châm H'Lan", "person.story": "ă" * 5_000_000}

    answer = world.client("owner").post(f"/nop/{key}/trang/person/", typed)

    kept_answer = dossiers.DraftAnswer.objects.get(draft__key=key, section="person")
    assert answer.status_code == 422
    assert kept_answer.typed["full_name"] == "Rơ Châm H'Lan"
    assert 0 < len(kept_answer.typed["story"]) <= 100_000


@pytest.mark.parametrize(
    "content_type",
    [
        *(f"{bodies.FORM}; charset={one}" for one in ("idna", "hex", "khong-co", "a\x00b", '"')),
        f"{bodies.FORM}; charset*=utf-8''hex",
        f"{bodies.FORM}; CHARSET =utf-16",
        f"{bodies.MULTIPART}; charset=unicode_escape",
    ],
)
def test_encoding_that_no_browser_states_is_refused(world: World, content_type: str) -> None:
    address = "/tra-cuu/?ma=x&" + "&".join(f"a{n}=1" for n in range(10))

    answer = world.client("anonymous").generic("POST", address, b"code=\\ud800", content_type)

    assert answer.status_code == 400
    assert "trang trước" in answer.content.decode()


def test_content_type_of_any_shape_reaches_a_page(world: World) -> None:
    many = "/tra-cuu/?" + "&".join(f"a{n}=1" for n in range(5000))
    stated = ("; a*=khong''%41", ";;;=", "; charset=utf-8", '; charset="UTF-8"; boundary="a b"')

    for end in stated:
        answer = world.client("anonymous").generic("POST", many, b"", f"text/plain{end}")
        assert answer.status_code in {200, 413, 422}, end


def test_every_method_but_those_of_the_page_is_refused(world: World) -> None:
    client = world.client("owner")

    assert client.put(f"/nop/{world.drafts['ready'].key}/").status_code == 405
    assert client.delete(f"/ho-so/{world.dossiers['done'].code}/").status_code == 405
