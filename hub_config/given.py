"""What was given to a student to work on: brought once, corrected later, begun again on demand.

A file that the student has changed is never written over: the corrected one is laid beside it.
`.given.json` keeps the digest of what was given last, by path.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from hub_config.language import Language, translator

GIVEN = ".given.json"
CORRECTIONS = ".corrections.json"
CORRECTED = "corrected-version"
EARLIER = "earlier-copies"
LANGUAGES: tuple[Language, ...] = ("fr", "en")


@dataclass(frozen=True)
class Kept:
    """A file of the student that stayed, and where the other version of it lies."""

    path: str
    corrected: str


@dataclass(frozen=True)
class Changes:
    """What corrections did to the student's files.

    Attributes:
        replaced: files nobody had touched: the corrected version took their place.
        kept: files that the student had changed and that stayed.
    """

    replaced: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()

    def form(self) -> dict[str, Any]:
        """Return the JSON of it."""
        return asdict(self)


def side_folders() -> set[str]:
    """Return the names of folders for other versions, which are never handed in."""
    return {translator(each)(name) for each in LANGUAGES for name in (CORRECTED, EARLIER)}


def write_given(folder: Path, files: Mapping[str, bytes], language: Language = "fr") -> list[str]:
    """Bring the files of an assignment; return those that were not there.

    A corrected file takes the place of one that the student has not touched; otherwise it is
    written into a folder of its own, and the student's file stays.
    """
    given = _read(folder / GIVEN)
    written, replaced = [], []
    for name, content in files.items():
        path, digest = folder / name, _digest(content)
        if not path.exists():
            written.append(name)
            _write(path, content)
        elif given.get(name, digest) != digest:
            present = _digest(path.read_bytes())
            if present == given[name]:
                replaced.append(name)
                _write(path, content)
            elif present != digest:
                _write(folder / translator(language)(CORRECTED) / name, content)
    digests = {name: _digest(content) for name, content in files.items()}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / GIVEN).write_text(json.dumps(digests))
    if replaced:
        known = {*_read(folder / CORRECTIONS).get("replaced", ()), *replaced}
        (folder / CORRECTIONS).write_text(json.dumps({"replaced": sorted(known)}))
    return written


def changes(folder: Path) -> Changes:
    """Return the corrections that still concern the student.

    A file that took another's place is told until the student works on it.
    """
    given = _read(folder / GIVEN)
    told = _read(folder / CORRECTIONS).get("replaced", ())
    replaced = tuple(name for name in told if _is(folder / name, given.get(name)))
    kept = []
    for side in (translator(each)(CORRECTED) for each in LANGUAGES):
        for path in sorted((folder / side).rglob("*")):
            name = path.relative_to(folder / side).as_posix()
            if path.is_file() and name in given and not _is(folder / name, given[name]):
                kept.append(Kept(name, f"{side}/{name}"))
    return Changes(replaced, tuple(kept))


def start_again(
    folder: Path, name: str, content: bytes, language: Language, moment: datetime
) -> Kept:
    """Put a file back as it is given now; return where the student's copy lies."""
    path = folder / name
    stem, suffix = Path(name).stem, Path(name).suffix
    side = translator(language)(EARLIER)
    copy = folder / side / f"{stem}-{moment:%Y-%m-%d-%H%M%S}{suffix}"
    copy.parent.mkdir(parents=True, exist_ok=True)
    # The copy is whole before anything is written over: whatever ends here ends with the work.
    copy.write_bytes(path.read_bytes() if path.is_file() else b"")
    _write(path, content)
    for each in LANGUAGES:
        (folder / translator(each)(CORRECTED) / name).unlink(missing_ok=True)
    (folder / GIVEN).write_text(json.dumps({**_read(folder / GIVEN), name: _digest(content)}))
    return Kept(name, f"{side}/{copy.name}")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _is(path: Path, digest: str | None) -> bool:
    return path.is_file() and _digest(path.read_bytes()) == digest


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
