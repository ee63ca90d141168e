"""Content-addressed bytes on disk: what is acknowledged is on the disk, under its SHA-256."""

import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from grading.errors import PlatformError

EPOCH = (1980, 1, 1, 0, 0, 0)


class BlobStore:
    """Files `<folder>/<2 hex>/<sha256>`, written once and never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return where a blob is kept."""
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Store bytes durably and return their SHA-256.

        The bytes are forced to disk under a temporary name, then renamed, then the folder is
        forced to disk: a reader sees the whole blob or none, also after a power cut.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            self._write(path, content)
        _sync_folder(path.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes of a blob.

        Raises:
            PlatformError: the blob is gone or its bytes changed.
        """
        try:
            content = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise PlatformError(f"blob {sha256}: not in {self.folder}") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise PlatformError(f"blob {sha256}: its bytes have changed on disk")
        return content

    def remove(self, sha256: str) -> None:
        """Forget a blob."""
        self.path(sha256).unlink(missing_ok=True)

    def _write(self, path: Path, content: bytes) -> None:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _sync_folder(folder: Path) -> None:
    for place in (folder, folder.parent):
        descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a zip whose bytes depend on names and contents only."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path, EPOCH), files[path], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip made by `pack`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}
