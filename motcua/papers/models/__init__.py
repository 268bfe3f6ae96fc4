from motcua.papers.models.book import BookNumber, NumberBook
from motcua.papers.models.paper import Paper

__all__ = ["BookNumber", "NumberBook", "Paper"]
