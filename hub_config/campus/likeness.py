"""Fingerprints of what was handed in, kept on disk: reading the code of a class takes seconds."""

import os
import tempfile
import threading
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path

from hub_config.campus.blobs import BlobStore, unpack
from hub_config.campus.settings import CampusSettings
from hub_config.campus.similarity import Pair, alike, fingerprints

CHECK_BYTES = 4
MAX_KEPT = 20
# What a change of the way to take fingerprints must change.
VERSION = "1"


class Likeness:
    """Finds work that is alike; a fingerprint is taken once, and an answer kept while it holds.

    Everything here can be thrown away and is made again from the blobs.
    """

    def __init__(self, folder: Path, blobs: BlobStore) -> None:
        self.folder = folder / VERSION
        self.blobs = blobs
        self._answers: OrderedDict[object, Sequence[Pair]] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def of(cls, settings: CampusSettings, blobs: BlobStore) -> "Likeness":
        """Return that of a platform."""
        return cls(settings.folder / "prints", blobs)

    def pairs(self, submissions: Mapping[str, str], given: Mapping[str, bytes]) -> Sequence[Pair]:
        """Return the pairs of submissions that are alike, most alike first.

        Args:
            submissions: blob of each submission, by its public name.
            given: the files as they were released.
        """
        known = fingerprints(given)
        question = (frozenset(submissions.items()), frozenset(known))
        # One at a time: who asks for the same meanwhile finds the answer.
        with self._lock:
            if question not in self._answers:
                prints = {name: self.prints(sha256) for name, sha256 in submissions.items()}
                self._answers[question] = alike(prints, known)
            self._answers.move_to_end(question)
            while len(self._answers) > MAX_KEPT:
                self._answers.popitem(last=False)
            return self._answers[question]

    def prints(self, sha256: str) -> frozenset[int]:
        """Return the fingerprints of a blob of files."""
        path = self.folder / sha256[:2] / sha256
        found = _read(path)
        if found is None:
            found = frozenset(fingerprints(unpack(self.blobs.get(sha256))))
            _write(path, found)
        return found

    def forget(self, sha256: str) -> None:
        """Throw the fingerprints of a blob away."""
        (self.folder / sha256[:2] / sha256).unlink(missing_ok=True)


def _read(path: Path) -> frozenset[int] | None:
    """Return what a file holds; None when there is none, or not a whole one."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    check, body = content[:CHECK_BYTES], content[CHECK_BYTES:]
    if not check or zlib.crc32(body).to_bytes(CHECK_BYTES, "little") != check:
        return None
    numbers = array("I")
    numbers.frombytes(body)
    return frozenset(numbers)


def _write(path: Path, prints: frozenset[int]) -> None:
    """Write a file whole or not at all; it need not survive a power cut."""
    body = array("I", sorted(prints)).tobytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(zlib.crc32(body).to_bytes(CHECK_BYTES, "little") + body)
    Path(temporary).replace(path)
