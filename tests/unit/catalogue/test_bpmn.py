"""A route as BPMN: valid by the OMG's own schema, the same when read back, refused by name."""

from __future__ import annotations

import contextlib
import importlib.resources
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from motcua.catalogue.models import RouteVersion
from motcua.catalogue.rules.routing.bpmn.reading import MOST_BYTES, Unreadable, read
from motcua.catalogue.rules.routing.bpmn.writing import write
from motcua.catalogue.rules.routing.usual import USUAL
from motcua.demo.loading import content
from tests.factories.catalogue import make_case, route

SCHEMAS = importlib.resources.files("SpiffWorkflow") / "bpmn" / "parser" / "schema"
DOCS = Path(__file__).parents[3] / "docs" / "reference"
EVERYTHING = json.loads(
    re.findall(r"```json\n(.*?)```", (DOCS / "route-definition.md").read_text("utf-8"), re.DOTALL)[
        0
    ]
)
ON_NAME = {"q": "one.name", "op": "answered"}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """BPMN 2.0 as the OMG publishes it."""
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "BPMN20.xsd")))


def demo_routes() -> list[dict[str, Any]]:
    hours = {"schema": 1}
    return [definition | hours for definition in content.rows("routes").values()]


OPINION = {"key": "y-kien", "name": {"vi": "Ý kiến về quy hoạch"}, "agency": "H21.16"}
ASKING = route("SPECIALIST", "HEAD", b1={"opinions": [OPINION], "when": ON_NAME})


@pytest.mark.parametrize("definition", [USUAL, EVERYTHING, ASKING, *demo_routes()])
def test_route_is_valid_bpmn_and_the_same_when_read_back(
    definition: dict[str, Any], schema: etree.XMLSchema
) -> None:
    written = write(definition)

    assert schema.validate(etree.fromstring(written)), schema.error_log
    assert read(written) == definition


def test_schema_would_notice(schema: etree.XMLSchema) -> None:
    broken = write(USUAL).replace(b"targetRef", b"targetRf", 1)

    assert not schema.validate(etree.fromstring(broken))


NAMES = st.text(st.characters(codec="utf-8", min_codepoint=32), min_size=1, max_size=60)
CONDITIONS = st.recursive(
    st.builds(
        lambda value: {"q": "one.name", "op": "eq", "value": value},
        st.text(max_size=20) | st.integers() | st.booleans(),
    ),
    lambda inner: (
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3))
        | st.builds(lambda part: {"not": part}, inner)
    ),
    max_leaves=5,
)


@st.composite
def routes(draw: st.DrawFn) -> dict[str, Any]:
    """Any sound route."""
    steps: list[dict[str, Any]] = []
    for place in range(draw(st.integers(0, 5))):
        step = {"key": f"s{place}", "name": {"vi": draw(NAMES)}, "role": "SPECIALIST"}
        if draw(st.booleans()):
            step |= {"allowance_hours": draw(st.integers(1, 2000))}
        if draw(st.booleans()):
            step["when"] = draw(CONDITIONS)
        if draw(st.booleans()):
            step["may"] = ["FORWARD", "ASK_OPINION"]
        for number in range(draw(st.integers(0, 3))):
            asked = {
                "key": f"s{place}-{number}",
                "name": {"vi": "Hỏi", "en": ""},
                "agency": "H21.16",
            }
            step.setdefault("opinions", []).append(asked)
        steps.append(step)
    steps.append({"key": "end", "name": {"vi": "Ký", "en": draw(NAMES)}, "role": "HEAD"})
    return {"schema": 1, "steps": steps}


@given(routes())
def test_any_sound_route_survives_the_way_there_and_back(definition: dict[str, Any]) -> None:
    assert read(write(definition)) == definition


def bpmn(inside: str, *, before: str = "") -> bytes:
    """A file with one process."""
    return (
        f'<?xml version="1.0"?>{before}<definitions id="d" targetNamespace="x" '
        'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:mc="urn:motcua:route:1">'
        f'<process id="p">{inside}</process></definitions>'
    ).encode()


