"""`enact doctor`: what this machine has, which walls stand here, and the settings in force."""

import importlib.metadata
import json
import platform
import sys
import time
from dataclasses import asdict, dataclass, replace

import click

from grading.errors import PlatformError
from grading.sandbox import landlock, walls
from grading.sandbox.client import ForkServer
from grading.sandbox.environment import Environment
from grading.sandbox.program import Cell, Program
from grading.sandbox.settings import read_walls
from grading.settings import read_settings

_DISTRIBUTIONS = (
    "enact-academy", "ipython", "jupyterhub", "jupyterlab", "matplotlib", "nbconvert", "nbformat",
    "nbgrader", "numpy", "pandas", "scikit-learn", "scipy", "torch",
)  # fmt: skip


@dataclass(frozen=True)
class WallState:
    """One wall on this machine.

    Attributes:
        name: the wall.
        stands: whether it was raised around a real program just now.
        man: the man page that documents it.
        reason: why it does not stand; "" when it does.
    """

    name: str
    stands: bool
    man: str
    reason: str


@dataclass(frozen=True)
class Diagnosis:
    """What the doctor found.

    Attributes:
        versions: version by name; None for what is not installed.
        kernel: name and release of the system.
        landlock_abi: version of Landlock's rules that the kernel offers; 0 for none.
        walls: every wall.
        protections: whether each protection is given, by name.
        lacking: required protections that are not given.
        failure: why no program could be run; "" when one ran.
        program_ms: milliseconds that a walled program of one line took.
        settings: the settings of grading and, as `sandbox_…`, of the walls.
    """

    versions: dict[str, str | None]
    kernel: str
    landlock_abi: int
    walls: tuple[WallState, ...]
    protections: dict[str, bool]
    lacking: tuple[str, ...]
    failure: str
    program_ms: float
    settings: dict[str, object]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, nothing else.")
@click.option(
    "--no-namespaces",
    is_flag=True,
    help="Show what would stand on a machine that forbids namespaces.",
)
def doctor(as_json: bool, no_namespaces: bool) -> None:
    """Show versions, the walls that can be raised here, and settings.

    Exits with 1 if a required protection is missing: nothing would be graded on this machine.

    Example: enact doctor --json
    """
    settings = read_walls()
    if no_namespaces:
        settings = replace(settings, namespaces=False)
    diagnosis = diagnose(settings)
    click.echo(json.dumps(asdict(diagnosis)) if as_json else _as_text(diagnosis))
    sys.exit(bool(diagnosis.lacking or diagnosis.failure))


def diagnose(settings: walls.Walls) -> Diagnosis:
    """Run one program behind the walls and tell which of them stood.

    Args:
        settings: which walls to raise and which protections are required.
    """
    lenient = replace(settings, required=frozenset())
    environment = Environment(packages=(), driver="grading.sandbox.plain")
    program = Program(cells=(Cell("one", "student", "1"),))
    missing, failure, program_ms = dict[str, str](), "", 0.0
    try:
        with ForkServer(environment, lenient) as server:
            missing = dict(server.missing)
            server.run(program)
            start = time.perf_counter()
            server.run(program)
            program_ms = (time.perf_counter() - start) * 1000
    except PlatformError as error:
        failure = str(error)
        missing = dict.fromkeys(walls.WALLS, "no program could be run")
    standing = [name for name in walls.WALLS if name not in missing]
    return Diagnosis(
        versions={"python": platform.python_version(), **_versions()},
        kernel=f"{platform.system()} {platform.release()} {platform.machine()}",
        landlock_abi=landlock.abi(),
        walls=tuple(
            WallState(name, name in standing, man, missing.get(name, ""))
            for name, man in walls.WALLS.items()
        ),
        protections={name: not walls.lacking(standing, [name]) for name in walls.PROTECTIONS},
        lacking=tuple(walls.lacking(standing, settings.required)),
        failure=failure,
        program_ms=round(program_ms, 1),
        settings={
            **read_settings().model_dump(mode="json"),
            **{f"sandbox_{name}": value for name, value in settings.to_message().items()},
        },
    )


def _versions() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in _DISTRIBUTIONS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
    return found


def _as_text(diagnosis: Diagnosis) -> str:
    lines = ["Versions"]
    for name, version in diagnosis.versions.items():
        lines.append(f"  {name:<20}{version or 'not installed'}")
    lines += [f"  {'kernel':<20}{diagnosis.kernel}", "", "Walls"]
    for wall in diagnosis.walls:
        state = "stands" if wall.stands else f"not raised: {wall.reason}"
        lines.append(f"  {wall.name:<20}{wall.man:<24}{state}")
    gaps = landlock.missing(diagnosis.landlock_abi)
    left_open = f"; other walls close {', '.join(gaps)}" if gaps else ""
    lines.append(f"  {'landlock rules':<20}version {diagnosis.landlock_abi}{left_open}")
    lines += ["", "Protections (each needs one wall or another)"]
    for name, is_given in diagnosis.protections.items():
        lines.append(f"  {name:<20}{'given' if is_given else 'NOT GIVEN'}")
    lines += ["", "Settings of grading"]
    lines += [f"  {name:<24}{value}" for name, value in diagnosis.settings.items()]
    lines += ["", _verdict(diagnosis)]
    return "\n".join(lines)


def _verdict(diagnosis: Diagnosis) -> str:
    if diagnosis.failure:
        return f"Nothing can be graded here: {diagnosis.failure}"
    if diagnosis.lacking:
        return (
            f"Nothing can be graded here: {', '.join(diagnosis.lacking)} cannot be protected. "
            "The reasons stand beside the missing walls."
        )
    took = f"{diagnosis.program_ms:.0f} ms"
    return f"Submissions can be graded here; a walled program of one line took {took}."
