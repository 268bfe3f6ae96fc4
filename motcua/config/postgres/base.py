"""The database backend that DATABASE_URL leads to."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Looks at the socket where Django would ask the server before the first statement of every
    request.
    """

    def is_usable(self) -> bool:
        """A server that ends or is killed hangs up, which leaves something to read; only then it is
        worth a statement to learn what.
        """
        if self.connection is None:
            return False
        server = self.connection.pgconn
        if server.status != ConnStatus.OK:
            return False
        return not _has_news(server.socket) or bool(super().is_usable())


def _has_news(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
