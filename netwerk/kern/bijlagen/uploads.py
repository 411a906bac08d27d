"""Files on their way in: what is larger than any file may be is not kept while it comes."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler

MOST_OF_A_REQUEST = 2  # times the largest file


class BoundedUploadHandler(FileUploadHandler):
    """Passes on just enough of a file to see that it is too large, and drops the rest.

    So a form still gets its other fields, and says at the field what is wrong.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._of_file = self._of_request = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self._of_file = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass a piece on to the next handler, or None: drop it."""
        most = settings.BIJLAGE_MOST_BYTES
        if self._of_file > most or self._of_request > MOST_OF_A_REQUEST * most:
            return None
        self._of_file += len(raw_data)
        self._of_request += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
        return
