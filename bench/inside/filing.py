"""Citizens and their drafts: python -m bench.inside.filing CITIZENS DRAFTS [filled]

Answers with the session of each citizen, the keys of their drafts of a one-page form, and the sign
of what the page to check shows of any of them once it is filled.
"""

from __future__ import annotations

import sys

from bench.inside.answering import answer, start

start()

from bench.inside import world  # noqa: E402 - Django stands now
from motcua.dossiers.queries.drafts import checking  # noqa: E402
from motcua.kit import clock  # noqa: E402


def main(citizens: int, drafts: int, *, filled: bool) -> None:
    """Make them and answer."""
    offer = world.offered(1)
    people = [world.citizen(number) for number in range(citizens)]
    answer(
        {
            "sessions": [world.session_of(user) for user in people],
            "drafts": [
                [str(world.draft_of(user, offer, filled=filled).key) for _ in range(drafts)]
                for user in people
            ],
            "seen": checking.review(
                world.draft_of(world.citizen(citizens), offer, filled=True),
                language="vi",
                today=clock.local_date(clock.now()),
            ).seen,
        }
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), filled="filled" in sys.argv)
