from motcua.files.models import contents
from motcua.files.models.stored_file import JoinedPart, StoredFile

__all__ = ["JoinedPart", "StoredFile", "contents"]
