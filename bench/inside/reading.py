"""Statements of one anonymous page: python -m bench.inside.reading ADDRESS"""

from __future__ import annotations

import sys

from bench.inside.answering import answer, start, statements

start()

from django.test import Client  # noqa: E402 - Django stands now


def main(address: str) -> None:
    """Ask twice and count the second time."""
    client = Client()
    assert client.get(address).status_code == 200, address
    with statements() as said:
        client.get(address)
    answer({"statements": len(said)})


if __name__ == "__main__":
    main(sys.argv[1])
