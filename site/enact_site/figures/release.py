"""Gets the statistics file: the operator's, or an invented one; attacks it before it is shown."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from enact_site.settings import ROOT, SiteSettings

# The campus is called as a command: the site never imports it.
ENACT = (sys.executable, "-c", "from grading.cli import main; main()", "statistics")
MAKERS = ("attack", "demo_population", "disclosure", "protection", "statistics")


class DisclosureError(Exception):
    """The figures give back what they hide, or cannot be read."""


def statistics_file(settings: SiteSettings) -> Path:
    """Return a statistics file that withstood the attack.

    Raises:
        DisclosureError: the file gives back what it hides.
    """
    folder = settings.build / "statistics"
    folder.mkdir(parents=True, exist_ok=True)
    _keep_schema(folder)
    if not (settings.statistics or settings.earlier):
        return _demo_file(folder)
    path = settings.statistics or _demo_file(folder)
    earlier = [str(settings.earlier)] if settings.earlier else []
    options = ["--earlier", *earlier] if earlier else []
    stamp = hashlib.sha256(path.read_bytes() + _code())
    if settings.earlier:
        stamp.update(settings.earlier.read_bytes())
    proof = folder / f"withstood-{stamp.hexdigest()[:16]}"
    if not proof.exists():
        _call("check", str(path), *options)
        proof.touch()
    return path


def write_downloads(settings: SiteSettings, source: Path, target: Path) -> None:
    """Put the statistics file and its schema where readers can download them."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target / "statistics.json")
    schema = _keep_schema(settings.build / "statistics")
    shutil.copyfile(schema, target / "statistics.schema.json")


def _keep_schema(folder: Path) -> Path:
    path = folder / f"schema-{hashlib.sha256(_code()).hexdigest()[:16]}.json"
    if not path.exists():
        part = path.with_suffix(".part")
        part.write_text(_call("schema"), "utf-8")
        part.replace(path)
    return path


def _demo_file(folder: Path) -> Path:
    """Return the invented figures, made anew only when the code that makes them changes.

    The export attacks what it made before it writes a file, and refuses if anything is found.
    """
    path = folder / f"demo-{hashlib.sha256(_code()).hexdigest()[:16]}.json"
    if not path.exists():
        part = path.with_suffix(".part")
        _call("export", str(part), "--demo")
        part.replace(path)
    return path


def _code() -> bytes:
    folder = ROOT / "hub_config" / "campus"
    return b"".join((folder / f"{name}.py").read_bytes() for name in MAKERS)


def _call(*arguments: str) -> str:
    command: Sequence[str] = [*ENACT, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise DisclosureError((done.stderr or done.stdout).strip())
    return done.stdout
