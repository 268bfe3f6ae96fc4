"""Finding papers and saying what is known about one."""

from motcua.papers.queries.papers import Verified, about, by_token, number_of, verified

__all__ = ["Verified", "about", "by_token", "number_of", "verified"]