def flow(*ways: str) -> str:
    """`a>b` as sequence flows."""
    parts = (way.split(">") for way in ways)
    return "".join(f'<sequenceFlow id="{a}{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in parts)


ENDS = '<startEvent id="s"/><endEvent id="e"/>'
TASK = '<userTask id="a" name="Thẩm định" mc:role="HEAD"/>'
GATES = '<parallelGateway id="g"/><parallelGateway id="h"/>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không phải XML"),
        (b"\xff\xfe\x00", "không phải XML"),
        (b"x" * (MOST_BYTES + 1), "quá lớn"),
        (b"<a/>", "không có quy trình BPMN"),
        (bpmn("", before='<!DOCTYPE a [<!ENTITY b "c">]>'), "DOCTYPE"),
        (
            bpmn(ENDS).replace(b"</definitions>", b'<process id="q"/></definitions>'),
            "nhiều quy trình",
        ),
        (bpmn(TASK), "đúng một điểm bắt đầu"),
        (bpmn(ENDS), "Sau “s” không còn lối đi"),
        (bpmn(ENDS + TASK + flow("s>a")), "Sau “Thẩm định” không còn lối đi"),
        (bpmn(ENDS + TASK + flow("s>a", "a>x")), "“ax” không dẫn tới đâu"),
        (bpmn(ENDS + TASK + flow("s>a", "a>a")), "đi vòng, quay lại “Thẩm định”"),
        (bpmn(ENDS + TASK + flow("s>a", "a>e", "a>s")), "Chỗ rẽ hoặc nối ở “Thẩm định”"),
        (bpmn(ENDS + TASK + flow("s>e")), "“Thẩm định” không nằm trên đường đi"),
        (bpmn(ENDS + TASK + TASK + flow("s>a", "a>e")), "hai phần tử cùng tên “a”"),
        (bpmn(ENDS + '<serviceTask id="m" name="Gửi thư"/>'), "“serviceTask” (Gửi thư)"),
        (bpmn(ENDS + '<subProcess id="m"/>'), "“subProcess” (m)"),
        (bpmn('<startEvent id="s"><timerEventDefinition/></startEvent>'), "“timerEventDefinition”"),
        (
            bpmn('<userTask id="m"><multiInstanceLoopCharacteristics/></userTask>'),
            "“multiInstanceLoopCharacteristics” ở “m”",
        ),
        (bpmn(ENDS + GATES + TASK + flow("s>g", "g>a", "a>h", "h>e")), "Chỗ rẽ hoặc nối ở “g”"),
        (bpmn(ENDS + GATES + flow("s>g", "g>h", "h>e")), "Chỗ rẽ hoặc nối ở “h”"),
        (
            bpmn(ENDS + '<exclusiveGateway id="g"/>' + TASK + flow("s>g", "g>a", "g>e", "a>e")),
            "Chỗ rẽ hoặc nối ở “g”",
        ),
        (
            write(route("SPECIALIST", "HEAD", b1={"when": ON_NAME})).replace(
                b"answered", b"answ\\"
            ),
            "Điều kiện ở “b1.if” không đọc được",
        ),
        (
            write(route("SPECIALIST", "HEAD", b1={"when": ON_NAME})).replace(
                b"urn:motcua:condition:1", b"urn:other"
            ),
            "Điều kiện ở “b1.if” không đọc được",
        ),
    ],
)
def test_what_a_route_cannot_hold_is_refused_by_its_name(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)

    assert words in " | ".join(map(str, refused.value.problems))


@given(st.binary(max_size=300), st.integers(0, 2000), st.integers(0, 300))
def test_no_file_breaks_the_reading(noise: bytes, at: int, cut: int) -> None:
    whole = write(ASKING)
    with contextlib.suppress(Unreadable):  # anything else would be a page of error
        read(whole[:at] + noise + whole[at + cut :])


def test_deeply_nested_gateways_are_refused() -> None:
    deep = "".join(f'<exclusiveGateway id="g{n}"/>' for n in range(3000))
    ways = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="g{n}" targetRef="g{n + 1}"><conditionExpression/>'
        f'</sequenceFlow><sequenceFlow id="x{n}" sourceRef="g{n}" targetRef="e"/>'
        for n in range(2999)
    )

    with pytest.raises(Unreadable):
        read(bpmn(ENDS + deep + ways + flow("s>g0")))


@pytest.mark.django_db
def test_commands_export_and_set_a_route(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = make_case().version.procedure.code
    drawn, plain = tmp_path / "r.bpmn", tmp_path / "r.json"

    call_command("route", "export", code, str(drawn))
    assert read(drawn.read_bytes()) == USUAL
    drawn.write_bytes(write(route("SPECIALIST", "HEAD")))
    call_command("route", "set", code, str(drawn))
    call_command("route", "export", code, str(plain))

    assert json.loads(plain.read_text("utf-8")) == route("SPECIALIST", "HEAD")
    assert "2 bước" in capsys.readouterr().out
    plain.write_text(json.dumps(route("SPECIALIST")), "utf-8")
    with pytest.raises(CommandError, match=r"steps\.b1"):
        call_command("route", "set", code, str(plain))
    with pytest.raises(CommandError, match="không có trường hợp"):
        call_command("route", "export", code, str(plain), "--case", "7")
    drawn.write_bytes(b"<a/>")
    with pytest.raises(CommandError, match="không có quy trình BPMN"):
        call_command("route", "set", code, str(drawn))
    assert RouteVersion.objects.count() == 1
