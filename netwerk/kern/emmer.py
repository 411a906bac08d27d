"""Files in a bucket (S3), which any number of machines share; chosen with FILES_URL.

Only the portal itself fetches from it: no address of the bucket is ever given out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3Storage

from netwerk.kern import bestanden

FAULTS = (Boto3Error, BotoCoreError, ClientError, RetriesExceededError)
# Checksums of Amazon's own kind only where it asks for them: many other servers know none.
PLAIN = dict.fromkeys(
    ("request_checksum_calculation", "response_checksum_validation"), "when_required"
)
WAITS = {"connect_timeout": 3, "read_timeout": 20, "retries": {"total_max_attempts": 2}}  # seconds
IN_MEMORY = 1_000_000  # bytes of a file that is read; the rest of a larger one goes to the disk


class Emmer(S3Storage):
    """A bucket that fails as a disk does, with an OSError."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            client_config=Config(s3={"addressing_style": "path"}, **PLAIN, **WAITS),
            default_acl=None,
            file_overwrite=False,
            max_memory_size=IN_MEMORY,
            transfer_config=TransferConfig(num_download_attempts=2),
            **options,
        )

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _in_words_of_files():
            opened = super()._open(name, mode)
            _ = opened.file  # fetched now, so that what fails, fails here
            return opened

    def _save(self, name: str, content: Any) -> Any:
        with _in_words_of_files():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        """Delete a file; what is already gone is fine."""
        with _in_words_of_files():
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Say whether there is such a file; a bucket knows no folders."""
        with _in_words_of_files():
            return bool(super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Return the folders and the files below a name."""
        with _in_words_of_files():
            folders, files = super().listdir(name)
        return folders, files

    def size(self, name: str) -> int:
        """Return the number of bytes of a file."""
        with _in_words_of_files():
            return int(super().size(name))

    def get_modified_time(self, name: str) -> Any:
        """Return when a file was kept."""
        with _in_words_of_files():
            return super().get_modified_time(name)


@contextmanager
def _in_words_of_files() -> Iterator[None]:
    try:
        yield
    except FAULTS as error:
        raise bestanden.AwayError(f"The bucket does not do what it is asked: {error}") from error
